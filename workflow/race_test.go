package workflow

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
)

// rivals runs commands at the same time and returns what came of each. Every error must be a refusal or a lost race.
func rivals(t *testing.T, commands ...func(context.Context) error) []error {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	errs := make([]error, len(commands))
	var wg sync.WaitGroup
	for i, command := range commands {
		wg.Go(func() { errs[i] = command(ctx) })
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil && ClassOf(err) == 0 && !errors.Is(err, models.ErrConflict) && !errors.Is(err, ErrViewerStale) {
			t.Errorf("rival %d: %v", i, err)
		}
	}
	return errs
}

// fires returns a command that fires an event on the subject as it is when its turn comes.
func (o *office) fires(login, id string, c Command) func(context.Context) error {
	return func(ctx context.Context) error {
		now, err := o.Store.View(ctx).Subjects(id)
		if err != nil {
			return err
		}
		c.Viewer, c.SubjectID, c.IfVersion = o.People[login], id, &now[0].Version
		_, err = o.engine.Fire(ctx, c)
		return err
	}
}

// halfMoved counts, at one moment, contributions that do not stand where their compilation has taken them.
const halfMoved = `SELECT count(*) FROM subjects m LEFT JOIN subjects c ON c.id = m.compilation_id WHERE m.kind = 'progress' AND NOT (
	m.compilation_id IS NULL AND m.state IN ('drafted', 'submitted', 'returned')
	OR m.state = 'consolidated' AND c.state IN ('drafted', 'returned', 'consolidated')
	OR m.state = 'approved' AND c.state = 'approved')`

// uncorrelated counts entries that a member's move left without the entry of the same transaction on its compilation.
const uncorrelated = `SELECT count(*) FROM history m WHERE m.kind = 'progress' AND m.event IN ('consolidate', 'approve', 'revise')
	AND NOT EXISTS (SELECT 1 FROM history c WHERE c.kind = 'situation' AND c.correlation_id = m.correlation_id)`

// While one member is withdrawn and another returned, the compilation that wants them all is compiled, returned and
// approved. At no moment does anybody see members and compilation half moved.
func TestCascadeIsAtomic(t *testing.T) {
	store := testdb.Postgres(t)
	o := newOffice(t, store)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	var watching sync.WaitGroup
	looks := 0
	watching.Go(func() {
		for ; ctx.Err() == nil; looks++ {
			var n int
			if err := store.SQL().QueryRowContext(ctx, halfMoved).Scan(&n); ctx.Err() == nil && (err != nil || n != 0) {
				t.Errorf("%d members are half moved, %v", n, err)
				return
			}
		}
	})
	outcomes := map[string]int{}
	for range 50 {
		members := make([]models.Subject, 3)
		ids := make([]string, len(members))
		for i := range members {
			members[i] = o.progress(t, someText)
			ids[i] = members[i].ID
			o.must(t, "sanitation.head", ids[i], Command{Event: Submit})
		}
		situation := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
		compile := Command{Event: Compile, Payload: Compilation{Members: ids, Acknowledge: true}}
		back := Command{Event: Return, Opinion: "数据有误"}
		rivals(t,
			o.fires("audit.officer", situation.ID, compile),
			o.fires("audit.officer", ids[0], back),
			o.fires("sanitation.head", ids[1], Command{Event: Withdraw}))
		rivals(t,
			func(context.Context) error { return o.decide(t, situation.ID, true, "会议同意") },
			o.fires("audit.officer", situation.ID, back),
			o.fires("audit.officer", ids[2], back))
		outcomes[o.now(t, situation.ID).State]++
	}
	stop()
	watching.Wait()
	var n int
	if err := store.SQL().QueryRowContext(t.Context(), uncorrelated).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d entries of members stand alone, %v", n, err)
	}
	if _, err := o.engine.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	t.Logf("ended as %v; looked %d times meanwhile", outcomes, looks)
	if looks < 50 || len(outcomes) < 2 {
		t.Error("the rivals never met")
	}
}

// People who sign the same text at the same time do not stand in each other's way: every opinion is recorded.
func TestConcurrentSignOffs(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: o.problem(t).ID, Content: &someText})
		var signers []func(context.Context) error
		for i := range 24 {
			login := []string{"town.head", "leader"}[i%2]
			signers = append(signers, func(ctx context.Context) error {
				_, err := o.engine.Fire(ctx, Command{Viewer: o.People[login], SubjectID: s.ID, Event: Sign,
					Opinion: fmt.Sprint("意见 ", i), Payload: Signature{Digest: s.Digest, Verdict: Agree}})
				return err
			})
		}
		for i, err := range rivals(t, signers...) {
			if err != nil {
				t.Errorf("signer %d: %v", i, err)
			}
		}
		entries, err := store.View(t.Context()).History(s.ID)
		if err != nil || len(entries) != 1+len(signers) {
			t.Errorf("%d entries, %v", len(entries), err)
		}
		seen := map[string]bool{}
		for _, e := range entries {
			seen[e.Opinion] = true
		}
		if len(seen) != 1+len(signers) {
			t.Errorf("%d different opinions", len(seen)-1)
		}
		if _, err := o.engine.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

