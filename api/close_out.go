package api

import (
	"context"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// CloseOut is a problem on its way to be closed out, with what is there and what is missing.
type CloseOut struct {
	Problem LedgerProblem `json:"problem"`
	Items   []CheckItem   `json:"items" doc:"销号前须具备的各项，依次"`
	Done    int           `json:"done" doc:"已具备的项数"`
	Missing int           `json:"missing" doc:"尚缺、且影响销号的项数"`
}

// CheckItem is one thing that must be there before a problem is closed out.
type CheckItem struct {
	Kind      workflow.CheckKind `json:"kind" enum:"text,sign_off,filed,measure,evidence,request_close,close"`
	Label     string             `json:"label"`
	Done      bool               `json:"done"`
	Optional  bool               `json:"optional,omitempty" doc:"已不影响销号，如报送时已说明原因的会签"`
	Who       string             `json:"who,omitempty" doc:"未具备的：由谁办理"`
	Why       []ProblemError     `json:"why,omitempty" doc:"未具备的：缺什么"`
	MeasureID string             `json:"measure_id,omitempty" format:"uuid"`
}

func (s *Server) closeOutOf(ctx context.Context, v models.Viewer, row models.ProblemRow) (CloseOut, error) {
	lang := requestOf(ctx).lang
	items, err := s.deps.Engine.CloseOut(ctx, v, row)
	if err != nil {
		return CloseOut{}, err
	}
	out := CloseOut{Items: make([]CheckItem, len(items))}
	if out.Problem, err = problemOfRow(ctx, row, s.deps.Clock.Now(), false); err != nil {
		return out, err
	}
	for i, item := range items {
		out.Items[i] = CheckItem{Kind: item.Kind, Label: item.Label.In(lang), Done: item.Done, Optional: item.Optional && !item.Done, MeasureID: item.MeasureID,
			Why: reasonsOf(lang, item.Why)}
		if item.Who != (words.Label{}) {
			out.Items[i].Who = item.Who.In(lang)
		}
		switch {
		case item.Done:
			out.Done++
		case !item.Optional:
			out.Missing++
		}
	}
	return out, nil
}

// closeOut says of one problem what is missing until it can be closed out.
func (s *Server) closeOut(ctx context.Context, v models.Viewer, in *subjectInput) (*CloseOut, error) {
	row, err := s.deps.Store.View(ctx).Problem(v, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := s.closeOutOf(ctx, v, row)
	return &out, err
}

// closeOuts says the same of the problems of the ledger, in its order.
func (s *Server) closeOuts(ctx context.Context, v models.Viewer, in *problemsInput) (*Page[CloseOut], error) {
	var after models.ProblemKey
	if _, err := in.after("close-outs", &after.CampaignID, &after.Position, &after.ID); err != nil {
		return nil, err
	}
	filter, err := s.deps.Engine.PickProblems(ctx, v, in.filter(), in.figure())
	if err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).Problems(v, filter, after, in.Limit+1, false)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("close-outs", rows, in.Limit, func(r models.ProblemRow) []any {
		k := r.Key()
		return []any{k.CampaignID, k.Position, k.ID}
	})
	if err != nil {
		return nil, err
	}
	out := Page[CloseOut]{Items: make([]CloseOut, len(page.Items)), NextCursor: page.NextCursor}
	for i, row := range page.Items {
		if out.Items[i], err = s.closeOutOf(ctx, v, row); err != nil {
			return nil, err
		}
	}
	return &out, nil
}
