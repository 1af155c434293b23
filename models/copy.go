package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// Copy says that a document was copied to somebody, who may see it from then on.
type Copy struct {
	SubjectID string `gorm:"primaryKey"`
	UserID    string `gorm:"primaryKey"`
	CopiedBy  string
	CopiedAt  time.Time
}

// AddCopies stores copies. Who has one already keeps it as it is.
func (tx Tx) AddCopies(copies []Copy) error {
	return translate(tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&copies).Error)
}

// Copies returns to whom a subject was copied, in that order. The caller has checked that the viewer may see it.
func (tx Tx) Copies(subjectID string) ([]CopyRow, error) {
	var rows []CopyRow
	err := tx.db.Raw(`SELECT c.*, u.name AS user_name, b.name AS copied_by_name FROM copies c JOIN users u ON u.id = c.user_id
		JOIN users b ON b.id = c.copied_by WHERE c.subject_id = ? ORDER BY c.copied_at, c.user_id`, subjectID).Scan(&rows).Error
	return rows, translate(err)
}

// CopyRow is a copy with the names of who got it and who gave it.
type CopyRow struct {
	Copy
	UserName     string
	CopiedByName string
}

// Readers returns those of the users who may be given business documents: active, and holding a role that is not an
// administrator's.
func (tx Tx) Readers(ids []string) ([]string, error) {
	var readers []string
	err := tx.db.Raw(`SELECT u.id FROM users u WHERE u.id IN ? AND u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM grants g
		WHERE g.user_id = u.id AND g.revoked_at IS NULL AND g.role NOT IN ?) ORDER BY u.id`, ids, Administrators).Scan(&readers).Error
	return readers, translate(err)
}
