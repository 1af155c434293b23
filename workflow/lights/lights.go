// Package lights computes how a measure or problem stands: its light and the rate of completion. Lights are functions
// of facts, calendar date and settings; nothing of them is ever stored. Overdue is a matter of whole days in
// Asia/Shanghai: the due day itself still counts, to 24:00 (rules §4).
package lights

import (
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/clock"
)

// DefaultWarnDays is how many days before its due day a light turns yellow; a setting of the campaign.
const DefaultWarnDays = 3

// Measure is what a measure's light is made of. Claimed, accepted and closed out are three facts of three actors
// (rules §3 [V]).
type Measure struct {
	Due        *civil.Date // nil: no due day, or none that could be read; that is flagged elsewhere, not by a light
	LongTerm   bool        // 长期坚持: has no end, so Due does not matter
	ProofUntil *civil.Date // of a long-term measure: the last day its proof holds; nil when there is no proof yet
	Claimed    bool        // the owner says it is completed
	Accepted   bool        // the audit office has accepted that
	Closed     bool        // its problem is closed out
}

// Light returns the measure's light at now. It is, in this order of precedence,
//
//   - Blue when closed out;
//   - for a long-term measure Red when its proof has lapsed, Yellow when it lapses within warnDays, otherwise Grey: it
//     is never overdue ([D] red when the proof lapses);
//   - Green when accepted, and when there is no due day;
//   - Red when the due day is over, but Yellow if completion is claimed: the owner has done its part, which neither
//     hides the delay nor is acceptance [D];
//   - Yellow when the due day is at most warnDays away, otherwise Green. A claim ahead of time leaves Green.
func (m Measure) Light(now time.Time, warnDays int) Light {
	today := civil.DateOf(now.In(clock.Shanghai))
	switch {
	case m.Closed:
		return Blue
	case m.LongTerm && m.ProofUntil == nil:
		return Grey
	case m.LongTerm:
		return approaching(today, *m.ProofUntil, warnDays, Grey)
	case m.Accepted || m.Due == nil:
		return Green
	case m.Claimed && today.After(*m.Due):
		return Yellow
	case m.Claimed:
		return Green
	default:
		return approaching(today, *m.Due, warnDays, Green)
	}
}

// approaching returns Red after the limit, Yellow from warnDays before it, and far until then.
func approaching(today, limit civil.Date, warnDays int, far Light) Light {
	switch left := limit.DaysSince(today); {
	case left < 0:
		return Red
	case left <= warnDays:
		return Yellow
	default:
		return far
	}
}

// Problem returns a problem's light: Blue when it is closed out, otherwise the worst light of its measures. Without
// measures, and with measures that are all Blue while the problem is not, it is Green: blue is only what is closed out.
func Problem(closed bool, measures ...Light) Light {
	if closed {
		return Blue
	}
	worst := Blue
	for _, l := range measures {
		if l.severity() > worst.severity() {
			worst = l
		}
	}
	if worst == Blue {
		return Green
	}
	return worst
}
