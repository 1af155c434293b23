package models

// ProblemFacts is what statistics need to know of one problem.
type ProblemFacts struct {
	ID       string
	State    string
	UnitID   *string
	UnitName string
	LeadID   *string
	LeadName string
}

// MeasureFacts is what statistics need to know of one measure in force.
type MeasureFacts struct {
	ID              string
	ProblemID       string
	Title           string
	State           string
	UnitID          *string
	UnitName        string
	DueOn           string // YYYY-MM-DD, "" for none
	LongTerm        bool
	ProofValidUntil string // YYYY-MM-DD, "" for none
	CircleID        *string
}

// ProblemFacts returns the problems of a campaign that the viewer may see, units in official order.
func (tx Tx) ProblemFacts(v Viewer, campaignID string) ([]ProblemFacts, error) {
	scope, args := v.scope()
	var facts []ProblemFacts
	err := tx.db.Table("subjects s").Joins("LEFT JOIN units u ON u.id = s.unit_id").Joins("LEFT JOIN users l ON l.id = s.lead_user_id").
		Select("s.id, s.state, s.unit_id, COALESCE(u.name, '') AS unit_name, s.lead_user_id AS lead_id, COALESCE(l.name, '') AS lead_name").
		Where("s.campaign_id = ? AND s.kind = ?", campaignID, KindProblem).Where(scope, args...).
		Order("u.position, u.id, s.id").Scan(&facts).Error
	return facts, translate(err)
}

// MeasureFacts returns the measures in force of the problems that the viewer may see, the earliest due first.
func (tx Tx) MeasureFacts(v Viewer, campaignID string) ([]MeasureFacts, error) {
	scope, args := v.scope()
	var facts []MeasureFacts
	err := tx.db.Table("subjects s").Joins("JOIN measures m ON m.problem_id = s.id AND m.dropped_at IS NULL").
		Joins("JOIN subjects x ON x.id = m.subject_id").Joins("LEFT JOIN units u ON u.id = s.unit_id").
		Select(`m.subject_id AS id, m.problem_id, x.title, x.state, s.unit_id, COALESCE(u.name, '') AS unit_name, m.due_on, m.long_term,
			m.proof_valid_until, x.circle_id`).
		Where("s.campaign_id = ? AND s.kind = ?", campaignID, KindProblem).Where(scope, args...).
		Order("m.due_on, m.subject_id").Scan(&facts).Error
	for _, f := range facts {
		tx.note(f.CircleID, f.ID, KindMeasure, 0)
	}
	return facts, translate(err)
}
