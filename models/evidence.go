package models

import "time"

// Evidence is one immutable file that proves something about a subject. Its bytes stand in the Blobs under their SHA-256.
type Evidence struct {
	ID         string `gorm:"primaryKey"`
	CampaignID string
	SubjectID  string
	Name       string // as the uploader called it
	Size       int64  // bytes
	MediaType  string
	SHA256     string `gorm:"column:sha256"` // hex
	Note       string
	UploadedBy string
	UploadedAt time.Time
}

// TableName names the table.
func (Evidence) TableName() string { return "evidence" }

// AddEvidence stores the record of a file whose bytes are already kept.
func (tx Tx) AddEvidence(e Evidence) error { return translate(tx.db.Create(&e).Error) }

// EvidenceOf returns a subject's evidence in the order in which it came. The caller has checked that the viewer may see
// the subject.
func (tx Tx) EvidenceOf(subjectID string) ([]Evidence, error) {
	var list []Evidence
	err := tx.db.Where("subject_id = ?", subjectID).Order("id").Find(&list).Error
	return list, translate(err)
}

// Evidence returns one piece as the viewer may see it, or ErrNotFound.
func (tx Tx) Evidence(v Viewer, id string) (Evidence, error) {
	scope, args := v.scope()
	var row struct {
		Evidence
		CircleID *string
		Kind     Kind
		Revision int
	}
	err := tx.db.Table("evidence e").Select("e.*, s.circle_id, s.kind, s.revision").Joins("JOIN subjects s ON s.id = e.subject_id").
		Where("e.id = ?", id).Where(scope, args...).Take(&row).Error
	if err == nil {
		tx.note(row.CircleID, row.SubjectID, row.Kind, row.Revision)
		tx.noteEvidence(row.SubjectID, row.ID)
	}
	return row.Evidence, translate(err)
}

// EvidenceDigests calls see with the SHA-256 of every file that evidence names, each once.
func (tx Tx) EvidenceDigests(see func(sha256 string, size int64) error) error {
	rows, err := tx.db.Raw(`SELECT DISTINCT sha256, size FROM evidence ORDER BY sha256`).Rows()
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var digest string
		var size int64
		if err := rows.Scan(&digest, &size); err != nil {
			return translate(err)
		}
		if err := see(digest, size); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}
