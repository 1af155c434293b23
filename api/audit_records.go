package api

import (
	"context"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// AuditRecord is one line of the audit log. It carries no business text and no secret.
type AuditRecord struct {
	ID           int64     `json:"id"`
	At           time.Time `json:"at"`
	ActorID      *string   `json:"actor_id,omitempty" format:"uuid" doc:"未登录或由程序、控制台办理时没有"`
	ActorLogin   string    `json:"actor_login,omitempty"`
	ActorName    string    `json:"actor_name,omitempty" doc:"当时的姓名"`
	Role         string    `json:"role,omitempty" doc:"办理时所用角色"`
	SessionID    *string   `json:"session_id,omitempty" format:"uuid"`
	TokenID      *string   `json:"token_id,omitempty" format:"uuid" doc:"经由的接口令牌"`
	OnBehalfOf   *string   `json:"on_behalf_of,omitempty" format:"uuid"`
	Operation    string    `json:"operation,omitempty" doc:"接口的操作编号；console 为控制台，job 为定时任务"`
	Act          string    `json:"act" doc:"行为；被拒绝时为操作编号"`
	ActLabel     string    `json:"act_label"`
	ObjectKind   string    `json:"object_kind,omitempty"`
	ObjectID     string    `json:"object_id,omitempty"`
	Entry        *int64    `json:"entry,omitempty" doc:"对应的流转记录序号"`
	Detail       string    `json:"detail,omitempty" doc:"所设内容（JSON），不含密码等秘密"`
	Address      string    `json:"address,omitempty"`
	UserAgent    string    `json:"user_agent,omitempty"`
	Result       string    `json:"result" enum:"done,refused,failed"`
	Code         string    `json:"code,omitempty" doc:"拒绝或失败的代码"`
	Reason       string    `json:"reason,omitempty"`
	Why          []string  `json:"why,omitempty" doc:"拒绝或失败的代码和原因各是什么意思；当时的具体内容不在日志中，以…代替"`
	Times        int       `json:"times" doc:"次数；同一分钟内相同的拒绝合并计数"`
	RequestID    string    `json:"request_id,omitempty"`
	BeforeDigest string    `json:"before_digest,omitempty" doc:"变更前状态的 SHA-256"`
	AfterDigest  string    `json:"after_digest,omitempty" doc:"变更后状态的 SHA-256"`
}

// AuditFilter narrows the audit log; what is empty does not narrow.
type AuditFilter struct {
	ActorID  string    `query:"actor_id" format:"uuid"`
	Login    string    `query:"login" maxLength:"64"`
	Act      string    `query:"act" maxLength:"100"`
	ObjectID string    `query:"object_id" maxLength:"64"`
	Result   string    `query:"result" enum:"done,refused,failed"`
	From     time.Time `query:"from" doc:"不早于"`
	Until    time.Time `query:"until" doc:"早于"`
}

func (f AuditFilter) filter() models.AuditFilter {
	return models.AuditFilter{Actor: f.ActorID, Login: f.Login, Act: f.Act, ObjectID: f.ObjectID, Result: models.Result(f.Result), From: f.From, Until: f.Until}
}

type auditRecordsInput struct {
	Paging
	AuditFilter
}

// auditRecords lists the audit log, the latest first.
func (s *Server) auditRecords(ctx context.Context, _ models.Viewer, in *auditRecordsInput) (*Page[AuditRecord], error) {
	var before int64
	if _, err := in.after("audit-records", &before); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).LatestAuditRecords(in.filter(), before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	lang := requestOf(ctx).lang
	list := make([]AuditRecord, len(rows))
	for i, a := range rows {
		list[i] = AuditRecord{ID: a.ID, At: a.At, ActorID: a.ActorID, ActorLogin: a.ActorLogin, ActorName: a.ActorName, Role: a.Role,
			SessionID: a.SessionID, TokenID: a.TokenID, OnBehalfOf: a.OnBehalfOf, Operation: a.Operation, Act: a.Act,
			ActLabel: s.actLabel(a.Act, lang), Why: meanings(a, lang), ObjectKind: a.ObjectKind, ObjectID: a.ObjectID, Entry: a.Entry, Detail: a.Detail,
			Address: a.Address, UserAgent: a.UserAgent, Result: string(a.Result), Code: a.Code, Reason: a.Reason, Times: a.Times,
			RequestID: a.RequestID, BeforeDigest: a.BeforeDigest, AfterDigest: a.AfterDigest}
	}
	page, err := pageOf("audit-records", list, in.Limit, func(a AuditRecord) []any { return []any{a.ID} })
	return &page, err
}

// actLabel names an act as people see it; of a refusal it is the operation that was refused.
func (s *Server) actLabel(act string, lang words.Lang) string {
	if name, known := s.names[act]; known {
		return name.In(lang)
	}
	return workflow.ActLabel(act).In(lang)
}

// meanings says in words what the codes of a refusal or failure mean; what was at stake then is not recorded.
func meanings(a models.AuditRecord, lang words.Lang) []string {
	if a.Result == models.Done {
		return nil
	}
	var list []string
	for _, code := range append([]string{a.Code}, strings.Fields(a.Reason)...) {
		if words.Known(words.Code(code)) {
			list = append(list, words.Outline(lang, words.Code(code)))
		}
	}
	return list
}

// AuditDay counts what was recorded on one day.
type AuditDay struct {
	Day    string `json:"day" format:"date"`
	Act    string `json:"act"`
	Label  string `json:"act_label"`
	Result string `json:"result" enum:"done,refused,failed"`
	Times  int64  `json:"times"`
}

type auditDaysInput struct {
	AuditFilter
}

type auditDaysAnswer struct {
	Items []AuditDay `json:"items"`
}

// maxAuditDays bounds the answer of the counts.
const maxAuditDays = 10_000

// auditDays counts the audit log by day (Asia/Shanghai), act and result.
func (s *Server) auditDays(ctx context.Context, _ models.Viewer, in *auditDaysInput) (*auditDaysAnswer, error) {
	days, err := s.deps.Store.View(ctx).AuditDays(in.filter(), maxAuditDays)
	out := &auditDaysAnswer{Items: make([]AuditDay, len(days))}
	for i, d := range days {
		out.Items[i] = AuditDay{d.Day, d.Act, s.actLabel(d.Act, requestOf(ctx).lang), string(d.Result), d.Times}
	}
	return out, err
}

type auditExportInput struct {
	AuditFilter
}

// exportAudit sends the audit log as a file. That it was taken out is recorded first.
func (s *Server) exportAudit(format workflow.AuditFormat) func(context.Context, models.Viewer, *auditExportInput) (func(echo.Context) error, error) {
	return func(ctx context.Context, v models.Viewer, in *auditExportInput) (func(echo.Context) error, error) {
		send, err := s.deps.Engine.ExportAudit(ctx, v, in.filter(), format)
		if err != nil {
			return nil, err
		}
		return func(c echo.Context) error {
			c.Response().Header().Set(echo.HeaderContentDisposition, contentDisposition("审计日志."+string(format)))
			return send(c.Response())
		}, nil
	}
}
