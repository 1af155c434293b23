package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// SignOff is the opinion of a co-operating unit or the lead leader on one exact text.
type SignOff struct {
	UnitID   *string   `json:"unit_id,omitempty" format:"uuid" doc:"配合单位；牵头领导会签时为空"`
	UnitName string    `json:"unit_name,omitempty"`
	UserID   string    `json:"user_id" format:"uuid"`
	UserName string    `json:"user_name"`
	SignedBy string    `json:"signed_by_name,omitempty" doc:"由他人代签时：代签人"`
	Verdict  string    `json:"verdict" enum:"agree,disagree"`
	Opinion  string    `json:"opinion,omitempty"`
	Digest   string    `json:"digest" doc:"所会签文稿的摘要"`
	Current  bool      `json:"current" doc:"是否针对现行文稿；文稿改动或重启整改后原会签不再有效"`
	SignedAt time.Time `json:"signed_at"`
}

// SignOffList is every opinion on a document, oldest first.
type SignOffList struct {
	Items []SignOff `json:"items"`
}

// signOffs lists the opinions on every revision of a document of one of the kinds.
func (s *Server) signOffs(kinds ...models.Kind) func(context.Context, models.Viewer, *subjectInput) (*SignOffList, error) {
	return func(ctx context.Context, v models.Viewer, in *subjectInput) (*SignOffList, error) {
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		items, err := signOffsOf(tx, subject)
		return &SignOffList{items}, err
	}
}

func signOffsOf(tx models.Tx, subject models.Subject) ([]SignOff, error) {
	rows, err := tx.SignOffs(subject.ID)
	items := make([]SignOff, len(rows))
	for i, r := range rows {
		items[i] = SignOff{UnitID: r.UnitID, UnitName: r.UnitName, UserID: r.UserID, UserName: r.UserName, SignedBy: r.SignedByName, Verdict: r.Verdict,
			Opinion: r.Opinion, Digest: r.Digest, Current: r.Digest == subject.Digest && r.Round == subject.Round, SignedAt: r.SignedAt}
	}
	return items, err
}

// NewSignOff gives an opinion on the text that was read.
type NewSignOff struct {
	Digest  string `json:"digest" minLength:"64" maxLength:"64" doc:"所阅文稿的摘要；文稿已改动的不予受理"`
	Verdict string `json:"verdict" enum:"agree,disagree"`
	Opinion string `json:"opinion,omitempty" maxLength:"2000" doc:"不同意时必填"`
}

type signOffInput struct {
	ID   string `path:"id" format:"uuid"`
	Body NewSignOff
}

// sign gives an opinion. It names no version: several people sign at the same time, each the text by its digest.
func (s *Server) sign(kinds ...models.Kind) func(context.Context, models.Viewer, Command, *signOffInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *signOffInput) (workflow.Answer, error) {
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: workflow.Sign, Opinion: in.Body.Opinion,
			Payload: workflow.Signature{Digest: in.Body.Digest, Verdict: in.Body.Verdict}})
	}
}
