package deadline

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Units of Deadline.Offset.
const (
	Hours        = "hour"
	CalendarDays = "calendar_day"
	Workdays     = "workday"
	Months       = "month"
	Years        = "year"
)

// farthest is the largest offset that is believed, in its own unit: about ten years in days.
const farthest = 3660

// Errors of Resolve.
var (
	ErrNotRelative = errors.New("deadline: not counted from an event")
	ErrNoCalendar  = errors.New("deadline: counted in workdays, but no calendar was given")
)

const span = `(半年|半个?月|\d+个?(?:工作日|自然日|日历日|月|星期|小时)|\d+(?:日|天|周|年))`

// offsets are the ways to count from an event. sign is -1 for a day before it.
var offsets = []struct {
	pattern *regexp.Regexp
	sign    int
	minAge  bool
}{
	{regexp.MustCompile(`(?:期满|届满|满)` + span + `(?:以上|后|之后)?`), 1, true},
	{regexp.MustCompile(span + `(?:以上|之后|以后|后)`), 1, true},
	{regexp.MustCompile(`(?:提前|前)(?:约|大约)?` + span), -1, false},
	{regexp.MustCompile(span + `(?:左右)?(?:之内|以内|内|期限内)`), 1, false},
	{regexp.MustCompile(span + `(?:左右)?(?:之前|以前|前)`), -1, false},
	{regexp.MustCompile(`(?:用|为期|期限为?|历时|限期|限|在)(?:约|大约)?` + span + `(?:左右)?的?(?:时间)?`), 1, false},
	{regexp.MustCompile(`(?:起|后|期限:?|时限:?|时间:?)(?:约|大约)?` + span + `(?:$|[,.;、(])`), 1, false},
	{regexp.MustCompile(span + `的?(?:集中整改|集中攻坚)`), 1, false},
	{regexp.MustCompile(`^` + span + `(?:左右)?的?(?:时间)?$`), 1, false},
}

var (
	countedFrom = regexp.MustCompile(`◇[^,。;、前]{0,6}(?:起|后)的?(?:约|大约)?` + span + `(?:左右)?(?:之内|以内|内)`)
	approx      = regexp.MustCompile(`约|左右`)
	ranged      = regexp.MustCompile(`[\d一二三四五六七八九十][-至到]$`) // 3至6个月
	spanParts   = regexp.MustCompile(`^(\d{1,9})个?(\D+)$`)
	dayNumber   = regexp.MustCompile(`^\d{1,2}日$`)
)

// relative reads an offset from an event. Where the text names a date as well, that date is the deadline, unless the
// offset is counted from it (自9月1日起30日内).
func (r *reading) relative() bool {
	if len(r.points) > 0 {
		m := countedFrom.FindStringSubmatchIndex(r.rest)
		if m == nil {
			return false
		}
		p := &r.points[strings.Count(r.rest[:m[0]], string(mark))]
		if p.precision != dayPrecision {
			return false // 自9月起30日内: from which day of September is not said
		}
		if !r.place(p, r.base.Date) || !r.count(r.rest[m[2]:m[3]], 1) {
			return true
		}
		r.d.Kind, r.d.Anchor = Relative, p.last.String()
		r.settle(p.last, true)
		return true
	}
	for _, o := range offsets {
		m := o.pattern.FindStringSubmatchIndex(r.rest)
		if m == nil || strings.HasSuffix(r.rest[:m[2]], "个") || strings.HasPrefix(r.rest[m[3]:], "半") {
			continue // 1个半月, 1年半: neither months nor years can hold it, so a person decides
		}
		counted, anchor := r.rest[m[2]:m[3]], anchorIn(r.rest[:m[2]])
		if o.sign < 0 && anchor == "" && dayNumber.MatchString(counted) {
			return false // 10日前: the tenth of some month, or ten days before something
		}
		if !r.count(counted, o.sign) {
			return true
		}
		r.d.Kind = Relative
		if o.minAge {
			r.d.Kind = MinAge
		}
		if anchor == "" && strings.Contains(r.rest[m[0]:m[1]], "集中整改") {
			anchor = FeedbackDate // by the usage of such plans, so a person confirms it
			r.d.flag(words.DeadlineAnchorAssumed, words.Params{"anchor": anchorWord(words.Chinese, anchor), "anchor_en": anchorWord(words.English, anchor)})
		}
		r.d.Anchor, r.d.Approx = anchor, approx.MatchString(r.rest) || ranged.MatchString(r.rest[:m[2]])
		if r.d.Approx {
			r.d.flag(words.DeadlineApprox, nil)
		}
		if anchor == "" {
			r.d.flag(words.DeadlineAnchorMissing, nil)
			return true
		}
		day, known := r.base.dateOf(anchor)
		r.settle(day, known)
		return true
	}
	return false
}

