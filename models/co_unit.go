package models

// coUnit is a unit that co-operates in a subject and is asked before anything is reported.
type coUnit struct {
	SubjectID string
	UnitID    string
	Position  int
}

// SetCoUnits replaces the units that co-operate in a subject, in the order given.
func (tx Tx) SetCoUnits(subjectID string, unitIDs []string) error {
	if err := tx.db.Where("subject_id = ?", subjectID).Delete(&coUnit{}).Error; err != nil || len(unitIDs) == 0 {
		return translate(err)
	}
	rows := make([]coUnit, len(unitIDs))
	for i, id := range unitIDs {
		rows[i] = coUnit{subjectID, id, i + 1}
	}
	return translate(tx.db.Create(&rows).Error)
}

// CoUnits returns the units that co-operate in a subject, in order.
func (tx Tx) CoUnits(subjectID string) ([]NamedUnit, error) {
	var units []NamedUnit
	err := tx.db.Raw("SELECT u.id, u.name FROM co_units c JOIN units u ON u.id = c.unit_id WHERE c.subject_id = ? ORDER BY c.position", subjectID).Scan(&units).Error
	return units, translate(err)
}
