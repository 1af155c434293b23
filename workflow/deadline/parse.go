package deadline

import (
	"regexp"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// reading is one expression while it is being read.
type reading struct {
	base   Base
	text   string  // normalised
	rest   string  // text with each point in time replaced by mark, and clock times and weekdays taken out
	points []point // what the marks stand for, in order
	unread bool    // words that are not understood narrow a point down, so that its last day says nothing
	d      Deadline
}

// recognisers are tried in order; the first that answers true has read the expression. The order is part of the
// grammar: a status may have dates in its remark, a series may have a first day, a window may claim a duration.
var recognisers = []func(*reading) bool{
	(*reading).missing,
	(*reading).header,
	(*reading).status,
	(*reading).distributive,
	(*reading).recurring,
	(*reading).relative,
	(*reading).dates,
	(*reading).event,
	(*reading).phased,
	(*reading).modifiersOnly,
	(*reading).unclear,
}

// Parse reads raw. It never fails: what cannot be read comes back as Error, Vague or Missing with findings that say why.
func Parse(raw string, base Base) Deadline {
	r := &reading{base: base, text: normalize(raw)}
	r.d.Raw = raw
	if !plausible(base.Date) {
		r.base.Date = civil.Date{}
	}
	r.scan()
	r.takeWeekdays()
	r.rest = inclusion.ReplaceAllString(r.rest, "")
	r.takeTime()
	r.d.Immediate = immediateWords.MatchString(r.rest)
	r.d.LongTerm = r.longTerm()
	for _, recognise := range recognisers {
		if recognise(r) {
			break
		}
	}
	r.finish()
	return r.d
}

var (
	immediateWords = regexp.MustCompile(`立行立改|即知即改|立知立改|立查立改|立整立改|即行即改|即查即改|边查边改|马上就改|立即(?:整改|改正|落实|纠正|完成|$)|即时整改`)
	longTermWords  = regexp.MustCompile(`(?:长期(?:坚持|整改|推进|抓好|落实|开展|执行|实施|有效|任务)?(?:整改)?|持续(?:整改|推进|坚持|开展|抓好|巩固|深化|用力|落实)|持续|常态化(?:开展|推进|坚持|整改|管理|实施|落实|抓好)?|长抓不懈|常抓不懈|坚持不懈|久久为功|一以贯之)(?:下去)?$`)
	clauseEnds     = regexp.MustCompile(`[,;。.、()]+`)
)

// longTerm tells whether a clause ends in an undertaking without end. The end matters: 长期存在的问题 is none.
func (r *reading) longTerm() bool {
	for _, clause := range clauseEnds.Split(r.rest, -1) {
		if longTermWords.MatchString(clause) {
			return true
		}
	}
	return false
}

var voidText = regexp.MustCompile(`^[-/\\.,。、;:_?*()]*$|^(?:无|空|暂无|未填)$`)

// missing: an empty cell, or one with nothing but a dash.
func (r *reading) missing() bool {
	if !voidText.MatchString(r.text) {
		return false
	}
	r.d.Kind = Missing
	r.d.flag(words.DeadlineMissing, nil)
	return true
}

// finish makes the compound kinds and holds the result to what every deadline promises.
func (r *reading) finish() {
	d := &r.d
	if d.LongTerm {
		switch d.Kind {
		case By, On, From, Window, Span, Status, Relative, Event, Immediate:
			d.Kind = Compound
		}
	}
	if d.Kind == Error {
		return
	}
	if d.Due != nil && d.NotBefore != nil && d.Due.Before(*d.NotBefore) {
		d.fail(words.DeadlineEndBeforeStart, words.Params{"start": *d.NotBefore, "end": *d.Due})
		return
	}
	if d.Due == nil || d.Kind == Recurring {
		return
	}
	if base := r.base.Date; base.IsValid() && d.Due.Before(base) {
		d.flag(words.DeadlinePast, words.Params{"date": *d.Due, "base": base})
	}
	if r.base.Workday != nil {
		if works, err := r.base.Workday(*d.Due); err == nil && !works {
			d.tell(words.DeadlineOnRestDay, words.Params{"date": *d.Due})
		}
	}
	if policy := holidayPolicy(r.text); policy != "" {
		d.HolidayPolicy = policy
		d.flag(words.DeadlineHolidayShift, words.Params{"date": *d.Due})
	}
}
