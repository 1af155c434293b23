package models

import "time"

// SuperiorReview is what a superior said who read an approved document.
type SuperiorReview struct {
	ID         string `gorm:"primaryKey"`
	SubjectID  string
	Reviewer   string // office and title of who read it
	ReviewedOn string // YYYY-MM-DD
	Opinion    string
	EvidenceID *string // the scan of the opinion
	RecordedBy string
	RecordedAt time.Time
}

// AddSuperiorReview stores a review.
func (tx Tx) AddSuperiorReview(r SuperiorReview) error { return translate(tx.db.Create(&r).Error) }

// SuperiorReviews returns the reviews of a document, oldest first. The caller has checked that the viewer may see it.
func (tx Tx) SuperiorReviews(subjectID string) ([]SuperiorReview, error) {
	var list []SuperiorReview
	err := tx.db.Where("subject_id = ?", subjectID).Order("recorded_at, id").Find(&list).Error
	return list, translate(err)
}

// EvidenceBelongs reports whether the file is evidence of the subject.
func (tx Tx) EvidenceBelongs(evidenceID, subjectID string) (bool, error) {
	var n int64
	err := tx.db.Table("evidence").Where("id = ? AND subject_id = ?", evidenceID, subjectID).Count(&n).Error
	return n > 0, translate(err)
}
