package workflow

import (
	"errors"
	"fmt"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/chain"
	"rectify/workflow/checkpoint"
)

// The twelve manipulations of a database that an auditor asks about. Nine are found by verification alone; a tail that was
// cut together with the state, a history that was written anew from end to end, and an older backup that was put back leave
// a database that could have been, and need a checkpoint that was kept elsewhere. Whoever does those also deletes the
// checkpoints in the database; where he does not, or can not, they are found without one from outside.
func TestTwelveManipulations(t *testing.T) {
	const entry = ` WHERE subject_id = VICTIM AND seq = `
	const kept = `(SELECT %s FROM history WHERE subject_id = VICTIM AND seq = 4)`
	forget := []string{`DELETE FROM checkpoints`, `DELETE FROM log_nodes`}
	cases := []struct {
		name    string
		by      []string
		then    func(*archive, *testing.T)
		undo    string
		alone   error // nil: not to be found without a checkpoint from outside
		outside error // found with one, where alone is nil
		spared  error // found alone when the checkpoints in the database are spared
	}{
		{name: "1 a field", by: []string{`UPDATE history SET opinion = '同意'` + entry + `6`}, alone: chain.ErrHash},
		{name: "2 the actor", by: []string{`UPDATE history SET actor_id = SOMEBODY` + entry + `3`}, alone: chain.ErrHash},
		{name: "3 the time", by: []string{`UPDATE history SET at = '2030-01-01 00:00:00+00:00'` + entry + `6`}, alone: chain.ErrHash},
		{name: "4 an entry in the middle deleted", by: []string{`DELETE FROM history` + entry + `4`}, alone: chain.ErrGap},
		{name: "5 the tail cut and the state rolled back", by: []string{`DELETE FROM history WHERE subject_id = VICTIM AND seq > 4`,
			`UPDATE subjects SET version = 4, state = ` + fmt.Sprintf(kept, "to_state") + `, head_hash = ` + fmt.Sprintf(kept, "hash") +
				`, state_since = ` + fmt.Sprintf(kept, "at") + `, updated_at = ` + fmt.Sprintf(kept, "at") + ` WHERE id = VICTIM`,
			`DELETE FROM feed`, `INSERT INTO unsequenced (history_id) SELECT id FROM history`,
			`DELETE FROM audit_records WHERE object_id = VICTIM AND entry > 4`}, then: (*archive).resequence,
			outside: ErrLogShort, spared: ErrLogShort},
		{name: "6 two entries in each other's place", by: []string{`UPDATE history SET seq = 99` + entry + `3`,
			`UPDATE history SET seq = 3` + entry + `4`, `UPDATE history SET seq = 4` + entry + `99`}, alone: chain.ErrLink},
		{name: "7 a forged entry", by: []string{fmt.Sprintf(forged, Submit, Submitted),
			`UPDATE subjects SET version = 7, state = 'submitted', state_since = updated_at WHERE id = VICTIM`}, then: (*archive).reseal, alone: ErrFeed},
		{name: "8 the whole chain written anew", by: []string{`UPDATE history SET opinion = '同意'` + entry + `6`}, then: (*archive).reseal,
			outside: ErrLogRoot, spared: ErrLogRoot},
		{name: "9 an older backup put back", then: (*archive).putBack, outside: ErrLogShort},
		{name: "10 a state without an entry", by: []string{`UPDATE subjects SET state = 'filed' WHERE id = VICTIM`}, alone: ErrStateDrift},
		{name: "11 other bytes of the evidence", then: (*archive).swapBlob, alone: ErrBytes},
		{name: "12 a user renamed", by: []string{`UPDATE users SET name = '另一人' WHERE login = 'sanitation.head'`},
			undo: `UPDATE users SET name = '%s' WHERE login = 'sanitation.head'`, alone: ErrRenamed},
	}
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		a := newArchive(t, store)
		a.backup(t)
		a.progress(t, someText)
		a.sealed(t) // the one that stays in the database when somebody forgets it
		a.progress(t, someText)
		_, noted := a.sealed(t)
		a.disarm(t)
		a.remember(t)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				if c.undo != "" {
					defer func() { a.sql(t, fmt.Sprintf(c.undo, a.People["sanitation.head"].Name)) }()
				}
				manipulate := func(forget ...string) {
					a.restore(t)
					if _, err := a.engine.Verify(t.Context(), a.blobs, noted); err != nil {
						t.Fatal("before:", err)
					}
					a.sql(t, append(c.by, forget...)...)
					if c.then != nil {
						c.then(a, t)
					}
				}
				if c.alone == nil {
					manipulate(forget...)
				} else {
					manipulate()
				}
				if _, err := a.engine.Verify(t.Context(), a.blobs); !errors.Is(err, c.alone) {
					t.Errorf("without a checkpoint from outside: found %v, want %v", err, c.alone)
				}
				if c.alone != nil {
					return
				}
				_, err := a.engine.Verify(t.Context(), a.blobs, noted)
				var bad *BadCheckpoint
				if !errors.As(err, &bad) || !bad.Outside || !errors.Is(err, c.outside) {
					t.Errorf("with a checkpoint from outside: found %v, want %v", err, c.outside)
				}
				if c.spared == nil {
					return
				}
				manipulate()
				if _, err := a.engine.Verify(t.Context(), a.blobs); !errors.As(err, &bad) || bad.Outside || !errors.Is(err, c.spared) {
					t.Errorf("with the checkpoints of the database: found %v, want %v", err, c.spared)
				}
			})
		}
	})
}

