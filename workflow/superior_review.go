package workflow

import (
	"strings"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/words"
)

// Review is the payload of RecordReview: what a superior said who read an approved document. The words stand in the
// command's opinion.
type Review struct {
	Reviewer   string     `json:"reviewer"` // office and title
	ReviewedOn civil.Date `json:"reviewed_on"`
	EvidenceID string     `json:"evidence_id,omitempty"` // the scan, evidence of the document
}

func init() { onEvent("compilation", RecordReview, recordReview) }

// recordReview keeps a superior's review. It holds for the approval that it followed: a plan that is revised and approved
// anew has to be read anew.
func recordReview(t *transition) error {
	review := t.command.Payload.(Review)
	var reasons []Reason
	if strings.TrimSpace(review.Reviewer) == "" || strings.TrimSpace(t.command.Opinion) == "" || !review.ReviewedOn.IsValid() {
		reasons = append(reasons, Reason{Code: words.ReviewIncomplete})
	} else if review.ReviewedOn.After(today(t.command.now)) {
		reasons = append(reasons, Reason{Code: words.ReviewInFuture, Field: "reviewed_on"})
	}
	if review.EvidenceID != "" {
		belongs, err := t.tx.EvidenceBelongs(review.EvidenceID, t.subject.ID)
		if err != nil {
			return err
		}
		if !belongs {
			reasons = append(reasons, Reason{Code: words.ScanUnknown, Field: "evidence_id"})
		}
	}
	if len(reasons) > 0 {
		return RefuseFor(reasons)
	}
	t.detail = review
	return t.tx.AddSuperiorReview(models.SuperiorReview{ID: models.NewID(), SubjectID: t.subject.ID, Reviewer: review.Reviewer,
		ReviewedOn: review.ReviewedOn.String(), Opinion: t.command.Opinion, EvidenceID: optional(review.EvidenceID),
		RecordedBy: t.command.Viewer.UserID, RecordedAt: t.after.UpdatedAt})
}
