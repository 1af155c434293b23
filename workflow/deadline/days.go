package deadline

import (
	"time"

	"github.com/golang-sql/civil"
)

// longRoll is how far a date without a year may lie ahead before a person is asked whether it was not meant for the
// past: half a year, our decision.
const longRoll = 183

// plausible keeps the arithmetic within years that a campaign can mean.
func plausible(d civil.Date) bool { return d.IsValid() && d.Year >= 1900 && d.Year <= 2200 }

func date(year, month, day int) civil.Date {
	return civil.Date{Year: year, Month: time.Month(month), Day: day}
}

// lastDay is the last day of a month.
func lastDay(year, month int) civil.Date { return date(year, month+1, 1).AddDays(-1) }

// addMonths moves d by n months. Where the month has no such day its last day is taken: one month from 31 January 2024
// is 29 February (Civil Code, Art. 202, by analogy).
func addMonths(d civil.Date, n int) civil.Date {
	months := d.Year*12 + int(d.Month) - 1 + n
	last := lastDay(months/12, months%12+1)
	if d.Day < last.Day {
		last.Day = d.Day
	}
	return last
}

// weekday of d; Sunday is 0.
func weekday(d civil.Date) time.Weekday { return d.In(time.UTC).Weekday() }
