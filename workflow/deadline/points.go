package deadline

import (
	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// precision of a point; the strings are those of Deadline.Precision.
const (
	dayPrecision      = "day"
	xunPrecision      = "xun"
	monthPrecision    = "month"
	monthEndPrecision = "month_end"
	quarterPrecision  = "quarter"
	halfPrecision     = "half_year"
	yearPrecision     = "year"
)

// point is a stretch of time as written: a day, a month, a 旬, a quarter, a half-year or a year, with or without its year.
type point struct {
	raw       string
	year      int // 0 when not written
	month     int // of a day, month or 旬
	day       int // of a day
	part      int // which 旬 (1–3), quarter (1–4) or half (1–2)
	precision string
	end       bool   // 底, 末: only the end is meant
	dayOnly   bool   // 8日: takes the month of the point before it
	toConfirm bool   // read against the day of writing, which is not known
	said      string // the weekday written beside a date: 三
	fault     words.Code

	first, last civil.Date // set by place
}

// within returns the first and last day of p in a year; ok is false for days that do not exist.
func (p point) within(year int) (first, last civil.Date, ok bool) {
	switch p.precision {
	case dayPrecision:
		first = date(year, p.month, p.day)
		return first, first, first.IsValid()
	case xunPrecision:
		first, last = date(year, p.month, p.part*10-9), date(year, p.month, p.part*10)
		if p.part == 3 {
			last = lastDay(year, p.month)
		}
	case quarterPrecision:
		first, last = date(year, p.part*3-2, 1), lastDay(year, p.part*3)
	case halfPrecision:
		first, last = date(year, p.part*6-5, 1), lastDay(year, p.part*6)
	case yearPrecision:
		first, last = date(year, 1, 1), date(year, 12, 31)
	default:
		first, last = date(year, p.month, 1), lastDay(year, p.month)
	}
	return first, last, first.IsValid() && last.IsValid()
}

// place gives p its days. A year that is not written is the first that puts the point's last day on or after ref.
// It returns the sentence that says why it cannot be placed, or "".
func (p *point) place(ref civil.Date) words.Code {
	if p.fault != "" {
		return p.fault
	}
	if !p.exists() {
		return words.DeadlineNoSuchDay
	}
	if p.year != 0 {
		var ok bool
		if p.first, p.last, ok = p.within(p.year); !ok || !plausible(p.last) {
			return words.DeadlineNoSuchDay
		}
		return ""
	}
	if !ref.IsValid() {
		return words.DeadlineYearMissing
	}
	for year := ref.Year; ; year++ { // ends: exists() said that some year has the day, 29 February within eight
		first, last, ok := p.within(year)
		if ok && !last.Before(ref) {
			p.first, p.last = first, last
			return ""
		}
	}
}

// placeBefore gives p, written without a year, the last days that begin on or before ref.
func (p *point) placeBefore(ref civil.Date) bool {
	for year := ref.Year; year > ref.Year-9; year-- {
		first, last, ok := p.within(year)
		if ok && !first.After(ref) {
			p.first, p.last = first, last
			return true
		}
	}
	return false
}

// exists tells whether any year has the point; 2000 stands for the leap years.
func (p point) exists() bool {
	if p.precision == quarterPrecision && (p.part < 1 || p.part > 4) {
		return false
	}
	if (p.precision == monthPrecision || p.precision == monthEndPrecision || p.precision == xunPrecision) && (p.month < 1 || p.month > 12) {
		return false
	}
	_, _, ok := p.within(2000)
	return ok
}