// The same key at two replicas at once: one does it, and all give the same answer.
func TestSameKeyAtTwoReplicas(t *testing.T) {
	testdb.EachAddress(t, func(t *testing.T, address string) {
		o := newOffice(t, testdb.Open(t, address))
		other := NewEngine(testdb.Open(t, address), o.clock, o.engine.log)
		for round := range 10 {
			s := o.progress(t, someText)
			var done atomic.Int32
			answers := make([]Answer, 8)
			var commands []func(context.Context) error
			for i := range answers {
				engine := []*Engine{o.engine, other}[i%2]
				commands = append(commands, func(ctx context.Context) (err error) {
					answers[i], err = engine.Fire(ctx, Command{Viewer: o.People["sanitation.head"], SubjectID: s.ID, Event: Submit, IfVersion: version(1),
						Request: Request{Key: fmt.Sprint("k-", round), Digest: "d", Render: func(any) (Answer, error) {
							return Answer{Status: 200, Body: []byte(models.NewID())}, nil
						}}})
					if err == nil && !answers[i].Replayed {
						done.Add(1)
					}
					return err
				})
			}
			for i, err := range rivals(t, commands...) {
				if err != nil || string(answers[i].Body) != string(answers[0].Body) {
					t.Errorf("answer %d: %q, %v; the first was %q", i, answers[i].Body, err, answers[0].Body)
				}
			}
			if v := o.now(t, s.ID).Version; done.Load() != 1 || v != 2 {
				t.Errorf("it was done %d times, version %d", done.Load(), v)
			}
		}
	})
}

// A role that is taken away while its holder fires: once the revocation is acknowledged, nothing of his happens any more,
// not even what had been decided before.
func TestRevokeWhileFiring(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		head := o.People["sanitation.head"]
		won := 0
		for round := range 200 {
			user, err := store.View(t.Context()).User(head.UserID)
			if err != nil {
				t.Fatal(err)
			}
			head.AuthzVersion = user.AuthzVersion
			before := o.now(t, s.ID)
			event := Submit
			if State(before.State) == Submitted {
				event = Withdraw
			}
			decided := make(chan struct{})
			var acknowledged int64 // the version that was seen after the revocation was acknowledged
			errs := rivals(t, func(ctx context.Context) error {
				_, err := o.engine.Fire(ctx, Command{Viewer: head, SubjectID: s.ID, Event: event, IfVersion: &before.Version,
					Request: Request{Render: func(any) (Answer, error) { // between the decision and the write
						close(decided)
						time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
						return Answer{}, nil
					}}})
				return err
			}, func(ctx context.Context) error {
				if round%4 > 0 { // in some rounds it comes first
					<-decided
				}
				if err := o.revoke(ctx, head.UserID); err != nil {
					return err
				}
				now, err := store.View(ctx).Subjects(s.ID)
				if err == nil {
					acknowledged = now[0].Version
				}
				return err
			})
			if errs[1] != nil {
				t.Fatal(errs[1])
			}
			if errs[0] == nil {
				won++
			}
			if now := o.now(t, s.ID).Version; now != acknowledged {
				t.Fatalf("round %d: version %d when the revocation was acknowledged, %d later", round, acknowledged, now)
			}
			if _, err := o.engine.Fire(t.Context(), Command{Viewer: head, SubjectID: s.ID, Event: event, IfVersion: &before.Version}); !errors.Is(err, ErrViewerStale) {
				t.Fatalf("round %d: after the revocation: %v", round, err)
			}
		}
		t.Logf("the event was first in %d of 200 rounds", won)
		if won == 0 {
			t.Error("no event was ever first")
		}
	})
}

// revoke changes what a user may do, as taking a role away does.
func (o *office) revoke(ctx context.Context, userID string) error {
	return o.Store.InTx(ctx, func(tx models.Tx) error { return tx.ChangeUser(userID, models.UserChange{}, o.clock.Now()) })
}

// Commands that lock overlapping sets of subjects wait for each other, but never in a circle.
func TestLockAroundNeverDeadlocks(t *testing.T) {
	store := testdb.Postgres(t)
	o := newOffice(t, store)
	ids := make([]string, 8)
	for i := range ids {
		ids[i] = o.progress(t, someText).ID
	}
	var commands []func(context.Context) error
	for range 8 {
		commands = append(commands, func(ctx context.Context) error {
			for range 40 {
				mine := slices.Clone(ids)
				rand.Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
				if err := store.InTx(ctx, func(tx models.Tx) error { return tx.LockAround(mine[0], mine[1:5]...) }); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, err := range rivals(t, commands...) {
		if err != nil {
			t.Error(err)
		}
	}
}

// Commands that lock in opposite orders, as ours never do, are given up by the database; that is a lost race, which the
// engine runs again, and no failure.
func TestDeadlockIsALostRace(t *testing.T) {
	store := testdb.Postgres(t)
	o := newOffice(t, store)
	first, second := o.progress(t, someText).ID, o.progress(t, someText).ID
	var met sync.WaitGroup
	met.Add(2)
	crosses := func(one, other string) func(context.Context) error {
		tries := 0
		return func(ctx context.Context) error {
			return o.engine.inTx(ctx, func(tx models.Tx) error {
				if err := tx.Lock(one); err != nil {
					return err
				}
				if tries++; tries == 1 {
					met.Done()
					met.Wait()
				}
				return tx.Lock(other)
			})
		}
	}
	for i, err := range rivals(t, crosses(first, second), crosses(second, first)) {
		if err != nil {
			t.Errorf("rival %d: %v", i, err)
		}
	}
}
