package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// Template is the office's own Word document for a kind of document. Its bytes stand in the database, so that every replica
// and every backup has them.
type Template struct {
	Kind       string `gorm:"primaryKey"` // a paper.Kind
	Name       string // as the uploader called it
	Content    []byte
	Size       int64  // bytes
	SHA256     string `gorm:"column:sha256"` // hex
	UploadedBy string
	UploadedAt time.Time
}

// TableName names the table.
func (Template) TableName() string { return "document_templates" }

// TemplateRow is a template as lists show it, without its bytes.
type TemplateRow struct {
	Template
	UploaderName string
}

// PutTemplate stores a template in place of the one that its kind has.
func (tx Tx) PutTemplate(t Template) error {
	return translate(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "kind"}}, UpdateAll: true}).Create(&t).Error)
}

// Template returns the template of a kind, or ErrNotFound.
func (tx Tx) Template(kind string) (Template, error) {
	var t Template
	return t, translate(tx.db.Where("kind = ?", kind).First(&t).Error)
}

// Templates returns every template without its bytes.
func (tx Tx) Templates() ([]TemplateRow, error) {
	var rows []TemplateRow
	err := tx.db.Raw(`SELECT t.kind, t.name, t.size, t.sha256, t.uploaded_by, t.uploaded_at, u.name AS uploader_name
		FROM document_templates t JOIN users u ON u.id = t.uploaded_by ORDER BY t.kind`).Scan(&rows).Error
	return rows, translate(err)
}

// DeleteTemplate takes a template away, or gives ErrNotFound.
func (tx Tx) DeleteTemplate(kind string) error {
	result := tx.db.Where("kind = ?", kind).Delete(&Template{})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}
