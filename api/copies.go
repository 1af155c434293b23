package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// CopyTo is one person to whom a document was copied.
type CopyTo struct {
	UserID       string    `json:"user_id" format:"uuid"`
	UserName     string    `json:"user_name"`
	CopiedByName string    `json:"copied_by_name"`
	CopiedAt     time.Time `json:"copied_at"`
}

// CopyList is to whom a document was copied.
type CopyList struct {
	Items []CopyTo `json:"items"`
}

// copies lists to whom a subject of one of the kinds was copied.
func (s *Server) copies(kinds ...models.Kind) func(context.Context, models.Viewer, *subjectInput) (*CopyList, error) {
	return func(ctx context.Context, v models.Viewer, in *subjectInput) (*CopyList, error) {
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		rows, err := tx.Copies(subject.ID)
		items := make([]CopyTo, len(rows))
		for i, r := range rows {
			items[i] = CopyTo{UserID: r.UserID, UserName: r.UserName, CopiedByName: r.CopiedByName, CopiedAt: r.CopiedAt}
		}
		return &CopyList{items}, err
	}
}

type copyInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		UserIDs []string `json:"user_ids" minItems:"1" maxItems:"200" doc:"抄送对象"`
	}
}

// copyTo lets people read a subject of one of the kinds.
func (s *Server) copyTo(kinds ...models.Kind) func(context.Context, models.Viewer, Command, *copyInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *copyInput) (workflow.Answer, error) {
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: workflow.Copy,
			Payload: workflow.CopyTo{UserIDs: in.Body.UserIDs}})
	}
}
