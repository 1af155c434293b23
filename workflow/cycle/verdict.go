package cycle

import (
	"time"

	"rectify/workflow/words"
)

// Status is what a unit's report of one cycle amounts to. It is computed, never stored.
type Status string

// The statuses.
const (
	Pending Status = "pending" // nothing received, not due yet
	OnTime  Status = "on_time" // received by the due moment
	Late    Status = "late"    // received after it, by the next due moment
	MadeUp  Status = "made_up" // received after the next due moment
	Missing Status = "missing" // nothing received, and due
	Exempt  Status = "exempt"  // this unit owes no report
)

// Statuses are all statuses, in the order in which they are shown.
var Statuses = []Status{OnTime, Late, MadeUp, Missing, Pending, Exempt}

var statusLabels = map[Status]words.Label{
	OnTime:  {ZH: "已报", EN: "On time"},
	Late:    {ZH: "迟报", EN: "Late"},
	MadeUp:  {ZH: "补报", EN: "Made up"},
	Missing: {ZH: "缺报", EN: "Missing"},
	Pending: {ZH: "待报", EN: "Pending"},
	Exempt:  {ZH: "免报", EN: "Exempt"},
}

// Label names the status for people.
func (s Status) Label() words.Label { return statusLabels[s] }

// Facts are what a verdict is made of. Instants are the server's.
type Facts struct {
	Due       time.Time  // Moment.At of the cycle
	Next      *time.Time // Moment.At of the cycle after it; nil after the last, whose reports are never made up, only late
	Submitted *time.Time // first received (以收到时间为准); nil: not yet
	Exempt    bool       // whatever is received, it is not owed
}

// Verdict returns the status as it stands at now. A moment belongs to what it ends: received at 15:00:00 sharp is on
// time, and at 15:00:00 sharp nothing is missing yet. What is received after now does not count, so a past statistic
// can be computed again as it was.
func Verdict(f Facts, now time.Time) Status {
	received := f.Submitted != nil && !f.Submitted.After(now)
	switch {
	case f.Exempt:
		return Exempt
	case !received && now.After(f.Due):
		return Missing
	case !received:
		return Pending
	case !f.Submitted.After(f.Due):
		return OnTime
	case f.Next != nil && f.Submitted.After(*f.Next):
		return MadeUp
	default:
		return Late
	}
}
