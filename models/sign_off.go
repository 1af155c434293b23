package models

import "time"

// SignOff is the opinion of a co-operating unit, or of the lead leader, on one exact revision of a contribution.
type SignOff struct {
	ID        string `gorm:"primaryKey"`
	SubjectID string
	Digest    string  // of the revision it is about; an older one than the subject's is shown and no longer counts
	Round     int     // of rectification; a reopened problem needs new opinions, also on an unchanged text
	UnitID    *string // the co-operating unit; nil for the lead leader
	UserID    string  // whose opinion it is
	SignedBy  *string // who gave it for him; nil for himself
	Verdict   string  // agree or disagree
	Opinion   string
	SignedAt  time.Time
}

// PutSignOff stores the latest opinion of its party on the revision, in place of an earlier one on the same revision
// in the same round.
func (tx Tx) PutSignOff(o SignOff) error {
	same := tx.db.Where("subject_id = ? AND digest = ? AND round = ?", o.SubjectID, o.Digest, o.Round)
	if o.UnitID != nil {
		same = same.Where("unit_id = ?", *o.UnitID)
	} else {
		same = same.Where("unit_id IS NULL AND user_id = ?", o.UserID)
	}
	if err := same.Delete(&SignOff{}).Error; err != nil {
		return translate(err)
	}
	return translate(tx.db.Create(&o).Error)
}

// SignOffRow is a sign-off with the names of who gave it.
type SignOffRow struct {
	SignOff
	UserName     string
	SignedByName string
	UnitName     string // "" for the lead leader
}

// SignOffs returns the opinions on every revision of a subject, oldest first. The caller has checked that the viewer may
// see the subject.
func (tx Tx) SignOffs(subjectID string) ([]SignOffRow, error) {
	var rows []SignOffRow
	err := tx.db.Raw(`SELECT o.*, x.name AS user_name, COALESCE(b.name, '') AS signed_by_name, COALESCE(u.name, '') AS unit_name FROM sign_offs o JOIN users x ON x.id = o.user_id
		LEFT JOIN users b ON b.id = o.signed_by
		LEFT JOIN units u ON u.id = o.unit_id WHERE o.subject_id = ? ORDER BY o.signed_at, o.id`, subjectID).Scan(&rows).Error
	return rows, translate(err)
}
