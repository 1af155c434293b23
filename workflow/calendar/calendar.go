// Package calendar knows on which days the office works: Monday to Friday, except the days off and with the make-up
// working days of the State Council's yearly notices. Dates are calendar dates in Asia/Shanghai.
//
// It fails closed: a date whose notice is not known has no answer, never the answer "working day".
//
// A notice is named after the year in its title, and may name days of the December before: the notice of 2023 makes
// 2022-12-31 a day off. Two rules follow.
//   - A day that any known notice names has that answer, although nothing else of its year may be known.
//   - From 29 December on, a day that no notice names has an answer only when the next year's notice is known too.
//     29 December is the earliest day a following notice has named (those of 2008 and of 2019).
package calendar

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Day is one day that a notice names.
type Day struct {
	Date civil.Date
	Name string // of the holiday: "国庆节"
	Off  bool   // a day off; otherwise a make-up working day (调休上班)
}

// Year is one yearly notice.
type Year struct {
	Year   int    // of the notice's title
	DocNo  string // "国办发明电〔2022〕16号"; empty when not known
	Source string // where the data come from, one source a line
	Days   []Day  // in order of date
}

// Calendar answers for the years whose notices it was made of. It never changes and may be shared.
type Calendar struct {
	years map[int]bool
	named map[civil.Date]Day
}

// New makes a calendar of notices. It returns an *InvalidError that lists everything wrong with them: see Year.Check;
// besides, no two notices may be of one year or name one day.
func New(years ...Year) (*Calendar, error) {
	c := &Calendar{years: map[int]bool{}, named: map[civil.Date]Day{}}
	namedBy := map[civil.Date]int{}
	var findings []Finding
	for _, y := range years {
		if c.years[y.Year] {
			findings = append(findings, Finding{Code: words.CalendarYearTwice, Params: words.Params{"year": y.Year}})
			continue
		}
		c.years[y.Year] = true
		findings = append(findings, y.Check()...)
		for _, day := range y.Days {
			if other, named := namedBy[day.Date]; named && other != y.Year {
				findings = append(findings, Finding{Code: words.CalendarDayTwice, Params: words.Params{"date": day.Date}})
			}
			namedBy[day.Date], c.named[day.Date] = y.Year, day
		}
	}
	if len(findings) > 0 {
		return nil, &InvalidError{findings}
	}
	return c, nil
}

// UnknownYearError says that a date has no answer because a notice is missing.
type UnknownYearError struct {
	Year int // of the missing notice: the date's own year, or the next one at the end of December
	Date civil.Date
}

// Error says so in English.
func (e *UnknownYearError) Error() string {
	f := e.Finding()
	return words.Text(words.English, f.Code, f.Params)
}

// Finding says so in the words people read.
func (e *UnknownYearError) Finding() Finding {
	return Finding{Code: words.CalendarYearUnknown, Params: words.Params{"year": e.Year, "date": e.Date}}
}

// Workday reports whether the office works on d. The error is an *UnknownYearError when a notice is missing.
func (c *Calendar) Workday(d civil.Date) (bool, error) {
	_, off, err := c.Holiday(d)
	return !off && err == nil, err
}

// Holiday returns the name under which a notice names d, "" for an ordinary day, and whether d is a day off. An ordinary
// Saturday is off without a name; a make-up working day has a name and is not off. Errors are those of Workday.
func (c *Calendar) Holiday(d civil.Date) (name string, off bool, err error) {
	if !d.IsValid() {
		return "", false, fmt.Errorf("calendar: %v is not a date", d)
	}
	if day, ok := c.named[d]; ok {
		return day.Name, day.Off, nil
	}
	if !c.years[d.Year] {
		return "", false, &UnknownYearError{d.Year, d}
	}
	if nextNoticeDecides(d) && !c.years[d.Year+1] {
		return "", false, &UnknownYearError{d.Year + 1, d}
	}
	return "", weekend(d), nil
}

// Years returns the years whose notices are known, in order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// nextNoticeDecides reports whether the notice of the following year may name d.
func nextNoticeDecides(d civil.Date) bool { return d.Month == time.December && d.Day >= 29 }

func weekend(d civil.Date) bool {
	day := d.In(time.UTC).Weekday()
	return day == time.Saturday || day == time.Sunday
}
