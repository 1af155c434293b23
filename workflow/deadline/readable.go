package deadline

import (
	"strings"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Readable is what was understood, as one sentence without a full stop: 2023年9月30日（含当日）前完成. It is shown beside
// the raw text, so that its author can see at a glance whether he was understood.
func (d Deadline) Readable(lang words.Lang) string {
	say := sayer(lang)
	var clauses []string
	if d.Status != "" {
		clauses = append(clauses, say(words.DeadlineReadStatus, words.Params{"status": statusWord(lang, d.Status)}))
	}
	if d.Immediate {
		clauses = append(clauses, say(words.DeadlineReadImmediate, nil))
	}
	if core := d.readCore(lang); core != "" {
		clauses = append(clauses, core)
	}
	if d.LongTerm && d.Kind != Error {
		code := words.DeadlineReadAndOngoing
		if len(clauses) == 0 {
			code = words.DeadlineReadOngoing
		}
		clauses = append(clauses, say(code, nil))
	}
	return strings.Join(clauses, say(words.DeadlineReadClauseComma, nil))
}

func sayer(lang words.Lang) func(words.Code, words.Params) string {
	return func(code words.Code, params words.Params) string { return words.Text(lang, code, params) }
}

// readCore reads what is neither status nor immediate nor long-term. A compound is read by the fields it has.
func (d Deadline) readCore(lang words.Lang) string {
	say := sayer(lang)
	switch d.Kind {
	case Vague:
		return say(words.DeadlineReadVague, nil)
	case Missing:
		return say(words.DeadlineReadMissing, nil)
	case Error:
		return say(words.DeadlineReadError, nil)
	case Recurring:
		return d.readSeries(lang)
	case Distributive:
		var shares []string
		for i, due := range d.Dues[:min(len(d.Dues), len(d.Counts))] {
			shares = append(shares, say(words.DeadlineReadShare, words.Params{"due": dayWord(lang, due), "count": d.Counts[i]}))
		}
		return say(words.DeadlineReadShares, words.Params{"shares": strings.Join(shares, say(words.DeadlineReadListComma, nil))})
	case Phased:
		if len(d.Dues) == 0 {
			return say(words.DeadlineReadPhased, nil)
		}
		return say(words.DeadlineReadPhasedDates, words.Params{"days": joinDays(lang, d.Dues)})
	}
	switch {
	case d.Kind == Anchor && d.NotBefore != nil:
		return say(words.DeadlineReadAnchor, words.Params{"start": dayWord(lang, *d.NotBefore)})
	case d.Kind == On && d.Due != nil:
		return say(words.DeadlineReadOn, words.Params{"due": d.dueWord(lang)})
	case d.Unit != "" || d.DueEvent != "":
		return d.readRelative(lang)
	case d.NotBefore != nil && d.Due != nil:
		return say(words.DeadlineReadWindow, words.Params{"start": dayWord(lang, *d.NotBefore), "due": d.dueWord(lang)})
	case d.NotBefore != nil:
		return say(words.DeadlineReadFrom, words.Params{"start": dayWord(lang, *d.NotBefore)})
	case d.Due != nil && d.DueTime != "":
		return say(words.DeadlineReadByTime, words.Params{"due": dayWord(lang, *d.Due), "time": d.DueTime})
	case d.Due != nil && !d.Inclusive:
		return say(words.DeadlineReadByExclusive, words.Params{"due": dayWord(lang, *d.Due)})
	case d.Due != nil:
		return say(words.DeadlineReadBy, words.Params{"due": dayWord(lang, *d.Due)})
	}
	return ""
}

func (d Deadline) readRelative(lang words.Lang) string {
	code, count := words.DeadlineReadAfter, d.Offset
	anchor := anchorWord(lang, d.Anchor)
	switch {
	case d.DueEvent != "":
		code, anchor = words.DeadlineReadEvent, anchorWord(lang, d.DueEvent)
	case d.NotBefore != nil || d.Kind == MinAge:
		code = words.DeadlineReadMinAge
	case d.Offset < 0:
		code, count = words.DeadlineReadBefore, -d.Offset
	}
	text := words.Text(lang, code, words.Params{"anchor": anchor, "count": count, "unit": words.Text(lang, words.Code("deadline_unit_"+d.Unit), nil)})
	day := d.Due
	if day == nil {
		day = d.NotBefore
	}
	if day == nil {
		return text
	}
	return words.Text(lang, words.DeadlineReadThatIs, words.Params{"text": text, "date": dayWord(lang, *day)})
}

// readSeries reads the rule, the first and last day and the holidays of a series.
func (d Deadline) readSeries(lang words.Lang) string {
	say := sayer(lang)
	clauses := []string{say(words.DeadlineReadSeriesNoRule, nil)}
	if rule, ok := parseRRule(d.RRule); ok {
		at := ""
		if d.DueTime != "" {
			at = say("deadline_at", words.Params{"time": d.DueTime})
		}
		clauses[0] = say(words.DeadlineReadSeries, words.Params{"period": rule.read(lang), "time": at})
	}
	if d.First != nil {
		clauses = append(clauses, say(words.DeadlineReadFirst, words.Params{"date": dayWord(lang, *d.First)}))
	}
	if d.Due != nil {
		clauses = append(clauses, say(words.DeadlineReadUntil, words.Params{"date": dayWord(lang, *d.Due)}))
	}
	if d.HolidayPolicy != "" {
		clauses = append(clauses, say(words.Code("deadline_holiday_"+d.HolidayPolicy), nil))
	}
	return strings.Join(clauses, say(words.DeadlineReadClauseComma, nil))
}

func (r rrule) read(lang words.Lang) string {
	say := sayer(lang)
	period := say(words.Code("deadline_period_"+r.freq), nil)
	if r.interval > 1 {
		period = say(words.Code("deadline_every_"+r.freq), words.Params{"n": r.interval})
	}
	if len(r.byMonth) > 0 {
		period = say("deadline_period_YEARLY", nil) + say("deadline_in_months", words.Params{"months": strings.ReplaceAll(joinInts(r.byMonth), ",", say(words.DeadlineReadListComma, nil))})
	}
	for i, day := range r.byMonthDay {
		if i > 0 {
			period += say(words.DeadlineReadListComma, nil)
		}
		if day < 0 && len(r.byMonth) > 0 {
			period += say("deadline_on_its_last", nil)
		} else if day < 0 {
			period += say("deadline_on_last", nil)
		} else {
			period += say("deadline_on_day", words.Params{"day": day})
		}
	}
	if len(r.byDay) > 0 {
		var days []string
		for _, day := range r.byDay {
			if lang == words.English {
				days = append(days, day.String())
			} else {
				days = append(days, weekdayZh[day])
			}
		}
		period += say("deadline_on_weekday", words.Params{"days": strings.Join(days, say(words.DeadlineReadListComma, nil))})
	}
	return period
}

func dayWord(lang words.Lang, d civil.Date) string {
	return words.Text(lang, words.DeadlineReadDay, words.Params{"year": d.Year, "month": int(d.Month), "day": d.Day, "month_en": d.Month.String()})
}

// dueWord is the due day, with its hour if it has one.
func (d Deadline) dueWord(lang words.Lang) string {
	if d.DueTime == "" {
		return dayWord(lang, *d.Due)
	}
	return dayWord(lang, *d.Due) + " " + d.DueTime
}

func joinDays(lang words.Lang, days []civil.Date) string {
	var s []string
	for _, d := range days {
		s = append(s, dayWord(lang, d))
	}
	return strings.Join(s, words.Text(lang, words.DeadlineReadListComma, nil))
}
