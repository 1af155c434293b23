package workflow

import (
	"context"
	"fmt"
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
	Units    []UnitStanding
	Leaders  []LeaderStanding
	Overdue  []Overdue // the longest first
}

// Standing counts things by state and by light.
type Standing struct {
	States map[State]int
	Lights map[lights.Light]int
	Rate   lights.Rate
}

// UnitStanding is how the problems of a unit stand, and how punctual its reports are. ID is "" for problems without a
// responsible unit.
type UnitStanding struct {
	ID, Name string
	Problems Standing
	Reports  Tally
}

// LeaderStanding is how the problems of a lead leader stand. ID is "" for problems without one.
type LeaderStanding struct {
	ID, Name string
	Problems Standing
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
	campaign, err := tx.CampaignByID(campaignID)
	if err != nil {
		return Statistics{}, notFound(err)
	}
	policies, err := ParsePolicies(string(campaign.Policies))
	if err != nil {
		return Statistics{}, err
	}
	problems, err := tx.ProblemFacts(v, campaignID)
	if err != nil {
		return Statistics{}, err
	}
	measures, err := tx.MeasureFacts(v, campaignID)
	if err != nil {
		return Statistics{}, err
	}
	matrix, err := e.Matrix(ctx, v, campaignID)
	if err != nil {
		return Statistics{}, err
	}
	c := counting{now: now, warnDays: policies.WarnDays, closed: map[string]bool{}, worst: map[string][]lights.Light{}}
	for _, p := range problems {
		c.closed[p.ID] = State(p.State) == Closed
	}
	c.s = Statistics{AsOf: now, Problems: newStanding(), Measures: newStanding()}
	if err := c.measures(measures); err != nil {
		return Statistics{}, err
	}
	c.problems(problems)
	c.reports(matrix)
	return c.s, nil
}

// counting is statistics in the making.
type counting struct {
	now      time.Time
	warnDays int
	closed   map[string]bool           // problem → closed out
	worst    map[string][]lights.Light // problem → lights of its measures
	s        Statistics
}

func newStanding() Standing {
	return Standing{States: map[State]int{}, Lights: map[lights.Light]int{}}
}

func (s *Standing) count(state State, light lights.Light, complete bool) {
	s.States[state]++
	s.Lights[light]++
	s.Rate.Total++
	if complete {
		s.Rate.Complete++
	}
}

func (c *counting) measures(list []models.MeasureFacts) error {
	today := today(c.now)
	for _, facts := range list {
		m, err := lightMeasure(facts, c.closed[facts.ProblemID])
		if err != nil {
			return fmt.Errorf("measure %s: %w", facts.ID, err)
		}
		light := m.Light(c.now, c.warnDays)
		c.s.Measures.count(State(facts.State), light, m.Accepted || m.Closed)
		c.worst[facts.ProblemID] = append(c.worst[facts.ProblemID], light)
		if light == lights.Red {
			since := m.Due
			if m.LongTerm {
				since = m.ProofUntil
			}
			c.s.Overdue = append(c.s.Overdue, Overdue{MeasureFacts: facts, Since: *since, Days: today.DaysSince(*since)})
		}
	}
	slices.SortStableFunc(c.s.Overdue, func(a, b Overdue) int { return b.Days - a.Days })
	return nil
}

// lightMeasure reads a measure's row into what its light is made of.
func lightMeasure(facts models.MeasureFacts, closed bool) (lights.Measure, error) {
	m := lights.Measure{LongTerm: facts.LongTerm, Claimed: State(facts.State) == Completed, Accepted: State(facts.State) == Accepted, Closed: closed}
	for _, date := range []struct {
		stored string
		into   **civil.Date
	}{{facts.DueOn, &m.Due}, {facts.ProofValidUntil, &m.ProofUntil}} {
		if date.stored == "" {
			continue
		}
		d, err := civil.ParseDate(date.stored)
		if err != nil {
			return m, err
		}
		*date.into = &d
	}
	return m, nil
}

func (c *counting) problems(list []models.ProblemFacts) {
	leaders := map[string]int{}
	for _, p := range list {
		closed := c.closed[p.ID]
		light := lights.Problem(closed, c.worst[p.ID]...)
		c.s.Problems.count(State(p.State), light, closed)
		unit := c.unit(value(p.UnitID), p.UnitName)
		unit.Problems.count(State(p.State), light, closed)
		at, known := leaders[value(p.LeadID)]
		if !known {
			at = len(c.s.Leaders)
			leaders[value(p.LeadID)] = at
			c.s.Leaders = append(c.s.Leaders, LeaderStanding{ID: value(p.LeadID), Name: p.LeadName, Problems: newStanding()})
		}
		c.s.Leaders[at].Problems.count(State(p.State), light, closed)
	}
}

func (c *counting) reports(m Matrix) {
	for _, row := range m.Units {
		c.unit(row.ID, row.Name).Reports = row.Tally()
	}
}

// unit finds the standing of a unit, or begins it.
func (c *counting) unit(id, name string) *UnitStanding {
	for i := range c.s.Units {
		if c.s.Units[i].ID == id {
			return &c.s.Units[i]
		}
	}
	c.s.Units = append(c.s.Units, UnitStanding{ID: id, Name: name, Problems: newStanding(), Reports: Tally{}})
	return &c.s.Units[len(c.s.Units)-1]
}
