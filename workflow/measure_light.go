package workflow

import (
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/lights"
)

// ImmediateDue is the last day of a measure "to be rectified at once" whose problem was approved at an instant: the
// policy's window counts from the day after (rules §3 [D]).
func ImmediateDue(approved time.Time, p Policies) civil.Date {
	return today(approved).AddDays(p.ImmediateDays)
}

// MeasureDue is the last day of a measure: its own, or for an immediate one without a day the end of the policy's window.
// It is nil when the measure has no end, when its deadline is not read yet, and when the plan is not approved yet.
func MeasureDue(m models.MeasureRow, approved *time.Time, p Policies) *civil.Date {
	if due := models.DateOf(m.DueOn); due != nil || !m.Immediate || approved == nil {
		return due
	}
	due := ImmediateDue(*approved, p)
	return &due
}

// MeasureLight is the light of a measure now.
func MeasureLight(m models.MeasureRow, approved *time.Time, p Policies, now time.Time) lights.Light {
	return lights.Measure{Due: MeasureDue(m, approved, p), LongTerm: m.LongTerm, ProofUntil: models.DateOf(m.ProofValidUntil),
		Claimed: State(m.State) == Completed, Accepted: State(m.State) == Accepted, Closed: State(m.ProblemState) == Closed,
	}.Light(now, p.WarnDays)
}

// ProblemLight is the light of a problem now.
func ProblemLight(r models.ProblemRow, p Policies, now time.Time) lights.Light {
	each := make([]lights.Light, len(r.Measures))
	for i, m := range r.Measures {
		each[i] = MeasureLight(m, r.ApprovedAt, p, now)
	}
	return lights.Problem(State(r.State) == Closed, each...)
}
