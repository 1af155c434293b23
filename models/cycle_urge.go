package models

import "time"

// CycleUrge says that a unit was urged to hand in the report of a cycle that it had not begun: there is no subject yet in
// whose history it could stand. Urges are only ever added.
type CycleUrge struct {
	ID         string `gorm:"primaryKey"`
	CampaignID string
	CycleID    string
	UnitID     string
	Remark     string
	UrgedBy    string
	UrgedName  string // of who urged, as it was then
	UrgedAt    time.Time
}

// AddCycleUrges stores urges.
func (tx Tx) AddCycleUrges(urges []CycleUrge) error {
	if len(urges) == 0 {
		return nil
	}
	return translate(tx.db.Create(&urges).Error)
}

// HoldCycle keeps a cycle as it is until the end of the transaction, so that two who urge for it see each other.
func (tx Tx) HoldCycle(id string) error {
	if tx.dialect == SQLite { // the transaction is the lock
		return nil
	}
	var held []string
	return translate(tx.db.Raw(`SELECT id FROM cycles WHERE id = ? FOR NO KEY UPDATE`, id).Scan(&held).Error)
}

// Owing is a unit that owes the report of a cycle, as somebody who urges must know it.
type Owing struct {
	UnitID       string
	UnitName     string
	ExemptReason string
	SubmittedAt  *time.Time
	ReportID     *string    // when it was begun
	UrgedAt      *time.Time // the last urge of this table
	Writers      int        // accounts in use that could write it, without who urges
}

// Owing returns the units that owe the report of a cycle, in their official order.
func (tx Tx) Owing(cycleID, except string) ([]Owing, error) {
	var rows []Owing
	err := tx.db.Raw(`SELECT o.unit_id, u.name AS unit_name, o.exempt_reason, r.submitted_at, r.subject_id AS report_id,
		(SELECT x.urged_at FROM cycle_urges x WHERE x.cycle_id = o.cycle_id AND x.unit_id = o.unit_id ORDER BY x.urged_at DESC LIMIT 1) AS urged_at,
		(SELECT count(DISTINCT g.user_id) FROM grants g JOIN users w ON w.id = g.user_id WHERE g.unit_id = o.unit_id AND g.revoked_at IS NULL
			AND w.disabled_at IS NULL AND g.role IN ? AND g.user_id <> ?) AS writers
		FROM obligations o JOIN units u ON u.id = o.unit_id LEFT JOIN reports r ON r.cycle_id = o.cycle_id AND r.unit_id = o.unit_id AND r.kind = 'weekly'
		WHERE o.cycle_id = ? ORDER BY u.position, u.id`, []Role{RoleDrafter, RoleUnitHead}, except, cycleID).Scan(&rows).Error
	return rows, translate(err)
}

// UrgeCount is how often something was urged, and when last.
type UrgeCount struct {
	SubjectID string // or CycleID and UnitID
	CycleID   string
	UnitID    string
	Times     int
	LastAt    time.Time
}

// UrgesOf counts the urges of what was urged: of subjects since each came into its state, of cycles for reports that were
// not begun.
func (tx Tx) UrgesOf(subjectIDs, cycleIDs []string) ([]UrgeCount, error) {
	var rows []urgeRow
	if len(subjectIDs) > 0 {
		err := tx.db.Raw(`SELECT h.subject_id, h.at FROM history h JOIN subjects s ON s.id = h.subject_id
			WHERE h.subject_id IN ? AND h.event = 'urge' AND h.at >= s.state_since`, subjectIDs).Scan(&rows).Error
		if err != nil {
			return nil, translate(err)
		}
	}
	if len(cycleIDs) > 0 {
		var beside []urgeRow
		if err := tx.db.Raw(`SELECT cycle_id, unit_id, urged_at AS at FROM cycle_urges WHERE cycle_id IN ?`, cycleIDs).Scan(&beside).Error; err != nil {
			return nil, translate(err)
		}
		rows = append(rows, beside...)
	}
	return counted(rows), nil
}

// UrgesOfCycles counts the urges of weekly reports of a campaign, begun or not, of the units in question; nil stands for
// all units.
func (tx Tx) UrgesOfCycles(campaignID string, units []string) ([]UrgeCount, error) {
	all := units == nil
	if all {
		units = []string{lowestID}
	}
	var rows []urgeRow
	err := tx.db.Raw(`SELECT x.cycle_id, x.unit_id, x.urged_at AS at FROM cycle_urges x WHERE x.campaign_id = @campaign AND (@all OR x.unit_id IN @units)
		UNION ALL SELECT r.cycle_id, r.unit_id, h.at FROM history h JOIN reports r ON r.subject_id = h.subject_id
		WHERE h.event = 'urge' AND h.campaign_id = @campaign AND r.kind = 'weekly' AND (@all OR r.unit_id IN @units)`,
		map[string]any{"campaign": campaignID, "all": all, "units": units}).Scan(&rows).Error
	return counted(rows), translate(err)
}

type urgeRow struct {
	SubjectID, CycleID, UnitID string
	At                         time.Time
}

func counted(rows []urgeRow) []UrgeCount {
	index := map[[3]string]int{}
	var counts []UrgeCount
	for _, r := range rows {
		key := [3]string{r.SubjectID, r.CycleID, r.UnitID}
		i, there := index[key]
		if !there {
			i, index[key] = len(counts), len(counts)
			counts = append(counts, UrgeCount{SubjectID: r.SubjectID, CycleID: r.CycleID, UnitID: r.UnitID})
		}
		counts[i].Times++
		if r.At.After(counts[i].LastAt) {
			counts[i].LastAt = r.At
		}
	}
	return counts
}
