package models

// Chain is a subject with all that is kept of its past.
type Chain struct {
	Subject
	Entries   []Entry    // in the order of their numbers
	Revisions []Revision // in the order of their numbers
	Evidence  []Evidence

	SignOffs   []SignOff      // opinions on its texts
	Members    []Member       // of a compilation, in order
	CoUnits    []string       // ids, in order
	LeadLeader string         // of a problem
	Measures   []ChainMeasure // of a problem, in order; dropped ones are left out
	Items      []MeetingItem  // of a meeting, in order
	Votes      []Vote         // of a meeting
}

// ChainMeasure is a measure as its problem's text names it.
type ChainMeasure struct {
	SubjectID, ProblemID, Title, Text string
	UnitID, LeadUserID                *string
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
	return chains, tx.chainRows(ids, at)
}

// chainRows reads what was stored besides entries, texts and evidence, and follows from the history.
func (tx Tx) chainRows(ids []string, at map[string]*Chain) error {
	var signOffs []SignOff
	if err := tx.db.Where("subject_id IN ?", ids).Order("id").Find(&signOffs).Error; err != nil {
		return translate(err)
	}
	for _, o := range signOffs {
		at[o.SubjectID].SignOffs = append(at[o.SubjectID].SignOffs, o)
	}
	var members []Member
	if err := tx.db.Where("compilation_id IN ?", ids).Order("position").Find(&members).Error; err != nil {
		return translate(err)
	}
	for _, m := range members {
		at[m.CompilationID].Members = append(at[m.CompilationID].Members, m)
	}
	var coUnits []coUnit
	if err := tx.db.Where("subject_id IN ?", ids).Order("position").Find(&coUnits).Error; err != nil {
		return translate(err)
	}
	for _, u := range coUnits {
		at[u.SubjectID].CoUnits = append(at[u.SubjectID].CoUnits, u.UnitID)
	}
	var problems []Problem
	if err := tx.db.Where("subject_id IN ?", ids).Find(&problems).Error; err != nil {
		return translate(err)
	}
	for _, p := range problems {
		at[p.SubjectID].LeadLeader = p.LeadLeader
	}
	var measures []ChainMeasure
	if err := tx.db.Raw(`SELECT m.subject_id, m.problem_id, m.text, s.title, s.unit_id, s.lead_user_id FROM measures m JOIN subjects s ON s.id = m.subject_id
		WHERE m.problem_id IN ? AND m.dropped_at IS NULL ORDER BY m.position, m.subject_id`, ids).Scan(&measures).Error; err != nil {
		return translate(err)
	}
	for _, m := range measures {
		at[m.ProblemID].Measures = append(at[m.ProblemID].Measures, m)
	}
	return tx.chainMeetings(ids, at)
}

func (tx Tx) chainMeetings(ids []string, at map[string]*Chain) error {
	var items []MeetingItem
	if err := tx.db.Where("meeting_id IN ?", ids).Order("position").Find(&items).Error; err != nil || len(items) == 0 {
		return translate(err)
	}
	meeting := map[string]string{}
	for _, i := range items {
		meeting[i.ID] = i.MeetingID
		at[i.MeetingID].Items = append(at[i.MeetingID].Items, i)
	}
	var votes []Vote
	if err := tx.db.Where("item_id IN (SELECT id FROM meeting_items WHERE meeting_id IN ?)", ids).Order("cast_at, user_id").Find(&votes).Error; err != nil {
		return translate(err)
	}
	for _, v := range votes {
		c := at[meeting[v.ItemID]]
		c.Votes = append(c.Votes, v)
	}
	return nil
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
