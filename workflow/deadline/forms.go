package deadline

import (
	"regexp"
	"strconv"

	"rectify/workflow/words"
)

// form is one way to write a point. Group 1 of its pattern is what is taken; what stands behind it is only looked at.
// fill gets the groups after the first, and the rewritten text before the point; it answers false to refuse.
type form struct {
	pattern *regexp.Regexp
	fill    func(r *reading, p *point, m []string, before string) bool
}

// wholeForms carry their own year or need none; partForms may follow a written year (yearForm). Both are tried in order.
var (
	wholeForms = []form{
		{regexp.MustCompile(`^((\d{4})[-./](\d{1,2})[-./](\d{1,2})日?)(?:\D|$)`), fillISO},
		{regexp.MustCompile(`^(\d{2}年(?:\d{1,2}月|底|末|[上下]半年|第?\d季度))`), fillShortYear},
		{regexp.MustCompile(`^((\d{4})年?)(?:[-、至到和及]\d{4}年?)*[-、至到和及]\d{4}年`), fillListedYear},
		{regexp.MustCompile(`^(([本当下次])个?月(?:([上中下])旬|([底末])|([初中])|(\d{1,2})[日号])?)`), fillThisMonth},
		{regexp.MustCompile(`^(年[底末内])`), fillYearEnd},
		{regexp.MustCompile(`^((\d{1,2})[日号])`), fillDayOnly},
	}
	partForms = []form{
		{regexp.MustCompile(`^((\d{1,2}))([-至到、和及])\d{1,2}月`), fillListedMonth},
		{regexp.MustCompile(`^((\d{1,2})月份?(\d{1,2})[日号])`), fillDay},
		{regexp.MustCompile(`^((\d{1,2})月份?(\d{1,2}))(?:$|[-至到前),;、。(])`), fillDay},
		{regexp.MustCompile(`^((\d{1,2})月份?(?:([上中下])旬|([底末])|([初中]))?)`), fillMonth},
		{regexp.MustCompile(`^(第?(\d)季度([底末])?)`), fillQuarter},
		{regexp.MustCompile(`^(([上下])半年([底末])?)`), fillHalf},
	}
	yearForm = regexp.MustCompile(`^(?:(\d{4})|([今本当明去次同]))年度?的?`)
	yearTail = regexp.MustCompile(`^(?:([底末])|([初中]))?`)
)

var notThisYear = regexp.MustCompile(`[\d半全整近]$`)

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // the patterns let through at most four digits
	return n
}

func fillISO(_ *reading, p *point, m []string, _ string) bool {
	p.precision, p.year, p.month, p.day = dayPrecision, fullYear(m[0]), atoi(m[1]), atoi(m[2])
	return true
}

// fullYear is a written year; 0000 must not pass for one that is not written.
func fullYear(s string) int { return max(1, atoi(s)) }

// fillShortYear refuses to guess the century of 23年9月底.
func fillShortYear(_ *reading, p *point, _ []string, _ string) bool {
	p.precision, p.fault = yearPrecision, words.DeadlineYearShort
	return true
}

// fillListedYear: the first years of 2025-2027年, 2025、2026、2027年.
func fillListedYear(_ *reading, p *point, m []string, _ string) bool {
	p.precision, p.year = yearPrecision, fullYear(m[0])
	return true
}

// fillThisMonth: 本月 and 下月 are counted from the campaign's start, which is not always the day of writing: to confirm.
func fillThisMonth(r *reading, p *point, m []string, before string) bool {
	if each.MatchString(before) {
		return false // 每月…次月5日 belongs to a series
	}
	fillTail(p, m[1:4])
	if m[4] != "" {
		p.precision, p.day = dayPrecision, atoi(m[4])
	}
	if !r.base.Date.IsValid() {
		p.fault = words.DeadlineYearMissing
		return true
	}
	first := date(r.base.Date.Year, int(r.base.Date.Month), 1)
	if m[0] == "下" || m[0] == "次" {
		first = addMonths(first, 1)
	}
	p.year, p.month, p.toConfirm = first.Year, int(first.Month), true
	return true
}

// fillYearEnd: 年底 and, at the beginning of a clause, 年内. 3年底 and 半年内 are something else.
func fillYearEnd(_ *reading, p *point, _ []string, before string) bool {
	if notThisYear.MatchString(before) {
		return false
	}
	p.precision, p.end = yearPrecision, true
	return true
}

// fillDayOnly: the 8日 of 9月7日至8日 takes its month from the point before it. A lone 8日 is no point.
func fillDayOnly(r *reading, p *point, m []string, before string) bool {
	if !afterPoint.MatchString(before) {
		return false
	}
	start := r.points[len(r.points)-1]
	if start.precision != dayPrecision {
		return false
	}
	*p = start
	p.day, p.dayOnly, p.said = atoi(m[0]), true, ""
	return true
}

func (r *reading) fillYear(p *point, m []string) {
	if m[0] != "" {
		p.year = fullYear(m[0])
		return
	}
	known := r.base.Date.Year
	switch m[1] {
	case "明":
		known++
	case "去":
		known--
	case "次", "同":
		if len(r.points) == 0 || r.points[len(r.points)-1].year == 0 {
			return // 9月至次年3月: without a year, and 3月 is found after 9月 by itself
		}
		known = r.points[len(r.points)-1].year
		if m[1] == "次" {
			known++
		}
		p.year = known
		return
	}
	if !r.base.Date.IsValid() {
		p.fault = words.DeadlineYearMissing
	}
	p.year = known
}

// fillListedMonth: the first month of 9-12月, 2023年9、10月. Without a year 9、10月 may be item nine of a list.
func fillListedMonth(_ *reading, p *point, m []string, _ string) bool {
	if p.year == 0 && m[1] == "、" {
		return false
	}
	p.precision, p.month = monthPrecision, atoi(m[0])
	return true
}

func fillDay(_ *reading, p *point, m []string, _ string) bool {
	p.precision, p.month, p.day = dayPrecision, atoi(m[0]), atoi(m[1])
	return true
}

func fillMonth(_ *reading, p *point, m []string, _ string) bool {
	p.month = atoi(m[0])
	fillTail(p, m[1:4])
	return true
}

// fillTail reads what stands behind a month: a 旬, its end, or 初 and 中, which have no agreed days.
func fillTail(p *point, m []string) {
	switch p.precision = monthPrecision; {
	case m[0] != "":
		p.precision, p.part = xunPrecision, map[string]int{"上": 1, "中": 2, "下": 3}[m[0]]
	case m[1] != "":
		p.precision, p.end = monthEndPrecision, true
	case m[2] != "":
		p.fault = words.DeadlineVague
	}
}

func fillQuarter(_ *reading, p *point, m []string, _ string) bool {
	p.precision, p.part, p.end = quarterPrecision, atoi(m[0]), m[1] != ""
	return true
}

func fillHalf(_ *reading, p *point, m []string, _ string) bool {
	p.precision, p.part, p.end = halfPrecision, 1, m[1] != ""
	if m[0] == "下" {
		p.part = 2
	}
	return true
}

func fillYearTail(p *point, m []string) {
	p.precision, p.end = yearPrecision, m[0] != ""
	if m[1] != "" {
		p.fault = words.DeadlineVague
	}
}
