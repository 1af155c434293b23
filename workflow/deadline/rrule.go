package deadline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-sql/civil"
)

// rrule is the part of RFC 5545 recurrence rules that Chinese reporting duties need.
type rrule struct {
	freq       string // DAILY, WEEKLY, MONTHLY, YEARLY
	interval   int
	byMonth    []int
	byMonthDay []int // -1 is the last day
	byDay      []time.Weekday
	at         string // "15:00"
}

var dayNames = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// String writes the rule, parts in a fixed order.
func (r rrule) String() string {
	parts := []string{"FREQ=" + r.freq}
	if r.interval > 1 {
		parts = append(parts, fmt.Sprintf("INTERVAL=%d", r.interval))
	}
	if len(r.byMonth) > 0 {
		parts = append(parts, "BYMONTH="+joinInts(r.byMonth))
	}
	if len(r.byMonthDay) > 0 {
		parts = append(parts, "BYMONTHDAY="+joinInts(r.byMonthDay))
	}
	if len(r.byDay) > 0 {
		var names []string
		for _, d := range r.byDay {
			names = append(names, dayNames[d])
		}
		parts = append(parts, "BYDAY="+strings.Join(names, ","))
	}
	if hour, minute, ok := strings.Cut(r.at, ":"); ok && r.at != "24:00" {
		parts = append(parts, fmt.Sprintf("BYHOUR=%d", atoi(hour)), fmt.Sprintf("BYMINUTE=%d", atoi(minute)))
	}
	return strings.Join(parts, ";")
}

func joinInts(numbers []int) string {
	var s []string
	for _, n := range numbers {
		s = append(s, strconv.Itoa(n))
	}
	return strings.Join(s, ",")
}

// parseRRule reads what String writes.
func parseRRule(s string) (rrule, bool) {
	r := rrule{interval: 1}
	for part := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "FREQ":
			r.freq = value
		case "INTERVAL":
			r.interval = max(1, atoi(value))
		case "BYMONTH":
			r.byMonth = splitInts(value)
		case "BYMONTHDAY":
			r.byMonthDay = splitInts(value)
		case "BYDAY":
			for day := range strings.SplitSeq(value, ",") {
				if i := slices.Index(dayNames, day); i >= 0 {
					r.byDay = append(r.byDay, time.Weekday(i))
				}
			}
		case "BYHOUR":
			r.at = fmt.Sprintf("%02d:00", atoi(value))
		case "BYMINUTE":
			r.at = fmt.Sprintf("%.2s:%02d", r.at, atoi(value))
		}
	}
	return r, r.freq != ""
}

func splitInts(s string) []int {
	var numbers []int
	for n := range strings.SplitSeq(s, ",") {
		numbers = append(numbers, atoi(n))
	}
	return numbers
}

// matches tells whether a day belongs to the rule; intervals, which need a first day, are left to Occurrences.
func (r rrule) matches(day civil.Date) bool {
	if len(r.byMonth) > 0 && !slices.Contains(r.byMonth, int(day.Month)) {
		return false
	}
	if len(r.byMonthDay) > 0 && !slices.Contains(r.byMonthDay, day.Day) &&
		(!slices.Contains(r.byMonthDay, -1) || day != lastDay(day.Year, int(day.Month))) {
		return false
	}
	return len(r.byDay) == 0 || slices.Contains(r.byDay, weekday(day))
}

// dayNamed tells whether the rule says which day of its period is meant.
func (r rrule) dayNamed() bool {
	return r.freq == "DAILY" || len(r.byDay) > 0 || len(r.byMonthDay) > 0
}

// periods counts the rule's periods (days, weeks from Monday, months, years) that lie between two days.
func (r rrule) periods(from, to civil.Date) int {
	switch r.freq {
	case "DAILY":
		return to.DaysSince(from)
	case "WEEKLY":
		monday := func(d civil.Date) civil.Date { return d.AddDays(-(int(weekday(d)) + 6) % 7) }
		return monday(to).DaysSince(monday(from)) / 7
	case "MONTHLY":
		return (to.Year-from.Year)*12 + int(to.Month) - int(from.Month)
	}
	return to.Year - from.Year
}
