package models

import (
	"encoding/json"
	"time"

	"gorm.io/gorm"
)

// ProblemFacts is what statistics need to know of one problem.
type ProblemFacts struct {
	ID         string
	CampaignID string
	State      string
	StateSince time.Time
	CreatedAt  time.Time
	UnitID     *string
	UnitName   string
	LeadID     *string
	LeadName   string
}

// MeasureFacts is what statistics need to know of one measure.
type MeasureFacts struct {
	ID              string
	CampaignID      string
	ProblemID       string
	ProblemState    string
	Title           string
	State           string
	StateSince      time.Time
	CreatedAt       time.Time
	DroppedAt       *time.Time // only where those taken out of their dossier were asked for
	UnitID          *string
	UnitName        string
	LeadID          *string
	LeadName        string
	DueOn           string // YYYY-MM-DD, "" for none
	LongTerm        bool
	Immediate       bool
	ProofValidUntil string // YYYY-MM-DD, "" for none
	CircleID        *string
}

// Moved is one move of a problem or a measure from state to state.
type Moved struct {
	SubjectID string
	Event     string
	ToState   string
	At        time.Time
}

// ProblemFacts returns the facts of the problems that the viewer may see, units in official order.
func (tx Tx) ProblemFacts(v Viewer, f ProblemFilter) ([]ProblemFacts, error) {
	scope, args := v.scope()
	q := tx.db.Table("subjects s").Joins("JOIN problems p ON p.subject_id = s.id").Joins("LEFT JOIN units u ON u.id = s.unit_id").
		Joins("LEFT JOIN users l ON l.id = s.lead_user_id").
		Select(`s.id, s.campaign_id, s.state, s.state_since, s.created_at, s.unit_id, COALESCE(u.name, '') AS unit_name, s.lead_user_id AS lead_id,
			COALESCE(l.name, '') AS lead_name`).Where(scope, args...)
	var facts []ProblemFacts
	err := f.apply(tx, q).Order("u.position, u.id, s.id").Scan(&facts).Error
	return facts, translate(err)
}

// MeasureFacts returns the facts of the measures that Measures would list, the earliest due first. Who shows them to
// somebody calls NoteMeasures.
func (tx Tx) MeasureFacts(v Viewer, f MeasureFilter) ([]MeasureFacts, error) {
	scope, args := v.scope(KindMeasure)
	q := tx.db.Table("measures m").Joins("JOIN subjects s ON s.id = m.subject_id").Joins("JOIN subjects ps ON ps.id = m.problem_id").
		Joins("LEFT JOIN units u ON u.id = s.unit_id").Joins("LEFT JOIN users l ON l.id = ps.lead_user_id").
		Select(`s.id, s.campaign_id, m.problem_id, ps.state AS problem_state, s.title, s.state, s.state_since, s.created_at, m.dropped_at, s.unit_id,
			COALESCE(u.name, '') AS unit_name, ps.lead_user_id AS lead_id, COALESCE(l.name, '') AS lead_name, m.due_on, m.long_term, m.immediate,
			m.proof_valid_until, s.circle_id`).Where(scope, args...)
	var facts []MeasureFacts
	err := f.apply(tx, q).Order("m.due_on, m.subject_id").Scan(&facts).Error
	return facts, translate(err)
}

// NoteMeasures notes that the viewer was shown measures.
func (tx Tx) NoteMeasures(list []MeasureFacts) {
	for _, f := range list {
		tx.note(f.CircleID, f.ID, KindMeasure, 0)
	}
}

// Moves returns the moves of the problems and measures of a campaign that the viewer may see, each subject's in order.
func (tx Tx) Moves(v Viewer, campaignID string) ([]Moved, error) {
	scope, args := v.scope(KindProblem)
	var moves []Moved
	err := tx.db.Table("history h").Select("h.subject_id, h.event, h.to_state, h.at").
		Joins("JOIN subjects x ON x.id = h.subject_id").Joins("JOIN subjects s ON s.id = CASE WHEN x.kind = 'measure' THEN x.parent_id ELSE x.id END").
		Where("h.campaign_id = ? AND h.kind IN ('problem', 'measure') AND h.from_state <> h.to_state", campaignID).Where(scope, args...).
		Order("h.subject_id, h.seq").Scan(&moves).Error
	return moves, translate(err)
}

// Approvals returns the approvals of the problems of a campaign, each problem's in order.
func (tx Tx) Approvals(campaignID string) ([]Moved, error) {
	var moves []Moved
	err := tx.db.Table("history h").Select("h.subject_id, h.event, h.to_state, h.at").
		Where("h.campaign_id = ? AND h.kind = 'problem' AND h.event = 'approve'", campaignID).
		Order("h.subject_id, h.seq").Scan(&moves).Error
	return moves, translate(err)
}

// among narrows a query to rows whose id is one of a list, which may be longer than a statement takes parameters.
func (tx Tx) among(q *gorm.DB, column string, ids []string) *gorm.DB {
	list, err := json.Marshal(ids)
	if err != nil {
		_ = q.AddError(err)
	}
	if tx.dialect == Postgres {
		return q.Where(column+` IN (SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST(? AS json)))`, string(list))
	}
	return q.Where(column+` IN (SELECT value FROM json_each(?))`, string(list))
}
