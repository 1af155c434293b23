package models

// Insert adds a new subject with its first history entry and its audit record.
func (tx Tx) Insert(s Subject, first Entry) error {
	if err := tx.db.Create(&s).Error; err != nil {
		return translate(err)
	}
	return tx.addEntries(first)
}

// Subjects returns subjects by id, in the order of their ids. The viewer's scope is not applied: it is for what a command
// touches besides the subject it was given.
func (tx Tx) Subjects(ids ...string) ([]Subject, error) {
	var subjects []Subject
	err := tx.db.Where("id IN ?", ids).Order("id").Find(&subjects).Error
	for _, s := range subjects {
		tx.noteSubject(s)
	}
	return subjects, translate(err)
}

// OutsideCircles is Subjects without those that stand in a circle without the viewer.
func (tx Tx) OutsideCircles(v Viewer, ids ...string) ([]Subject, error) {
	var subjects []Subject
	circles, args := v.outsideCircles()
	err := tx.db.Table("subjects s").Where("s.id IN ?", ids).Where(circles, args...).Order("s.id").Find(&subjects).Error
	return subjects, translate(err)
}

// Visible returns a subject of one of the kinds (any, when none is named) as the viewer may see it, or ErrNotFound.
func (tx Tx) Visible(v Viewer, id string, kinds ...Kind) (Subject, error) {
	scope, args := v.scope()
	q := tx.db.Table("subjects s").Where("s.id = ?", id).Where(scope, args...)
	if len(kinds) > 0 {
		q = q.Where("s.kind IN ?", kinds)
	}
	var s Subject
	if err := q.Take(&s).Error; err != nil {
		return s, translate(err)
	}
	tx.noteSubject(s)
	return s, nil
}

// MembersOf returns the contributions that a compilation holds now, in the order of their ids.
func (tx Tx) MembersOf(compilationID string) ([]Subject, error) {
	var subjects []Subject
	err := tx.db.Where("compilation_id = ?", compilationID).Order("id").Find(&subjects).Error
	return subjects, translate(err)
}
