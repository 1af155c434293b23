package workflow

import (
	"context"
	"sync"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// atOnce runs the calls at the same time and returns their errors.
func atOnce(calls ...func() error) []error {
	var wg sync.WaitGroup
	errs := make([]error, len(calls))
	for i, call := range calls {
		wg.Go(func() { errs[i] = call() })
	}
	wg.Wait()
	return errs
}

// However many people of a division start the weekly report at the same time, there is one; the others learn that.
func TestOneWeeklyPerCycle(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		cycle := o.cycle(t, 1, o.clock.Now().Add(time.Hour), "sanitation")
		start := func() error {
			_, err := o.engine.CreateReport(context.WithoutCancel(t.Context()), o.People["sanitation.drafter"], Request{},
				NewReport{Kind: models.KindWeekly, CycleID: cycle.ID, UnitID: o.Units["sanitation"].ID})
			return err
		}
		started := 0
		for _, err := range atOnce(start, start, start, start, start, start) {
			if err == nil {
				started++
			} else {
				refused(t, err, Conflict, words.AlreadyExists)
			}
		}
		if started != 1 {
			t.Errorf("%d weekly reports were started", started)
		}
	})
}

// A report that two compilations want at the same time is in one of them, and that one alone is compiled.
func TestOneCompilationWins(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		var calls []func() error
		var ids []string
		for range 4 {
			c := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
			ids = append(ids, c.ID)
			calls = append(calls, func() error {
				_, err := o.engine.Fire(context.WithoutCancel(t.Context()), Command{Viewer: o.People["audit.officer"], SubjectID: c.ID,
					Event: Compile, IfVersion: version(c.Version), Payload: Compilation{Members: []string{s.ID}}})
				return err
			})
		}
		won := 0
		for i, err := range atOnce(calls...) {
			if err != nil {
				refused(t, err, Unmet, words.MemberNotSubmitted)
				o.inState(t, Drafted, ids[i])
				continue
			}
			won++
			o.inState(t, Consolidated, ids[i])
			if at := o.now(t, s.ID).CompilationID; at == nil || *at != ids[i] {
				t.Errorf("the report is in %v, not in %s", at, ids[i])
			}
		}
		if won != 1 {
			t.Errorf("%d compilations won", won)
		}
	})
}

// Withdrawing races with being taken in: one of the two happens, and a compilation never holds what was withdrawn.
func TestWithdrawOrCompile(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		for range 10 {
			s := o.progress(t, someText)
			o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
			c := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
			fire := func(login string, command Command) func() error {
				return func() error {
					command.Viewer = o.People[login]
					_, err := o.engine.Fire(context.WithoutCancel(t.Context()), command)
					return err
				}
			}
			errs := atOnce(
				fire("sanitation.head", Command{SubjectID: s.ID, Event: Withdraw, IfVersion: version(2)}),
				fire("audit.officer", Command{SubjectID: c.ID, Event: Compile, IfVersion: version(1), Payload: Compilation{Members: []string{s.ID}}}))
			switch {
			case errs[0] == nil && errs[1] != nil:
				o.inState(t, Drafted, s.ID, c.ID)
				refused(t, errs[1], Unmet, words.MemberNotSubmitted)
			case errs[1] == nil && errs[0] != nil:
				o.inState(t, Consolidated, s.ID, c.ID)
				refused(t, errs[0], Conflict, words.StaleVersion)
			default:
				t.Fatalf("withdraw: %v, compile: %v", errs[0], errs[1])
			}
		}
	})
}
