package workflow

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
)

// While writers fire events on shared subjects, several sequencers run at once. In the end every entry has exactly one
// position, positions have no hole, and each subject's entries stand in their own order.
func TestSequenceUnderWriters(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		subjects := make([]models.Subject, 4)
		for i := range subjects {
			subjects[i] = o.progress(t, someText)
		}
		ctx := context.WithoutCancel(t.Context())
		stop := make(chan struct{})
		var writers, sequencers sync.WaitGroup
		for w := range 8 {
			writers.Go(func() {
				for i := range 10 {
					s := subjects[(w+i)%len(subjects)]
					now, err := store.View(ctx).Subjects(s.ID)
					if err != nil {
						t.Error(err)
						return
					}
					event, who := Submit, "sanitation.head"
					if State(now[0].State) == Submitted {
						event = Withdraw
					}
					_, err = o.engine.Fire(ctx, Command{Viewer: o.People[who], SubjectID: s.ID, Event: event, IfVersion: &now[0].Version})
					if err != nil && ClassOf(err) != Conflict {
						t.Error(err)
					}
				}
			})
		}
		for range 3 {
			sequencers.Go(func() {
				for {
					if _, err := o.engine.Sequence(ctx); err != nil {
						t.Error(err)
					}
					select {
					case <-stop:
						return
					default:
					}
				}
			})
		}
		writers.Wait()
		close(stop)
		sequencers.Wait()
		if _, err := o.engine.Sequence(ctx); err != nil {
			t.Fatal(err)
		}
		v, err := o.engine.Verify(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		state, err := store.View(ctx).FeedState()
		if err != nil || state != (models.FeedState{Entries: int64(v.Entries), Last: int64(v.Entries)}) || v.Entries < 10 {
			t.Errorf("%+v for %d entries, %v", state, v.Entries, err)
		}
	})
}

// A batch ends in the middle of a backlog and the next one goes on behind it.
func TestSequenceInBatches(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		for range 5 {
			o.progress(t, someText)
		}
		for _, want := range []int{2, 2, 1, 0} {
			err := store.InTx(t.Context(), func(tx models.Tx) error {
				if n, err := tx.Sequence(2); err != nil || n != want {
					t.Errorf("a batch of %d, want %d: %v", n, want, err)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := o.engine.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

// The sequencer is woken by a commit, and ends with its context.
func TestRunSequencer(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { o.engine.RunSequencer(ctx); close(done) }()
		o.progress(t, someText)
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			if last, err := store.View(t.Context()).FeedEnd(); err != nil || last == 1 {
				break
			} else if time.Now().After(end) {
				t.Fatal("nothing was sequenced")
			}
		}
		cancel()
		<-done
	})
}

// What a hand in the database can do to the feed is found.
func TestVerifyFindsBadFeed(t *testing.T) {
	for name, damage := range map[string]string{
		"a hole":           `UPDATE feed SET position = 9 WHERE position = 2`,
		"a lost entry":     `DELETE FROM feed WHERE position = 3`,
		"a foreign entry":  `INSERT INTO feed (position, history_id, campaign_id, subject_id, seq) SELECT 4, 99, campaign_id, subject_id, 99 FROM feed WHERE position = 1`,
		"a wrong name":     `UPDATE feed SET history_id = 99 WHERE position = 1`,
		"twice":            `INSERT INTO unsequenced SELECT history_id FROM feed WHERE position = 1`,
		"another order":    `UPDATE feed SET seq = 10 * (3 - seq) WHERE position IN (1, 2)`,
		"never sequenced":  `DELETE FROM unsequenced`,
		"negative numbers": `UPDATE feed SET position = position - 3`,
	} {
		t.Run(name, func(t *testing.T) {
			store := testdb.SQLite(t)
			o := newOffice(t, store)
			s := o.progress(t, someText)
			if _, err := o.fire(t, "sanitation.head", Command{SubjectID: s.ID, Event: Submit, IfVersion: version(1)}); err != nil {
				t.Fatal(err)
			}
			o.progress(t, someText)
			if _, err := o.engine.Sequence(t.Context()); err != nil {
				t.Fatal(err)
			}
			o.progress(t, someText) // waits
			if _, err := o.engine.Verify(t.Context(), nil); err != nil {
				t.Fatal("before the damage:", err)
			}
			if _, err := store.SQL().ExecContext(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			if _, err := o.engine.Verify(t.Context(), nil); !errors.Is(err, ErrFeed) {
				t.Errorf("verify says %v", err)
			}
		})
	}
}
