package models

import "time"

// Receipt is what a unit owes for a cycle and what has come of it.
type Receipt struct {
	CycleID      string
	UnitID       string
	UnitName     string
	ExemptReason string
	SubmittedAt  *time.Time // when its report was first received
	ReportID     *string    // the report, when the viewer may see it
}

// Receipts returns what the units owe for a campaign's cycles, units in their official order: of all units for those who
// see the whole campaign, otherwise of the viewer's own units.
func (tx Tx) Receipts(v Viewer, campaignID string) ([]Receipt, error) {
	scope, args := v.scope()
	q := tx.db.Table("obligations o").Joins("JOIN cycles c ON c.id = o.cycle_id").Joins("JOIN units u ON u.id = o.unit_id").
		Joins("LEFT JOIN reports r ON r.cycle_id = o.cycle_id AND r.unit_id = o.unit_id AND r.kind = ?", KindWeekly).
		Joins("LEFT JOIN subjects s ON s.id = r.subject_id AND "+scope, args...).
		Select("o.cycle_id, o.unit_id, u.name AS unit_name, o.exempt_reason, r.submitted_at, s.id AS report_id").
		Where("c.campaign_id = ?", campaignID)
	if !v.SeesCampaign() {
		q = q.Where("o.unit_id IN ?", v.Units(RoleDrafter, RoleUnitHead))
	}
	var receipts []Receipt
	err := q.Order("u.position, u.id, c.series, c.number").Scan(&receipts).Error
	return receipts, translate(err)
}
