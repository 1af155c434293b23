package models

import (
	"slices"
	"time"

	"github.com/golang-sql/civil"
	"gorm.io/gorm"

	"rectify/workflow/clock"
)

// ProblemRow is a problem as the ledger shows it. What depends on now, such as its light, is computed by the reader out
// of its measures.
type ProblemRow struct {
	Subject        `gorm:"embedded"`
	Number         string
	SuperiorNumber string
	Part           int
	Heading        string
	Text           string
	LeadLeader     string // the lead leader's name
	Position       int
	UnitName       string
	Policies       string       // JSON of the campaign's policies
	CoUnits        []NamedUnit  `gorm:"-"`
	Measures       []MeasureRow `gorm:"-"` // in force, in order; in lists without text, result and parsed deadline
	Evidence       int          `gorm:"-"` // pieces of evidence of the problem and its measures
	ApprovedAt     *time.Time   `gorm:"-"` // when it was last approved with its plan
}

// NamedUnit is a unit as lists show it.
type NamedUnit struct{ ID, Name string }

// ProblemFilter narrows the ledger; what is empty does not narrow.
type ProblemFilter struct {
	CampaignID   string
	States       []string
	UnitIDs      []string // responsible units
	LeadUserID   string
	Text         string      // in number, heading, text or a measure
	DueFrom      *civil.Date // the problem's last due day, both included
	DueTo        *civil.Date
	NeedsConfirm bool     // with a deadline that a person must confirm
	NoUnit       bool     // without a responsible unit
	NoLeader     bool     // without a lead leader who has an account
	IDs          []string // these only, as far as the rest lets them through; nil does not narrow, an empty list lets nothing through
}

// ProblemKey is a place in the ledger's order; the zero key is before its first row.
type ProblemKey struct {
	CampaignID string
	Position   int
	ID         string
}

// Key is the row's place in the ledger.
func (r ProblemRow) Key() ProblemKey { return ProblemKey{r.CampaignID, r.Position, r.ID} }

// Problems returns the problems that the viewer may see after a place in the ledger, in the official order, at most
// limit; whole with the text of their measures. It takes six statements, however many rows there are.
func (tx Tx) Problems(v Viewer, f ProblemFilter, after ProblemKey, limit int, whole bool) ([]ProblemRow, error) {
	rows, err := tx.problemPage(v, f, after, limit, whole)
	for _, r := range page(rows, limit) {
		tx.noteSubject(r.Subject)
	}
	return rows, err
}

func (tx Tx) problemPage(v Viewer, f ProblemFilter, after ProblemKey, limit int, whole bool) ([]ProblemRow, error) {
	q := f.apply(tx, tx.problems(v))
	if after.ID != "" {
		q = q.Where("(p.campaign_id, p.position, p.subject_id) > (?, ?, ?)", after.CampaignID, after.Position, after.ID)
	}
	var rows []ProblemRow
	if err := q.Order("p.campaign_id, p.position, p.subject_id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, translate(err)
	}
	return rows, tx.complete(rows, whole)
}

// Problem returns one problem as the viewer may see it with all of its measures, or ErrNotFound.
func (tx Tx) Problem(v Viewer, id string) (ProblemRow, error) {
	rows := make([]ProblemRow, 1)
	if err := tx.problems(v).Where("s.id = ?", id).Take(&rows[0]).Error; err != nil {
		return ProblemRow{}, translate(err)
	}
	tx.noteSubject(rows[0].Subject)
	err := tx.complete(rows, true)
	return rows[0], err
}

