package deadline

import (
	"errors"
	"testing"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		raw          string
		anchor, want civil.Date
	}{
		{"反馈后1个月内", date(2023, 1, 31), date(2023, 2, 28)},
		{"反馈后1个月内", date(2024, 1, 31), date(2024, 2, 29)},
		{"反馈后1个月内", date(2023, 12, 15), date(2024, 1, 15)},
		{"反馈后1个月内", date(2024, 2, 29), date(2024, 3, 29)}, // not the month's end: the same day exists
		{"反馈后一年内", date(2024, 2, 29), date(2025, 2, 28)},
		{"反馈后半年内", date(2023, 8, 31), date(2024, 2, 29)},
		{"反馈后2天内", date(2023, 12, 31), date(2024, 1, 2)},
		{"反馈后两周内", date(2023, 9, 1), date(2023, 9, 15)},
		{"反馈后36小时内", date(2023, 9, 1), date(2023, 9, 3)},
		{"反馈后10个工作日内", date(2023, 9, 25), date(2023, 10, 13)},
		{"反馈后1个工作日内", date(2023, 9, 28), date(2023, 10, 7)}, // a made-up Saturday
		{"进驻前10个工作日", date(2023, 10, 13), date(2023, 9, 25)},
		{"会前3日", date(2023, 9, 1), date(2023, 8, 29)},
		{"进驻前1个月", date(2023, 3, 31), date(2023, 2, 28)},
		{"整改期满6个月以上", date(2023, 8, 31), date(2024, 2, 29)},
		{"巡察结束前", date(2023, 9, 1), date(2023, 9, 1)},
	} {
		t.Run(c.raw+" "+c.anchor.String(), func(t *testing.T) {
			got, err := Parse(c.raw, Base{}).Resolve(c.anchor, calendar2023)
			if err != nil || got != c.want {
				t.Fatalf("got %v (%v), want %v", got, err, c.want)
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	workdays := Parse("反馈后10个工作日内", Base{})
	if _, err := workdays.Resolve(date(2023, 9, 1), nil); !errors.Is(err, ErrNoCalendar) {
		t.Errorf("without a calendar: %v", err)
	}
	if day, err := workdays.Resolve(date(2023, 12, 25), calendar2023); err == nil {
		t.Errorf("an unknown year was taken for workdays: %v", day)
	}
	if _, err := workdays.Resolve(date(2023, 9, 1), func(civil.Date) (bool, error) { return false, nil }); err == nil {
		t.Error("a calendar without any workday must not be searched for ever")
	}
	if _, err := Parse("9月底", Base{Date: date(2023, 8, 29)}).Resolve(date(2023, 9, 1), nil); !errors.Is(err, ErrNotRelative) {
		t.Errorf("a plain date: %v", err)
	}
}

// With the day of its event on record a relative deadline gets its due day at once.
func TestParseResolves(t *testing.T) {
	base := Base{Date: date(2023, 8, 29), Workday: calendar2023, Anchors: map[string]civil.Date{
		FeedbackDate: date(2023, 8, 31), InspectionEnd: date(2023, 10, 31), EntryDate: date(2023, 12, 25)}}
	for _, c := range []struct {
		raw, anchor, days string
		ask               words.Code
	}{
		{"反馈后6个月内", FeedbackDate, "2024-02-29", ""},
		{"六个月集中整改", FeedbackDate, "2024-02-29", words.DeadlineAnchorAssumed},
		{"自反馈之日起10个工作日内", FeedbackDate, "2023-09-14", ""},
		{"反馈3个月后", FeedbackDate, "2023-11-30..", ""},
		{"进驻后10个工作日内", EntryDate, "", words.DeadlineCalendarUnknown},
		{"在巡察期间整改完毕", "", "2023-10-31", ""},
		{"会后7日内", MeetingDate, "", ""},
	} {
		t.Run(c.raw, func(t *testing.T) {
			d := Parse(c.raw, base)
			same(t, "anchor", d.Anchor, c.anchor)
			same(t, "days", days(d), c.days)
			same(t, "needs confirmation", d.NeedsConfirmation, c.ask != "")
			if c.ask != "" {
				found(t, d, c.ask)
			}
			holds(t, d)
		})
	}
}
