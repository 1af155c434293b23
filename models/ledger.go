package models

// LedgerRow is a problem with all of its measures and the opinions on its present text, for an export.
type LedgerRow struct {
	ProblemRow
	Opinions []Opinion
}

// Opinion is what a co-operating unit, or the lead leader, said of the present text of a problem.
type Opinion struct {
	SubjectID string
	UnitID    *string // nil for the lead leader
	Name      string  // of the unit, or of the leader
	Agreed    bool
}

// LedgerSize is how much an export of the ledger will hold.
type LedgerSize struct {
	Problems int
	CoUnits  bool // at least one of them has a co-operating unit
}

// LedgerSize counts what Problems would return in all.
func (tx Tx) LedgerSize(v Viewer, f ProblemFilter) (LedgerSize, error) {
	var size LedgerSize
	err := f.apply(tx, tx.problems(v)).Select(`count(*) AS problems,
		COALESCE(max(CASE WHEN EXISTS (SELECT 1 FROM co_units k WHERE k.subject_id = s.id) THEN 1 ELSE 0 END), 0) = 1 AS co_units`).Scan(&size).Error
	return size, translate(err)
}

// Ledger is Problems with everything that an export shows. It takes seven statements, however many rows there are.
func (tx Tx) Ledger(v Viewer, f ProblemFilter, after ProblemKey, limit int) ([]LedgerRow, error) {
	problems, err := tx.problemPage(v, f, after, limit, true)
	if err != nil || len(problems) == 0 {
		return nil, err
	}
	rows, byID, ids := make([]LedgerRow, len(problems)), make(map[string]*LedgerRow, len(problems)), make([]string, len(problems))
	for i, p := range problems {
		tx.noteSubject(p.Subject)
		rows[i].ProblemRow, ids[i], byID[p.ID] = p, p.ID, &rows[i]
	}
	var opinions []Opinion
	err = tx.db.Raw(`SELECT o.subject_id, o.unit_id, COALESCE(u.name, x.name) AS name, o.verdict = 'agree' AS agreed FROM sign_offs o
		JOIN subjects s ON s.id = o.subject_id AND s.digest = o.digest AND s.round = o.round
		JOIN users x ON x.id = o.user_id LEFT JOIN units u ON u.id = o.unit_id
		WHERE o.subject_id IN ? ORDER BY o.subject_id, o.signed_at, o.id`, ids).Scan(&opinions).Error
	for _, o := range opinions {
		byID[o.SubjectID].Opinions = append(byID[o.SubjectID].Opinions, o)
	}
	return rows, translate(err)
}
