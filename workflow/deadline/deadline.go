// Package deadline reads the deadline expressions of rectification tables: 9月底, 自9月7日起至8日, 反馈后1个月内,
// 每周三15时前, 长期坚持, 已完成. The raw text is always kept beside what was understood. What cannot be read, or can be
// read in two ways, is flagged for a person and never guessed; a day that does not exist is an error and never rolled.
//
// The package is pure: no clock, no database. The campaign's start, the dates of its events and its calendar come in by
// Base.
package deadline

import (
	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Kind is the family an expression belongs to.
type Kind string

// The kinds. Only By, On, Window, Span, Compound and Phased carry a Due of their own; Relative and Event get one when
// Base knows the date of their anchor.
const (
	By           Kind = "by"           // at the latest on Due
	On           Kind = "on"           // on the day Due
	From         Kind = "from"         // not before NotBefore, no end
	Window       Kind = "window"       // from NotBefore to Due
	Span         Kind = "span"         // a ten-day period (旬), quarter or half-year, from NotBefore to Due
	Immediate    Kind = "immediate"    // at once: the campaign's policy gives the window
	Ongoing      Kind = "ongoing"      // no end, never overdue
	Phased       Kind = "phased"       // several dates (Dues), or phases still without dates
	Relative     Kind = "relative"     // Offset Units after (before, when negative) Anchor
	Recurring    Kind = "recurring"    // a series: RRule, First, HolidayPolicy
	Event        Kind = "event"        // bound to an event: DueEvent
	Compound     Kind = "compound"     // something of the above, and then long-term
	Status       Kind = "status"       // a claim of progress that stands in the deadline column
	Vague        Kind = "vague"        // 尽快, or not readable at all
	Missing      Kind = "missing"      // nothing is written
	Error        Kind = "error"        // a date that cannot be
	Anchor       Kind = "anchor"       // a column header that states when the counting begins (NotBefore)
	MinAge       Kind = "min_age"      // at the earliest Offset Units after Anchor
	Distributive Kind = "distributive" // several dates with a number of problems each (Dues, Counts)
)

// Statuses that are claimed in a deadline column. A claim is never taken for a fact: acceptance and closing-out have
// their own actors.
const (
	Completed          = "completed"
	BasicallyCompleted = "basically_completed"
	OnSchedule         = "on_schedule"
	Accepted           = "accepted"
	ClosedOut          = "closed_out"
	InProgress         = "in_progress"
	NotCompleted       = "not_completed"
)

// Base is what an expression is read against. The zero Base is allowed: dates without a year then stay unread.
type Base struct {
	Date    civil.Date            // the campaign's start: a date without a year is the first such date on or after it
	Anchors map[string]civil.Date // dates of events: feedback_date, meeting_date, inspection_end …; see anchors.go
	Workday Workday               // the calendar; may be nil

	// ExcludesDay is a setting of the campaign: "X日前" ends with the day before X. By default X itself still counts.
	ExcludesDay bool
}

// Workday tells whether people work on a day. It fails for a year whose holidays are not known.
type Workday func(civil.Date) (bool, error)

// Deadline is one expression and what was understood of it. Dates are calendar days in Asia/Shanghai.
type Deadline struct {
	Raw       string      `json:"raw"`
	Kind      Kind        `json:"kind"`
	NotBefore *civil.Date `json:"not_before" nullable:"true"`
	Due       *civil.Date `json:"due" nullable:"true"`
	DueTime   string      `json:"due_time,omitempty"` // "15:00"; "24:00" is the end of the day
	Inclusive bool        `json:"inclusive"`          // the due day itself counts, to 24:00 or to DueTime
	LongTerm  bool        `json:"long_term"`
	Immediate bool        `json:"immediate"`
	Status    string      `json:"status,omitempty"`    // completed, accepted … as claimed
	Precision string      `json:"precision,omitempty"` // day, xun, month, month_end, quarter, half_year, year

	Offset int    `json:"offset,omitempty"`
	Unit   string `json:"unit,omitempty"`   // hour, calendar_day, workday, month, year
	Anchor string `json:"anchor,omitempty"` // name of an event, or the date itself "2023-09-01"
	Approx bool   `json:"approx,omitempty"` // 约, 左右

	RRule         string      `json:"rrule,omitempty"` // RFC 5545, times in Asia/Shanghai
	First         *civil.Date `json:"first,omitempty"`
	HolidayPolicy string      `json:"holiday_policy,omitempty"` // skip, previous_workday, next_workday

	Dues     []civil.Date `json:"dues,omitempty"`
	Counts   []int        `json:"counts,omitempty"`    // one for each of Dues
	DueEvent string       `json:"due_event,omitempty"` // inspection_end …
	Note     string       `json:"note,omitempty"`      // text beside the deadline that must not be lost

	NeedsConfirmation bool      `json:"needs_confirmation"`
	Findings          []Finding `json:"findings,omitempty"`
}

// Finding tells a person what to confirm, correct or know.
type Finding struct {
	Code   words.Code   `json:"code"`
	Params words.Params `json:"params,omitempty"`
}

// Text is the finding as a sentence.
func (f Finding) Text(lang words.Lang) string { return words.Text(lang, f.Code, f.Params) }

// flag records something that a person must confirm or correct.
func (d *Deadline) flag(code words.Code, params words.Params) {
	d.NeedsConfirmation = true
	d.tell(code, params)
}

// tell records something worth knowing that needs no answer. The same sentence is said once.
func (d *Deadline) tell(code words.Code, params words.Params) {
	f := Finding{code, params}
	for _, had := range d.Findings {
		if had.Code == code && had.Text(words.Chinese) == f.Text(words.Chinese) {
			return
		}
	}
	d.Findings = append(d.Findings, f)
}

// fail makes the deadline an error: whatever was understood so far is withdrawn.
func (d *Deadline) fail(code words.Code, params words.Params) {
	d.Kind, d.NotBefore, d.Due, d.Dues, d.Counts, d.First = Error, nil, nil, nil, nil, nil
	d.DueTime, d.Precision, d.RRule, d.Inclusive = "", "", "", false
	d.flag(code, params)
}
