package quorum_test

import (
	"testing"

	"pgregory.net/rapid"

	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

func TestOutcome(t *testing.T) {
	type tally = quorum.Tally
	for _, c := range []struct {
		name  string
		tally tally
		want  quorum.Outcome
	}{
		{"half present, all for: open but not passed", tally{Due: 8, Present: 4, For: 4}, quorum.Rejected},
		{"one more present and for", tally{Due: 8, Present: 5, For: 5}, quorum.Passed},
		{"abstaining is not voting for", tally{Due: 7, Present: 7, For: 3, Abstain: 4}, quorum.Rejected},
		{"passed before the last vote", tally{Due: 7, Present: 7, For: 4}, quorum.Passed},
		{"lost before the last vote", tally{Due: 7, Present: 7, Against: 4}, quorum.Rejected},
		{"still open", tally{Due: 7, Present: 7, For: 3, Against: 3}, quorum.Pending},
		{"too few present", tally{Due: 7, Present: 3, For: 3}, quorum.Deferred},
		{"withdrawals leave exactly enough", tally{Due: 7, Present: 6, Withdrawn: 2, For: 4}, quorum.Passed},
		{"withdrawals leave one too few", tally{Due: 7, Present: 6, Withdrawn: 3, For: 3}, quorum.Deferred},
		{"withdrawals do not shrink the denominator", tally{Due: 9, Present: 9, Withdrawn: 4, For: 4, Against: 1}, quorum.Rejected},
		{"two thirds for an appointment", tally{Matter: quorum.Appointment, Due: 9, Present: 6, For: 5}, quorum.Passed},
		{"fewer than two thirds for discipline", tally{Matter: quorum.Discipline, Due: 9, Present: 5, For: 5}, quorum.Deferred},
	} {
		if c.tally.Matter == "" {
			c.tally.Matter = quorum.Ordinary
		}
		if got, err := quorum.Default().Outcome(c.tally); got != c.want || err != nil {
			t.Errorf("%s: Outcome = %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

func TestImpossibleCountsAreRefused(t *testing.T) {
	for name, tally := range map[string]quorum.Tally{
		"more present than due":        {Due: 3, Present: 4},
		"more votes than voters":       {Due: 5, Present: 3, For: 2, Against: 2},
		"a withdrawn member voted":     {Due: 5, Present: 3, Withdrawn: 1, For: 3},
		"negative":                     {Due: 5, Present: 3, Against: -1},
		"more withdrawn than attended": {Due: 5, Present: 3, Withdrawn: 4},
	} {
		if got, err := quorum.Default().Outcome(tally); err == nil {
			t.Errorf("%s: Outcome = %q, want an error", name, got)
		}
	}
}

func TestEveryOutcomeIsNamed(t *testing.T) {
	for _, o := range quorum.Outcomes {
		if o.Label().In(words.Chinese) == "" || o.Label().In(words.English) == "" {
			t.Errorf("%s has no name", o)
		}
	}
}

// anyRules draws valid rules: stricter than or equal to the regulation.
func anyRules(t *rapid.T) quorum.Rules {
	den := rapid.IntRange(2, 12).Draw(t, "den")
	majority := rapid.IntRange((den+1)/2, den-1).Draw(t, "majority")
	half := rapid.IntRange((den+1)/2, den).Draw(t, "quorum")
	special := rapid.IntRange(half, den).Draw(t, "special")
	r := quorum.Rules{QuorumNum: half, QuorumDen: den, SpecialNum: special, SpecialDen: den, MajorityNum: majority, MajorityDen: den}
	if err := r.Validate(); err != nil {
		t.Fatalf("drew invalid rules: %v", err)
	}
	return r
}

// The thresholds are exactly the inequalities of the regulation, for every share and every size of Party group.
func TestThresholdsAreTheInequalities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRules(t)
		due := rapid.IntRange(1, 60).Draw(t, "due")
		n := rapid.IntRange(0, due).Draw(t, "n")
		if got, want := r.Opens(due, n, quorum.Ordinary), n*r.QuorumDen >= r.QuorumNum*due; got != want {
			t.Errorf("%d of %d open: %v, want %v", n, due, got, want)
		}
		if got, want := r.Opens(due, n, quorum.Discipline), n*r.SpecialDen >= r.SpecialNum*due; got != want {
			t.Errorf("%d of %d open for discipline: %v, want %v", n, due, got, want)
		}
		if got, want := r.Passes(due, n), n*r.MajorityDen > r.MajorityNum*due; got != want {
			t.Errorf("%d of %d pass: %v, want %v", n, due, got, want)
		}
	})
}

// A vote is lived through one member at a time. A decision never changes afterwards, a vote for never hurts, and when
// all have voted something is decided.
func TestDecisionsStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRules(t)
		due := rapid.IntRange(1, 20).Draw(t, "due")
		tally := quorum.Tally{Matter: rapid.SampledFrom(quorum.Matters).Draw(t, "matter"), Due: due}
		tally.Present = rapid.IntRange(0, due).Draw(t, "present")
		tally.Withdrawn = rapid.IntRange(0, tally.Present).Draw(t, "withdrawn")
		outcome := func(tally quorum.Tally) quorum.Outcome {
			o, err := r.Outcome(tally)
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		before := outcome(tally)
		for tally.Remaining() > 0 {
			switch rapid.SampledFrom([]string{"for", "against", "abstain"}).Draw(t, "vote") {
			case "for":
				tally.For++
			case "against":
				tally.Against++
			case "abstain":
				tally.Abstain++
			}
			after := outcome(tally)
			if before != quorum.Pending && after != before {
				t.Fatalf("%s became %s at %+v", before, after, tally)
			}
			before = after
		}
		if before == quorum.Pending {
			t.Fatalf("all have voted and nothing is decided: %+v", tally)
		}
		if (before == quorum.Passed) != (r.Opens(due, tally.Present, tally.Matter) && r.Passes(due, tally.For)) {
			t.Fatalf("%s does not follow from %+v", before, tally)
		}
	})
}
