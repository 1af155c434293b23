// Package cycle computes when the reports of a series are due, and what a report's time of receipt means. It is pure:
// moments are functions of series and calendar, verdicts of moments and now.
package cycle

import (
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/calendar"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// Policy says what happens to a report that would be due on a day off. "节假日除外" is read as Skip (rules §5).
type Policy string

// The policies. A series without one skips.
const (
	Skip            Policy = "skip"
	PreviousWorkday Policy = "previous_workday"
	NextWorkday     Policy = "next_workday"
)

// Policies are all policies.
var Policies = []Policy{Skip, PreviousWorkday, NextWorkday}

var policyLabels = map[Policy]words.Label{
	Skip:            {ZH: "跳过", EN: "Skip"},
	PreviousWorkday: {ZH: "提前至前一工作日", EN: "Working day before"},
	NextWorkday:     {ZH: "顺延至后一工作日", EN: "Working day after"},
}

// Label names the policy for people.
func (p Policy) Label() words.Label { return policyLabels[p] }

// Series is a report that recurs on a day of the week, such as every Wednesday by 15:00.
type Series struct {
	Name        string
	First, Last civil.Date   // both included; the first report is due on the first Weekday on or after First
	Weekday     time.Weekday //
	EveryWeeks  int          // 1, or 0 for short: every week
	Hour        int          // in Asia/Shanghai
	Minute      int          //
	OnHoliday   Policy
}

// Moment is one due moment.
type Moment struct {
	No    int        // 1, 2, 3 …
	Date  civil.Date // in Asia/Shanghai
	At    time.Time  // the instant, in UTC; a report received at this very instant is on time
	Moved bool       // not on its regular date, because that is a day off
	From  civil.Date // the regular date
}

// Due returns the moments of a series in order of time.
//
//   - First and Last bound the regular dates. A moment moved off a holiday may lie outside of them, so that moving never
//     loses a report.
//   - Two moments never coincide. When a long holiday moves two regular dates to one working day, one report is due: the
//     earlier regular date keeps the moment, the later is left out [D].
//   - Numbers have no gaps: a skipped or left-out date has none.
//
// It fails with *calendar.UnknownYearError when a date needs a notice that is not known, rather than inventing a due
// moment on a day that may turn out to be off, and with *InvalidError when the series is not sound.
func Due(s Series, cal *calendar.Calendar) ([]Moment, error) {
	if findings := s.Check(); len(findings) > 0 {
		return nil, &InvalidError{findings}
	}
	var moments []Moment
	for d := s.firstRegular(); !d.After(s.Last); d = d.AddDays(7 * max(1, s.EveryWeeks)) {
		date, kept, err := s.place(d, cal)
		if err != nil {
			return nil, err
		}
		if n := len(moments); !kept || n > 0 && !date.After(moments[n-1].Date) {
			continue
		}
		moments = append(moments, Moment{
			No: len(moments) + 1, Date: date, At: s.at(date), Moved: date != d, From: d,
		})
	}
	return moments, nil
}

// firstRegular returns the first day of the series, working day or not.
func (s Series) firstRegular() civil.Date {
	ahead := (int(s.Weekday) - int(s.First.In(time.UTC).Weekday()) + 7) % 7
	return s.First.AddDays(ahead)
}

// place returns the date on which the report of the regular date d is due, and whether one is due at all.
func (s Series) place(d civil.Date, cal *calendar.Calendar) (civil.Date, bool, error) {
	works, err := cal.Workday(d)
	if err != nil || works {
		return d, works, err
	}
	switch s.OnHoliday {
	case PreviousWorkday:
		d, err = cal.PreviousWorkday(d)
	case NextWorkday:
		d, err = cal.NextWorkday(d)
	default:
		return d, false, nil
	}
	return d, err == nil, err
}

// at returns the instant at which a report due on d is due.
func (s Series) at(d civil.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, s.Hour, s.Minute, 0, 0, clock.Shanghai).UTC()
}
