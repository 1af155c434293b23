package lights_test

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/golang-sql/civil"
	"pgregory.net/rapid"

	"rectify/workflow/clock"
	"rectify/workflow/lights"
)

// day returns a day of September 2023.
func day(n int) *civil.Date { return &civil.Date{Year: 2023, Month: time.September, Day: n} }

// at reads a moment of September 2023 in Shanghai: "28 23:59:59".
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", "2023-09-"+s, clock.Shanghai)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestMeasure(t *testing.T) {
	type measure = lights.Measure
	for _, c := range []struct {
		name    string
		measure measure
		now     string
		want    lights.Light
	}{
		{"far from due", measure{Due: day(28)}, "24 23:59:59", lights.Green},
		{"three days ahead", measure{Due: day(28)}, "25 00:00:00", lights.Yellow},
		{"the due day's last second", measure{Due: day(28)}, "28 23:59:59", lights.Yellow},
		{"the due day is over", measure{Due: day(28)}, "29 00:00:00", lights.Red},
		{"no due day", measure{}, "29 00:00:00", lights.Green},
		{"claimed in time", measure{Due: day(28), Claimed: true}, "27 09:00:00", lights.Green},
		{"claimed on the due day", measure{Due: day(28), Claimed: true}, "28 23:59:59", lights.Green},
		{"claimed, not accepted, due day over", measure{Due: day(28), Claimed: true}, "29 09:00:00", lights.Yellow},
		{"accepted", measure{Due: day(28), Claimed: true, Accepted: true}, "29 09:00:00", lights.Green},
		{"closed out", measure{Due: day(28), Claimed: true, Accepted: true, Closed: true}, "29 09:00:00", lights.Blue},
		{"long-term without proof yet", measure{LongTerm: true}, "29 09:00:00", lights.Grey},
		{"long-term is never overdue", measure{LongTerm: true, Due: day(1)}, "29 09:00:00", lights.Grey},
		{"long-term, proof holds", measure{LongTerm: true, ProofUntil: day(28)}, "24 09:00:00", lights.Grey},
		{"long-term, proof lapses soon", measure{LongTerm: true, ProofUntil: day(28)}, "25 09:00:00", lights.Yellow},
		{"long-term, proof holds on its last day", measure{LongTerm: true, ProofUntil: day(28)}, "28 23:59:59", lights.Yellow},
		{"long-term, proof lapsed", measure{LongTerm: true, ProofUntil: day(28)}, "29 00:00:00", lights.Red},
		{"complete and long-term, proof lapsed", measure{LongTerm: true, Accepted: true, ProofUntil: day(28)}, "29 00:00:00", lights.Red},
		{"proof of a dated measure does not matter", measure{Due: day(28), ProofUntil: day(1)}, "20 09:00:00", lights.Green},
		{"closed out and long-term", measure{LongTerm: true, Closed: true, ProofUntil: day(28)}, "29 00:00:00", lights.Blue},
	} {
		if got := c.measure.Light(at(c.now), lights.DefaultWarnDays); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// The day changes at midnight in Shanghai, wherever the server stands.
func TestTheDayIsShanghais(t *testing.T) {
	m := lights.Measure{Due: day(28)}
	now := time.Date(2023, 9, 28, 16, 0, 0, 0, time.UTC) // midnight in Shanghai
	if got := m.Light(now.In(time.FixedZone("far west", -8*3600)), 3); got != lights.Red {
		t.Errorf("at midnight: %s, want red", got)
	}
	if got := m.Light(now.Add(-time.Second), 3); got != lights.Yellow {
		t.Errorf("a second before: %s, want yellow", got)
	}
}

func TestWarnDaysIsASetting(t *testing.T) {
	m := lights.Measure{Due: day(28)}
	if got := m.Light(at("27 12:00:00"), 0); got != lights.Green {
		t.Errorf("no warning wanted, the day before: %s", got)
	}
	if got := m.Light(at("18 12:00:00"), 10); got != lights.Yellow {
		t.Errorf("ten days of warning, ten days before: %s", got)
	}
}

func TestProblem(t *testing.T) {
	const green, yellow, red, grey, blue = lights.Green, lights.Yellow, lights.Red, lights.Grey, lights.Blue
	for _, c := range []struct {
		name     string
		closed   bool
		measures []lights.Light
		want     lights.Light
	}{
		{"no measures", false, nil, green},
		{"one red among many", false, []lights.Light{green, red, grey, yellow}, red},
		{"yellow before green", false, []lights.Light{green, yellow, grey}, yellow},
		{"work in hand before long-term", false, []lights.Light{grey, green}, green},
		{"only long-term", false, []lights.Light{grey, grey}, grey},
		{"not closed out is not blue", false, []lights.Light{blue}, green},
		{"closed out", true, []lights.Light{red, grey}, blue},
	} {
		if got := lights.Problem(c.closed, c.measures...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestLightsAreToldApartWithoutColour(t *testing.T) {
	seen := map[string]lights.Light{}
	for _, l := range lights.All {
		for _, sign := range []string{l.Shape(), l.Label().ZH, l.Label().EN} {
			if other, twice := seen[sign]; sign == "" || twice {
				t.Errorf("%s: sign %q is empty or also stands for %s", l, sign, other)
			}
			seen[sign] = l
		}
		if utf8.RuneCountInString(l.Shape()) != 1 {
			t.Errorf("%s: shape %q is not one character", l, l.Shape())
		}
	}
}

func TestRate(t *testing.T) {
	for _, c := range []struct {
		rate    lights.Rate
		percent int
		ok      bool
	}{
		{lights.Rate{}, 0, false},
		{lights.Rate{Complete: 0, Total: 3}, 0, true},
		{lights.Rate{Complete: 2, Total: 3}, 66, true},
		{lights.Rate{Complete: 999, Total: 1000}, 99, true},
		{lights.Rate{Complete: 3, Total: 3}, 100, true},
	} {
		if percent, ok := c.rate.Percent(); percent != c.percent || ok != c.ok {
			t.Errorf("%+v: %d, %v; want %d, %v", c.rate, percent, ok, c.percent, c.ok)
		}
	}
}

// Left alone, a measure's light only gets worse as days go by.
func TestLightsOnlyWorsenWithTime(t *testing.T) {
	rank := map[lights.Light]int{}
	for i, l := range lights.All {
		rank[l] = len(lights.All) - i
	}
	rapid.Check(t, func(t *rapid.T) {
		dates := rapid.Custom(func(t *rapid.T) *civil.Date { return day(rapid.IntRange(1, 30).Draw(t, "day")) })
		m := lights.Measure{
			Due: dates.Draw(t, "due"), ProofUntil: dates.Draw(t, "proof"), LongTerm: rapid.Bool().Draw(t, "long-term"),
			Claimed: rapid.Bool().Draw(t, "claimed"), Accepted: rapid.Bool().Draw(t, "accepted"), Closed: rapid.Bool().Draw(t, "closed"),
		}
		warn := rapid.IntRange(0, 10).Draw(t, "warn")
		now := at("01 00:00:00").Add(time.Duration(rapid.IntRange(0, 24*30).Draw(t, "hours")) * time.Hour)
		later := now.Add(time.Duration(rapid.IntRange(0, 24*30).Draw(t, "wait")) * time.Hour)
		if before, after := m.Light(now, warn), m.Light(later, warn); rank[after] < rank[before] {
			t.Fatalf("%+v: %s at %v, %s at %v", m, before, now, after, later)
		}
	})
}
