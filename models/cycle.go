package models

import "time"

// Cycle is one due moment of a series of reports, such as the weekly report of Wednesday 15:00. It is computed from the
// calendar and kept, so that a calendar corrected later moves no deadline that has passed.
type Cycle struct {
	ID         string `gorm:"primaryKey"`
	CampaignID string
	Series     string    // name of the series: weekly
	Number     int       // 1, 2, 3 … without a gap
	DueOn      string    // YYYY-MM-DD in Asia/Shanghai
	DueAt      time.Time // received at this very instant is on time
	MovedFrom  string    // the regular date when that is a day off, "" otherwise
	CreatedAt  time.Time
}

// Obligation says that a unit owes the report of a cycle, or why it is exempt from it.
type Obligation struct {
	CycleID      string `gorm:"primaryKey"`
	UnitID       string `gorm:"primaryKey"`
	ExemptReason string // "" when it owes the report
	ExemptedBy   *string
}

// AddCycle stores a cycle with the units that owe its report. A due date that the series already has gives ErrDuplicate.
func (tx Tx) AddCycle(c Cycle, units ...string) error {
	if err := tx.db.Create(&c).Error; err != nil {
		return translate(err)
	}
	obligations := make([]Obligation, len(units))
	for i, unit := range units {
		obligations[i] = Obligation{CycleID: c.ID, UnitID: unit}
	}
	if len(obligations) == 0 {
		return nil
	}
	return translate(tx.db.Create(&obligations).Error)
}

// Cycle returns a cycle, or ErrNotFound.
func (tx Tx) Cycle(id string) (Cycle, error) {
	var c Cycle
	return c, translate(tx.db.Where("id = ?", id).First(&c).Error)
}
