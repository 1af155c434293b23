package deadline

import (
	"regexp"
	"strings"
	"time"

	"rectify/workflow/words"
)

var (
	each     = regexp.MustCompile(`每|按月|逐月`)
	series   = regexp.MustCompile(`每(\d+|半|双|隔)?个?(工作日|周|星期|月|季度|季|年|日|天)|(按|逐|隔|双)(周|月|季度|季|年|日)`)
	weekdays = regexp.MustCompile(`(?:周|星期|礼拜)([一二三四五六日天](?:[、和及,](?:周|星期)?[一二三四五六日天](?:[^一-龥]|$|[、和及,前]))*)`)
	weekend  = regexp.MustCompile(`(?:周|星期)[末底]`)
	monthDay = regexp.MustCompile(`(\d{1,2})[日号]`)
	dayRange = regexp.MustCompile(`\d{1,2}[日号]?[-至到]\d{1,2}[日号]`)
	monthEnd = regexp.MustCompile(`^(?:的?月)?[底末]`)
	ofPeriod = regexp.MustCompile(`^(?:度)?(?:的)?(?:(首|第1个?|末|最后1个?)月)`)
	counting = regexp.MustCompile(`首次|第1次|首期|首报|[自从]◇|◇(?:起|开始)`)
	holidays = []struct {
		policy  string
		pattern *regexp.Regexp
	}{
		{"next_workday", regexp.MustCompile(`节假日[^,。;]{0,6}顺延|节假日[^,。;]{0,6}(?:推后|延后)`)},
		{"previous_workday", regexp.MustCompile(`节假日[^,。;]{0,6}提前`)},
		{"skip", regexp.MustCompile(`节假日[^,。;]{0,4}除外|除节假日外|节假日[^,。;]{0,4}(?:不报|免报|暂停)`)},
	}
)

func holidayPolicy(text string) string {
	for _, h := range holidays {
		if h.pattern.MatchString(text) {
			return h.policy
		}
	}
	return ""
}

// recurring reads a series: 每周三15时前, 每月5日前, 按月. What the text does not say (which day of the month) is flagged.
func (r *reading) recurring() bool {
	at := series.FindStringSubmatchIndex(r.rest)
	if at == nil {
		return r.eachYearEnd()
	}
	group := func(i int) string {
		if at[2*i] < 0 {
			return ""
		}
		return r.rest[at[2*i]:at[2*i+1]]
	}
	every, unit := group(1), group(2)
	if unit == "" {
		every, unit = group(3), group(4)
	}
	rule := rrule{interval: 1}
	switch every {
	case "隔", "双":
		rule.interval = 2
	case "半", "", "按", "逐":
	default:
		if rule.interval = atoi(every[:min(len(every), 3)]); rule.interval < 1 || rule.interval > 99 {
			r.d.fail(words.DeadlineTooLong, words.Params{"text": every})
			return true
		}
	}
	tail := r.rest[at[1]:]
	understood := r.period(&rule, unit, every == "半", tail, r.rest[at[0]:])
	r.d.Kind = Recurring
	r.d.Inclusive = strings.Contains(tail, "前") && !r.base.ExcludesDay
	r.d.HolidayPolicy = holidayPolicy(r.rest)
	if unit == "工作日" {
		r.d.HolidayPolicy = "skip"
	}
	if rule.freq != "" {
		rule.at = r.d.DueTime
		r.d.RRule = rule.String()
	}
	if !understood {
		r.d.flag(words.DeadlineNoDay, nil)
	}
	r.bounds(rule)
	return true
}

// period fills the rule from the unit and what follows it; false when the day within the period is not said.
func (r *reading) period(rule *rrule, unit string, half bool, tail, whole string) bool {
	switch unit {
	case "日", "天":
		rule.freq = "DAILY"
		return true
	case "工作日":
		rule.freq = "WEEKLY"
		rule.byDay = []time.Weekday{1, 2, 3, 4, 5}
		return rule.interval == 1
	case "周", "星期":
		rule.freq = "WEEKLY"
		if m := weekdays.FindStringSubmatch(whole); m != nil {
			for _, c := range m[1] {
				if day, ok := dayOfWeek[string(c)]; ok {
					rule.byDay = append(rule.byDay, day)
				}
			}
		}
		return len(rule.byDay) > 0 && !weekend.MatchString(whole)
	case "月":
		if half {
			return false // 每半月: which two days is not said
		}
		rule.freq = "MONTHLY"
		return r.monthDays(rule, tail)
	case "季", "季度":
		return r.quarterDays(rule, tail)
	}
	if half {
		rule.freq, rule.interval = "MONTHLY", 6
		return false
	}
	rule.freq = "YEARLY"
	return r.yearDay(rule, tail)
}

