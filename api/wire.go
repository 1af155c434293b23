package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Named is something that programs know by code and people by label.
type Named struct {
	Code  string `json:"code"`
	Label string `json:"label" doc:"中文或英文，依 Accept-Language"`
}

// Subject is what every document, measure and meeting has in common: its place in the flow.
type Subject struct {
	ID            string      `json:"id" format:"uuid"`
	Kind          models.Kind `json:"kind" enum:"problem,measure,weekly,progress,plan,bulletin,situation,meeting"`
	CampaignID    string      `json:"campaign_id" format:"uuid"`
	Title         string      `json:"title"`
	State         Named       `json:"state"`
	Version       int64       `json:"version" doc:"流转记录条数；办理时写入 If-Match"`
	UnitID        *string     `json:"unit_id,omitempty" format:"uuid" doc:"责任单位"`
	LeadLeaderID  *string     `json:"lead_leader_id,omitempty" format:"uuid"`
	ParentID      *string     `json:"parent_id,omitempty" format:"uuid" doc:"措施、进展报告所属的问题"`
	CompilationID *string     `json:"compilation_id,omitempty" format:"uuid" doc:"所在的汇总稿"`
	Restricted    bool        `json:"restricted,omitempty" doc:"限定了知悉范围，每次查阅均有记录"`
	Revision      int         `json:"revision" doc:"文稿版本号；0 为尚无正文"`
	Digest        string      `json:"digest" doc:"文稿版本的 SHA-256；会签和表决以它为准"`
	Round         int         `json:"round" doc:"整改轮次"`
	DueAt         *time.Time  `json:"due_at,omitempty"`
	StateSince    time.Time   `json:"state_since"`
	CreatedAt     time.Time   `json:"created_at"`
	UpdatedAt     time.Time   `json:"updated_at"`
}

// Permission says of one event whether the caller may fire it now and, when not, why not.
type Permission struct {
	Event           Named          `json:"event"`
	To              *Named         `json:"to,omitempty" doc:"办理后的状态"`
	Allowed         bool           `json:"allowed"`
	OwnResource     bool           `json:"own_resource,omitempty" doc:"有专门的接口，不经 transitions 办理"`
	OpinionRequired bool           `json:"opinion_required,omitempty"`
	Batch           bool           `json:"batch,omitempty" doc:"可以批量办理，每件各为一次办理"`
	Why             []ProblemError `json:"why,omitempty" doc:"不能办理的原因"`
	Bring           []ProblemError `json:"bring,omitempty" doc:"办理时还须补充的内容"`
}

// Outcome answers a command: the subject after it, the new entry and what the caller can do next.
type Outcome struct {
	Subject Subject      `json:"subject"`
	Entry   EntryRef     `json:"entry"`
	Can     []Permission `json:"can"`
}

// EntryRef names the history entry that a command made.
type EntryRef struct {
	Seq  int64     `json:"seq"`
	At   time.Time `json:"at"`
	Hash string    `json:"hash" doc:"本条流转记录的哈希"`
}

func subjectOf(ctx context.Context, s models.Subject) Subject {
	lang := requestOf(ctx).lang
	return Subject{ID: s.ID, Kind: s.Kind, CampaignID: s.CampaignID, Title: s.Title, State: stateOf(lang, workflow.State(s.State)),
		Version: s.Version, UnitID: s.UnitID, LeadLeaderID: s.LeadUserID, ParentID: s.ParentID, CompilationID: s.CompilationID, Restricted: s.CircleID != nil,
		Revision: s.Revision, Digest: s.Digest, Round: s.Round, DueAt: s.DueAt, StateSince: s.StateSince, CreatedAt: s.CreatedAt,
		UpdatedAt: s.UpdatedAt}
}

func stateOf(lang words.Lang, s workflow.State) Named {
	return Named{string(s), workflow.StateLabels[s].In(lang)}
}

func eventOf(lang words.Lang, e workflow.Event) Named {
	return Named{string(e), workflow.EventLabels[e].In(lang)}
}

func permissionsOf(ctx context.Context, list []workflow.Permission) []Permission {
	lang := requestOf(ctx).lang
	out := make([]Permission, len(list))
	for i, p := range list {
		out[i] = Permission{Event: eventOf(lang, p.Event), Allowed: p.Allowed, OwnResource: p.Own, OpinionRequired: p.Opinion, Batch: p.Batch,
			Why: reasonsOf(lang, p.Why), Bring: reasonsOf(lang, p.Bring)}
		if p.To != "" {
			to := stateOf(lang, p.To)
			out[i].To = &to
		}
	}
	return out
}

func reasonsOf(lang words.Lang, reasons []workflow.Reason) []ProblemError {
	var out []ProblemError
	for _, r := range reasons {
		out = append(out, problemErrorOf(lang, r))
	}
	return out
}

func problemErrorOf(lang words.Lang, r workflow.Reason) ProblemError {
	e := ProblemError{Code: r.Code, Detail: words.Text(lang, r.Code, r.Params), Field: r.Field}
	if again, said := r.Params[words.AgainAt].(time.Time); said {
		e.AgainAt = &again
	}
	return e
}
