package models

import (
	"encoding/json"
	"time"

	"gorm.io/gorm/clause"
)

// TableHead is what stands above a campaign's table of measures, and how the columns of the table that came in were
// understood. It belongs to no document: the office fills it in once.
type TableHead struct {
	CampaignID    string `gorm:"primaryKey"`
	Title         string
	ReportingUnit string
	Contact       string
	Phone         string
	Anchor        string          // YYYY-MM-DD, the day from which the deadlines count, as the header says; "" for none
	Mapping       json.RawMessage // field → header, of the columns that a person has named
	UpdatedAt     time.Time
}

// TableHead returns the head of a campaign's table, or ErrNotFound while there is none.
func (tx Tx) TableHead(campaignID string) (TableHead, error) {
	var h TableHead
	err := tx.db.Where("campaign_id = ?", campaignID).Take(&h).Error
	return h, translate(err)
}

// PutTableHead stores the head of a campaign's table in place of an earlier one.
func (tx Tx) PutTableHead(h TableHead) error {
	return translate(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&h).Error)
}
