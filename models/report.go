package models

import (
	"time"
)

// Report is what a report has besides its subject: a weekly report its cycle and receipt, a compilation where it went.
type Report struct {
	SubjectID string  `gorm:"primaryKey"`
	Kind      Kind    //
	CycleID   *string // weekly, bulletin: the cycle it is for
	UnitID    *string // the unit that writes it; one weekly report per cycle and unit
	// SubmittedAt is when it was first received, by the server's time. Withdrawing or returning it does not change it.
	SubmittedAt *time.Time
	// Late says whether that was after the due moment; nil until it was received. It is decided once.
	Late       *bool
	LateReason string
	// ResubmittedAt is when it was last received again after its unit had withdrawn it; nil when that never happened.
	ResubmittedAt *time.Time
	DocNumber     string // compilations: number, recipient and date (YYYY-MM-DD) under which it was filed
	Recipient     string
	FiledOn       string
}

// AddReport stores the details of a new report. A second report of a unit for the same cycle gives ErrDuplicate.
func (tx Tx) AddReport(r Report) error { return translate(tx.db.Create(&r).Error) }

// Report returns the details of a report, or ErrNotFound.
func (tx Tx) Report(id string) (Report, error) {
	var r Report
	return r, translate(tx.db.Where("subject_id = ?", id).First(&r).Error)
}

// SetReport changes columns of a report's details.
func (tx Tx) SetReport(id string, set map[string]any) error {
	return translate(tx.db.Model(&Report{}).Where("subject_id = ?", id).Updates(set).Error)
}

// ReportOf returns the id of the report that a unit already has for a cycle, or "".
func (tx Tx) ReportOf(cycleID string, kind Kind, unitID string) (string, error) {
	var ids []string
	err := tx.db.Model(&Report{}).Where("cycle_id = ? AND kind = ? AND unit_id = ?", cycleID, kind, unitID).Pluck("subject_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return "", translate(err)
	}
	return ids[0], nil
}

// LastWeekly returns the newest text of the unit's weekly report for the latest cycle of the series before this one, or
// ErrNotFound.
func (tx Tx) LastWeekly(c Cycle, unitID string) (Revision, error) {
	var r Revision
	result := tx.db.Raw(`SELECT v.* FROM reports r JOIN cycles c ON c.id = r.cycle_id JOIN subjects s ON s.id = r.subject_id
		JOIN revisions v ON v.subject_id = s.id AND v.number = s.revision
		WHERE r.kind = ? AND r.unit_id = ? AND c.campaign_id = ? AND c.series = ? AND c.due_at < ?
		ORDER BY c.due_at DESC LIMIT 1`, KindWeekly, unitID, c.CampaignID, c.Series, c.DueAt).Scan(&r)
	if result.Error == nil && result.RowsAffected == 0 {
		return r, ErrNotFound
	}
	return r, translate(result.Error)
}

// InheritCoUnits gives a subject the co-operating units of another.
func (tx Tx) InheritCoUnits(to, from string) error {
	return translate(tx.db.Exec(`INSERT INTO co_units (subject_id, unit_id, position)
		SELECT CAST(? AS `+tx.uuid()+`), unit_id, position FROM co_units WHERE subject_id = ?`, to, from).Error)
}

// uuid is the dialect's type of an id, for values that no column gives a type.
func (tx Tx) uuid() string {
	if tx.dialect == Postgres {
		return "uuid"
	}
	return "text"
}
