package workflow

import (
	"context"
	"slices"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/lights"
)

// Statistics says how a campaign stands, as far as the viewer may see it. All of it is computed from rows and now.
type Statistics struct {
	AsOf     time.Time
	Problems Standing // Rate: closed out, of all
	Measures Standing // Rate: accepted or their problem closed out, of all in force, long-term ones included
	Punctual Punctual // of the measures
	Units    []UnitStanding
	Leaders  []LeaderStanding
	Overdue  []Overdue // the longest first
}

// Standing counts things by state, by light and, as far as they are open, by age.
type Standing struct {
	States   map[State]int
	Lights   map[lights.Light]int
	Rate     lights.Rate
	Assigned map[Age]int // open ones by days since they were assigned; long-term measures have no age
	InState  map[Age]int // the same by days in their present state
}

// Punctual counts measures with a deadline that is over by what came of it.
type Punctual map[Timeliness]int

// Rate is how many were accepted in time, of all whose deadline is over.
func (p Punctual) Rate() lights.Rate {
	return lights.Rate{Complete: p[OnTime], Total: p[OnTime] + p[TooLate] + p[Unaccepted]}
}

// UnitStanding is how the problems and measures of a unit stand, and how punctual its reports are. ID is "" for what has no
// responsible unit.
type UnitStanding struct {
	ID, Name string
	Problems Standing
	Measures Standing
	Punctual Punctual
	Reports  Tally
}

// LeaderStanding is how the problems of a lead leader stand, and their measures. ID is "" for those without one.
type LeaderStanding struct {
	ID, Name string
	Problems Standing
	Measures Standing
	Punctual Punctual
}

// Overdue is a measure whose light is red.
type Overdue struct {
	models.MeasureFacts
	Since civil.Date // its last good day: it was due, or its proof held, until then
	Days  int        // days since
}

// Statistics computes how a campaign stands.
func (e *Engine) Statistics(ctx context.Context, v models.Viewer, campaignID string) (Statistics, error) {
	tx, now := e.store.View(ctx), e.clock.Now()
	judge, err := newJudges(tx, v).in(campaignID)
	if err != nil {
		return Statistics{}, err
	}
	problems, err := tx.ProblemFacts(v, models.ProblemFilter{CampaignID: campaignID})
	if err != nil {
		return Statistics{}, err
	}
	measures, err := tx.MeasureFacts(v, models.MeasureFilter{CampaignID: campaignID})
	if err != nil {
		return Statistics{}, err
	}
	matrix, err := e.Matrix(ctx, v, campaignID)
	if err != nil {
		return Statistics{}, err
	}
	c := counting{judge: judge, now: now, lights: map[string][]lights.Light{}, units: map[string]*UnitStanding{}, leaders: map[string]*LeaderStanding{},
		s: Statistics{AsOf: now, Problems: newStanding(), Measures: newStanding(), Punctual: Punctual{}}}
	verdicts := c.judged(measures)
	c.problems(problems)
	c.measures(measures, verdicts)
	c.reports(matrix)
	for _, id := range c.unitOrder {
		c.s.Units = append(c.s.Units, *c.units[id])
	}
	for _, id := range c.leaderOrder {
		c.s.Leaders = append(c.s.Leaders, *c.leaders[id])
	}
	for _, o := range c.s.Overdue {
		tx.NoteMeasures([]models.MeasureFacts{o.MeasureFacts})
	}
	return c.s, nil
}

// counting is statistics in the making.
type counting struct {
	judge       *judge
	now         time.Time
	lights      map[string][]lights.Light // problem → lights of its measures
	units       map[string]*UnitStanding
	unitOrder   []string
	leaders     map[string]*LeaderStanding
	leaderOrder []string
	s           Statistics
}

func newStanding() Standing {
	return Standing{States: map[State]int{}, Lights: map[lights.Light]int{}, Assigned: map[Age]int{}, InState: map[Age]int{}}
}

func (s *Standing) count(state string, v verdict) {
	s.States[State(state)]++
	s.Lights[v.light]++
	s.Rate.Total++
	if v.complete {
		s.Rate.Complete++
	} else if !v.ageless {
		s.Assigned[v.assigned]++
		s.InState[v.inState]++
	}
}

// judged gives the verdict on each measure, and keeps the lights for the problems.
func (c *counting) judged(list []models.MeasureFacts) []verdict {
	verdicts := make([]verdict, len(list))
	for i, f := range list {
		verdicts[i] = c.judge.measure(f, c.now)
		c.lights[f.ProblemID] = append(c.lights[f.ProblemID], verdicts[i].light)
	}
	return verdicts
}

func (c *counting) measures(list []models.MeasureFacts, verdicts []verdict) {
	for i, f := range list {
		v := verdicts[i]
		unit, leader := c.unit(value(f.UnitID), f.UnitName), c.leader(value(f.LeadID), f.LeadName)
		for _, s := range []*Standing{&c.s.Measures, &unit.Measures, &leader.Measures} {
			s.count(f.State, v)
		}
		if v.timeliness != "" {
			for _, p := range []Punctual{c.s.Punctual, unit.Punctual, leader.Punctual} {
				p[v.timeliness]++
			}
		}
		if v.light == lights.Red {
			c.s.Overdue = append(c.s.Overdue, Overdue{MeasureFacts: f, Since: *v.due, Days: today(c.now).DaysSince(*v.due)})
		}
	}
	slices.SortStableFunc(c.s.Overdue, func(a, b Overdue) int { return b.Days - a.Days })
}

func (c *counting) problems(list []models.ProblemFacts) {
	for _, f := range list {
		v := c.judge.problem(f, c.lights[f.ID], c.now)
		for _, s := range []*Standing{&c.s.Problems, &c.unit(value(f.UnitID), f.UnitName).Problems, &c.leader(value(f.LeadID), f.LeadName).Problems} {
			s.count(f.State, v)
		}
	}
}

func (c *counting) reports(m Matrix) {
	for _, row := range m.Units {
		c.unit(row.ID, row.Name).Reports = row.Tally()
	}
}

// unit finds the standing of a unit, or begins it.
func (c *counting) unit(id, name string) *UnitStanding {
	if c.units[id] == nil {
		c.units[id] = &UnitStanding{ID: id, Name: name, Problems: newStanding(), Measures: newStanding(), Punctual: Punctual{}, Reports: Tally{}}
		c.unitOrder = append(c.unitOrder, id)
	}
	return c.units[id]
}

// leader finds the standing of a lead leader, or begins it.
func (c *counting) leader(id, name string) *LeaderStanding {
	if c.leaders[id] == nil {
		c.leaders[id] = &LeaderStanding{ID: id, Name: name, Problems: newStanding(), Measures: newStanding(), Punctual: Punctual{}}
		c.leaderOrder = append(c.leaderOrder, id)
	}
	return c.leaders[id]
}
