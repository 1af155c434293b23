package models

// Owed is a contribution that a compilation should have and has not.
type Owed struct {
	UnitName string `json:"unit"`
	Problem  string `json:"problem,omitempty"` // title of the problem that it is about; "" for a weekly report
}

// Missing returns what is owed to a compilation besides the members named, in the order in which it would show it:
//
//   - to a bulletin, a weekly report by every unit that owes one for the cycle and is not exempt;
//   - to a plan, every problem of the campaign that no compilation has yet;
//   - to a situation report, a progress report on every problem that was agreed in a plan.
//
// A problem in a circle is named to its readers only.
func (tx Tx) Missing(v Viewer, compilation Subject, cycleID *string, members []string) ([]Owed, error) {
	var sql string
	const circles = ` AND (s.circle_id IS NULL OR s.circle_id IN (SELECT cr.circle_id FROM circle_readers cr WHERE cr.user_id = @viewer))`
	args := map[string]any{"viewer": v.UserID, "id": compilation.ID, "campaign": compilation.CampaignID, "cycle": cycleID, "members": members}
	switch compilation.Kind {
	case KindBulletin:
		sql = `SELECT u.name AS unit_name FROM obligations o JOIN units u ON u.id = o.unit_id
			WHERE o.cycle_id = @cycle AND o.exempt_reason = ''
			AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.cycle_id = o.cycle_id AND r.unit_id = o.unit_id AND r.subject_id IN @members)
			ORDER BY u.position, u.id`
	case KindPlan:
		sql = `SELECT COALESCE(u.name, '') AS unit_name, s.title AS problem FROM subjects s JOIN problems p ON p.subject_id = s.id
			LEFT JOIN units u ON u.id = s.unit_id
			WHERE s.campaign_id = @campaign AND s.id NOT IN @members AND s.state IN ('drafted', 'submitted', 'returned', 'consolidated')
			AND (s.compilation_id IS NULL OR s.compilation_id = @id)` + circles + ` ORDER BY p.position, s.id`
	case KindSituation:
		sql = `SELECT COALESCE(u.name, '') AS unit_name, s.title AS problem FROM subjects s JOIN problems p ON p.subject_id = s.id
			LEFT JOIN units u ON u.id = s.unit_id
			WHERE s.campaign_id = @campaign AND (s.state IN ('approved', 'filed', 'closing', 'closed') OR s.round > 1)
			AND NOT EXISTS (SELECT 1 FROM subjects r WHERE r.parent_id = s.id AND r.id IN @members)` + circles + ` ORDER BY p.position, s.id`
	}
	var owed []Owed
	err := tx.db.Raw(sql, args).Scan(&owed).Error
	return owed, translate(err)
}
