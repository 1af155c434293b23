package calendar_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"
	"pgregory.net/rapid"

	"rectify/workflow/calendar"
	"rectify/workflow/words"
)

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// only returns the calendar of some of the embedded notices.
func only(t *testing.T, years ...int) *calendar.Calendar {
	t.Helper()
	notices := slices.DeleteFunc(calendar.Embedded(), func(y calendar.Year) bool { return !slices.Contains(years, y.Year) })
	c, err := calendar.New(notices...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestHoliday(t *testing.T) {
	for _, c := range []struct {
		date, name string
		off        bool
	}{
		{"2023-09-13", "", false},
		{"2023-09-28", "", false},
		{"2023-09-29", "中秋节、国庆节", true},
		{"2023-10-06", "中秋节、国庆节", true},
		{"2023-10-07", "调休上班", false}, // a Saturday
		{"2023-10-14", "", true},      // an ordinary Saturday
		{"2023-10-15", "", true},
		{"2024-02-09", "", false}, // leave is encouraged, the office works
		{"2024-02-10", "春节", true},
		{"2026-02-14", "调休上班", false},
	} {
		name, off, err := calendar.Default().Holiday(date(c.date))
		works, _ := calendar.Default().Workday(date(c.date))
		if name != c.name || off != c.off || err != nil || works == off {
			t.Errorf("%s: Holiday = %q, %v, %v and Workday = %v; want %q, %v", c.date, name, off, err, works, c.name, c.off)
		}
	}
}

// The Wednesdays on which no weekly report is due, by the notices of 2023 to 2026.
func TestWednesdaysOff(t *testing.T) {
	var off []string
	last := date("2026-12-28")
	for d := date("2023-01-04"); d.Before(last); d = d.AddDays(7) {
		works, err := calendar.Default().Workday(d)
		if err != nil {
			t.Fatal(err)
		}
		if !works && d.After(date("2023-09-13")) {
			off = append(off, d.String())
		}
	}
	want := []string{"2023-10-04", "2024-02-14", "2024-05-01", "2024-10-02", "2025-01-01", "2025-01-29",
		"2025-10-01", "2025-10-08", "2026-02-18", "2026-10-07"}
	if !slices.Equal(off, want) {
		t.Errorf("Wednesdays off\n%v, want\n%v", off, want)
	}
}

func TestEmbeddedNotices(t *testing.T) {
	type count struct{ year, off, work int }
	var got []count
	for _, y := range calendar.Embedded() {
		n := count{year: y.Year}
		for _, day := range y.Days {
			if day.Off {
				n.off++
			} else {
				n.work++
			}
		}
		got = append(got, n)
		if !strings.Contains(y.Source, "国务院办公厅") {
			t.Errorf("%d names no source: %q", y.Year, y.Source)
		}
	}
	want := []count{{2023, 27, 7}, {2024, 28, 8}, {2025, 28, 5}, {2026, 33, 6}}
	if !slices.Equal(got, want) {
		t.Errorf("days off and make-up days %v, want %v", got, want)
	}
	if years := calendar.Default().Years(); !slices.Equal(years, []int{2023, 2024, 2025, 2026}) {
		t.Errorf("Years = %v", years)
	}
}

// A missing notice gives no answer, and says which notice is missing.
func TestUnknownYear(t *testing.T) {
	for _, c := range []struct {
		name    string
		known   []int
		date    string
		off     bool
		missing int // 0: there is an answer
	}{
		{"a year before the data", []int{2023, 2024}, "2022-12-30", false, 2022},
		{"named by the next year's notice", []int{2023, 2024}, "2022-12-31", true, 0},
		{"the same, without that notice", []int{2024}, "2022-12-31", false, 2022},
		{"a year after the data", []int{2023, 2024}, "2025-01-01", false, 2025},
		{"end of December, next notice known", []int{2023, 2024}, "2023-12-29", false, 0},
		{"end of December, next notice missing", []int{2023}, "2023-12-29", false, 2024},
		{"the last day that only one notice decides", []int{2023}, "2023-12-28", false, 0},
		{"a hole between two notices", []int{2023, 2025}, "2024-06-03", false, 2024},
		{"no notice at all", nil, "2023-09-13", false, 2023},
	} {
		works, err := only(t, c.known...).Workday(date(c.date))
		var unknown *calendar.UnknownYearError
		switch {
		case c.missing == 0:
			if err != nil || works == c.off {
				t.Errorf("%s: Workday(%s) = %v, %v; want off %v", c.name, c.date, works, err, c.off)
			}
		case !errors.As(err, &unknown) || unknown.Year != c.missing || unknown.Date != date(c.date) || works:
			t.Errorf("%s: Workday(%s) = %v, %v; want the notice of %d missing", c.name, c.date, works, err, c.missing)
		case !strings.Contains(words.Text(words.Chinese, unknown.Finding().Code, unknown.Finding().Params), c.date):
			t.Errorf("%s: the sentence does not name the date: %v", c.name, unknown)
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string // empty: a notice is missing
	}{
		{"2023-09-28", 1, "2023-10-07"},
		{"2023-09-28", 2, "2023-10-08"},
		{"2023-10-01", 1, "2023-10-07"},
		{"2023-10-07", -1, "2023-09-28"},
		{"2023-10-01", 0, "2023-10-01"},
		{"2023-08-29", 15, "2023-09-19"},
		{"2023-12-29", 1, "2024-01-02"},
		{"2024-01-02", -1, "2023-12-29"},
		{"2022-12-30", 1, "2023-01-03"}, // the first day itself is not asked about
		{"2023-01-03", -1, ""},
		{"2026-12-28", 1, ""},
		{"2026-12-01", 1000, ""},
	} {
		got, err := calendar.Default().AddWorkdays(date(c.from), c.n)
		var unknown *calendar.UnknownYearError
		if c.want == "" {
			if !errors.As(err, &unknown) {
				t.Errorf("%s + %d = %v, %v; want an unknown year", c.from, c.n, got, err)
			}
		} else if err != nil || got != date(c.want) {
			t.Errorf("%s + %d = %v, %v; want %s", c.from, c.n, got, err, c.want)
		}
	}
}

func TestInvalidDatesAreRefused(t *testing.T) {
	for _, d := range []civil.Date{{}, {Year: 2023, Month: time.February, Day: 30}} {
		if _, err := calendar.Default().Workday(d); err == nil {
			t.Errorf("Workday(%v) has an answer", d)
		}
		if got, err := calendar.Default().AddWorkdays(d, 1); err == nil {
			t.Errorf("AddWorkdays(%v, 1) = %v", d, got)
		}
	}
}

// Going n working days there and back ends where it began, and every day in between is counted once.
func TestAddWorkdaysThereAndBack(t *testing.T) {
	c := calendar.Default()
	rapid.Check(t, func(t *rapid.T) {
		start, err := c.NextWorkday(date("2023-01-01").AddDays(rapid.IntRange(0, 1200).Draw(t, "day")))
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(1, 60).Draw(t, "n")
		there, err := c.AddWorkdays(start, n)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := c.AddWorkdays(there, -n); back != start || err != nil {
			t.Fatalf("%v + %d = %v, back at %v, %v", start, n, there, back, err)
		}
		counted := 0
		for d := start.AddDays(1); !d.After(there); d = d.AddDays(1) {
			if works, _ := c.Workday(d); works {
				counted++
			}
		}
		if counted != n {
			t.Fatalf("%v to %v has %d working days, want %d", start, there, counted, n)
		}
	})
}
