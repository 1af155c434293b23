package workflow

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/checkpoint"
)

// testKey signs the checkpoints of tests.
var testKey = newLogKey("rectify-test")

func newLogKey(origin string) *checkpoint.Key {
	private, err := checkpoint.NewKey(origin)
	if err != nil {
		panic(err)
	}
	key, err := checkpoint.ReadKey(private)
	if err != nil {
		panic(err)
	}
	return key
}

// sealed takes a checkpoint as the audit administrator does, and gives back its row and what was signed.
func (o *office) sealed(t *testing.T) (models.Checkpoint, checkpoint.Checkpoint) {
	t.Helper()
	if err := o.engine.RegisterKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	var row models.Checkpoint
	_, err := o.engine.TakeCheckpoint(t.Context(), o.People["auditing"], Request{Render: func(result any) (Answer, error) {
		row = result.(models.Checkpoint)
		return Answer{}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	said, err := checkpoint.Open(row.Note, testKey.Verifier())
	if err != nil {
		t.Fatal(err)
	}
	return row, said
}

// work adds n entries to the history of a report.
func (o *office) work(t *testing.T, s models.Subject, n int) {
	t.Helper()
	for i := range n {
		o.must(t, "sanitation.head", s.ID, Command{Event: []Event{Submit, Withdraw}[i%2]})
	}
}

// Checkpoints go on from each other, and every entry and every older checkpoint can be proven from the newest.
func TestCheckpoints(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		if _, err := o.engine.TakeCheckpoint(t.Context(), o.People["auditing"], Request{}); ClassOf(err) != Conflict {
			t.Errorf("of an empty log: %v", err)
		}
		if _, err := o.engine.TakeCheckpoint(t.Context(), o.People["audit.officer"], Request{}); ClassOf(err) != Forbidden {
			t.Errorf("by somebody else: %v", err)
		}
		s := o.progress(t, someText)
		var taken []checkpoint.Checkpoint
		for _, n := range []int{2, 6, 300, 2} {
			o.work(t, s, n)
			row, said := o.sealed(t)
			if again, _ := o.sealed(t); again.ID != row.ID {
				t.Error("nothing has happened, but there is a new checkpoint")
			}
			taken = append(taken, said)
		}
		view := store.View(t.Context())
		newest := taken[len(taken)-1]
		if newest.Size != 311 {
			t.Errorf("%d entries", newest.Size)
		}
		for _, older := range taken {
			hashes, err := ProvePrefix(view, older.Size, newest.Size)
			if err == nil {
				err = checkpoint.VerifyConsistency(older, newest, hashes)
			}
			if err != nil {
				t.Errorf("%d in %d: %v", older.Size, newest.Size, err)
			}
		}
		for _, position := range []int64{1, 2, 256, 257, 300, 311} {
			item, err := view.InLog(models.Viewer{}, true, position)
			if err != nil {
				t.Fatal(err)
			}
			hashes, err := ProveEntry(view, position, newest.Size)
			if err == nil {
				err = checkpoint.VerifyInclusion(newest, position-1, item.Hash, hashes)
			}
			if err != nil {
				t.Errorf("entry %d: %v", position, err)
			}
		}
		if v, err := o.engine.Verify(t.Context(), nil, taken...); err != nil || v.Checkpoints != 4 || v.Sealed != 311 {
			t.Errorf("%+v, %v", v, err)
		}
		if last, err := LatestCheckpoint(view); err != nil || !last.Same(newest) {
			t.Errorf("%v, %v", last, err)
		}
	})
}

// An hour after the last one there is a new checkpoint, when something has happened; and at once after a filing.
func TestCheckpointsAreTakenInTime(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w, ctx := newWeek(t, store), t.Context()
		o := w.office
		sizes := func() (list []string) {
			if err := o.engine.SealLog(ctx); err != nil {
				t.Fatal(err)
			}
			rows, err := store.View(ctx).CheckpointsAfter(0, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				list = append(list, r.Reason)
			}
			return list
		}
		if got := sizes(); len(got) != 1 || got[0] != CheckpointHourly {
			t.Errorf("the first: %v", got)
		}
		o.progress(t, someText)
		o.clock.Advance(59 * time.Minute)
		if got := sizes(); len(got) != 1 {
			t.Errorf("after 59 minutes: %v", got)
		}
		o.clock.Advance(time.Minute)
		if got := sizes(); len(got) != 2 {
			t.Errorf("after an hour: %v", got)
		}
		o.clock.Advance(2 * time.Hour)
		if got := sizes(); len(got) != 2 {
			t.Errorf("nothing has happened: %v", got)
		}
		if _, err := o.compile(t, w.bulletin.ID, Compilation{}, w.building, w.sanitation); err != nil {
			t.Fatal(err)
		}
		if got := sizes(); len(got) != 3 || got[2] != CheckpointHourly {
			t.Errorf("after two hours more: %v", got)
		}
		o.must(t, "clerk", w.bulletin.ID, Command{Event: File, Payload: Filing{DocNumber: "〔2023〕1号", Recipient: "区委巡察办", FiledOn: today(o.clock.Now())}})
		if got := sizes(); len(got) != 4 || got[3] != CheckpointFiled {
			t.Errorf("after the filing: %v", got)
		}
		if got := sizes(); len(got) != 4 {
			t.Errorf("looked again: %v", got)
		}
	})
}

// A database knows the key of its checkpoints: another one is not taken in silence, and a rotated one leaves the old
// checkpoints valid.
func TestLogKeys(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.work(t, o.progress(t, someText), 3)
		o.sealed(t)
		other, sibling := newLogKey("rectify-other"), newLogKey(testKey.Origin())
		for _, key := range []*checkpoint.Key{other, sibling} {
			o.engine.UseKey(key)
			if err := o.engine.RegisterKey(t.Context()); !errors.Is(err, ErrForeignKey) {
				t.Errorf("%s: %v", key, err)
			}
		}
		if err := o.engine.RotateKey(t.Context(), other); !errors.Is(err, ErrForeignKey) {
			t.Errorf("rotated to another log: %v", err)
		}
		if err := o.engine.RotateKey(t.Context(), sibling); err != nil {
			t.Fatal(err)
		}
		o.engine.UseKey(testKey)
		if err := o.engine.RegisterKey(t.Context()); !errors.Is(err, ErrForeignKey) {
			t.Errorf("the old key: %v", err)
		}
		o.engine.UseKey(sibling)
		if err := o.engine.RegisterKey(t.Context()); err != nil {
			t.Error(err)
		}
		o.progress(t, someText)
		o.clock.Advance(time.Hour)
		if err := o.engine.SealLog(t.Context()); err != nil {
			t.Fatal(err)
		}
		if v, err := o.engine.Verify(t.Context(), nil); err != nil || v.Checkpoints != 2 {
			t.Errorf("%+v, %v", v, err)
		}
	})
}

// Nobody changes or deletes a checkpoint by the way.
func TestCheckpointsAreAppendOnly(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.work(t, o.progress(t, someText), 256)
		o.sealed(t)
		for _, statement := range []string{`UPDATE checkpoints SET size = size + 1`, `DELETE FROM checkpoints`, `UPDATE log_keys SET verifier = ''`,
			`DELETE FROM log_keys`, `UPDATE log_nodes SET level = 9`, `DELETE FROM log_nodes`} {
			if _, err := store.SQL().ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}
