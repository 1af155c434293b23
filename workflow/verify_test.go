package workflow

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/chain"
)

// Whatever a hand in the database changes, verification finds it and names the subject and the entry.
func TestVerifyFindsTampering(t *testing.T) {
	const entry = ` WHERE subject_id = VICTIM AND seq = `
	cases := []struct {
		name string
		by   []string                      // statements
		then func(*archive, *testing.T)    // what is done besides
		of   func(*archive) models.Subject // nil: the victim
		seq  int64
		want error
	}{
		{name: "an opinion", by: []string{`UPDATE history SET opinion = '同意'` + entry + `6`}, seq: 6, want: chain.ErrHash},
		{name: "an actor", by: []string{`UPDATE history SET actor_id = SOMEBODY` + entry + `3`}, seq: 3, want: chain.ErrHash},
		{name: "an actor's name", by: []string{`UPDATE history SET actor_name = '另一人'` + entry + `3`}, seq: 3, want: chain.ErrHash},
		{name: "a later time", by: []string{`UPDATE history SET at = '2030-01-01 00:00:00+00:00'` + entry + `6`}, seq: 6, want: chain.ErrHash},
		{name: "an earlier time", by: []string{`UPDATE history SET at = '2023-08-29 01:02:00+00:00'` + entry + `5`}, seq: 5, want: chain.ErrOrder},
		{name: "one entry deleted", by: []string{`DELETE FROM history` + entry + `4`}, seq: 5, want: chain.ErrGap},
		{name: "the newest deleted", by: []string{`DELETE FROM history` + entry + `6`}, want: ErrStateDrift},
		{name: "all deleted", by: []string{`DELETE FROM history WHERE subject_id = VICTIM`}, want: ErrNoHistory},
		{name: "two in each other's place", by: []string{`UPDATE history SET seq = 99` + entry + `3`, `UPDATE history SET seq = 3` + entry + `4`,
			`UPDATE history SET seq = 4` + entry + `99`}, seq: 3, want: chain.ErrLink},
		{name: "a forged entry", by: []string{fmt.Sprintf(forged, Submit, Submitted)}, seq: 7, want: chain.ErrHash},
		{name: "a forged entry with its hash", by: []string{fmt.Sprintf(forged, Submit, Submitted),
			`UPDATE subjects SET version = 7, state = 'submitted', state_since = updated_at WHERE id = VICTIM`},
			then: (*archive).reseal, want: ErrFeed},
		{name: "an illegal entry with its hash", by: []string{fmt.Sprintf(forged, Approve, Approved),
			`UPDATE subjects SET version = 7, state = 'approved' WHERE id = VICTIM`}, then: (*archive).reseal, seq: 7, want: ErrIllegal},
		{name: "a second creation with its hash", by: []string{`UPDATE history SET event = 'create', to_state = 'drafted'` + entry + `6`},
			then: (*archive).reseal, seq: 6, want: ErrIllegal},

		{name: "the state", by: []string{`UPDATE subjects SET state = 'filed' WHERE id = VICTIM`}, want: ErrStateDrift},
		{name: "since when", by: []string{`UPDATE subjects SET state_since = created_at WHERE id = VICTIM`}, want: ErrStateDrift},
		{name: "the version", by: []string{`UPDATE subjects SET version = version + 1 WHERE id = VICTIM`}, want: ErrVersion},
		{name: "the head", by: []string{`UPDATE subjects SET head_hash = (SELECT hash FROM history` + entry + `5) WHERE id = VICTIM`}, want: ErrHead},
		{name: "the kind", by: []string{`UPDATE subjects SET kind = 'weekly' WHERE id = VICTIM`}, seq: 1, want: ErrIdentity},
		{name: "the creator", by: []string{`UPDATE subjects SET created_by = SOMEBODY WHERE id = VICTIM`}, want: ErrIdentity},
		{name: "the round", by: []string{`UPDATE subjects SET round = 2 WHERE id = VICTIM`}, want: ErrRoundsDrift},
		{name: "the newest text's number", by: []string{`UPDATE subjects SET revision = 1 WHERE id = VICTIM`}, want: ErrNoRevision},

		{name: "a text", by: []string{`UPDATE revisions SET content = content || ' ' WHERE subject_id = VICTIM AND number = 2`}, seq: 2, want: ErrDigest},
		{name: "two texts in each other's place", by: []string{`UPDATE revisions SET number = 99 WHERE subject_id = VICTIM AND number = 1`,
			`UPDATE revisions SET number = 1 WHERE subject_id = VICTIM AND number = 2`,
			`UPDATE revisions SET number = 2 WHERE subject_id = VICTIM AND number = 99`}, seq: 1, want: ErrNoRevision},
		{name: "an old text gone", by: []string{`DELETE FROM revisions WHERE subject_id = VICTIM AND number = 1`}, seq: 1, want: ErrNoRevision},
		{name: "the newest text gone", by: []string{`DELETE FROM revisions WHERE subject_id = VICTIM AND number = 2`}, seq: 2, want: ErrNoRevision},
		{name: "a text added", by: []string{`INSERT INTO revisions (subject_id, number, digest, content, event, author_id, created_at)
			SELECT subject_id, 3, digest, content, event, author_id, created_at FROM revisions WHERE subject_id = VICTIM AND number = 2`},
			want: ErrNoRevision},

		{name: "a file's digest", by: []string{`UPDATE evidence SET sha256 = substr(sha256, 2) || substr(sha256, 1, 1)`}, of: proven, seq: 2, want: ErrEvidence},
		{name: "a file's name", by: []string{`UPDATE evidence SET name = '合影.jpg'`}, of: proven, seq: 2, want: ErrEvidence},
		{name: "who gave a file", by: []string{`UPDATE evidence SET uploaded_by = SOMEBODY`}, of: proven, seq: 2, want: ErrEvidence},
		{name: "a file gone", by: []string{`DELETE FROM evidence`}, of: proven, seq: 2, want: ErrEvidence},
		{name: "a file given to another", by: []string{`UPDATE evidence SET subject_id = VICTIM`}, want: ErrEvidence},
		{name: "other bytes", then: (*archive).swapBlob, of: proven, seq: 2, want: ErrBytes},
		{name: "no bytes", then: func(a *archive, t *testing.T) {
			if err := os.RemoveAll(filepath.Join(a.folder, a.file[:2])); err != nil {
				t.Fatal(err)
			}
		}, of: proven, seq: 2, want: models.ErrNotFound},
	}
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		a := newArchive(t, store)
		a.disarm(t)
		a.remember(t)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				a.restore(t)
				if _, err := a.engine.Verify(t.Context(), a.blobs); err != nil {
					t.Fatal("before:", err)
				}
				a.sql(t, c.by...)
				if c.then != nil {
					c.then(a, t)
				}
				subject := a.victim
				if c.of != nil {
					subject = c.of(a)
				}
				_, err := a.engine.Verify(t.Context(), a.blobs)
				var bad *BadEntry
				switch {
				case !errors.Is(err, c.want):
					t.Errorf("found %v, want: %v", err, c.want)
				case c.want == ErrFeed:
				case !errors.As(err, &bad) || bad.Subject != subject.ID || bad.Seq != c.seq:
					t.Errorf("found %v, want it in entry %d of %s", err, c.seq, subject.ID)
				}
			})
		}
	})
}

