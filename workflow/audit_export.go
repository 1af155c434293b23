package workflow

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"
	"strconv"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// AuditFormat is a form in which the audit log leaves the program.
type AuditFormat string

// The formats.
const (
	AuditCSV   AuditFormat = "csv"   // for people: UTF-8 with a mark for Excel, Beijing time, Chinese labels
	AuditJSONL AuditFormat = "jsonl" // for programs: one canonical record a line, as the seals sum them up
)

// ExportAudit records that the viewer takes the audit log out, and returns what writes the records, oldest first.
func (e *Engine) ExportAudit(ctx context.Context, v models.Viewer, f models.AuditFilter, format AuditFormat) (func(io.Writer) error, error) {
	err := e.store.InTx(ctx, func(tx models.Tx) error {
		detail := map[string]any{"format": format}
		for name, given := range map[string]string{"actor": f.Actor, "login": f.Login, "act": f.Act, "object": f.ObjectID, "result": string(f.Result)} {
			if given != "" {
				detail[name] = given
			}
		}
		if !f.From.IsZero() {
			detail["from"] = f.From
		}
		if !f.Until.IsZero() {
			detail["until"] = f.Until
		}
		return RecordAct(tx, e.clock.Now(), v, Acted{Act: "export", Kind: auditKind, Detail: detail})
	})
	if err != nil {
		return nil, err
	}
	return func(w io.Writer) error {
		buffered := bufio.NewWriter(w)
		write := writeAuditCSV
		if format == AuditJSONL {
			write = writeAuditJSONL
		}
		if err := write(buffered, func(see func(models.AuditRecord) error) error { return e.store.View(ctx).EachAuditRecord(f, see) }); err != nil {
			return err
		}
		return buffered.Flush()
	}, nil
}

type eachRecord func(see func(models.AuditRecord) error) error

func writeAuditJSONL(w io.Writer, each eachRecord) error {
	return each(func(a models.AuditRecord) error {
		line, err := lineOf(a)
		if err == nil {
			_, err = w.Write(append(line, '\n'))
		}
		return err
	})
}

var auditHeadings = []string{"序号", "时间（北京时间）", "用户名", "姓名", "用户编号", "角色", "会话编号", "令牌编号", "代表", "操作", "行为", "行为代码",
	"对象类型", "对象编号", "流转记录序号", "内容", "来源地址", "客户端", "结果", "原因代码", "原因", "次数", "请求编号", "变更前摘要", "变更后摘要"}

func writeAuditCSV(w io.Writer, each eachRecord) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // or Excel takes UTF-8 for the code page of the machine
		return err
	}
	rows := csv.NewWriter(w)
	rows.UseCRLF = true
	if err := rows.Write(auditHeadings); err != nil {
		return err
	}
	err := each(func(a models.AuditRecord) error {
		entry := ""
		if a.Entry != nil {
			entry = strconv.FormatInt(*a.Entry, 10)
		}
		cells := []string{strconv.FormatInt(a.ID, 10), a.At.In(clock.Shanghai).Format("2006-01-02 15:04:05.000 -07:00"), a.ActorLogin, a.ActorName,
			value(a.ActorID), RoleLabels[models.Role(a.Role)].ZH, value(a.SessionID), value(a.TokenID), value(a.OnBehalfOf), a.Operation,
			ActLabel(a.Act).ZH, a.Act, a.ObjectKind, a.ObjectID, entry, a.Detail, a.Address, a.UserAgent, resultLabels[a.Result].ZH, a.Code,
			a.Reason, strconv.Itoa(a.Times), a.RequestID, a.BeforeDigest, a.AfterDigest}
		for i := range cells {
			cells[i] = inert(cells[i])
		}
		return rows.Write(cells)
	})
	rows.Flush()
	if err == nil {
		err = rows.Error()
	}
	return err
}

