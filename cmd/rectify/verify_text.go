package main

import (
	"errors"
	"fmt"

	"rectify/workflow"
	"rectify/workflow/chain"
	"rectify/workflow/checkpoint"
)

// faultTexts say in Chinese what verification may find.
var faultTexts = []struct {
	err  error
	text string
}{
	{chain.ErrGap, "编号有空缺或重复"},
	{chain.ErrLink, "所记的前一条哈希值与前一条不符"},
	{chain.ErrHash, "哈希值与记录内容不符，记录可能被改动"},
	{chain.ErrState, "起始状态与前一条的状态不符"},
	{chain.ErrOrder, "时间早于前一条"},
	{chain.ErrForeign, "记录属于另一事项"},
	{workflow.ErrIllegal, "状态机中没有这一步"},
	{workflow.ErrStateDrift, "当前状态与流转记录不符"},
	{workflow.ErrVersion, "版本与记录条数不符"},
	{workflow.ErrHead, "所记的末条哈希值与最后一条不符"},
	{workflow.ErrIdentity, "种类、专项或创建人与流转记录不符"},
	{workflow.ErrNoHistory, "没有流转记录"},
	{workflow.ErrOrphan, "所属事项不存在"},
	{workflow.ErrDigest, "文稿与其摘要值不符"},
	{workflow.ErrNoRevision, "文稿与流转记录所指的不符"},
	{workflow.ErrEvidence, "佐证材料与流转记录所指的不符"},
	{workflow.ErrBytes, "佐证材料的文件缺失或与摘要值不符（请核对 --data-dir）"},
	{workflow.ErrFeed, "全部记录的总次序有空缺、重复或遗漏"},
	{workflow.ErrAudit, "审计日志与其封存值或流转记录不符，记录可能被删改"},
	{workflow.ErrRoundsDrift, "轮次与重启次数不符"},
	{workflow.ErrSignOffs, "会签意见与流转记录所记的不符"},
	{workflow.ErrMembers, "汇总稿的来源与流转记录所记的不符"},
	{workflow.ErrVotes, "表决与流转记录所记的不符"},
	{workflow.ErrAgenda, "议题或其结果与流转记录所记的不符"},
	{workflow.ErrAssignment, "责任单位、牵头领导或配合单位与流转记录所记的不符"},
	{workflow.ErrMeasures, "整改措施与问题文稿所列的不符"},
	{workflow.ErrTitle, "标题与文稿不符"},
	{workflow.ErrRenamed, "姓名与登记不符，未经系统改名，旧记录会被看作另一人所办"},
	{workflow.ErrLogRoot, "所覆盖的记录已不是签署时的记录，历史被整体改写过"},
	{workflow.ErrLogShort, "现有记录少于其所覆盖的条数，末尾记录被删去，或恢复了更早的备份"},
	{workflow.ErrLogOrigin, "属于另一套系统的记录"},
	{workflow.ErrLogNote, "签署文本与登记内容不符"},
	{workflow.ErrLogSign, "签名无效，或不是已登记密钥所签"},
	{workflow.ErrLogNode, "供证明用的中间节点与记录不符"},
}

// faultText names the bad entry and what is wrong with it; the cause in English goes with it, for whoever looks it up.
func faultText(err error) string {
	text := ""
	for _, f := range faultTexts {
		if errors.Is(err, f.err) {
			text = f.text
			break
		}
	}
	var renamed *workflow.BadUser
	if errors.As(err, &renamed) {
		return fmt.Sprintf("账号“%s”（%s）：%s。\n  %v", renamed.Login, renamed.Name, text, err)
	}
	var unborne *workflow.BadCheckpoint
	if errors.As(err, &unborne) {
		where := "数据库中"
		if unborne.Outside {
			where = "外部保存"
		}
		return fmt.Sprintf("%s的检查点（覆盖前 %d 条记录）：%s。\n  %v", where, unborne.Size, text, err)
	}
	var bad *workflow.BadEntry
	if !errors.As(err, &bad) {
		return fmt.Sprintf("%s。\n  %v", text, err)
	}
	where := fmt.Sprintf("%s“%s”", workflow.KindLabels[bad.Kind].ZH, bad.Title)
	if bad.Seq > 0 {
		where += fmt.Sprintf("第 %d 条记录", bad.Seq)
	}
	return fmt.Sprintf("%s：%s。\n  %v", where, text, err)
}

// sealText says what checkpoints have to say about the history.
func sealText(v workflow.Verification, outside []checkpoint.Checkpoint) string {
	text := "尚无检查点：整体改写、删去末尾记录或恢复旧备份将无法发现。"
	if v.Checkpoints > 0 {
		text = fmt.Sprintf("数据库中的检查点 %d 个均有效，覆盖前 %d 条记录。", v.Checkpoints, v.Sealed)
	}
	for _, c := range outside {
		text += fmt.Sprintf("\n外部检查点有效：%s，签署时的前 %d 条记录原样都在。", c.Short(), c.Size)
	}
	if len(outside) == 0 && v.Checkpoints > 0 {
		text += "\n未给出外部检查点（--checkpoint）：整体改写、删去末尾记录或恢复旧备份只有与外部检查点核对才能发现。"
	}
	return text
}

// openText says why a file is not taken for a checkpoint.
func openText(err error) string {
	switch {
	case errors.Is(err, checkpoint.ErrUnsigned):
		return "没有所给公钥的签名"
	case errors.Is(err, checkpoint.ErrSignature):
		return "签名与内容不符，内容被改动过"
	case errors.Is(err, checkpoint.ErrKey):
		return "所给公钥无法识别"
	}
	return "不是检查点文件"
}
