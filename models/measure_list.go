package models

import (
	"github.com/golang-sql/civil"
	"gorm.io/gorm"
)

// MeasureFilter narrows the list of measures; what is empty does not narrow.
type MeasureFilter struct {
	CampaignID   string
	ProblemID    string
	States       []string
	UnitIDs      []string
	DueFrom      *civil.Date // both included
	DueTo        *civil.Date
	LongTerm     *bool
	NeedsConfirm bool
	Text         string
	LeadUserID   string   // of the problem
	NoUnit       bool     // without a responsible unit
	NoLeader     bool     // of a problem without a lead leader who has an account
	Dropped      bool     // also those that were taken out of their dossier
	IDs          []string // these only, as far as the rest lets them through; nil does not narrow, an empty list lets nothing through
}

// MeasureKey is a place in the order of the measures; the zero key is before the first.
type MeasureKey struct {
	CampaignID      string
	ProblemPosition int
	ProblemID       string
	Position        int
	ID              string
}

// Key is the row's place in the order.
func (r MeasureRow) Key() MeasureKey {
	return MeasureKey{r.CampaignID, r.ProblemPosition, r.ProblemID, r.Position, r.ID}
}

// Measures returns the measures in force that the viewer may see, after a place in the ledger's order, at most limit.
func (tx Tx) Measures(v Viewer, f MeasureFilter, after MeasureKey, limit int) ([]MeasureRow, error) {
	scope, args := v.scope(KindMeasure)
	q := f.apply(tx, tx.measures(true).Where(scope, args...))
	if after.ID != "" {
		q = q.Where("(s.campaign_id, p.position, m.problem_id, m.position, s.id) > (?, ?, ?, ?, ?)",
			after.CampaignID, after.ProblemPosition, after.ProblemID, after.Position, after.ID)
	}
	var rows []MeasureRow
	err := q.Order("s.campaign_id, p.position, m.problem_id, m.position, s.id").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	for _, r := range page(rows, limit) {
		tx.noteSubject(r.Subject)
	}
	return rows, tx.addEvidence(rows)
}

// MeasureCount counts what Measures would return in all.
func (tx Tx) MeasureCount(v Viewer, f MeasureFilter) (int64, error) {
	scope, args := v.scope(KindMeasure)
	q := tx.db.Table("measures m").Joins("JOIN subjects s ON s.id = m.subject_id").Joins("JOIN subjects ps ON ps.id = m.problem_id").Where(scope, args...)
	var n int64
	err := f.apply(tx, q).Count(&n).Error
	return n, translate(err)
}

// Measure returns one measure as the viewer may see it, also one that was taken out of its dossier, or ErrNotFound.
func (tx Tx) Measure(v Viewer, id string) (MeasureRow, error) {
	scope, args := v.scope()
	rows := make([]MeasureRow, 1)
	if err := tx.measures(true).Where("s.id = ?", id).Where(scope, args...).Take(&rows[0]).Error; err != nil {
		return MeasureRow{}, translate(err)
	}
	tx.noteSubject(rows[0].Subject)
	err := tx.addEvidence(rows)
	return rows[0], err
}

// MeasuresOf returns the measures in force of a problem, in order. The caller has checked that the problem may be seen.
func (tx Tx) MeasuresOf(problemID string) ([]MeasureRow, error) {
	return tx.measuresOf([]string{problemID}, true)
}

func (tx Tx) measuresOf(problemIDs []string, whole bool) ([]MeasureRow, error) {
	var rows []MeasureRow
	err := tx.measures(whole).Where("m.problem_id IN ? AND m.dropped_at IS NULL", problemIDs).
		Order("m.problem_id, m.position, m.subject_id").Find(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	return rows, tx.addEvidence(rows)
}

func (tx Tx) measures(whole bool) *gorm.DB {
	columns := `s.*, m.problem_id, m.position, m.deadline_raw, m.deadline_kind, m.not_before, m.due_on, m.long_term, m.immediate,
		m.claimed_status, m.needs_confirmation, m.review_days, m.proof_valid_until, m.dropped_at, p.number AS problem_number, p.superior_number,
		p.position AS problem_position, ps.state AS problem_state`
	if whole {
		columns += `, m.mark, m.text, m.result, m.deadline, COALESCE(u.name, '') AS unit_name, CAST(c.policies AS text) AS policies`
	}
	q := tx.db.Table("measures m").Select(columns).Joins("JOIN subjects s ON s.id = m.subject_id").
		Joins("JOIN problems p ON p.subject_id = m.problem_id").Joins("JOIN subjects ps ON ps.id = m.problem_id")
	if whole {
		q = q.Joins("JOIN campaigns c ON c.id = s.campaign_id").Joins("LEFT JOIN units u ON u.id = s.unit_id")
	}
	return q
}

func (f MeasureFilter) apply(tx Tx, q *gorm.DB) *gorm.DB {
	if !f.Dropped {
		q = q.Where("m.dropped_at IS NULL")
	}
	if f.LeadUserID != "" {
		q = q.Where("ps.lead_user_id = ?", f.LeadUserID)
	}
	if f.NoUnit {
		q = q.Where("s.unit_id IS NULL")
	}
	if f.NoLeader {
		q = q.Where("ps.lead_user_id IS NULL")
	}
	if f.IDs != nil {
		q = tx.among(q, "s.id", f.IDs)
	}
	if f.CampaignID != "" {
		q = q.Where("s.campaign_id = ?", f.CampaignID)
	}
	if f.ProblemID != "" {
		q = q.Where("m.problem_id = ?", f.ProblemID)
	}
	if len(f.States) > 0 {
		q = q.Where("s.state IN ?", f.States)
	}
	if len(f.UnitIDs) > 0 {
		q = q.Where("s.unit_id IN ?", f.UnitIDs)
	}
	if f.DueFrom != nil {
		q = q.Where("m.due_on >= ?", f.DueFrom.String())
	}
	if f.DueTo != nil {
		q = q.Where("m.due_on <> '' AND m.due_on <= ?", f.DueTo.String())
	}
	if f.LongTerm != nil {
		q = q.Where("m.long_term = ?", *f.LongTerm)
	}
	if f.NeedsConfirm {
		q = q.Where("m.needs_confirmation")
	}
	if f.Text != "" {
		like := tx.like()
		q = q.Where("(m.text "+like+" OR m.result "+like+")", repeat(containing(f.Text), 2)...)
	}
	return q
}

func (tx Tx) addEvidence(rows []MeasureRow) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	counts, err := tx.evidenceCounts(ids)
	for i := range rows {
		rows[i].Evidence = counts[rows[i].ID]
	}
	return err
}

// evidenceCounts returns how many pieces of evidence each subject has; those without are absent.
func (tx Tx) evidenceCounts(ids []string) (map[string]int, error) {
	var rows []struct {
		SubjectID string
		N         int
	}
	err := tx.db.Raw(`SELECT subject_id, count(*) AS n FROM evidence WHERE subject_id IN ? GROUP BY subject_id`, ids).Scan(&rows).Error
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.SubjectID] = r.N
	}
	return counts, translate(err)
}
