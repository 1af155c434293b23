package models

// Holding is a subject of a campaign in short, for whoever goes through all of it.
type Holding struct {
	ID       string
	Kind     Kind
	State    string
	Title    string
	Revision int
	CircleID *string
}

// holdingsPage is how many are read at once.
const holdingsPage = 1000

// EachHolding calls see for every subject of a campaign that the viewer may see, in the order in which they came.
func (tx Tx) EachHolding(v Viewer, campaignID string, see func(Holding) error) error {
	scope, args := v.scope()
	for after := lowestID; ; {
		var rows []Holding
		err := tx.db.Table("subjects s").Select("s.id, s.kind, s.state, s.title, s.revision, s.circle_id").
			Where("s.campaign_id = ? AND s.id > ?", campaignID, after).Where(scope, args...).Order("s.id").Limit(holdingsPage).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return translate(err)
		}
		for _, row := range rows {
			tx.note(row.CircleID, row.ID, row.Kind, row.Revision)
			if err := see(row); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}

// lowestID is below every id.
const lowestID = "00000000-0000-0000-0000-000000000000"

// HeldEvidence is a piece of evidence with the subject that it is about.
type HeldEvidence struct {
	Evidence
	Kind     Kind
	Title    string // of the subject
	CircleID *string
	Unit     string // of the subject; "" where it has none
}

// EachEvidence calls see for every piece of evidence of a campaign whose subject the viewer may see, in the order in which
// they came.
func (tx Tx) EachEvidence(v Viewer, campaignID string, see func(HeldEvidence) error) error {
	scope, args := v.scope()
	for after := lowestID; ; {
		var rows []HeldEvidence
		err := tx.db.Table("evidence e").Select("e.*, s.kind, s.title, s.circle_id, coalesce(u.name, '') AS unit").
			Joins("JOIN subjects s ON s.id = e.subject_id").Joins("LEFT JOIN units u ON u.id = s.unit_id").
			Where("e.campaign_id = ? AND e.id > ?", campaignID, after).Where(scope, args...).Order("e.id").Limit(holdingsPage).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return translate(err)
		}
		for _, row := range rows {
			if row.CircleID != nil {
				tx.noteEvidence(row.SubjectID, row.ID)
			}
			if err := see(row); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}
