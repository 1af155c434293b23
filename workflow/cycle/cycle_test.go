package cycle_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"
	"pgregory.net/rapid"

	"rectify/workflow/calendar"
	"rectify/workflow/cycle"
	"rectify/workflow/words"
)

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// weekly returns a series like the seed campaign's: Wednesdays, 15:00, holidays excepted.
func weekly(first, last string) cycle.Series {
	return cycle.Series{Name: "weekly", First: date(first), Last: date(last), Weekday: time.Wednesday, Hour: 15, OnHoliday: cycle.Skip}
}

// render writes moments as "10-09<10-04": due on 10-09, moved from 10-04.
func render(moments []cycle.Moment) string {
	var parts []string
	for _, m := range moments {
		s := m.Date.String()[5:]
		if m.Moved {
			s += "<" + m.From.String()[5:]
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestDue(t *testing.T) {
	with := func(s cycle.Series, change func(*cycle.Series)) cycle.Series {
		change(&s)
		return s
	}
	on := func(s cycle.Series, p cycle.Policy) cycle.Series {
		return with(s, func(s *cycle.Series) { s.OnHoliday = p })
	}
	mondays := with(weekly("2026-02-09", "2026-03-02"), func(s *cycle.Series) { s.Weekday = time.Monday })
	for _, c := range []struct {
		name   string
		series cycle.Series
		want   string
	}{
		{"the seed campaign", weekly("2023-09-13", "2023-09-28"), "09-13 09-20 09-27"},
		{"and after it", weekly("2023-09-13", "2023-10-11"), "09-13 09-20 09-27 10-11"},
		{"first is not a Wednesday", weekly("2023-08-31", "2023-09-13"), "09-06 09-13"},
		{"no Wednesday in between", weekly("2023-09-14", "2023-09-19"), ""},
		{"no policy skips", on(weekly("2023-09-27", "2023-10-11"), ""), "09-27 10-11"},
		{"brought forward", on(weekly("2023-09-27", "2023-10-11"), cycle.PreviousWorkday), "09-27 09-28<10-04 10-11"},
		{"put off to a working Saturday", on(weekly("2023-09-27", "2023-10-11"), cycle.NextWorkday), "09-27 10-07<10-04 10-11"},
		{"put off past the last day", on(weekly("2023-09-27", "2023-10-04"), cycle.NextWorkday), "09-27 10-07<10-04"},
		{"every two weeks counts skipped dates", with(weekly("2023-09-06", "2023-11-01"), func(s *cycle.Series) { s.EveryWeeks = 2 }), "09-06 09-20 10-18 11-01"},
		{"a make-up Saturday is an ordinary day", with(weekly("2023-10-07", "2023-10-14"), func(s *cycle.Series) { s.Weekday = time.Saturday }), "10-07"},
		// 2026-02-15 to 02-23 are off: two Mondays.
		{"two Mondays skipped", mondays, "02-09 03-02"},
		{"two Mondays on one day before", on(mondays, cycle.PreviousWorkday), "02-09 02-14<02-16 03-02"},
		{"two Mondays on one day after", on(mondays, cycle.NextWorkday), "02-09 02-24<02-16 03-02"},
		{"over the new year, 01-01 skipped", weekly("2024-12-25", "2025-01-08"), "12-25 01-08"},
	} {
		moments, err := cycle.Due(c.series, calendar.Default())
		if got := render(moments); got != c.want || err != nil {
			t.Errorf("%s: due %s, %v; want %s", c.name, got, err, c.want)
		}
	}
}

func TestMomentIsAnInstantInUTC(t *testing.T) {
	moments, err := cycle.Due(weekly("2023-09-13", "2023-09-20"), calendar.Default())
	if err != nil || len(moments) != 2 {
		t.Fatal(moments, err)
	}
	want := cycle.Moment{No: 2, Date: date("2023-09-20"), At: time.Date(2023, 9, 20, 7, 0, 0, 0, time.UTC), From: date("2023-09-20")}
	if moments[1] != want {
		t.Errorf("got %+v, want %+v", moments[1], want)
	}
}

// All Wednesdays off in the notices of 2023 to 2026, each under each policy.
func TestEveryWednesdayOff(t *testing.T) {
	for _, c := range []struct{ wednesday, before, after string }{
		{"2023-10-04", "2023-09-28", "2023-10-07"},
		{"2024-02-14", "2024-02-09", "2024-02-18"},
		{"2024-05-01", "2024-04-30", "2024-05-06"},
		{"2024-10-02", "2024-09-30", "2024-10-08"},
		{"2025-01-01", "2024-12-31", "2025-01-02"},
		{"2025-01-29", "2025-01-27", "2025-02-05"},
		{"2025-10-01", "2025-09-30", "2025-10-09"},
		{"2025-10-08", "2025-09-30", "2025-10-09"},
		{"2026-02-18", "2026-02-14", "2026-02-24"},
		{"2026-10-07", "2026-09-30", "2026-10-08"},
	} {
		for policy, want := range map[cycle.Policy]string{cycle.Skip: "[]", cycle.PreviousWorkday: "[" + c.before + "]", cycle.NextWorkday: "[" + c.after + "]"} {
			s := weekly(c.wednesday, c.wednesday)
			s.OnHoliday = policy
			moments, err := cycle.Due(s, calendar.Default())
			dates := []civil.Date{}
			for _, m := range moments {
				dates = append(dates, m.Date)
			}
			if got := fmt.Sprint(dates); got != want || err != nil {
				t.Errorf("%s, %s: due %s, %v; want %s", c.wednesday, policy, got, err, want)
			}
		}
	}
}

func TestUnknownYearIsRefused(t *testing.T) {
	for _, s := range []cycle.Series{weekly("2022-12-21", "2023-01-11"), weekly("2026-12-23", "2027-01-06")} {
		moments, err := cycle.Due(s, calendar.Default())
		var unknown *calendar.UnknownYearError
		if !errors.As(err, &unknown) || moments != nil {
			t.Errorf("%v to %v: %s, %v; want an unknown year", s.First, s.Last, render(moments), err)
		}
	}
}

func TestUnsoundSeriesIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*cycle.Series)
		want   []words.Code
	}{
		"ends before it starts": {func(s *cycle.Series) { s.Last = s.First.AddDays(-1) }, []words.Code{words.SeriesPeriod}},
		"no dates":              {func(s *cycle.Series) { s.First, s.Last = civil.Date{}, civil.Date{} }, []words.Code{words.SeriesPeriod}},
		"a century":             {func(s *cycle.Series) { s.Last.Year += 100 }, []words.Code{words.SeriesPeriod}},
		"backwards":             {func(s *cycle.Series) { s.EveryWeeks = -1 }, []words.Code{words.SeriesEvery}},
		"an eighth day":         {func(s *cycle.Series) { s.Weekday = 7 }, []words.Code{words.SeriesWeekday}},
		"24:00":                 {func(s *cycle.Series) { s.Hour = 24 }, []words.Code{words.SeriesTime}},
		"two faults":            {func(s *cycle.Series) { s.Minute, s.OnHoliday = 60, "never" }, []words.Code{words.SeriesTime, words.SeriesPolicy}},
	} {
		s := weekly("2023-09-13", "2023-09-28")
		c.change(&s)
		_, err := cycle.Due(s, calendar.Default())
		var invalid *cycle.InvalidError
		if !errors.As(err, &invalid) {
			t.Errorf("%s: err = %v", name, err)
			continue
		}
		var got []words.Code
		for _, f := range invalid.Findings {
			got = append(got, f.Code)
		}
		if !slices.Equal(got, c.want) || strings.Contains(err.Error(), "{") {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Whatever the series: moments are in order, never coincide, are numbered without gaps, fall on working days, and under
// a moving policy each regular date is either due or shares the day of the report before it.
func TestMomentsAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := date("2023-01-10").AddDays(rapid.IntRange(0, 1200).Draw(t, "first"))
		s := cycle.Series{
			First: first, Last: first.AddDays(rapid.IntRange(0, 150).Draw(t, "days")),
			Weekday: time.Weekday(rapid.IntRange(1, 5).Draw(t, "weekday")), EveryWeeks: rapid.IntRange(0, 3).Draw(t, "every"),
			Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute"),
			OnHoliday: rapid.SampledFrom(cycle.Policies).Draw(t, "policy"),
		}
		moments, err := cycle.Due(s, calendar.Default())
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range moments {
			works, _ := calendar.Default().Workday(m.Date)
			if !works || m.No != i+1 || m.Moved != (m.Date != m.From) || m.From.In(time.UTC).Weekday() != s.Weekday {
				t.Fatalf("unsound: %+v", m)
			}
			if i > 0 && (!m.At.After(moments[i-1].At) || !m.From.After(moments[i-1].From)) {
				t.Fatalf("%+v does not come after %+v", m, moments[i-1])
			}
			if m.Moved && (s.OnHoliday == cycle.Skip || m.Date.After(m.From) != (s.OnHoliday == cycle.NextWorkday)) {
				t.Fatalf("moved against the policy %s: %+v", s.OnHoliday, m)
			}
		}
	})
}