func proven(a *archive) models.Subject { return a.proven }

// An entry whose subject does not exist is found and named.
func TestVerifyFindsOrphans(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		a := newArchive(t, store)
		conn, err := store.SQL().Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		unbind, nobody := `PRAGMA foreign_keys = OFF`, models.NewID()
		if store.Dialect() == models.Postgres {
			unbind = `ALTER TABLE history DROP CONSTRAINT history_subject_id_fkey`
		}
		insert := strings.NewReplacer("SELECT campaign_id, subject_id", "SELECT campaign_id, '"+nobody+"'", "VICTIM", "'"+a.victim.ID+"'").
			Replace(fmt.Sprintf(forged, Submit, Submitted))
		if store.Dialect() == models.Postgres {
			insert = strings.Replace(insert, "'"+nobody+"'", "'"+nobody+"'::uuid", 1)
		}
		for _, statement := range []string{unbind, insert} {
			if _, err := conn.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		_, err = a.engine.Verify(t.Context(), nil)
		var bad *BadEntry
		if !errors.Is(err, ErrOrphan) || !errors.As(err, &bad) || bad.Subject != nobody || bad.Seq != 7 {
			t.Errorf("found %v", err)
		}
	})
}

// The limit of a chain without an outside witness: who cuts the tail and sets back the subject, the texts, the feed and
// the audit log as well leaves a history that could have been. A head that somebody noted elsewhere before shows it.
func TestACutTailNeedsAWitness(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		a := newArchive(t, store)
		noted := a.now(t, a.victim.ID).HeadHash
		a.disarm(t)
		const kept = `(SELECT %s FROM history WHERE subject_id = VICTIM AND seq = 4)`
		a.sql(t, `DELETE FROM history WHERE subject_id = VICTIM AND seq > 4`,
			`UPDATE subjects SET version = 4, state = `+fmt.Sprintf(kept, "to_state")+`, head_hash = `+fmt.Sprintf(kept, "hash")+
				`, state_since = `+fmt.Sprintf(kept, "at")+`, updated_at = `+fmt.Sprintf(kept, "at")+` WHERE id = VICTIM`,
			`DELETE FROM feed`, `INSERT INTO unsequenced (history_id) SELECT id FROM history`)
		if _, err := a.engine.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.engine.Verify(t.Context(), a.blobs); !errors.Is(err, ErrAudit) {
			t.Errorf("the audit log still tells of the tail, and verification says %v", err)
		}
		a.sql(t, `DELETE FROM audit_records WHERE object_id = CAST(VICTIM AS text) AND entry > 4`)
		if _, err := a.engine.Verify(t.Context(), a.blobs); err != nil {
			t.Errorf("the database alone shows %v; if that can be found now, say so in the documentation", err)
		}
		entries, err := store.View(t.Context()).History(a.victim.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if bytes.Equal(e.Hash, noted) {
				t.Error("the noted head is still there: nothing was cut")
			}
		}
	})
}

