package api

import (
	"context"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/calendar"
	"rectify/workflow/deadline"
)

type deadlineInput struct {
	Text string     `query:"text" required:"true" maxLength:"500" doc:"完成时限原文"`
	Base civil.Date `query:"base" doc:"起算日期；不写年份的日期为其后最近的一个"`
}

// DeadlinePreview is what would be read in a deadline.
type DeadlinePreview struct {
	Deadline deadline.Deadline `json:"deadline"`
	Remarks  []string          `json:"remarks" doc:"需要确认、更正或知晓之处"`
}

// previewDeadline shows what is understood of a deadline, for someone who is writing one.
func (s *Server) previewDeadline(ctx context.Context, _ models.Viewer, in *deadlineInput) (*DeadlinePreview, error) {
	d := deadline.Parse(in.Text, deadline.Base{Date: in.Base, Workday: calendar.Default().Workday})
	out := &DeadlinePreview{Deadline: d, Remarks: []string{}}
	for _, f := range d.Findings {
		out.Remarks = append(out.Remarks, f.Text(requestOf(ctx).lang))
	}
	return out, nil
}
