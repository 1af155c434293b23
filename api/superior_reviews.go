package api

import (
	"context"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
)

// SuperiorReview is what a superior said who read an approved document.
type SuperiorReview struct {
	ID         string    `json:"id" format:"uuid"`
	Reviewer   string    `json:"reviewer" doc:"审阅人职务"`
	ReviewedOn string    `json:"reviewed_on" format:"date"`
	Opinion    string    `json:"opinion"`
	EvidenceID *string   `json:"evidence_id,omitempty" format:"uuid" doc:"审阅意见扫描件"`
	RecordedAt time.Time `json:"recorded_at"`
}

// SuperiorReviewList is what superiors said of a document, oldest first.
type SuperiorReviewList struct {
	Items []SuperiorReview `json:"items"`
}

// superiorReviews lists what superiors said of a compilation.
func (s *Server) superiorReviews(ctx context.Context, v models.Viewer, in *subjectInput) (*SuperiorReviewList, error) {
	tx := s.deps.Store.View(ctx)
	subject, err := tx.Visible(v, in.ID, compilationKinds...)
	if err != nil {
		return nil, err
	}
	items, err := superiorReviewsOf(tx, subject)
	return &SuperiorReviewList{items}, err
}

func superiorReviewsOf(tx models.Tx, subject models.Subject) ([]SuperiorReview, error) {
	rows, err := tx.SuperiorReviews(subject.ID)
	items := make([]SuperiorReview, len(rows))
	for i, r := range rows {
		items[i] = SuperiorReview{ID: r.ID, Reviewer: r.Reviewer, ReviewedOn: r.ReviewedOn, Opinion: r.Opinion, EvidenceID: r.EvidenceID,
			RecordedAt: r.RecordedAt}
	}
	return items, err
}

type superiorReviewInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Reviewer   string     `json:"reviewer" minLength:"1" maxLength:"100" doc:"审阅人职务"`
		ReviewedOn civil.Date `json:"reviewed_on" format:"date"`
		Opinion    string     `json:"opinion" minLength:"1" maxLength:"2000"`
		EvidenceID string     `json:"evidence_id,omitempty" format:"uuid" doc:"审阅意见扫描件，须先上传为本文稿的材料"`
	}
}

// recordReview keeps what a superior said.
func (s *Server) recordReview(ctx context.Context, v models.Viewer, c Command, in *superiorReviewInput) (workflow.Answer, error) {
	b := in.Body
	return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: compilationKinds, Event: workflow.RecordReview,
		Opinion: b.Opinion, Payload: workflow.Review{Reviewer: b.Reviewer, ReviewedOn: b.ReviewedOn, EvidenceID: b.EvidenceID}})
}