// Renaming a user changes no old entry: history shows the name of then, and its hashes hold.
func TestRenamedUser(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		a := newArchive(t, store)
		head, name := a.People["sanitation.head"], "新名字"
		if _, err := a.engine.ChangeUser(t.Context(), a.People["system"], Request{}, head.UserID, UserChange{Name: &name}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.engine.Verify(t.Context(), a.blobs); err != nil {
			t.Error(err)
		}
		entries, err := store.View(t.Context()).History(a.victim.ID)
		if err != nil || entries[2].ActorID != head.UserID || entries[2].ActorName != head.Name {
			t.Errorf("the entry shows %q, %v", entries[2].ActorName, err)
		}
	})
}

// History, texts, evidence and votes refuse to be changed as long as nobody drops what guards them.
func TestAppendOnly(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		newArchive(t, store)
		statements := []string{`UPDATE history SET opinion = ''`, `DELETE FROM history`, `UPDATE revisions SET content = ''`, `DELETE FROM revisions`,
			`UPDATE evidence SET name = ''`, `DELETE FROM evidence`}
		if store.Dialect() == models.Postgres {
			statements = append(statements, `TRUNCATE history CASCADE`)
		}
		for _, statement := range statements {
			if _, err := store.SQL().ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}

// Verification looks at one moment: people who work meanwhile do not make it cry wolf, and it does not make them wait.
func TestVerifyWhilePeopleWork(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		ctx := t.Context()
		done := make(chan struct{})
		go func() {
			defer close(done)
			for i := range 100 {
				event := []Event{Submit, Withdraw}[i%2]
				if _, err := o.engine.Fire(ctx, Command{Viewer: o.People["sanitation.head"], SubjectID: s.ID, Event: event, IfVersion: version(int64(i + 1))}); err != nil {
					t.Error(err)
					return
				}
			}
		}()
		for looks := 0; ; looks++ {
			if _, err := o.engine.Verify(ctx, nil); err != nil {
				t.Fatal(err)
			}
			select {
			case <-done:
				if looks == 0 {
					t.Error("it was never verified while somebody worked")
				}
				return
			default:
			}
		}
	})
}
