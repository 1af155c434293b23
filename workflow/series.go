package workflow

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/cycle"
	"rectify/workflow/words"
)

// SeriesPolicy says when a periodic report is due: by default every Wednesday by 15:00 in Asia/Shanghai, as long as the
// campaign lasts, public holidays excepted.
type SeriesPolicy struct {
	Name       string       `json:"name"`
	Weekday    time.Weekday `json:"weekday"` // 0 is Sunday
	Hour       int          `json:"hour"`
	Minute     int          `json:"minute"`
	EveryWeeks int          `json:"every_weeks"`
	First      *civil.Date  `json:"first,omitempty"` // due on the first such weekday on or after it; nil: the campaign's first day
	Last       *civil.Date  `json:"last,omitempty"`  // included; nil: the campaign's last day
	OnHoliday  cycle.Policy `json:"on_holiday"`
}

func defaultSeries() SeriesPolicy {
	return SeriesPolicy{Name: "weekly", Weekday: time.Wednesday, Hour: 15, EveryWeeks: 1, OnHoliday: cycle.Skip}
}

// UnmarshalJSON reads a series over the default one.
func (s *SeriesPolicy) UnmarshalJSON(data []byte) error {
	type plain SeriesPolicy
	p := plain(defaultSeries())
	err := json.Unmarshal(data, &p)
	*s = SeriesPolicy(p)
	return err
}

// SeriesOf returns the series of a campaign as its policies set them. A series that is not sound is a refusal that names
// everything wrong with it.
func (p Policies) SeriesOf(c models.Campaign) ([]cycle.Series, error) {
	var reasons []Reason
	var list []cycle.Series
	names := map[string]bool{}
	for i, policy := range p.Series {
		s, err := policy.within(c)
		if err != nil {
			return nil, err
		}
		field := fmt.Sprintf("policies.series[%d].", i)
		if s.Name == "" || names[s.Name] {
			reasons = append(reasons, Reason{Code: words.SeriesName, Params: words.Params{"name": s.Name}, Field: field + "name"})
		}
		names[s.Name] = true
		for _, f := range s.Check() {
			f.Field = field + f.Field
			reasons = append(reasons, Reason(f))
		}
		list = append(list, s)
	}
	return list, RefuseFor(reasons)
}

// within bounds the series by the campaign where it says nothing itself.
func (s SeriesPolicy) within(c models.Campaign) (cycle.Series, error) {
	series := cycle.Series{Name: s.Name, Weekday: s.Weekday, EveryWeeks: s.EveryWeeks, Hour: s.Hour, Minute: s.Minute, OnHoliday: s.OnHoliday}
	for _, bound := range []struct {
		date   *civil.Date
		stored string
		into   *civil.Date
	}{{s.First, c.StartsOn, &series.First}, {s.Last, c.EndsOn, &series.Last}} {
		if bound.date != nil {
			*bound.into = *bound.date
			continue
		}
		date, err := civil.ParseDate(bound.stored)
		if err != nil {
			return series, fmt.Errorf("campaign %s: %w", c.ID, err)
		}
		*bound.into = date
	}
	return series, nil
}
