package models

import "time"

// Revision is one exact text of a document. Revisions are only ever added; opinions and votes name one by its digest.
type Revision struct {
	SubjectID string `gorm:"primaryKey"`
	Number    int    `gorm:"primaryKey"` // 1, 2, 3 …
	Digest    string // hex SHA-256 of Content
	Content   string // canonical JSON of the text
	Event     string // the event that wrote it: edit, compile, amend …
	Note      string
	AuthorID  string
	CreatedAt time.Time
}

// AddRevision stores a revision.
func (tx Tx) AddRevision(r Revision) error { return translate(tx.db.Create(&r).Error) }

// Revision returns one revision of a subject; number 0 is the newest. ErrNotFound when there is none.
func (tx Tx) Revision(subjectID string, number int) (Revision, error) {
	q := tx.db.Where("subject_id = ?", subjectID)
	if number > 0 {
		q = q.Where("number = ?", number)
	}
	var r Revision
	if err := q.Order("number DESC").First(&r).Error; err != nil {
		return r, translate(err)
	}
	tx.noteRevision(subjectID, r.Number)
	return r, nil
}

// Revisions returns the revisions of a subject without their content, oldest first.
func (tx Tx) Revisions(subjectID string) ([]Revision, error) {
	var list []Revision
	err := tx.db.Omit("content").Where("subject_id = ?", subjectID).Order("number").Find(&list).Error
	return list, translate(err)
}
