package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// SavedFilter is a filter of a list that somebody keeps under a name. The id is the client's and his own: others may have
// the same one.
type SavedFilter struct {
	UserID    string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	List      string // of what: "problems"
	Name      string
	Query     string // as in the address of the list
	CreatedAt time.Time
	UpdatedAt time.Time
}

// SavedFilters returns the filters that somebody keeps, in the order of their making.
func (tx Tx) SavedFilters(userID string) ([]SavedFilter, error) {
	var rows []SavedFilter
	err := tx.db.Where("user_id = ?", userID).Order("created_at, id").Find(&rows).Error
	return rows, translate(err)
}

// PutSavedFilter stores a filter in place of the one with its id. ErrDuplicate when another has its name.
func (tx Tx) PutSavedFilter(f SavedFilter) error {
	return translate(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "user_id"}, {Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"list", "name", "query", "updated_at"})}).Create(&f).Error)
}

// DeleteSavedFilter takes one away, or gives ErrNotFound.
func (tx Tx) DeleteSavedFilter(userID, id string) error {
	result := tx.db.Where("user_id = ? AND id = ?", userID, id).Delete(&SavedFilter{})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}