// AllProblems returns every problem of a campaign with its measures, for what looks at the ledger as a whole. Of the
// viewer's scope only the circles are applied.
func (tx Tx) AllProblems(v Viewer, campaignID string) ([]ProblemRow, error) {
	var rows []ProblemRow
	circles, args := v.outsideCircles()
	err := tx.problemTables().Where("p.campaign_id = ?", campaignID).Where(circles, args...).Order("p.position, p.subject_id").Find(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	for batch := range slices.Chunk(rows, 1000) { // a statement takes so many parameters and no more
		if err := tx.complete(batch, true); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func (tx Tx) problems(v Viewer) *gorm.DB {
	scope, args := v.scope()
	return tx.problemTables().Where(scope, args...)
}

func (tx Tx) problemTables() *gorm.DB {
	return tx.db.Table("subjects s").Joins("JOIN problems p ON p.subject_id = s.id").Joins("JOIN campaigns c ON c.id = s.campaign_id").
		Joins("LEFT JOIN units u ON u.id = s.unit_id").Joins("LEFT JOIN users l ON l.id = s.lead_user_id").
		Select(`s.*, p.number, p.superior_number, p.part, p.heading, p.text, p.position, COALESCE(l.name, p.lead_leader) AS lead_leader,
			COALESCE(u.name, '') AS unit_name, CAST(c.policies AS text) AS policies`)
}

func (f ProblemFilter) apply(tx Tx, q *gorm.DB) *gorm.DB {
	if f.CampaignID != "" {
		q = q.Where("p.campaign_id = ?", f.CampaignID)
	}
	if len(f.States) > 0 {
		q = q.Where("s.state IN ?", f.States)
	}
	if len(f.UnitIDs) > 0 {
		q = q.Where("s.unit_id IN ?", f.UnitIDs)
	}
	if f.LeadUserID != "" {
		q = q.Where("s.lead_user_id = ?", f.LeadUserID)
	}
	if f.NoUnit {
		q = q.Where("s.unit_id IS NULL")
	}
	if f.NoLeader {
		q = q.Where("s.lead_user_id IS NULL")
	}
	if f.IDs != nil {
		q = tx.among(q, "s.id", f.IDs)
	}
	if f.DueFrom != nil {
		q = q.Where("s.due_at > ?", f.DueFrom.In(clock.Shanghai).UTC())
	}
	if f.DueTo != nil {
		q = q.Where("s.due_at <= ?", f.DueTo.AddDays(1).In(clock.Shanghai).UTC())
	}
	if f.NeedsConfirm {
		q = q.Where("EXISTS (SELECT 1 FROM measures m WHERE m.problem_id = s.id AND m.dropped_at IS NULL AND m.needs_confirmation)")
	}
	if f.Text != "" {
		like := tx.like()
		q = q.Where("(p.number "+like+" OR p.superior_number "+like+" OR p.heading "+like+" OR p.text "+like+
			" OR COALESCE(l.name, p.lead_leader) "+like+" OR u.name "+like+
			" OR EXISTS (SELECT 1 FROM measures m WHERE m.problem_id = s.id AND m.dropped_at IS NULL AND m.text "+like+"))",
			repeat(containing(f.Text), 7)...)
	}
	return q
}

// complete adds what stands in other tables to the rows of one page: one statement for each.
func (tx Tx) complete(rows []ProblemRow, whole bool) error {
	if len(rows) == 0 {
		return nil
	}
	byID, ids := make(map[string]*ProblemRow, len(rows)), make([]string, len(rows))
	for i := range rows {
		byID[rows[i].ID], ids[i] = &rows[i], rows[i].ID
	}
	measures, err := tx.measuresOf(ids, whole)
	if err != nil {
		return err
	}
	for _, m := range measures {
		problem := byID[m.ProblemID]
		problem.Measures = append(problem.Measures, m)
		problem.Evidence += m.Evidence
	}
	own, err := tx.evidenceCounts(ids)
	if err != nil {
		return err
	}
	for id, n := range own {
		byID[id].Evidence += n
	}
	if err := tx.addCoUnits(ids, byID); err != nil {
		return err
	}
	approved, err := tx.ApprovedAt(ids)
	for id, at := range approved {
		byID[id].ApprovedAt = &at
	}
	return err
}

func (tx Tx) addCoUnits(ids []string, byID map[string]*ProblemRow) error {
	var rows []struct{ SubjectID, UnitID, Name string }
	err := tx.db.Raw(`SELECT c.subject_id, c.unit_id, u.name FROM co_units c JOIN units u ON u.id = c.unit_id
		WHERE c.subject_id IN ? ORDER BY c.subject_id, c.position`, ids).Scan(&rows).Error
	for _, r := range rows {
		byID[r.SubjectID].CoUnits = append(byID[r.SubjectID].CoUnits, NamedUnit{r.UnitID, r.Name})
	}
	return translate(err)
}

// ApprovedAt returns when each of the problems was last approved; those that never were are absent.
func (tx Tx) ApprovedAt(problemIDs []string) (map[string]time.Time, error) {
	var entries []Entry
	err := tx.db.Select("subject_id", "at").Where("subject_id IN ? AND event = 'approve'", problemIDs).Order("seq").Find(&entries).Error
	approved := make(map[string]time.Time, len(entries))
	for _, e := range entries {
		approved[e.SubjectID] = e.At
	}
	return approved, translate(err)
}
