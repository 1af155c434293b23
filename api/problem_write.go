package api

import (
	"context"
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

// Assignment says who answers for a problem.
type Assignment struct {
	UnitID       string   `json:"unit_id" format:"uuid" doc:"责任部门"`
	LeadLeaderID string   `json:"lead_leader_id,omitempty" format:"uuid" doc:"牵头领导的账号"`
	LeadLeader   string   `json:"lead_leader,omitempty" maxLength:"100" doc:"牵头领导没有账号时填姓名"`
	CoUnits      []string `json:"co_unit_ids,omitempty" maxItems:"50" doc:"配合单位，依次"`
}

func (a Assignment) assignment() workflow.Assignment {
	return workflow.Assignment{UnitID: a.UnitID, LeadUserID: a.LeadLeaderID, LeadLeader: a.LeadLeader, CoUnits: a.CoUnits}
}

// Dossier is the whole text of a problem; a measure that is not in it any more is taken out.
type Dossier struct {
	Heading  string          `json:"heading,omitempty" maxLength:"200" doc:"问题类别"`
	Text     string          `json:"text" maxLength:"5000" doc:"存在问题"`
	Measures []MeasureClause `json:"measures" maxItems:"200" doc:"整改措施，依次"`
	Note     string          `json:"note,omitempty" maxLength:"500" doc:"修改说明"`
}

// MeasureClause is a measure as a dossier states it.
type MeasureClause struct {
	ID       string `json:"id,omitempty" format:"uuid" doc:"新增的措施不填"`
	Text     string `json:"text" maxLength:"5000"`
	Deadline string `json:"deadline" maxLength:"500" doc:"完成时限，如实填写原文"`
}

func clausesOf(list []MeasureClause) []workflow.MeasureClause {
	clauses := make([]workflow.MeasureClause, len(list))
	for i, m := range list {
		clauses[i] = workflow.MeasureClause{ID: m.ID, Text: m.Text, Deadline: m.Deadline}
	}
	return clauses
}

// NewProblem is a problem to be entered into the ledger.
type NewProblem struct {
	CampaignID     string `json:"campaign_id" format:"uuid"`
	Number         string `json:"number" minLength:"1" maxLength:"20" doc:"本单位编号"`
	SuperiorNumber string `json:"superior_number,omitempty" maxLength:"20" doc:"上级分工方案中的编号"`
	Dossier
	Assignment
}

type newProblemInput struct{ Body NewProblem }

// createProblem enters a problem.
func (s *Server) createProblem(ctx context.Context, v models.Viewer, c Command, in *newProblemInput) (workflow.Answer, error) {
	b := in.Body
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		o := result.(workflow.Outcome)
		return answer(http.StatusCreated, o.Subject.Version, "/api/v1/problems/"+o.Subject.ID, outcomeOf(ctx, o))
	})
	return s.deps.Engine.CreateProblem(ctx, v, request, workflow.NewProblem{CampaignID: b.CampaignID, Number: b.Number,
		SuperiorNumber: b.SuperiorNumber, Heading: b.Heading, Text: b.Text, Assignment: b.assignment(), Measures: clausesOf(b.Measures)})
}

type dossierInput struct {
	ID   string `path:"id" format:"uuid"`
	Body Dossier
}

// editDossier writes a new revision of a problem's dossier.
func (s *Server) editDossier(ctx context.Context, v models.Viewer, c Command, in *dossierInput) (workflow.Answer, error) {
	return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: []models.Kind{models.KindProblem}, Event: workflow.Edit,
		Payload: workflow.Dossier{Heading: in.Body.Heading, Text: in.Body.Text, Measures: clausesOf(in.Body.Measures), Note: in.Body.Note}})
}

type assignInput struct {
	ID   string `path:"id" format:"uuid"`
	Body Assignment
}

// assignProblem changes who answers for a problem.
func (s *Server) assignProblem(ctx context.Context, v models.Viewer, c Command, in *assignInput) (workflow.Answer, error) {
	return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: []models.Kind{models.KindProblem}, Event: workflow.Assign,
		Payload: in.Body.assignment()})
}
