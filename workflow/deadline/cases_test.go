package deadline

import (
	"strings"
	"testing"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// cases go beyond testdata/deadlines.json. All are read against a campaign that starts on 2023-08-29 and knows the
// calendar of 2023. A window or span is written "start..due", an open end "start..", no date at all "".
var cases = []struct {
	raw  string
	kind Kind
	days string
	ask  words.Code // a finding that must be there; "" means that nothing is to be confirmed
}{
	// Years that are not written: the first such day on or after the start.
	{"8月29日前", By, "2023-08-29", ""},
	{"1月10日前", By, "2024-01-10", ""},
	{"8月20日前", By, "2024-08-20", words.DeadlineYearAssumed},
	{"2月29日前", By, "2024-02-29", words.DeadlineYearAssumed},
	{"8月底", By, "2023-08-31", ""},
	{"年底", By, "2023-12-31", ""},
	{"明年6月底前", By, "2024-06-30", ""},
	{"去年底", By, "2022-12-31", words.DeadlinePast},
	{"本月底", By, "2023-08-31", words.DeadlineThisMonth},
	{"下月5日前", By, "2023-09-05", words.DeadlineThisMonth},
	{"23年9月底", Vague, "", words.DeadlineYearShort},

	// Days that do not exist are errors, never rolled.
	{"2023年2月29日前", Error, "", words.DeadlineNoSuchDay},
	{"2月30日前", Error, "", words.DeadlineNoSuchDay},
	{"13月5日前", Error, "", words.DeadlineNoSuchDay},
	{"9月0日", Error, "", words.DeadlineNoSuchDay},
	{"0000年9月底", Error, "", words.DeadlineNoSuchDay},
	{"第五季度", Error, "", words.DeadlineNoSuchDay},
	{"9月31日至10月8日", Error, "", words.DeadlineNoSuchDay},
	{"自9月7日起至31日", Error, "", words.DeadlineNoSuchDay},

	// Spellings of one and the same day.
	{"２０２３年９月２８日", By, "2023-09-28", ""},
	{"2023 年 9 月 28 日 前", By, "2023-09-28", ""},
	{"9 月 2 8 日前", By, "2023-09-28", ""},
	{"2023-09-28", By, "2023-09-28", ""},
	{"2023/9/28", By, "2023-09-28", ""},
	{"2023.9.28前", By, "2023-09-28", ""},
	{"九月二十八日", By, "2023-09-28", ""},
	{"二O二三年九月二十八日", By, "2023-09-28", ""},
	{"二○二三年九月廿八日前", By, "2023-09-28", ""},
	{"<p>9⽉28⽇前</p>", By, "2023-09-28", ""},
	{"3. 1.9月28日前", By, "2023-09-28", ""},
	{"一、9月28日前", By, "2023-09-28", ""},
	{"不迟于9月28日", By, "2023-09-28", ""},
	{"截至9月28日", By, "2023-09-28", ""},
	{"9月28日当天", On, "2023-09-28", ""},

	// Windows, also across New Year and around the start.
	{"自12月20日起至1月10日", Window, "2023-12-20..2024-01-10", ""},
	{"2023年12月20日至1月10日", Window, "2023-12-20..2024-01-10", ""},
	{"2023年9月至次年3月", Window, "2023-09-01..2024-03-31", ""},
	{"自8月25日至9月8日", Window, "2023-08-25..2023-09-08", ""},
	{"9月1日至2024年3月31日", Window, "2023-09-01..2024-03-31", ""},
	{"9月7—8日", Window, "2023-09-07..2023-09-08", ""},
	{"9月7日（星期四）至8日（星期五）", Window, "2023-09-07..2023-09-08", ""},
	{"2023-09-07至2023-09-08", Window, "2023-09-07..2023-09-08", ""},
	{"9-12月", Window, "2023-09-01..2023-12-31", ""},
	{"2023年九至十二月", Window, "2023-09-01..2023-12-31", ""},
	{"9月上旬至10月中旬", Window, "2023-09-01..2023-10-20", ""},
	{"2025-2027年", Window, "2025-01-01..2027-12-31", ""},
	{"自9月28日起至8日", Error, "", words.DeadlineEndBeforeStart},
	{"2023年10月1日至2023年9月1日", Error, "", words.DeadlineEndBeforeStart},
	{"2023年9月20日至9月10日", Window, "2023-09-20..2024-09-10", words.DeadlineYearAssumed},
	{"即日起至9月28日", By, "2023-09-28", ""},

	{"2023.8.29-9.28", Vague, "", words.DeadlineUnreadable},
	{"2023.8.29-2023.9.28", Window, "2023-08-29..2023-09-28", ""},
	{"9月7日9时起至8日17时", Window, "2023-09-07..2023-09-08", ""},

	// Ten-day periods, quarters, half-years.
	{"上半年", Span, "2024-01-01..2024-06-30", ""},
	{"下半年", Span, "2023-07-01..2023-12-31", ""},
	{"四季度", Span, "2023-10-01..2023-12-31", ""},
	{"2023年第四季度末", By, "2023-12-31", ""},
	{"2024年2月下旬", Span, "2024-02-21..2024-02-29", ""},
	{"9月中旬前", By, "2023-09-20", words.DeadlinePeriodBefore},
	{"9月前", By, "2023-09-30", words.DeadlinePeriodBefore},
	{"3月内完成", By, "2024-03-31", words.DeadlineMonthOrDuration},
	{"9月初", Vague, "", words.DeadlineVague},

	{"三、四季度", Span, "2023-10-01..2023-12-31", words.DeadlineOtherTime},
	{"2024年春节前", Vague, "", words.DeadlineOtherTime},
	{"年内完成", By, "2023-12-31", ""},

	// More than one date.
	{"2023年9、10月", Phased, "2023-10-31", words.DeadlineSeveral},
	{"正在推进，9月28日前完成", Compound, "2023-09-28", words.DeadlineStatusClaimed},
	{"9月15日前完成方案，12月底前全面完成", Phased, "2023-12-31", words.DeadlineSeveral},
	{"根据2023年8月29日会议要求，9月28日前完成", By, "2023-09-28", words.DeadlineOtherDate},
	{"9月28日前用10天时间完成", By, "2023-09-28", words.DeadlineOtherTime},
	{"已完成3项，其余9月28日前完成", Compound, "2023-09-28", words.DeadlineRemainder},
	{"已于2023年8月15日完成整改", Status, "", words.DeadlineStatusClaimed},
	{"9月底、10月底前分别完成3项、2项", Distributive, "", words.DeadlineSummary},
	{"2025年、2026年、2027年底前分别完成6个、3个、1个", Distributive, "", words.DeadlineSummary},
	{"2025—2027年底前分别整改完成6个、3个", Error, "", words.DeadlineCountsDiffer},

	// Counted from something.
	{"2023年9月25日起10个工作日内", Relative, "2023-10-13", ""},
	{"自2023年9月1日起30日内", Relative, "2023-10-01", ""},
	{"自专项整改启动之日起半年内", Relative, "2024-02-29", ""},
	{"收到通知后3日内", Relative, "", ""},
	{"会前3日", Relative, "", ""},
	{"收到反馈意见之日起2个月", Relative, "", ""},
	{"反馈后3-6个月内", Relative, "", words.DeadlineApprox},
	{"整改期限：1个月", Relative, "", words.DeadlineAnchorMissing},
	{"半年内", Relative, "", words.DeadlineAnchorMissing},
	{"2年内", Relative, "", words.DeadlineAnchorMissing},
	{"两周内", Relative, "", words.DeadlineAnchorMissing},
	{"半个月内", Relative, "", words.DeadlineHalfMonth},
	{"1个半月内", Vague, "", words.DeadlineUnreadable},
	{"99999999999个月内", Error, "", words.DeadlineTooLong},
	{"自9月1日起0日内", Error, "", words.DeadlineTooLong},
	{"自9月起30日内", From, "2023-09-01..", words.DeadlineOtherTime},
	{"验收前", Event, "", ""},

	// Words.
	{"长期存在的问题9月28日前解决", By, "2023-09-28", ""},
	{"持续推进至2024年底", By, "2024-12-31", ""},
	{"自2023年9月起长期坚持", Compound, "2023-09-01..", ""},
	{"立行立改，9月15日前完成", By, "2023-09-15", ""},
	{"未完成", Status, "", words.DeadlineStatusClaimed},
	{"已销号", Status, "", words.DeadlineStatusClaimed},
	{"30日前", Vague, "", words.DeadlineMonthMissing},
	{"9.30前", Vague, "", words.DeadlineUnreadable},
	{"第一时间", Vague, "", words.DeadlineVague},
	{"——", Missing, "", words.DeadlineMissing},
	{"　", Missing, "", words.DeadlineMissing},

	// What stands beside a date.
	{"9月13日（星期四）前", By, "2023-09-13", words.DeadlineWeekdayWrong},
	{"9月13日（星期三）前", By, "2023-09-13", ""},
	{"9月28日下班前", By, "2023-09-28", words.DeadlineTimeVague},
	{"9月28日25时前", By, "2023-09-28", words.DeadlineTimeImpossible},
	{"2024年3月31日前（遇节假日顺延）", By, "2024-03-31", words.DeadlineHolidayShift},
}

func TestCases(t *testing.T) {
	for _, c := range cases {
		t.Run(c.raw, func(t *testing.T) {
			d := Parse(c.raw, Base{Date: date(2023, 8, 29), Workday: calendar2023})
			same(t, "kind", d.Kind, c.kind)
			same(t, "days", days(d), c.days)
			same(t, "needs confirmation", d.NeedsConfirmation, c.ask != "")
			if c.ask != "" {
				found(t, d, c.ask)
			}
			holds(t, d)
		})
	}
}

// days writes NotBefore and Due as cases does.
func days(d Deadline) string {
	show := func(day *civil.Date) string {
		if day == nil {
			return ""
		}
		return day.String()
	}
	if d.NotBefore != nil {
		return show(d.NotBefore) + ".." + show(d.Due)
	}
	return show(d.Due)
}

// holds checks what every Deadline promises.
func holds(t *testing.T, d Deadline) {
	t.Helper()
	if d.Due != nil && d.NotBefore != nil && d.Due.Before(*d.NotBefore) {
		t.Errorf("due %v is before %v", d.Due, d.NotBefore)
	}
	for _, day := range []*civil.Date{d.Due, d.NotBefore, d.First} {
		if day != nil && !day.IsValid() {
			t.Errorf("%v is no day", day)
		}
	}
	if d.NeedsConfirmation && len(d.Findings) == 0 {
		t.Error("a person is asked, but not told what")
	}
	for _, lang := range []words.Lang{words.Chinese, words.English} {
		texts := []string{d.Readable(lang)}
		for _, f := range d.Findings {
			texts = append(texts, strings.ReplaceAll(f.Text(lang), d.Raw, "")) // the writer's own words may hold anything
		}
		if texts[0] == "" {
			t.Errorf("nothing to show in %s", lang)
		}
		if !strings.ContainsAny(d.Raw, "{_") && strings.ContainsAny(strings.Join(texts, ""), "{_") {
			t.Errorf("unfinished sentence: %q", texts)
		}
	}
}
