package workflow

import (
	"context"
	"slices"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/lights"
)

// Figure is a number of the statistics: which of the problems or measures it counts. What is empty does not narrow. The
// statistics count, and the lists behind their numbers pick, by the same verdicts.
type Figure struct {
	Lights     []lights.Light
	Complete   *bool       // a measure is complete when it is accepted or its problem closed out, a problem when it is closed out
	Timeliness Timeliness  // of measures only
	Age        Age         // of what is open only
	Since      AgeSince    // from when the age counts; InState when it is empty
	AsOf       *civil.Date // as it was at the end of that day, as far as history tells; measures only
}

// Timeliness is how a measure kept a deadline that is over; "" when it has none that is over.
type Timeliness string

// What came of deadlines.
const (
	OnTime     Timeliness = "on_time"    // accepted on its due day or before
	TooLate    Timeliness = "late"       // accepted after it
	Unaccepted Timeliness = "unaccepted" // not accepted to this day
)

// Age is how many days something has been open, in four steps.
type Age string

// Ages are the steps, the youngest first.
var Ages = []Age{"to_7", "8_30", "31_60", "over_60"}

// AgeOf is the step in which a number of days falls.
func AgeOf(days int) Age {
	switch {
	case days <= 7:
		return Ages[0]
	case days <= 30:
		return Ages[1]
	case days <= 60:
		return Ages[2]
	default:
		return Ages[3]
	}
}

// AgeSince says from when an age counts.
type AgeSince string

// From when on.
const (
	Assigned AgeSince = "assigned" // since it was entered and thereby assigned
	InState  AgeSince = "state"    // since it came into its present state
)

// CompleteBy is Figure.Complete of a word: "complete", "open" or "" for both.
func CompleteBy(standing string) *bool {
	if standing == "" {
		return nil
	}
	complete := standing == "complete"
	return &complete
}

// Empty reports whether the figure counts everything.
func (f Figure) Empty() bool {
	return len(f.Lights) == 0 && f.Complete == nil && f.Timeliness == "" && f.Age == "" && f.AsOf == nil
}

// verdict is how one problem or measure stands at a moment.
type verdict struct {
	light      lights.Light
	complete   bool
	due        *civil.Date
	timeliness Timeliness
	ageless    bool // a long-term measure has no end, so that its age says nothing
	assigned   Age
	inState    Age
}

func (f Figure) counts(v verdict) bool {
	age := v.inState
	if f.Since == Assigned {
		age = v.assigned
	}
	return (len(f.Lights) == 0 || slices.Contains(f.Lights, v.light)) &&
		(f.Complete == nil || *f.Complete == v.complete) &&
		(f.Timeliness == "" || f.Timeliness == v.timeliness) &&
		(f.Age == "" || !v.complete && !v.ageless && f.Age == age)
}

// judges gives verdicts: it knows the rules of each campaign and, when asked about the past, its history.
type judges struct {
	tx     models.Tx
	viewer models.Viewer
	of     map[string]*judge // by campaign
}

// judge gives verdicts in one campaign.
type judge struct {
	policies  Policies
	approvals map[string][]models.Moved // by problem
	moves     map[string][]models.Moved // by subject; nil until the past is asked about
}

func newJudges(tx models.Tx, v models.Viewer) *judges {
	return &judges{tx: tx, viewer: v, of: map[string]*judge{}}
}

func (j *judges) in(campaignID string) (*judge, error) {
	if known := j.of[campaignID]; known != nil {
		return known, nil
	}
	campaign, err := j.tx.CampaignByID(campaignID)
	if err != nil {
		return nil, notFound(err)
	}
	made := &judge{}
	if made.policies, err = ParsePolicies(string(campaign.Policies)); err != nil {
		return nil, err
	}
	approvals, err := j.tx.Approvals(campaignID)
	if err != nil {
		return nil, err
	}
	made.approvals = bySubject(approvals)
	j.of[campaignID] = made
	return made, nil
}

// past is in with the campaign's history.
func (j *judges) past(campaignID string) (*judge, error) {
	made, err := j.in(campaignID)
	if err != nil || made.moves != nil {
		return made, err
	}
	moves, err := j.tx.Moves(j.viewer, campaignID)
	made.moves = bySubject(moves)
	return made, err
}

func bySubject(moves []models.Moved) map[string][]models.Moved {
	grouped := map[string][]models.Moved{}
	for _, m := range moves {
		grouped[m.SubjectID] = append(grouped[m.SubjectID], m)
	}
	return grouped
}

// lastBy returns the last of moves in order that had happened by a moment, nil when none had.
func lastBy(moves []models.Moved, at time.Time) *models.Moved {
	for i := len(moves) - 1; i >= 0; i-- {
		if !moves[i].At.After(at) {
			return &moves[i]
		}
	}
	return nil
}

