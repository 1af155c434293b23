package quorum

import (
	"fmt"

	"rectify/workflow/words"
)

// Tally is the count of one item. Each item is voted on separately (Art. 27 [V]).
type Tally struct {
	Matter    Matter
	Due       int // members due: all members of the Party group, frozen when the meeting opened
	Present   int // of those due
	Withdrawn int // of those present: a conflict of interest, no vote on this item
	For       int
	Against   int
	Abstain   int
}

// Remaining returns how many members may still vote.
func (t Tally) Remaining() int { return t.Present - t.Withdrawn - t.For - t.Against - t.Abstain }

// Check reports a count that cannot be: a negative number or more votes than voters.
func (t Tally) Check() error {
	for _, n := range []int{t.Due, t.Present, t.Withdrawn, t.For, t.Against, t.Abstain} {
		if n < 0 {
			return fmt.Errorf("quorum: negative count in %+v", t)
		}
	}
	if t.Present > t.Due || t.Remaining() < 0 {
		return fmt.Errorf("quorum: more votes than voters in %+v", t)
	}
	return nil
}

// Outcome is what becomes of an item.
type Outcome string

// The outcomes of an item.
const (
	Pending  Outcome = "pending" // votes are outstanding and can still decide
	Passed   Outcome = "passed"
	Rejected Outcome = "rejected"
	Deferred Outcome = "deferred" // must be taken up again: it could not be decided here
)

// Outcomes are all outcomes.
var Outcomes = []Outcome{Pending, Passed, Rejected, Deferred}

var outcomeLabels = map[Outcome]words.Label{
	Pending:  {ZH: "待表决", EN: "Pending"},
	Passed:   {ZH: "通过", EN: "Passed"},
	Rejected: {ZH: "未通过", EN: "Rejected"},
	Deferred: {ZH: "缓议", EN: "Deferred"},
}

// Label names the outcome for people.
func (o Outcome) Label() words.Label { return outcomeLabels[o] }

// Outcome returns what the votes cast so far make of an item. Once it is no longer Pending, further votes do not
// change it. When the vote is closed, members who have not voted are counted as abstaining by the caller.
//
//   - Too few present for this matter: Deferred, whatever the votes.
//   - Members withdrew and those left cannot pass it even if all vote for it: Deferred ([V] withdrawal, [D] deferral).
//     The denominator stays all members due.
//   - Few present without a withdrawal is an ordinary vote: of 8 due 4 may open, and 4 votes for do not pass.
func (r Rules) Outcome(t Tally) (Outcome, error) {
	if err := t.Check(); err != nil {
		return "", err
	}
	switch {
	case !r.Opens(t.Due, t.Present, t.Matter), r.MustDefer(t):
		return Deferred, nil
	case r.Passes(t.Due, t.For):
		return Passed, nil
	case r.PassingPossible(t.Due, t.Remaining(), t.For):
		return Pending, nil
	default:
		return Rejected, nil
	}
}

// MustDefer reports whether withdrawals have made it impossible to pass the item.
func (r Rules) MustDefer(t Tally) bool {
	return t.Withdrawn > 0 && !r.PassingPossible(t.Due, t.Present-t.Withdrawn, 0)
}
