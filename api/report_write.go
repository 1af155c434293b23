package api

import (
	"context"
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

// NewReport asks for a report or a compilation.
type NewReport struct {
	Kind       models.Kind `json:"kind" enum:"weekly,progress,plan,bulletin,situation"`
	CampaignID string      `json:"campaign_id,omitempty" format:"uuid" doc:"工作方案、整改情况报告：所属专项"`
	ProblemID  string      `json:"problem_id,omitempty" format:"uuid" doc:"进展情况报告：所报告的问题"`
	CycleID    string      `json:"cycle_id,omitempty" format:"uuid" doc:"周报、周报汇总：报送周期"`
	UnitID     string      `json:"unit_id,omitempty" format:"uuid" doc:"周报：报送部门"`
	Title      string      `json:"title,omitempty" maxLength:"300" doc:"不填则用通常的标题"`
	Content    *Text       `json:"content,omitempty"`
	FromLast   bool        `json:"from_last,omitempty" doc:"周报：以本部门上一期周报为底稿"`
}

type newReportInput struct{ Body NewReport }

// createReport starts a report or a compilation.
func (s *Server) createReport(ctx context.Context, v models.Viewer, c Command, in *newReportInput) (workflow.Answer, error) {
	b := in.Body
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		o := result.(workflow.Outcome)
		return answer(http.StatusCreated, o.Subject.Version, "/api/v1/reports/"+o.Subject.ID, outcomeOf(ctx, o))
	})
	return s.deps.Engine.CreateReport(ctx, v, request, workflow.NewReport{Kind: b.Kind, CampaignID: b.CampaignID, ProblemID: b.ProblemID,
		CycleID: b.CycleID, UnitID: b.UnitID, Title: b.Title, Content: b.Content.optional(), FromLast: b.FromLast})
}

// Edit is a whole new text.
type Edit struct {
	Content Text   `json:"content"`
	Note    string `json:"note,omitempty" maxLength:"500" doc:"修改说明"`
}

type editInput struct {
	ID   string `path:"id" format:"uuid"`
	Body Edit
}

// edit writes a new revision of a report of one of the kinds, by an event that does so.
func (s *Server) edit(event workflow.Event, kinds ...models.Kind) func(context.Context, models.Viewer, Command, *editInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *editInput) (workflow.Answer, error) {
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: event,
			Payload: workflow.Edited{Content: in.Body.Content.content(), Note: in.Body.Note}})
	}
}