// measure gives the verdict on a measure at a moment.
func (j *judge) measure(f models.MeasureFacts, now time.Time) verdict {
	row := models.MeasureRow{Subject: models.Subject{State: f.State}, ProblemState: f.ProblemState, DueOn: f.DueOn, LongTerm: f.LongTerm,
		Immediate: f.Immediate, ProofValidUntil: f.ProofValidUntil}
	var approved *time.Time
	if m := lastBy(j.approvals[f.ProblemID], now); m != nil {
		approved = &m.At
	}
	v := verdict{light: MeasureLight(row, approved, j.policies, now), due: MeasureDue(row, approved, j.policies), ageless: f.LongTerm,
		complete: State(f.State) == Accepted || State(f.ProblemState) == Closed, assigned: ageOf(f.CreatedAt, now), inState: ageOf(f.StateSince, now)}
	if f.LongTerm {
		v.due = models.DateOf(f.ProofValidUntil)
	} else if v.due != nil && today(now).After(*v.due) {
		switch {
		case State(f.State) != Accepted:
			v.timeliness = Unaccepted
		case today(f.StateSince).After(*v.due):
			v.timeliness = TooLate
		default:
			v.timeliness = OnTime
		}
	}
	return v
}

// problem gives the verdict on a problem with the lights of its measures.
func (j *judge) problem(f models.ProblemFacts, measures []lights.Light, now time.Time) verdict {
	closed := State(f.State) == Closed
	return verdict{light: lights.Problem(closed, measures...), complete: closed, assigned: ageOf(f.CreatedAt, now), inState: ageOf(f.StateSince, now)}
}

// then is a measure as it was at a moment: its state and its problem's as history tells, its deadline and its proof as they
// are now. It reports false when the measure was not in force.
func (j *judge) then(f models.MeasureFacts, at time.Time) (models.MeasureFacts, bool) {
	if f.CreatedAt.After(at) || f.DroppedAt != nil && !f.DroppedAt.After(at) {
		return f, false
	}
	f.State, f.StateSince = string(MachineOf(models.KindMeasure).Initial), f.CreatedAt
	if m := lastBy(j.moves[f.ID], at); m != nil {
		f.State, f.StateSince = m.ToState, m.At
	}
	f.ProblemState = ""
	if m := lastBy(j.moves[f.ProblemID], at); m != nil {
		f.ProblemState = m.ToState
	}
	return f, true
}

func ageOf(since, now time.Time) Age { return AgeOf(today(now).DaysSince(today(since))) }

// endOf is the last moment of a day in Shanghai, but never later than now.
func endOf(day civil.Date, now time.Time) time.Time {
	end := day.AddDays(1).In(clock.Shanghai).Add(-time.Microsecond).UTC()
	if end.After(now) {
		return now
	}
	return end
}

// PickProblems narrows a filter to the problems that a figure counts.
func (e *Engine) PickProblems(ctx context.Context, v models.Viewer, filter models.ProblemFilter, f Figure) (models.ProblemFilter, error) {
	return pickProblems(e.store.View(ctx), v, filter, f, e.clock.Now())
}

func pickProblems(tx models.Tx, v models.Viewer, filter models.ProblemFilter, f Figure, now time.Time) (models.ProblemFilter, error) {
	if f.Empty() {
		return filter, nil
	}
	facts, err := tx.ProblemFacts(v, filter)
	if err != nil {
		return filter, err
	}
	all, of := newJudges(tx, v), map[string][]lights.Light{}
	if len(f.Lights) > 0 {
		if of, err = measureLights(tx, all, filter.CampaignID, now); err != nil {
			return filter, err
		}
	}
	filter.IDs = []string{}
	for _, fact := range facts {
		judge, err := all.in(fact.CampaignID)
		if err != nil {
			return filter, err
		}
		if f.counts(judge.problem(fact, of[fact.ID], now)) {
			filter.IDs = append(filter.IDs, fact.ID)
		}
	}
	return filter, nil
}

// measureLights are the lights of the measures in force of each problem.
func measureLights(tx models.Tx, all *judges, campaignID string, now time.Time) (map[string][]lights.Light, error) {
	measures, err := tx.MeasureFacts(all.viewer, models.MeasureFilter{CampaignID: campaignID})
	if err != nil {
		return nil, err
	}
	of := map[string][]lights.Light{}
	for _, m := range measures {
		judge, err := all.in(m.CampaignID)
		if err != nil {
			return nil, err
		}
		of[m.ProblemID] = append(of[m.ProblemID], judge.measure(m, now).light)
	}
	return of, nil
}

// PickMeasures narrows a filter to the measures that a figure counts. The lights are those of the figure's day.
func (e *Engine) PickMeasures(ctx context.Context, v models.Viewer, filter models.MeasureFilter, f Figure) (models.MeasureFilter, map[string]lights.Light, error) {
	if f.Empty() {
		return filter, nil, nil
	}
	tx, now := e.store.View(ctx), e.clock.Now()
	all := newJudges(tx, v)
	known := all.in
	if f.AsOf != nil {
		now, known, filter.Dropped = endOf(*f.AsOf, now), all.past, true
	}
	facts, err := tx.MeasureFacts(v, filter)
	if err != nil {
		return filter, nil, err
	}
	filter.IDs = []string{}
	shown := map[string]lights.Light{}
	for _, fact := range facts {
		judge, err := known(fact.CampaignID)
		if err != nil {
			return filter, nil, err
		}
		if f.AsOf != nil {
			in := false
			if fact, in = judge.then(fact, now); !in {
				continue
			}
		}
		if v := judge.measure(fact, now); f.counts(v) {
			filter.IDs = append(filter.IDs, fact.ID)
			shown[fact.ID] = v.light
		}
	}
	return filter, shown, nil
}