// What is brought from outside must be of this log, and what stands in the database must be signed.
func TestVerifyRefusesForeignCheckpoints(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		a := newArchive(t, store)
		row, noted := a.sealed(t)
		foreign := noted
		foreign.Origin = "rectify-other"
		if _, err := a.engine.Verify(t.Context(), nil, foreign); !errors.Is(err, ErrLogOrigin) {
			t.Errorf("of another log: %v", err)
		}
		a.disarm(t)
		forged, err := newLogKey(testKey.Origin()).Sign(checkpoint.Checkpoint{Size: row.Size, Root: row.Root, Time: row.TakenAt})
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			set  string
			want error
		}{
			"another key":     {`note = '` + forged + `'`, ErrLogSign},
			"another time":    {`taken_at = '2030-01-01 00:00:00+00:00'`, ErrLogNote},
			"another reason":  {`reason = 'filed'`, nil}, // says nothing of the history
			"another size":    {`size = size + 1`, ErrLogShort},
			"a smaller size":  {`size = size - 1`, ErrLogRoot},
			"other peaks":     {`peaks = root`, ErrLogNote},
			"no text":         {`note = ''`, ErrLogSign},
			"the root of old": {`root = ` + a.bytes(make([]byte, 32)), ErrLogRoot},
		} {
			a.sql(t, `CREATE TABLE sound AS SELECT * FROM checkpoints`, `UPDATE checkpoints SET `+c.set)
			if _, err := a.engine.Verify(t.Context(), nil); !errors.Is(err, c.want) {
				t.Errorf("%s: found %v, want %v", name, err, c.want)
			}
			a.sql(t, `DELETE FROM checkpoints`, `INSERT INTO checkpoints SELECT * FROM sound`, `DROP TABLE sound`)
		}
	})
}

// backup keeps copies of the tables as a nightly backup does.
func (a *archive) backup(t *testing.T) {
	t.Helper()
	for _, table := range tampered {
		a.sql(t, "CREATE TABLE backup_"+table+" AS SELECT * FROM "+table)
	}
}

// putBack replaces the tables by those of the backup.
func (a *archive) putBack(t *testing.T) {
	t.Helper()
	a.replace(t, "backup_")
}

func (a *archive) resequence(t *testing.T) {
	t.Helper()
	if _, err := a.engine.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
}
