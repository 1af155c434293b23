package cycle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rectify/workflow/words"
)

// Finding is one thing wrong with a series. It converts to a workflow.Reason.
type Finding struct {
	Code   words.Code
	Params words.Params
	Field  string // "hour"
}

// InvalidError lists everything wrong with a series.
type InvalidError struct{ Findings []Finding }

// Error lists the findings in English.
func (e *InvalidError) Error() string {
	var b strings.Builder
	b.WriteString("cycle: invalid series")
	for _, f := range e.Findings {
		fmt.Fprintf(&b, " [%s]", words.Text(words.English, f.Code, f.Params))
	}
	return b.String()
}

// Bounds that keep a slip of the keyboard from filling the database with cycles.
const (
	maxYears = 10
	maxEvery = 52 // weeks
)

// Check returns everything wrong with the series.
func (s Series) Check() []Finding {
	var findings []Finding
	find := func(ok bool, code words.Code, field string, params words.Params) {
		if !ok {
			findings = append(findings, Finding{code, params, field})
		}
	}
	find(s.First.IsValid() && s.Last.IsValid() && !s.Last.Before(s.First) && s.Last.DaysSince(s.First) <= maxYears*366,
		words.SeriesPeriod, "first", words.Params{"first": s.First, "last": s.Last, "years": maxYears})
	find(s.EveryWeeks >= 0 && s.EveryWeeks <= maxEvery,
		words.SeriesEvery, "every_weeks", words.Params{"every": s.EveryWeeks, "max": maxEvery})
	find(s.Weekday >= time.Sunday && s.Weekday <= time.Saturday,
		words.SeriesWeekday, "weekday", words.Params{"weekday": int(s.Weekday)})
	find(s.Hour >= 0 && s.Hour <= 23 && s.Minute >= 0 && s.Minute <= 59,
		words.SeriesTime, "hour", words.Params{"hour": s.Hour, "minute": s.Minute})
	find(s.OnHoliday == "" || slices.Contains(Policies, s.OnHoliday),
		words.SeriesPolicy, "on_holiday", words.Params{"policy": s.OnHoliday})
	return findings
}
