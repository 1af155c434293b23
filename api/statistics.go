package api

import (
	"context"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/lights"
	"rectify/workflow/words"
)

// Statistics says how a campaign stands, as far as the caller may see it.
type Statistics struct {
	AsOf     time.Time        `json:"as_of"`
	Problems Standing         `json:"problems" doc:"完成率：已销号 / 全部问题"`
	Measures Standing         `json:"measures" doc:"完成率：通过验收或所属问题已销号 / 全部现行措施（含长期坚持，不含已作废）；仅声称完成的不算"`
	Units    []UnitStanding   `json:"units" doc:"按责任单位"`
	Leaders  []LeaderStanding `json:"lead_leaders" doc:"按牵头领导"`
	Overdue  []Overdue        `json:"overdue" doc:"红灯措施，逾期最久的在前"`
}

// Standing counts things by state and by light. What does not occur is left out.
type Standing struct {
	Total    int          `json:"total" doc:"完成率的分母"`
	Complete int          `json:"complete" doc:"完成率的分子"`
	Percent  *int         `json:"percent,omitempty" doc:"完成率，向下取整；没有可计的则不给出"`
	States   []StateCount `json:"states"`
	Lights   []LightCount `json:"lights"`
}

// StateCount counts what is in a state.
type StateCount struct {
	State Named `json:"state"`
	Count int   `json:"count"`
}

// LightCount counts what shows a light. The shape stands for the colour where there is none.
type LightCount struct {
	Light Named  `json:"light"`
	Shape string `json:"shape"`
	Count int    `json:"count"`
}

// UnitStanding is how a unit's problems stand and how punctual its reports are.
type UnitStanding struct {
	UnitID   string   `json:"unit_id,omitempty" doc:"没有责任单位的不给出"`
	Unit     string   `json:"unit"`
	Problems Standing `json:"problems"`
	Reports  Counts   `json:"reports" doc:"周报报送情况"`
}

// LeaderStanding is how a lead leader's problems stand.
type LeaderStanding struct {
	LeadLeaderID string   `json:"lead_leader_id,omitempty" doc:"没有牵头领导账号的不给出"`
	LeadLeader   string   `json:"lead_leader"`
	Problems     Standing `json:"problems"`
}

// Overdue is a measure whose light is red.
type Overdue struct {
	MeasureID string     `json:"measure_id" format:"uuid"`
	ProblemID string     `json:"problem_id" format:"uuid"`
	Title     string     `json:"title"`
	UnitID    *string    `json:"unit_id,omitempty"`
	Unit      string     `json:"unit"`
	LongTerm  bool       `json:"long_term" doc:"长期坚持：since 为佐证有效期止"`
	Since     civil.Date `json:"since" format:"date" doc:"完成时限"`
	Days      int        `json:"days" doc:"逾期天数"`
}

func (s *Server) statistics(ctx context.Context, v models.Viewer, in *campaignInput) (*Statistics, error) {
	stats, err := s.deps.Engine.Statistics(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	lang := requestOf(ctx).lang
	out := Statistics{AsOf: stats.AsOf, Problems: standingOf(lang, models.KindProblem, stats.Problems), Measures: standingOf(lang, models.KindMeasure, stats.Measures),
		Units: make([]UnitStanding, len(stats.Units)), Leaders: make([]LeaderStanding, len(stats.Leaders)), Overdue: make([]Overdue, len(stats.Overdue))}
	for i, u := range stats.Units {
		out.Units[i] = UnitStanding{u.ID, u.Name, standingOf(lang, models.KindProblem, u.Problems), countsOf(u.Reports)}
	}
	for i, l := range stats.Leaders {
		out.Leaders[i] = LeaderStanding{l.ID, l.Name, standingOf(lang, models.KindProblem, l.Problems)}
	}
	for i, o := range stats.Overdue {
		out.Overdue[i] = Overdue{o.ID, o.ProblemID, o.Title, o.UnitID, o.UnitName, o.LongTerm, o.Since, o.Days}
	}
	return &out, nil
}

// standingOf writes counts in the order of the machine's states and from the worst light to the best.
func standingOf(lang words.Lang, kind models.Kind, s workflow.Standing) Standing {
	out := Standing{Total: s.Rate.Total, Complete: s.Rate.Complete, States: []StateCount{}, Lights: []LightCount{}}
	if percent, some := s.Rate.Percent(); some {
		out.Percent = &percent
	}
	for _, state := range workflow.MachineOf(kind).States {
		if n := s.States[state]; n > 0 {
			out.States = append(out.States, StateCount{stateOf(lang, state), n})
		}
	}
	for _, light := range lights.All {
		if n := s.Lights[light]; n > 0 {
			out.Lights = append(out.Lights, LightCount{Named{string(light), light.Label().In(lang)}, light.Shape(), n})
		}
	}
	return out
}
