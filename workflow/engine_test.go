package workflow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow/chain"
	"rectify/workflow/clock"
	"rectify/workflow/keyring"
	"rectify/workflow/words"
)

// office is a world with an engine on a clock that stands still.
type office struct {
	*fixture.World
	engine *Engine
	clock  *clock.Manual
}

func newOffice(t testing.TB, store *models.Store) *office {
	t.Helper()
	c := clock.NewManual(fixture.Start)
	o := &office{World: fixture.New(t, store), engine: NewEngine(store, c, slog.New(slog.DiscardHandler)), clock: c}
	o.engine.UseKey(testKey)
	o.engine.UseSecrets(keyring.Key{1})
	return o
}

// progress creates a progress report of the sanitation division.
func (o *office) progress(t testing.TB, content Content) models.Subject {
	t.Helper()
	var s models.Subject
	unit := o.Units["sanitation"].ID
	_, err := o.engine.write(t.Context(), o.People["sanitation.drafter"], Request{}, func(w *writing) (any, error) {
		var err error
		s, err = w.create(models.Subject{CampaignID: o.Campaign.ID, Kind: models.KindProgress, Title: "进展情况报告", UnitID: &unit}, &content, models.RoleDrafter, unit, nil)
		return nil, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var someText = Content{Title: "进展情况报告", Sections: []Section{{Key: "body", Title: "正文", Text: "已完成排查。"}}}

// fire fires an event and returns what came of it.
func (o *office) fire(t testing.TB, login string, c Command) (Outcome, error) {
	t.Helper()
	var outcome Outcome
	c.Viewer = o.People[login]
	c.Render = func(result any) (Answer, error) {
		outcome = result.(Outcome)
		return Answer{Status: 200, Body: fmt.Append(nil, outcome.Subject.Version)}, nil
	}
	_, err := o.engine.Fire(t.Context(), c)
	return outcome, err
}

func version(n int64) *int64 { return &n }

// A submitted report is withdrawn, edited and submitted again: each step is one entry, and the chain holds.
func TestFireMovesAndRecords(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		changed := someText
		changed.Sections = []Section{{Key: "body", Title: "正文", Text: "已完成排查和整改。"}}
		steps := []struct {
			login   string
			command Command
			state   State
		}{
			{"sanitation.head", Command{Event: Submit}, Submitted},
			{"sanitation.drafter", Command{Event: Withdraw}, Drafted},
			{"sanitation.drafter", Command{Event: Edit, Payload: Edited{Content: changed}}, Drafted},
			{"sanitation.head", Command{Event: Submit}, Submitted},
			{"audit.officer", Command{Event: Return, Opinion: "请补充数据"}, Returned},
		}
		for i, step := range steps {
			c := step.command
			c.SubjectID, c.IfVersion = s.ID, version(int64(i+1))
			outcome, err := o.fire(t, step.login, c)
			if err != nil {
				t.Fatalf("%s: %v", c.Event, err)
			}
			if outcome.Subject.State != string(step.state) || outcome.Subject.Version != int64(i+2) {
				t.Fatalf("%s: %s, version %d", c.Event, outcome.Subject.State, outcome.Subject.Version)
			}
		}
		entries, err := store.View(t.Context()).History(s.ID)
		if err != nil || len(entries) != 1+len(steps) {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		sealed := make([]chain.Sealed, len(entries))
		for i, e := range entries {
			sealed[i] = chain.Sealed{Entry: ChainEntry(e), PrevHash: e.PrevHash, Hash: e.Hash}
		}
		if err := chain.Verify(sealed); err != nil {
			t.Error(err)
		}
		if entries[3].Revision != 2 || entries[3].Digest == entries[2].Digest {
			t.Errorf("the edit is of revision %d", entries[3].Revision)
		}
	})
}

func TestFireRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		cases := []struct {
			name, login string
			command     Command
			class       Class
			code        words.Code
		}{
			{"stale", "sanitation.head", Command{Event: Submit, IfVersion: version(7)}, Conflict, words.StaleVersion},
			{"no version", "sanitation.head", Command{Event: Submit}, Missing, words.VersionRequired},
			{"wrong state", "sanitation.head", Command{Event: Withdraw, IfVersion: version(1)}, Conflict, words.WrongState},
			{"unknown event", "sanitation.head", Command{Event: "nuke", IfVersion: version(1)}, Malformed, words.UnknownEvent},
			{"wrong role", "audit.officer", Command{Event: Submit, IfVersion: version(1)}, Forbidden, words.NotYourRole},
			{"foreign", "building.head", Command{Event: Submit, IfVersion: version(1)}, NotFound, words.NotFound},
			{"administrator", "system", Command{Event: Submit, IfVersion: version(1)}, NotFound, words.NotFound},
		}
		for _, c := range cases {
			c.command.SubjectID = s.ID
			_, err := o.fire(t, c.login, c.command)
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.Class != c.class || refusal.Code != c.code {
				t.Errorf("%s: %v", c.name, err)
			}
			if refusal != nil && refusal.Class == Conflict && refusal.Version != 1 {
				t.Errorf("%s: the conflict names version %d", c.name, refusal.Version)
			}
		}
		if entries, _ := store.View(t.Context()).History(s.ID); len(entries) != 1 {
			t.Errorf("refusals left %d entries", len(entries)-1)
		}
	})
}

// Of 50 commands on one version exactly one wins; the others learn the version it made.
func TestOneWinner(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		var wg sync.WaitGroup
		errs := make([]error, 50)
		for i := range errs {
			wg.Go(func() {
				_, errs[i] = o.engine.Fire(context.WithoutCancel(t.Context()), Command{Viewer: o.People["sanitation.head"],
					SubjectID: s.ID, Event: Submit, IfVersion: version(1)})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			var refusal *Error
			switch {
			case err == nil:
				won++
			case !errors.As(err, &refusal) || refusal.Class != Conflict || refusal.Version != 2:
				t.Errorf("a loser got %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d winners", won)
		}
	})
}

// The same key gives the same bytes and happens once, however many ask at the same time; another request under the key
// is refused.
func TestSameKeySameAnswer(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		command := Command{Viewer: o.People["sanitation.head"], SubjectID: s.ID, Event: Submit, IfVersion: version(1)}
		command.Request = Request{Key: "k-1", Digest: "d-1", Render: func(result any) (Answer, error) {
			return Answer{Status: 200, Body: []byte(models.NewID()), ETag: `"2"`}, nil
		}}
		var wg sync.WaitGroup
		answers, errs := make([]Answer, 8), make([]error, 8)
		for i := range answers {
			wg.Go(func() { answers[i], errs[i] = o.engine.Fire(context.WithoutCancel(t.Context()), command) })
		}
		wg.Wait()
		fresh := 0
		for i := range answers {
			if errs[i] != nil {
				t.Fatal(errs[i])
			}
			if string(answers[i].Body) != string(answers[0].Body) || answers[i].ETag != `"2"` {
				t.Errorf("%q is not %q", answers[i].Body, answers[0].Body)
			}
			if !answers[i].Replayed {
				fresh++
			}
		}
		if fresh != 1 {
			t.Errorf("it happened %d times", fresh)
		}
		command.Digest = "d-2"
		if _, err := o.engine.Fire(t.Context(), command); ClassOf(err) != Unmet {
			t.Errorf("another request under the key: %v", err)
		}
	})
}
