package calendar

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Finding is one thing wrong with a notice. It converts to a workflow.Reason.
type Finding struct {
	Code   words.Code
	Params words.Params
	Field  string // where in the input: "days[3].date"; empty when it is about the whole
}

// InvalidError lists everything wrong with the notices a calendar was to be made of.
type InvalidError struct{ Findings []Finding }

// Error lists the findings in English.
func (e *InvalidError) Error() string {
	var b strings.Builder
	b.WriteString("calendar: invalid notices")
	for _, f := range e.Findings {
		fmt.Fprintf(&b, " [%s]", words.Text(words.English, f.Code, f.Params))
	}
	return b.String()
}

// The years a notice can be of. The present scheme of holidays and make-up days is younger than the first.
const (
	firstYear = 2000
	lastYear  = 2100
)

// maxName is the longest name of a day, in characters.
const maxName = 30

// fixedHolidays have the same date every year by the State Council's regulation on holidays, so every complete notice
// names them. Without this check an empty notice would turn every holiday of its year into a working day, and such
// files are published while a notice is still awaited.
var fixedHolidays = []struct {
	month time.Month
	day   int
}{{time.January, 1}, {time.May, 1}, {time.October, 1}}

// Check returns everything wrong with the notice: a year out of range; a day that is no date, is named twice, belongs to
// another notice, or has no proper name; a make-up working day on a weekday; a fixed holiday that is not off.
func (y Year) Check() []Finding {
	if y.Year < firstYear || y.Year > lastYear {
		return []Finding{{words.CalendarYearRange, words.Params{"year": y.Year, "first": firstYear, "last": lastYear}, "year"}}
	}
	var findings []Finding
	off := map[civil.Date]bool{} // seen so far, and whether off
	for i, day := range y.Days {
		field := fmt.Sprintf("days[%d]", i)
		find := func(code words.Code, part string, params words.Params) {
			params["date"] = day.Date
			findings = append(findings, Finding{code, params, field + part})
		}
		if n := utf8.RuneCountInString(day.Name); n == 0 || n > maxName || strings.ContainsRune(day.Name, utf8.RuneError) {
			find(words.CalendarDayName, ".name", words.Params{"limit": maxName})
		}
		if !day.Date.IsValid() {
			find(words.CalendarInvalidDate, ".date", words.Params{})
			continue
		}
		if _, twice := off[day.Date]; twice {
			find(words.CalendarDayTwice, ".date", words.Params{})
		}
		off[day.Date] = day.Off
		if !y.covers(day.Date) {
			find(words.CalendarDayForeign, ".date", words.Params{"year": y.Year})
		}
		if !day.Off && !weekend(day.Date) {
			find(words.CalendarWorkOnWeekday, ".isOffDay", words.Params{})
		}
	}
	for _, h := range fixedHolidays {
		if date := (civil.Date{Year: y.Year, Month: h.month, Day: h.day}); !off[date] {
			findings = append(findings, Finding{words.CalendarIncomplete, words.Params{"year": y.Year, "date": date}, "days"})
		}
	}
	return findings
}

// covers reports whether the notice may name d: a day of its own year or of the December before.
func (y Year) covers(d civil.Date) bool {
	return d.Year == y.Year || d.Year == y.Year-1 && d.Month == time.December
}
