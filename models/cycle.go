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

// Regular is the date on which the series fell, whether or not a day off moved it.
func (c Cycle) Regular() string {
	if c.MovedFrom != "" {
		return c.MovedFrom
	}
	return c.DueOn
}

// Obligation says that a unit owes the report of a cycle, or why it is exempt from it.
type Obligation struct {
	CycleID      string `gorm:"primaryKey"`
	UnitID       string `gorm:"primaryKey"`
	ExemptReason string // "" when it owes the report
	ExemptedBy   *string
	ExemptedAt   *time.Time
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

// Cycles returns the cycles of a campaign, series by series in order of time.
func (tx Tx) Cycles(campaignID string) ([]Cycle, error) {
	var cycles []Cycle
	err := tx.db.Where("campaign_id = ?", campaignID).Order("series, number").Find(&cycles).Error
	return cycles, translate(err)
}

// Owe enters who owes the reports of a campaign's cycles: every division (and office other than the audit office, which
// receives them) that is responsible for a problem which was there before the cycle was due. Cycles that are due by now
// get nobody new, except those named, which were kept just now. It returns how many obligations are new; what is there
// stays as it is.
func (tx Tx) Owe(campaignID string, now time.Time, fresh []string) (int64, error) {
	result := tx.db.Exec(`INSERT INTO obligations (cycle_id, unit_id)
		SELECT c.id, r.unit_id FROM cycles c JOIN (
			SELECT s.unit_id, min(s.created_at) AS since FROM subjects s JOIN units u ON u.id = s.unit_id
			WHERE s.campaign_id = @campaign AND s.kind = @kind AND u.kind IN @kinds GROUP BY s.unit_id) r ON r.since < c.due_at
		WHERE c.campaign_id = @campaign AND (c.due_at > @now OR c.id IN @fresh)
		ON CONFLICT DO NOTHING`, map[string]any{"campaign": campaignID, "kind": KindProblem, "now": now, "fresh": fresh,
		"kinds": []UnitKind{UnitDivision, UnitGeneralOffice}})
	return result.RowsAffected, translate(result.Error)
}

// Exempt frees a unit from the report of a cycle, or gives ErrNotFound when it owes none.
func (tx Tx) Exempt(o Obligation) error {
	result := tx.db.Model(&Obligation{}).Where("cycle_id = ? AND unit_id = ?", o.CycleID, o.UnitID).
		Updates(map[string]any{"exempt_reason": o.ExemptReason, "exempted_by": o.ExemptedBy, "exempted_at": o.ExemptedAt})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}
