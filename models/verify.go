package models

// Chain is a subject with all that is kept of its past.
type Chain struct {
	Subject
	Entries   []Entry    // in the order of their numbers
	Revisions []Revision // in the order of their numbers
	Evidence  []Evidence
}

// EachChain calls see for every subject with its past, in the order of ids. It reads in pages, so that memory stays flat
// however long the history is. An error of see ends it.
func (tx Tx) EachChain(see func(Chain) error) error {
	const page = 100
	last := ""
	for {
		var subjects []Subject
		if err := tx.db.Where("id > ?", orZero(last)).Order("id").Limit(page).Find(&subjects).Error; err != nil || len(subjects) == 0 {
			return translate(err)
		}
		last = subjects[len(subjects)-1].ID
		chains, err := tx.chains(subjects)
		if err != nil {
			return err
		}
		for _, c := range chains {
			if err := see(c); err != nil {
				return err
			}
		}
	}
}

func (tx Tx) chains(subjects []Subject) ([]Chain, error) {
	chains := make([]Chain, len(subjects))
	ids := make([]string, len(subjects))
	at := map[string]*Chain{}
	for i, s := range subjects {
		chains[i].Subject, ids[i], at[s.ID] = s, s.ID, &chains[i]
	}
	var entries []Entry
	if err := tx.db.Where("subject_id IN ?", ids).Order("seq").Find(&entries).Error; err != nil {
		return nil, translate(err)
	}
	for _, e := range entries {
		at[e.SubjectID].Entries = append(at[e.SubjectID].Entries, e)
	}
	var revisions []Revision
	if err := tx.db.Where("subject_id IN ?", ids).Order("number").Find(&revisions).Error; err != nil {
		return nil, translate(err)
	}
	for _, r := range revisions {
		at[r.SubjectID].Revisions = append(at[r.SubjectID].Revisions, r)
	}
	var evidence []Evidence
	if err := tx.db.Where("subject_id IN ?", ids).Order("id").Find(&evidence).Error; err != nil {
		return nil, translate(err)
	}
	for _, e := range evidence {
		at[e.SubjectID].Evidence = append(at[e.SubjectID].Evidence, e)
	}
	return chains, nil
}

// Orphan returns the first history entry whose subject is gone, or ErrNotFound when there is none.
func (tx Tx) Orphan() (Entry, error) {
	var e Entry
	err := tx.db.Table("history h").Where("NOT EXISTS (SELECT 1 FROM subjects s WHERE s.id = h.subject_id)").Order("h.id").Take(&e).Error
	return e, translate(err)
}

// orZero gives keyset queries a lowest id, which PostgreSQL's uuid type demands to be well-formed.
func orZero(id string) string {
	if id == "" {
		return "00000000-0000-0000-0000-000000000000"
	}
	return id
}