// monthDays reads the days behind 每月: 5日, 10日、25日, 底.
func (r *reading) monthDays(rule *rrule, tail string) bool {
	clause, _, _ := strings.Cut(tail, ",")
	if monthEnd.MatchString(clause) {
		rule.byMonthDay = []int{-1}
		return true
	}
	if dayRange.MatchString(clause) {
		return false
	}
	for _, m := range monthDay.FindAllStringSubmatch(clause, -1) {
		day := atoi(m[1])
		if day < 1 || day > 31 {
			r.d.flag(words.DeadlineNoSuchDay, words.Params{"text": m[0]})
			return false
		}
		if day > 28 {
			r.d.flag(words.DeadlineDayNotEveryMonth, words.Params{"day": day})
		}
		rule.byMonthDay = append(rule.byMonthDay, day)
	}
	return len(rule.byMonthDay) > 0
}

// quarterDays reads what is behind 每季度: its end, or a day of its first or last month.
func (r *reading) quarterDays(rule *rrule, tail string) bool {
	rule.freq = "MONTHLY"
	if m := ofPeriod.FindStringSubmatchIndex(tail); m != nil {
		if r.monthDays(rule, tail[m[1]:]) {
			rule.byMonth = []int{3, 6, 9, 12}
			if which := tail[m[2]:m[3]]; strings.HasPrefix(which, "首") || strings.HasPrefix(which, "第1") {
				rule.byMonth = []int{1, 4, 7, 10}
			}
			return true
		}
	} else if monthEnd.MatchString(tail) {
		rule.byMonth, rule.byMonthDay = []int{3, 6, 9, 12}, []int{-1}
		return true
	}
	rule.interval *= 3
	return false
}

// yearDay reads what is behind 每年: its end, or a point such as 12月20日, which is then no date of its own.
func (r *reading) yearDay(rule *rrule, tail string) bool {
	if monthEnd.MatchString(tail) {
		rule.byMonth, rule.byMonthDay = []int{12}, []int{-1}
		return true
	}
	if !strings.HasPrefix(tail, string(mark)) {
		return false
	}
	p := r.points[len(r.points)-strings.Count(tail, string(mark))]
	r.points = nil
	switch {
	case p.fault != "" || p.year != 0 || !p.exists():
		r.d.flag(words.DeadlineNoSuchDay, words.Params{"text": p.raw})
		return false
	case p.precision == dayPrecision:
		rule.byMonth, rule.byMonthDay = []int{p.month}, []int{p.day}
		return true
	case p.precision == monthEndPrecision:
		rule.byMonth, rule.byMonthDay = []int{p.month}, []int{-1}
		return true
	}
	return false
}

// eachYearEnd: in 每年底 the scanner has already taken 年底 for a point.
func (r *reading) eachYearEnd() bool {
	if !strings.Contains(r.rest, "每"+string(mark)) {
		return false
	}
	r.d.Kind, r.d.Inclusive, r.d.HolidayPolicy = Recurring, true, holidayPolicy(r.rest)
	rule := rrule{freq: "YEARLY", interval: 1, byMonth: []int{12}, byMonthDay: []int{-1}, at: r.d.DueTime}
	p := r.points[strings.Count(r.rest[:strings.Index(r.rest, "每"+string(mark))], string(mark))]
	if p.precision != yearPrecision || !p.end || p.year != 0 {
		r.d.flag(words.DeadlineNoDay, nil)
		return true
	}
	r.d.RRule = rule.String()
	return true
}

// bounds reads the dates that accompany a series: its first day, and its last when there is a window.
func (r *reading) bounds(rule rrule) {
	if len(r.points) == 0 {
		return
	}
	items, ok := r.items()
	if !ok {
		return
	}
	for _, it := range items {
		switch {
		case it.kind == Window:
			r.d.First, r.d.Due = it.start, it.due
		case r.d.First == nil && (it.kind == From || counting.MatchString(r.rest)):
			first := it.start
			if first == nil {
				first = it.due
			}
			r.d.First = first
		case it.due != nil:
			r.d.Due = it.due
			r.d.flag(words.DeadlineOtherDate, nil)
		}
	}
	r.dropNoEnd()
	if r.d.First != nil && rule.freq != "" && !rule.matches(*r.d.First) {
		r.d.flag(words.DeadlineFirstOffRule, words.Params{"date": *r.d.First})
	}
}

// dropNoEnd takes back the question for an end that From asks: a series needs none.
func (r *reading) dropNoEnd() {
	kept := r.d.Findings[:0]
	for _, f := range r.d.Findings {
		if f.Code != words.DeadlineNoEnd {
			kept = append(kept, f)
		}
	}
	r.d.Findings = kept
	r.d.NeedsConfirmation = len(kept) > 0 && r.d.NeedsConfirmation
}
