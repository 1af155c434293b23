package deadline

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/clock"
	"rectify/workflow/words"
)

var (
	clockTime = regexp.MustCompile(`(◇前?|[周期][一二三四五六日天]|每[日天]|\d[日号]|[月季年][底末]|当[日天]|\))(上午|早上|中午|下午|晚上|晚)?(\d{1,2})(时|点|:)(?:(\d{1,2})分?|(半)|整|钟)?`)
	vagueTime = regexp.MustCompile(`下班前|上班前|午前|中午前`)
	saidDay   = regexp.MustCompile(`◇\(?(?:周|星期|礼拜)([一二三四五六日天])\)?`)
	dayOfWeek = map[string]time.Weekday{"日": 0, "天": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
	weekdayZh = []string{"日", "一", "二", "三", "四", "五", "六"}
)

// takeTime takes the hour out of rest: 9月30日15时前, 每周三下午3点半. Of several hours the last is that of the end.
func (r *reading) takeTime() {
	if m := vagueTime.FindString(r.rest); m != "" {
		r.d.flag(words.DeadlineTimeVague, words.Params{"text": m})
		r.rest = strings.Replace(r.rest, m, "前", 1)
	}
	for _, m := range clockTime.FindAllStringSubmatch(r.rest, -1) {
		hour, minute := atoi(m[3]), atoi(m[5])
		if m[6] != "" {
			minute = 30
		}
		switch {
		case (m[2] == "下午" || m[2] == "晚上" || m[2] == "晚") && hour < 12, m[2] == "中午" && hour < 3:
			hour += 12
		}
		if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
			r.d.flag(words.DeadlineTimeImpossible, words.Params{"text": strings.TrimPrefix(m[0], m[1])})
			continue
		}
		r.d.DueTime = fmt.Sprintf("%02d:%02d", hour, minute)
	}
	r.rest = clockTime.ReplaceAllString(r.rest, "$1")
}

// takeWeekdays takes the weekdays that accompany dates out of rest, 9月13日(星期三), and remembers them with their points.
func (r *reading) takeWeekdays() {
	for _, at := range saidDay.FindAllStringSubmatchIndex(r.rest, -1) {
		r.points[strings.Count(r.rest[:at[0]], string(mark))].said = r.rest[at[2]:at[3]]
	}
	r.rest = saidDay.ReplaceAllString(r.rest, string(mark))
}

// EndsAt is the first moment that is too late, in Asia/Shanghai; false when the deadline has no day.
func (d Deadline) EndsAt() (time.Time, bool) {
	if d.Due == nil {
		return time.Time{}, false
	}
	return endOf(*d.Due, d.DueTime, d.Inclusive), true
}

// endOf: a day with an hour ends at that hour; without one at 24:00, or at 0:00 when the day itself no longer counts.
func endOf(day civil.Date, hhmm string, inclusive bool) time.Time {
	midnight := day.In(clock.Shanghai)
	var h, m int
	if n, _ := fmt.Sscanf(hhmm, "%d:%d", &h, &m); n == 2 {
		return midnight.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute)
	}
	if inclusive {
		return day.AddDays(1).In(clock.Shanghai)
	}
	return midnight
}
