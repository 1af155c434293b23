package deadline

import (
	"regexp"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

var (
	headerText = regexp.MustCompile(`^(?:整改|完成|计划)?(?:完成)?(?:时限|期限|时间|日期)(?:要求)?[(:]*(?:自|从)◇(?:起|开始)(?:算|计算)?\)*$`)

	window    = regexp.MustCompile(`(?:自|从)?◇(?:起|开始)?,?[-至到]◇(?:止|为止|结束)?|◇`)
	before    = regexp.MustCompile(`^(?:之前|以前|前)`)
	fromAfter = regexp.MustCompile(`^(?:及以后|及之后|以后|之后|起|开始|以来|后)`)
	thatDay   = regexp.MustCompile(`^当[日天]`)
	insideOf  = regexp.MustCompile(`^(?:之内|以内|内)`)
	until     = regexp.MustCompile(`(?:截至|截止到?|不迟于|不晚于|最迟|至|到|止于)$`)
	onThe     = regexp.MustCompile(`(?:于|定在)$`)
	finished  = regexp.MustCompile(`^(?:[^,。;]{0,8}(?:完成|完毕|到位|办结))`)
	lostEnd   = regexp.MustCompile(`◇(?:起|开始)?[-至到]\d`)
	inclusion = regexp.MustCompile(`\((不)?含(?:当[日天]|本日|该日)?\)`)
	unread    = regexp.MustCompile(`^[^,.。;、◇(]*?(?:前|节|期间|假期)`)
	oneBefore = regexp.MustCompile(`([一二三四五六七八九十]|\d{1,2})[、和及]$`)
	durations = regexp.MustCompile(`\d+个?(?:工作日|月|天|日|周|年)`)
)

// header: the column header 完成时限(自8月29日起) says where the counting begins and is no deadline itself.
func (r *reading) header() bool {
	if len(r.points) != 1 || !headerText.MatchString(r.rest) {
		return false
	}
	p := &r.points[0]
	if !r.place(p, r.base.Date) {
		return true
	}
	r.d.Kind, r.d.NotBefore = Anchor, &p.first
	return true
}

// item is one deadline found among the points of a text.
type item struct {
	kind       Kind
	start, due *civil.Date
	precision  string
	marked     bool // a word says that it is a deadline, not just a date that is mentioned
	inclusive  bool
}

// dates reads texts that name days, months or longer stretches. One deadline gives By, On, From, Span or Window; several
// give Phased.
func (r *reading) dates() bool {
	if len(r.points) == 0 {
		return false
	}
	if lostEnd.MatchString(r.rest) { // 2023.8.29-9.28: a window whose end cannot be read has no due day
		r.d.Kind, r.d.DueTime = Vague, ""
		r.d.flag(words.DeadlineUnreadable, nil)
		return true
	}
	items, ok := r.items()
	if !ok {
		return true // an error has been recorded
	}
	var marked []item
	for _, it := range items {
		if it.marked {
			marked = append(marked, it)
		}
	}
	if n := len(marked); n > 0 && n < len(items) {
		r.d.flag(words.DeadlineOtherDate, nil)
		items = marked
	}
	if len(items) > 1 {
		r.several(items)
		return true
	}
	if r.unread {
		r.d.Kind, r.d.DueTime = Vague, ""
		return true
	}
	it := items[0]
	if m := inclusion.FindStringSubmatch(r.text); m != nil && it.due != nil {
		it.inclusive = m[1] == "" // the text says it itself, whatever the campaign's setting
	}
	r.d.Kind, r.d.NotBefore, r.d.Due, r.d.Precision, r.d.Inclusive = it.kind, it.start, it.due, it.precision, it.inclusive
	if found := durations.FindAllString(r.rest, -1); len(found) > 0 {
		r.d.Note = strings.Join(found, "、")
		if it.kind != Window {
			r.d.flag(words.DeadlineOtherTime, words.Params{"text": r.d.Note})
		}
	}
	return true
}

// several deadlines in one cell are milestones: the last is Due, and a person splits them.
func (r *reading) several(items []item) {
	d := &r.d
	d.Kind, d.DueTime = Phased, ""
	for _, it := range items {
		if d.NotBefore == nil {
			d.NotBefore = it.start
		}
		if it.due == nil {
			continue
		}
		d.Dues = append(d.Dues, *it.due)
		if d.Due == nil || it.due.After(*d.Due) {
			d.Due, d.Precision, d.Inclusive = it.due, it.precision, it.inclusive
		}
	}
	d.flag(words.DeadlineSeveral, words.Params{"count": len(items)})
}

// items walks through the points, two at a time where they bound a window.
func (r *reading) items() ([]item, bool) {
	var items []item
	ref, next := r.base.Date, 0
	for _, at := range window.FindAllStringIndex(r.rest, -1) {
		found, head, tail := r.rest[at[0]:at[1]], r.rest[:at[0]], r.rest[at[1]:]
		p := &r.points[next]
		if strings.Count(found, string(mark)) == 2 {
			end := &r.points[next+1]
			next += 2
			if !r.placeWindow(p, end, ref) {
				return nil, false
			}
			items = append(items, item{Window, &p.first, &end.last, p.coarser(end), true, true})
			p = end
		} else {
			next++
			if !r.place(p, ref) {
				return nil, false
			}
			items = append(items, r.single(p, head, tail))
		}
		if p.year != 0 {
			ref = p.first // a written year holds for the dates behind it
		}
	}
	return items, true
}

// single reads one point by the words around it.
func (r *reading) single(p *point, head, tail string) item {
	it := item{kind: By, due: &p.last, precision: p.precision, inclusive: true}
	period := p.precision != dayPrecision && !p.end
	switch {
	case before.MatchString(tail):
		it.marked, it.inclusive = true, !r.base.ExcludesDay
		if period {
			r.d.flag(words.DeadlinePeriodBefore, words.Params{"text": p.raw, "date": p.last})
		}
		return it
	case until.MatchString(head): // 不迟于 ends like 于
		it.marked = true
		return it
	case thatDay.MatchString(tail), onThe.MatchString(head) && p.precision == dayPrecision:
		it.kind, it.marked = On, true
		return it
	case fromAfter.MatchString(tail):
		if !r.d.LongTerm {
			r.d.flag(words.DeadlineNoEnd, words.Params{"date": p.first})
		}
		return item{kind: From, start: &p.first, precision: p.precision, marked: true}
	case insideOf.MatchString(tail):
		it.marked = true
		if p.precision == monthPrecision && p.year == 0 && !strings.Contains(p.raw, "份") {
			r.d.flag(words.DeadlineMonthOrDuration, words.Params{"text": p.raw + "内", "date": p.last, "n": p.month})
		}
	}
	if m := unread.FindString(tail); m != "" { // 2024年春节前 is not the end of 2024
		r.d.flag(words.DeadlineOtherTime, words.Params{"text": p.raw + m})
		r.unread = period
	}
	if m := oneBefore.FindStringSubmatch(head); m != nil && p.precision != dayPrecision && (follows(m[1], p.month) || follows(m[1], p.part)) {
		r.d.flag(words.DeadlineOtherTime, words.Params{"text": m[0] + p.raw}) // 三、四季度
	}
	it.marked = it.marked || p.end || finished.MatchString(tail)
	if p.precision == xunPrecision || (p.precision == quarterPrecision || p.precision == halfPrecision) && !p.end {
		it.kind, it.start = Span, &p.first
	}
	return it
}

// follows tells whether n is the number after the one written: in 三、四季度 the first may be meant as well.
func follows(written string, n int) bool {
	if before, ok := numeralValue(written); ok && !digits.MatchString(written) {
		return n == before+1
	}
	return n == atoi(written)+1
}

// place puts a point on the calendar and checks it; false means that the deadline has become an error or unclear.
func (r *reading) place(p *point, ref civil.Date) bool {
	if why := p.place(ref); why != "" {
		r.refuse(why, p)
		return false
	}
	if p.year == 0 && p.first.Year > ref.Year && p.first.DaysSince(ref) > longRoll {
		r.d.flag(words.DeadlineYearAssumed, words.Params{"text": p.raw, "date": p.last})
	}
	r.check(p)
	return true
}

// refuse records why a point cannot be placed. A day that cannot be is an error; one that lacks something is unclear.
func (r *reading) refuse(why words.Code, p *point) {
	if why == words.DeadlineNoSuchDay {
		r.d.fail(why, words.Params{"text": p.raw})
		return
	}
	r.d.Kind, r.d.DueTime = Vague, ""
	r.d.flag(why, words.Params{"text": p.raw})
}

// check compares what is written beside a day with the day.
func (r *reading) check(p *point) {
	if p.toConfirm {
		r.d.flag(words.DeadlineThisMonth, words.Params{"text": p.raw, "date": p.last})
	}
	if p.said != "" && dayOfWeek[p.said] != weekday(p.first) {
		r.d.flag(words.DeadlineWeekdayWrong, words.Params{"date": p.first, "said": p.said, "is": weekdayZh[weekday(p.first)],
			"said_en": dayOfWeek[p.said].String(), "is_en": weekday(p.first).String()})
	}
}
