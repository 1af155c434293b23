package quorum_test

import (
	"encoding/json"
	"testing"

	"rectify/workflow/quorum"
)

// The boundaries of the 2015 trial regulation: half opens, more than half of those due passes.
func TestDefaultBoundaries(t *testing.T) {
	rules := quorum.Default()
	for _, c := range []struct{ due, opens, special, passes int }{
		{1, 1, 1, 1}, {2, 1, 2, 2}, {3, 2, 2, 2}, {4, 2, 3, 3}, {5, 3, 4, 3}, {6, 3, 4, 4},
		{7, 4, 5, 4}, {8, 4, 6, 5}, {9, 5, 6, 5},
	} {
		if got := rules.Needed(c.due, quorum.Ordinary); got != c.opens {
			t.Errorf("%d due: Needed = %d, want %d", c.due, got, c.opens)
		}
		for _, matter := range []quorum.Matter{quorum.Appointment, quorum.Discipline, "unheard of"} {
			if got := rules.Needed(c.due, matter); got != c.special {
				t.Errorf("%d due: Needed for %s = %d, want %d", c.due, matter, got, c.special)
			}
		}
		if got := rules.VotesNeeded(c.due); got != c.passes {
			t.Errorf("%d due: VotesNeeded = %d, want %d", c.due, got, c.passes)
		}
		if !rules.Opens(c.due, c.opens, quorum.Ordinary) || rules.Opens(c.due, c.opens-1, quorum.Ordinary) {
			t.Errorf("%d due: must open with %d present and not with one fewer", c.due, c.opens)
		}
		if !rules.Passes(c.due, c.passes) || rules.Passes(c.due, c.passes-1) {
			t.Errorf("%d due: must pass with %d votes and not with one fewer", c.due, c.passes)
		}
	}
}

func TestNobodyDueDecidesNothing(t *testing.T) {
	for name, rules := range map[string]quorum.Rules{"default": quorum.Default(), "unset": {}} {
		if rules.Opens(0, 0, quorum.Ordinary) || rules.Passes(0, 0) {
			t.Errorf("%s rules: a meeting without members opened or passed something", name)
		}
	}
	if unset := (quorum.Rules{}); unset.Opens(7, 7, quorum.Ordinary) || unset.Passes(7, 7) {
		t.Error("unset rules opened or passed something")
	}
}

// More people than are due are a fault of the count and decide nothing.
func TestMoreThanDueDecideNothing(t *testing.T) {
	rules := quorum.Default()
	if rules.Opens(7, 8, quorum.Ordinary) || rules.Passes(7, 8) || rules.PassingPossible(7, 5, 3) {
		t.Error("8 of 7 opened or passed something")
	}
}

func TestChairSpeaksLast(t *testing.T) {
	rules := quorum.Default()
	if rules.ChairMayState(1) || !rules.ChairMayState(0) {
		t.Error("the chair must wait for the others, and only for them")
	}
	if rules.ChairLast = false; !rules.ChairMayState(3) {
		t.Error("without the rule the chair may speak at any time")
	}
}

func TestValidate(t *testing.T) {
	change := func(f func(*quorum.Rules)) quorum.Rules {
		r := quorum.Default()
		f(&r)
		return r
	}
	for _, c := range []struct {
		name  string
		rules quorum.Rules
		ok    bool
	}{
		{"default", quorum.Default(), true},
		{"stricter everywhere", quorum.Rules{QuorumNum: 2, QuorumDen: 3, SpecialNum: 3, SpecialDen: 4, MajorityNum: 2, MajorityDen: 3}, true},
		{"all must be present", change(func(r *quorum.Rules) { r.QuorumNum, r.QuorumDen, r.SpecialNum, r.SpecialDen = 1, 1, 1, 1 }), true},
		{"unset", quorum.Rules{}, false},
		{"quorum below half", change(func(r *quorum.Rules) { r.QuorumNum, r.QuorumDen = 1, 3 }), false},
		{"majority below half", change(func(r *quorum.Rules) { r.MajorityNum, r.MajorityDen = 49, 100 }), false},
		{"majority nobody can reach", change(func(r *quorum.Rules) { r.MajorityNum, r.MajorityDen = 1, 1 }), false},
		{"special laxer than ordinary", change(func(r *quorum.Rules) { r.QuorumNum, r.QuorumDen = 3, 4 }), false},
		{"negative", change(func(r *quorum.Rules) { r.QuorumNum, r.QuorumDen = -1, -2 }), false},
		{"terms that could overflow", change(func(r *quorum.Rules) { r.MajorityNum, r.MajorityDen = 1<<62-1, 1<<62 }), false},
	} {
		if err := c.rules.Validate(); (err == nil) != c.ok {
			t.Errorf("%s: Validate = %v, want ok %v", c.name, err, c.ok)
		}
	}
}

// Rules are frozen as JSON when a meeting is convened, so the names are part of what is stored.
func TestStoredForm(t *testing.T) {
	stored := `{"quorum_num":1,"quorum_den":2,"special_num":2,"special_den":3,"majority_num":1,"majority_den":2,"chair_last":true}`
	got, err := json.Marshal(quorum.Default())
	if err != nil || string(got) != stored {
		t.Errorf("stored form\n%s, %v\nwant\n%s", got, err, stored)
	}
}
