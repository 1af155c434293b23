package deadline

import (
	"errors"
	"slices"
	"testing"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

func TestSeries(t *testing.T) {
	for _, c := range []struct {
		raw, rule, policy string
		ask               words.Code
	}{
		{"每周三15:00前（节假日除外）", "FREQ=WEEKLY;BYDAY=WE;BYHOUR=15;BYMINUTE=0", "skip", ""},
		{"每周三十五时前", "FREQ=WEEKLY;BYDAY=WE;BYHOUR=15;BYMINUTE=0", "", ""},
		{"每周三下午3点半前", "FREQ=WEEKLY;BYDAY=WE;BYHOUR=15;BYMINUTE=30", "", ""},
		{"每周一、周四", "FREQ=WEEKLY;BYDAY=MO,TH", "", ""},
		{"每周一次", "FREQ=WEEKLY", "", words.DeadlineNoDay},
		{"每两周", "FREQ=WEEKLY;INTERVAL=2", "", words.DeadlineNoDay},
		{"隔周周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "", ""},
		{"每天17时前", "FREQ=DAILY;BYHOUR=17;BYMINUTE=0", "", ""},
		{"每个工作日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "skip", ""},
		{"每月10日、25日前", "FREQ=MONTHLY;BYMONTHDAY=10,25", "", ""},
		{"每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1", "", ""},
		{"每月31日前", "FREQ=MONTHLY;BYMONTHDAY=31", "", words.DeadlineDayNotEveryMonth},
		{"每月32日前", "FREQ=MONTHLY", "", words.DeadlineNoSuchDay},
		{"每月25日至28日", "FREQ=MONTHLY", "", words.DeadlineNoDay},
		{"每半月", "", "", words.DeadlineNoDay},
		{"每季度末", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "", ""},
		{"每季度首月10日前", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "", ""},
		{"每季度报送", "FREQ=MONTHLY;INTERVAL=3", "", words.DeadlineNoDay},
		{"每半年", "FREQ=MONTHLY;INTERVAL=6", "", words.DeadlineNoDay},
		{"每年12月20日前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20", "", ""},
		{"每年底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "", ""},
		{"每月5日前，遇节假日顺延", "FREQ=MONTHLY;BYMONTHDAY=5", "next_workday", ""},
		{"自9月14日起每周三", "FREQ=WEEKLY;BYDAY=WE", "", words.DeadlineFirstOffRule},
	} {
		t.Run(c.raw, func(t *testing.T) {
			d := Parse(c.raw, Base{Date: date(2023, 8, 29)})
			same(t, "kind", d.Kind, Recurring)
			same(t, "rrule", d.RRule, c.rule)
			same(t, "holiday policy", d.HolidayPolicy, c.policy)
			same(t, "needs confirmation", d.NeedsConfirmation, c.ask != "")
			if c.ask != "" {
				found(t, d, c.ask)
			}
			if rule, ok := parseRRule(d.RRule); ok {
				same(t, "rule read back", rule.String(), d.RRule)
			}
			holds(t, d)
		})
	}
}

func TestOccurrences(t *testing.T) {
	base := Base{Date: date(2023, 8, 29)}
	for _, c := range []struct {
		raw  string
		from civil.Date
		want []civil.Date
	}{
		{"每周三（节假日除外）", date(2023, 9, 20), []civil.Date{date(2023, 9, 20), date(2023, 9, 27), date(2023, 10, 11)}},
		{"每周三，遇节假日顺延", date(2023, 9, 28), []civil.Date{date(2023, 10, 7), date(2023, 10, 11)}},
		{"每周三，遇节假日提前", date(2023, 9, 28), []civil.Date{date(2023, 9, 28), date(2023, 10, 11)}},
		{"每月底前", date(2023, 11, 15), []civil.Date{date(2023, 11, 30), date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29)}},
		{"每月31日前", date(2023, 9, 1), []civil.Date{date(2023, 10, 31), date(2023, 12, 31)}},
		{"自9月13日起至9月30日，每周三", date(2023, 9, 1), []civil.Date{date(2023, 9, 13), date(2023, 9, 20), date(2023, 9, 27)}},
		{"自9月15日起，隔周周五", date(2023, 9, 16), []civil.Date{date(2023, 9, 29), date(2023, 10, 13)}},
	} {
		t.Run(c.raw, func(t *testing.T) {
			n := len(c.want)
			if Parse(c.raw, base).Due != nil {
				n += 5 // the series must stop by itself
			}
			got, err := Parse(c.raw, base).Occurrences(c.from, n, calendar2023)
			if err != nil || !slices.Equal(got, c.want) {
				t.Fatalf("got %v (%v), want %v", got, err, c.want)
			}
		})
	}
}

func TestOccurrencesRefuses(t *testing.T) {
	if _, err := Parse("每月", Base{}).Occurrences(date(2023, 9, 1), 1, nil); !errors.Is(err, ErrNoDays) {
		t.Errorf("a month without a day: %v", err)
	}
	weekly := Parse("每周三（节假日除外）", Base{})
	if _, err := weekly.Occurrences(date(2023, 9, 1), 1, nil); !errors.Is(err, ErrNoCalendar) {
		t.Errorf("a policy without a calendar: %v", err)
	}
	if days, err := weekly.Occurrences(date(2024, 1, 1), 1, calendar2023); err == nil {
		t.Errorf("an unknown year was taken for workdays: %v", days)
	}
}
