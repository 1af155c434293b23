package models

// EachChain calls see for every subject with its whole history, campaign by campaign in the order of ids. It reads in
// pages, so that memory stays flat however long the history is. An error of see ends it.
func (tx Tx) EachChain(see func(Subject, []Entry) error) error {
	const page = 500
	last := ""
	for {
		var subjects []Subject
		if err := tx.db.Where("id > ?", orZero(last)).Order("id").Limit(page).Find(&subjects).Error; err != nil || len(subjects) == 0 {
			return translate(err)
		}
		last = subjects[len(subjects)-1].ID
		entries, err := tx.entriesOf(subjects)
		if err != nil {
			return err
		}
		for _, s := range subjects {
			if err := see(s, entries[s.ID]); err != nil {
				return err
			}
		}
	}
}

func (tx Tx) entriesOf(subjects []Subject) (map[string][]Entry, error) {
	ids := make([]string, len(subjects))
	for i, s := range subjects {
		ids[i] = s.ID
	}
	var list []Entry
	err := tx.db.Where("subject_id IN ?", ids).Order("subject_id, seq").Find(&list).Error
	entries := make(map[string][]Entry, len(subjects))
	for _, e := range list {
		entries[e.SubjectID] = append(entries[e.SubjectID], e)
	}
	return entries, translate(err)
}

// EachRevision calls see for every stored revision, in pages.
func (tx Tx) EachRevision(see func(Revision) error) error {
	const page = 500
	var last Revision
	for {
		var list []Revision
		err := tx.db.Where("subject_id > ? OR subject_id = ? AND number > ?", orZero(last.SubjectID), orZero(last.SubjectID), last.Number).
			Order("subject_id, number").Limit(page).Find(&list).Error
		if err != nil || len(list) == 0 {
			return translate(err)
		}
		for _, r := range list {
			if err := see(r); err != nil {
				return err
			}
		}
		last = list[len(list)-1]
	}
}

// OrphanEntries counts history entries whose subject is gone.
func (tx Tx) OrphanEntries() (int64, error) {
	var n int64
	err := tx.db.Raw(`SELECT count(*) FROM history h WHERE NOT EXISTS (SELECT 1 FROM subjects s WHERE s.id = h.subject_id)`).Scan(&n).Error
	return n, translate(err)
}

// orZero gives keyset queries a lowest id, which PostgreSQL's uuid type demands to be well-formed.
func orZero(id string) string {
	if id == "" {
		return "00000000-0000-0000-0000-000000000000"
	}
	return id
}