// count reads 10个工作日 into Offset and Unit; false means an error. 半个月 is taken as fifteen days and confirmed.
func (r *reading) count(text string, sign int) bool {
	d := &r.d
	switch text {
	case "半年":
		d.Offset, d.Unit = 6*sign, Months
		return true
	case "半月", "半个月":
		d.Offset, d.Unit = 15*sign, CalendarDays
		d.flag(words.DeadlineHalfMonth, nil)
		return true
	}
	m := spanParts.FindStringSubmatch(text)
	if m == nil {
		d.fail(words.DeadlineTooLong, words.Params{"text": text})
		return false
	}
	n, _ := strconv.Atoi(m[1]) // nine digits at most
	d.Unit = map[string]string{"工作日": Workdays, "月": Months, "年": Years, "小时": Hours}[m[2]]
	switch {
	case m[2] == "周" || m[2] == "星期":
		n, d.Unit = n*7, CalendarDays
	case d.Unit == "":
		d.Unit = CalendarDays
	}
	if n < 1 || n > farthest || d.Unit == Years && n > 50 || d.Unit == Months && n > 600 {
		d.Unit = ""
		d.fail(words.DeadlineTooLong, words.Params{"text": text})
		return false
	}
	d.Offset = n * sign
	return true
}

// settle computes Due (NotBefore of a minimum age) when the day of the anchor is known.
func (r *reading) settle(anchor civil.Date, known bool) {
	d := &r.d
	d.Inclusive = d.Kind == Relative
	if !known {
		d.tellUndated(d.Anchor)
		return
	}
	day, err := d.Resolve(anchor, r.base.Workday)
	switch {
	case errors.Is(err, ErrNoCalendar):
		d.tell(words.DeadlineCalendarNeeded, nil)
	case err != nil:
		d.flag(words.DeadlineCalendarUnknown, words.Params{"year": anchor.Year})
	case d.Kind == MinAge:
		d.NotBefore = &day
	default:
		d.Due, d.Precision = &day, dayPrecision
	}
}

// Resolve counts a Relative, MinAge or Event deadline from the day of its anchor. The day of the anchor is not counted
// (Civil Code, Art. 201); a month that has no such day gives its last; workdays come from workday, whose error is
// returned. It fails with ErrNotRelative for other kinds and with ErrNoCalendar where workday is needed but nil.
func (d Deadline) Resolve(anchor civil.Date, workday func(civil.Date) (bool, error)) (civil.Date, error) {
	switch {
	case d.DueEvent != "":
		return anchor, nil
	case d.Unit == CalendarDays:
		return anchor.AddDays(d.Offset), nil
	case d.Unit == Hours:
		if d.Offset < 0 {
			return anchor.AddDays((d.Offset - 23) / 24), nil
		}
		return anchor.AddDays((d.Offset + 23) / 24), nil
	case d.Unit == Months:
		return addMonths(anchor, d.Offset), nil
	case d.Unit == Years:
		return addMonths(anchor, 12*d.Offset), nil
	case d.Unit == Workdays && workday == nil:
		return civil.Date{}, ErrNoCalendar
	case d.Unit == Workdays:
		return addWorkdays(anchor, d.Offset, workday)
	}
	return civil.Date{}, ErrNotRelative
}

// addWorkdays counts n workdays on from day, back when n is negative.
func addWorkdays(day civil.Date, n int, workday Workday) (civil.Date, error) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for limit := n*20 + 100; n > 0; limit-- {
		if limit == 0 {
			return civil.Date{}, fmt.Errorf("deadline: the calendar has no workdays around %s", day)
		}
		day = day.AddDays(step)
		works, err := workday(day)
		if err != nil {
			return civil.Date{}, err
		}
		if works {
			n--
		}
	}
	return day, nil
}
