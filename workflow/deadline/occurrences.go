package deadline

import (
	"errors"

	"github.com/golang-sql/civil"
)

// ErrNoDays is the answer to a question for the days of something that names none.
var ErrNoDays = errors.New("deadline: not a series with days")

// Occurrences returns the next n days of a Recurring deadline on or after from, and on or after First; days on which
// nobody works are dropped or moved by HolidayPolicy. It stops early at Due, or when ten years have none. workday may
// be nil when there is no policy; its error (a year whose holidays are unknown) is returned.
func (d Deadline) Occurrences(from civil.Date, n int, workday func(civil.Date) (bool, error)) ([]civil.Date, error) {
	rule, ok := parseRRule(d.RRule)
	if !ok || !rule.dayNamed() {
		return nil, ErrNoDays
	}
	if d.HolidayPolicy != "" && workday == nil {
		return nil, ErrNoCalendar
	}
	start := from
	if d.First != nil {
		start = *d.First
	}
	var days []civil.Date
	for day, last := start, from.AddDays(3660); len(days) < n && !day.After(last); day = day.AddDays(1) {
		if d.Due != nil && day.After(*d.Due) {
			break
		}
		if !rule.matches(day) || rule.periods(start, day)%rule.interval != 0 {
			continue
		}
		moved, kept, err := d.aroundHoliday(day, workday)
		if err != nil {
			return nil, err
		}
		if kept && !moved.Before(from) {
			days = append(days, moved)
		}
	}
	return days, nil
}

// aroundHoliday applies the policy to one day.
func (d Deadline) aroundHoliday(day civil.Date, workday Workday) (civil.Date, bool, error) {
	if d.HolidayPolicy == "" {
		return day, true, nil
	}
	works, err := workday(day)
	if err != nil || works {
		return day, works, err
	}
	switch d.HolidayPolicy {
	case "next_workday":
		day, err = addWorkdays(day, 1, workday)
	case "previous_workday":
		day, err = addWorkdays(day, -1, workday)
	default:
		return day, false, nil
	}
	return day, err == nil, err
}
