package api

import (
	"context"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/deadline"
)

// Deadline is a deadline as it was written, and what was understood of it.
type Deadline struct {
	Raw               string       `json:"raw" doc:"原文"`
	Kind              string       `json:"kind" doc:"类型：by、on、from、window、span、immediate、ongoing、phased、relative、recurring、event、compound、status、vague、missing、error 等"`
	NotBefore         *civil.Date  `json:"not_before,omitempty" format:"date"`
	Due               *civil.Date  `json:"due,omitempty" format:"date"`
	DueTime           string       `json:"due_time,omitempty" doc:"完成日期当天的时刻；24:00 为当天结束"`
	LongTerm          bool         `json:"long_term"`
	Immediate         bool         `json:"immediate"`
	Status            string       `json:"status,omitempty" doc:"时限栏中自报的进展，不作为完成依据"`
	Dues              []civil.Date `json:"dues,omitempty" doc:"分阶段的各个日期"`
	Recurrence        string       `json:"recurrence,omitempty" doc:"周期（RFC 5545 RRULE）"`
	DueEvent          string       `json:"due_event,omitempty" doc:"以某一事件为期限"`
	Note              string       `json:"note,omitempty" doc:"时限以外的说明文字"`
	NeedsConfirmation bool         `json:"needs_confirmation" doc:"须人工确认"`
}

func deadlineOf(d deadline.Deadline) Deadline {
	return Deadline{Raw: d.Raw, Kind: string(d.Kind), NotBefore: d.NotBefore, Due: d.Due, DueTime: d.DueTime, LongTerm: d.LongTerm,
		Immediate: d.Immediate, Status: d.Status, Dues: d.Dues, Recurrence: d.RRule, DueEvent: d.DueEvent, Note: d.Note,
		NeedsConfirmation: d.NeedsConfirmation}
}

type deadlineInput struct {
	Text string     `query:"text" required:"true" maxLength:"500" doc:"完成时限原文"`
	Base civil.Date `query:"base" format:"date" doc:"起算日期；不写年份的日期为其后最近的一个"`
}

// DeadlinePreview is what would be read in a deadline.
type DeadlinePreview struct {
	Deadline Deadline `json:"deadline"`
	Remarks  []string `json:"remarks" doc:"需要确认、更正或知晓之处"`
}

// previewDeadline shows what is understood of a deadline, for someone who is writing one.
func (s *Server) previewDeadline(ctx context.Context, _ models.Viewer, in *deadlineInput) (*DeadlinePreview, error) {
	cal, err := s.deps.Engine.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	d := deadline.Parse(in.Text, deadline.Base{Date: in.Base, Workday: cal.Workday})
	out := &DeadlinePreview{Deadline: deadlineOf(d), Remarks: []string{}}
	for _, f := range d.Findings {
		out.Remarks = append(out.Remarks, f.Text(requestOf(ctx).lang))
	}
	return out, nil
}
