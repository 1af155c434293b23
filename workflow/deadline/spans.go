package deadline

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// placeWindow puts both ends of a window on the calendar. A year that is not written is found so that the window is the
// first one that ends on or after ref; an end without year follows its start, across New Year if need be.
func (r *reading) placeWindow(start, end *point, ref civil.Date) bool {
	if end.dayOnly { // 自9月28日起至8日 is not rolled into October
		return r.place(start, ref) && r.placeDayOnly(start, end)
	}
	switch {
	case start.year != 0:
		return r.place(start, ref) && r.place(end, start.first) && r.ordered(start, end)
	case end.year != 0:
		if !r.place(end, ref) || !r.place(start, notAfter(ref, end.last)) {
			return false
		}
		if start.first.After(end.last) {
			start.placeBefore(end.last)
		}
		return r.ordered(start, end)
	}
	if !r.place(end, ref) { // also tells what is wrong with the end
		return false
	}
	running := *start
	if running.fault == "" && running.exists() && running.placeBefore(end.last) && end.last.DaysSince(running.first) <= longRoll {
		*start = running // the campaign begins inside the window: 自8月25日至9月8日 on 29 August
		r.check(start)
		return true
	}
	return r.place(start, ref) && r.place(end, start.first) && r.ordered(start, end)
}

// notAfter is ref, but never later than limit, so that a start is sought where it can still precede its end.
func notAfter(ref, limit civil.Date) civil.Date {
	if !ref.IsValid() || ref.After(limit) {
		return limit
	}
	return ref
}

func (r *reading) placeDayOnly(start, end *point) bool {
	end.year = start.first.Year
	return r.place(end, start.first) && r.ordered(start, end)
}

func (r *reading) ordered(start, end *point) bool {
	if end.last.Before(start.first) {
		r.d.fail(words.DeadlineEndBeforeStart, words.Params{"start": start.first, "end": end.last})
		return false
	}
	return true
}

// coarser is the precision of a window: that of its vaguer end.
func (p *point) coarser(end *point) string {
	order := []string{dayPrecision, xunPrecision, monthPrecision, monthEndPrecision, quarterPrecision, halfPrecision, yearPrecision}
	rank := func(s string) int {
		for i, o := range order {
			if o == s {
				return i
			}
		}
		return 0
	}
	if rank(p.precision) > rank(end.precision) {
		return p.precision
	}
	return end.precision
}

var (
	shares = regexp.MustCompile(`(◇(?:[-至到、和及,]◇)+)(?:之前|以前|前)?[^◇]*分别[^\d◇]*((?:\d+[个项件条]?[^\d◇、,和及]{0,4}[、,和及])+\d+)[个项件条]?`)
	number = regexp.MustCompile(`\d{1,6}`)
)

// distributive: 2025-2027年底前分别整改完成6个、3个、1个问题. Such a sentence belongs to a plan's summary; a single problem
// must be given its own date out of it.
func (r *reading) distributive() bool {
	m := shares.FindStringSubmatch(r.rest)
	if m == nil {
		return false
	}
	ends, ok := r.listedEnds(strings.Count(m[1], string(mark)), strings.ContainsAny(m[1], "-至到"))
	if !ok {
		return true
	}
	var counts []int
	for _, n := range number.FindAllString(m[2], -1) {
		count, _ := strconv.Atoi(n) // six digits at most
		counts = append(counts, count)
	}
	if len(counts) != len(ends) {
		r.d.fail(words.DeadlineCountsDiffer, words.Params{"dates": len(ends), "counts": len(counts)})
		return true
	}
	r.d.Kind, r.d.Dues, r.d.Counts, r.d.Inclusive = Distributive, ends, counts, true
	r.d.flag(words.DeadlineSummary, nil)
	return true
}

// listedEnds are the last days of the first n points; between two points joined by a dash every year or month counts.
func (r *reading) listedEnds(n int, ranged bool) ([]civil.Date, bool) {
	ref := r.base.Date
	for i := range n {
		p := &r.points[i]
		if !r.place(p, ref) {
			return nil, false
		}
		ref = p.first
	}
	first, last := r.points[0], r.points[n-1]
	var ends []civil.Date
	switch {
	case !ranged:
		for _, p := range r.points[:n] {
			ends = append(ends, p.last)
		}
	case first.precision == yearPrecision:
		for year := first.last.Year; year <= last.last.Year && len(ends) < 50; year++ {
			ends = append(ends, date(year, 12, 31))
		}
	default:
		for day := lastDay(first.last.Year, int(first.last.Month)); !day.After(last.last) && len(ends) < 50; {
			ends = append(ends, day)
			next := addMonths(date(day.Year, int(day.Month), 1), 1)
			day = lastDay(next.Year, int(next.Month))
		}
	}
	return ends, true
}