// inert keeps a spreadsheet from taking a text for a formula (ASVS 1.2.10).
func inert(cell string) string {
	if cell != "" {
		switch cell[0] {
		case '=', '+', '-', '@', '\t', '\r':
			return "'" + cell
		}
	}
	return cell
}

var resultLabels = map[models.Result]words.Label{
	models.Done:    {ZH: "成功", EN: "done"},
	models.Refused: {ZH: "拒绝", EN: "refused"},
	models.Failed:  {ZH: "失败", EN: "failed"},
}

// actLabels name the acts that are no events of a machine.
var actLabels = map[string]words.Label{
	"create": {ZH: "新建", EN: "create"}, "change": {ZH: "修改", EN: "change"}, "order": {ZH: "调整序列", EN: "order"},
	"end_session":    {ZH: "结束会话", EN: "end a session"},
	"activate":       {ZH: "凭激活码设定口令", EN: "choose a password with a code"},
	"take_half":      {ZH: "领取激活码后一半", EN: "take the second half of a code"},
	"reset_totp":     {ZH: "重置验证器", EN: "reset the second factor"},
	"offer_totp":     {ZH: "绑定验证器", EN: "begin a second factor"},
	"confirm_totp":   {ZH: "确认验证器", EN: "confirm the second factor"},
	"reauthenticate": {ZH: "再次验证身份", EN: "prove again who acts"},
	"unlock":         {ZH: "解除登录锁定", EN: "end a lock"},
	"reset_password": {ZH: "重置口令", EN: "reset password"}, "grant": {ZH: "授予角色", EN: "grant role"}, "revoke": {ZH: "撤销角色", EN: "revoke role"},
	"imported": {ZH: "导入工作日历", EN: "import calendar"}, "replaced": {ZH: "替换工作日历", EN: "replace calendar"},
	"deleted": {ZH: "删除工作日历", EN: "delete calendar"}, "plan_cycles": {ZH: "生成报送周期", EN: "plan cycles"}, "exempt": {ZH: "免报", EN: "exempt"},
	"import": {ZH: "导入一览表", EN: "import table"}, "preview_import": {ZH: "预览导入", EN: "preview import"},
	"sign_in": {ZH: "登录", EN: "sign in"}, "sign_out": {ZH: "退出登录", EN: "sign out"}, "change_password": {ZH: "修改口令", EN: "change password"},
	"propose": {ZH: "提出授予角色", EN: "propose role"}, "confirm": {ZH: "确认授予角色", EN: "confirm role"}, "decline_grant": {ZH: "否决授予角色", EN: "decline role"},
	"withdraw_grant": {ZH: "撤回授权申请", EN: "withdraw proposed role"}, "issue": {ZH: "签发令牌", EN: "issue token"}, "rotate": {ZH: "轮换令牌", EN: "rotate token"},
	"revoke_token": {ZH: "吊销令牌", EN: "revoke token"},
	"delete":       {ZH: "删除", EN: "delete"},
	"upload":       {ZH: "上传模板", EN: "upload a template"},
	"renew_secret": {ZH: "更换签名密钥", EN: "renew the secret"},
	"replay":       {ZH: "重发推送", EN: "send again"},
	"stop":         {ZH: "停用推送", EN: "stop a webhook"},
	"test":         {ZH: "发送测试事件", EN: "send a test event"},
	"checkpoint":   {ZH: "生成检查点", EN: "take a checkpoint"},
	"cancel":       {ZH: "取消任务", EN: "cancel a job"},
	"delegate":     {ZH: "委托", EN: "delegate"}, "end_delegation": {ZH: "终止委托", EN: "end a delegation"},
	"export": {ZH: "导出", EN: "export"}, purgeAct: {ZH: "清理审计日志", EN: "purge audit log"},
}

// ActLabel names an act as people see it; an act without a name, such as the operation of a refusal, is shown as it is.
func ActLabel(act string) words.Label {
	if label, known := EventLabels[Event(act)]; known {
		return label
	}
	if label, known := actLabels[act]; known {
		return label
	}
	return words.Label{ZH: act, EN: act}
}
