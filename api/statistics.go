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
	Punctual Punctuality      `json:"punctuality" doc:"措施按时率"`
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
	Assigned []AgeCount   `json:"open_since_assigned" doc:"未完成的，按自交办（录入）之日起的天数；不含长期坚持的措施"`
	InState  []AgeCount   `json:"open_in_state" doc:"未完成的，按自进入现状态之日起的天数；不含长期坚持的措施"`
}

// AgeCount counts what has been open for some days. All steps are given.
type AgeCount struct {
	Age   workflow.Age `json:"age" enum:"to_7,8_30,31_60,over_60" doc:"7天以内、8至30天、31至60天、60天以上"`
	Count int          `json:"count"`
}

// Punctuality says what came of the deadlines that are over. Long-term measures have none.
type Punctuality struct {
	Due        int  `json:"due" doc:"时限已过的措施"`
	OnTime     int  `json:"on_time" doc:"其中：在时限当日或之前通过验收"`
	Late       int  `json:"late" doc:"其中：逾期后通过验收"`
	Unaccepted int  `json:"unaccepted" doc:"其中：至今未通过验收"`
	Percent    *int `json:"percent,omitempty" doc:"按时率，向下取整；没有可计的则不给出"`
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
	UnitID   string      `json:"unit_id,omitempty" doc:"没有责任单位的不给出"`
	Unit     string      `json:"unit"`
	Problems Standing    `json:"problems"`
	Measures Standing    `json:"measures"`
	Punctual Punctuality `json:"punctuality" doc:"措施按时率"`
	Reports  Counts      `json:"reports" doc:"周报报送情况"`
}

// LeaderStanding is how a lead leader's problems stand.
type LeaderStanding struct {
	LeadLeaderID string      `json:"lead_leader_id,omitempty" doc:"没有牵头领导账号的不给出"`
	LeadLeader   string      `json:"lead_leader"`
	Problems     Standing    `json:"problems"`
	Measures     Standing    `json:"measures"`
	Punctual     Punctuality `json:"punctuality" doc:"措施按时率"`
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
		Punctual: punctualityOf(stats.Punctual), Units: make([]UnitStanding, len(stats.Units)), Leaders: make([]LeaderStanding, len(stats.Leaders)), Overdue: make([]Overdue, len(stats.Overdue))}
	for i, u := range stats.Units {
		out.Units[i] = UnitStanding{u.ID, u.Name, standingOf(lang, models.KindProblem, u.Problems), standingOf(lang, models.KindMeasure, u.Measures),
			punctualityOf(u.Punctual), countsOf(u.Reports)}
	}
	for i, l := range stats.Leaders {
		out.Leaders[i] = LeaderStanding{l.ID, l.Name, standingOf(lang, models.KindProblem, l.Problems), standingOf(lang, models.KindMeasure, l.Measures),
			punctualityOf(l.Punctual)}
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
	out.Lights = lightsOf(lang, s.Lights)
	for _, age := range workflow.Ages {
		out.Assigned = append(out.Assigned, AgeCount{age, s.Assigned[age]})
		out.InState = append(out.InState, AgeCount{age, s.InState[age]})
	}
	return out
}

// lightsOf writes counts from the worst light to the best.
func lightsOf(lang words.Lang, counts map[lights.Light]int) []LightCount {
	out := []LightCount{}
	for _, light := range lights.All {
		if n := counts[light]; n > 0 {
			out = append(out, LightCount{Named{string(light), light.Label().In(lang)}, light.Shape(), n})
		}
	}
	return out
}

func punctualityOf(p workflow.Punctual) Punctuality {
	rate := p.Rate()
	out := Punctuality{Due: rate.Total, OnTime: p[workflow.OnTime], Late: p[workflow.TooLate], Unaccepted: p[workflow.Unaccepted]}
	if percent, some := rate.Percent(); some {
		out.Percent = &percent
	}
	return out
}

// LightTrend is how the lights of a campaign's measures have changed.
type LightTrend struct {
	Weeks []WeekLights `json:"weeks" doc:"每周日日终及此刻；状态依流转记录还原，时限和佐证有效期按现在的"`
}

// WeekLights counts measures by light at the end of a day.
type WeekLights struct {
	On     civil.Date   `json:"on" format:"date"`
	Total  int          `json:"total" doc:"当时现行的措施"`
	Lights []LightCount `json:"lights"`
}

// lightTrend counts the measures of a campaign by light, week by week.
func (s *Server) lightTrend(ctx context.Context, v models.Viewer, in *campaignInput) (*LightTrend, error) {
	trend, err := s.deps.Engine.Trend(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	out := LightTrend{Weeks: make([]WeekLights, len(trend))}
	for i, week := range trend {
		out.Weeks[i] = WeekLights{On: week.On, Lights: lightsOf(requestOf(ctx).lang, week.Lights)}
		for _, n := range week.Lights {
			out.Weeks[i].Total += n
		}
	}
	return &out, nil
}
