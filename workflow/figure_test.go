package workflow

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow/clock"
	"rectify/workflow/lights"
)

// finish starts a measure, completes it and has it accepted.
func (o *office) finish(t *testing.T, measure string) {
	t.Helper()
	o.do(t, "sanitation.head", measure, Start, nil)
	o.do(t, "sanitation.head", measure, Report, MeasureReport{Result: "已清运"})
	o.attach(t, measure)
	o.do(t, "sanitation.head", measure, Complete, nil)
	o.do(t, "audit.officer", measure, Accept, nil)
}

// A measure is accepted in time, another too late, a third lapses again: the trend tells each week as it was, and each
// number of it picks as many measures, also one that was dropped since.
func TestTrend(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		at := func(month time.Month, d int) { o.clock.Set(day(month, d).In(clock.Shanghai).Add(10 * time.Hour)) }
		first, second := o.dossier(t, "1"), o.dossier(t, "2") // each due 15 and 30 September, and long-term
		one, two := o.row(t, first.ID).Measures, o.row(t, second.ID).Measures
		at(9, 14)
		o.finish(t, one[0].ID) // in time
		at(9, 19)
		o.finish(t, two[0].ID) // late: red on the 17th
		at(9, 21)
		d := clauses(o.row(t, second.ID))
		d.Measures = d.Measures[:2] // drops the long-term one
		if _, err := o.fire(t, "sanitation.head", Command{SubjectID: second.ID, Event: Edit, IfVersion: version(1), Payload: d}); err != nil {
			t.Fatal(err)
		}
		at(9, 26)
		o.do(t, "audit.officer", one[0].ID, Relapse, nil)
		at(9, 29)

		trend, err := o.engine.Trend(t.Context(), o.People["audit.officer"], o.Campaign.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{
			"2023-09-03": "map[green:4 grey:2]",
			"2023-09-10": "map[green:4 grey:2]",
			"2023-09-17": "map[green:3 grey:2 red:1]",
			"2023-09-24": "map[green:4 grey:1]",
			"2023-09-29": "map[green:1 grey:1 red:1 yellow:2]",
		}
		if len(trend) != len(want) {
			t.Fatalf("%d weeks: %v", len(trend), trend)
		}
		for _, login := range []string{"audit.officer", "sanitation.head", "town.head", "leader", "building.head", "observer"} {
			trend, err := o.engine.Trend(t.Context(), o.People[login], o.Campaign.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, week := range trend {
				if got := fmt.Sprint(week.Lights); login == "audit.officer" && got != want[week.On.String()] {
					t.Errorf("%v: %s, want %s", week.On, got, want[week.On.String()])
				}
				for _, light := range lights.All {
					o.picks(t, login, Figure{Lights: []lights.Light{light}, AsOf: &week.On}, week.Lights[light])
				}
			}
		}
		o.picks(t, "audit.officer", Figure{Timeliness: OnTime}, 0) // it has relapsed
		o.picks(t, "audit.officer", Figure{Timeliness: OnTime, AsOf: new(day(9, 25))}, 1)
		o.picks(t, "audit.officer", Figure{Timeliness: TooLate}, 1)
		o.picks(t, "audit.officer", Figure{Timeliness: Unaccepted}, 1)
		o.picks(t, "audit.officer", Figure{Age: "31_60", Since: Assigned}, 3)
		o.picks(t, "audit.officer", Figure{Age: "to_7"}, 1)
	})
}

// picks checks that so many measures of the campaign stand behind a figure.
func (o *office) picks(t *testing.T, login string, f Figure, want int) {
	t.Helper()
	v := o.People[login]
	filter, shown, err := o.engine.PickMeasures(t.Context(), v, models.MeasureFilter{CampaignID: o.Campaign.ID}, f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := o.Store.View(t.Context()).Measures(v, filter, models.MeasureKey{}, 200)
	if err != nil || len(rows) != want || len(shown) != want {
		t.Errorf("%s: %+v as of %v: %d rows, %d picked, want %d, %v", login, f, f.AsOf, len(rows), len(shown), want, err)
	}
}

func TestAges(t *testing.T) {
	for days, want := range map[int]Age{0: "to_7", 7: "to_7", 8: "8_30", 30: "8_30", 31: "31_60", 60: "31_60", 61: "over_60", 4000: "over_60"} {
		if got := AgeOf(days); got != want {
			t.Errorf("%d days: %s, want %s", days, got, want)
		}
	}
}

func TestWeekEnds(t *testing.T) {
	for _, c := range []struct {
		from, last, today civil.Date
		want              string
	}{
		{day(8, 29), day(9, 28), day(8, 28), "[]"},
		{day(8, 29), day(9, 28), day(8, 29), "[2023-08-29]"},
		{day(8, 29), day(9, 28), day(9, 3), "[2023-09-03]"},
		{day(8, 29), day(9, 28), day(9, 4), "[2023-09-03 2023-09-04]"},
		{day(9, 3), day(9, 4), day(12, 24), "[2023-09-03 2023-09-10 2023-12-24]"}, // what is over has no weeks
	} {
		if got := fmt.Sprint(weekEnds(c.from, c.last, c.today)); got != c.want {
			t.Errorf("%v to %v on %v: %s, want %s", c.from, c.last, c.today, got, c.want)
		}
	}
}

// BenchmarkStatistics reads the statistics, the trend and one picked page of a campaign of 10,000 measures.
func BenchmarkStatistics(b *testing.B) {
	store := testdb.SQLite(b)
	w := fixture.New(b, store)
	now := clock.NewManual(fixture.Start)
	engine := NewEngine(store, now, slog.New(slog.DiscardHandler))
	fillLedger(b, engine, w, 10_000)
	now.Set(fixture.Start.AddDate(1, 0, 0))
	v := w.People["audit.officer"]
	for name, read := range map[string]func() error{
		"numbers": func() error { _, err := engine.Statistics(b.Context(), v, w.Campaign.ID); return err },
		"trend":   func() error { _, err := engine.Trend(b.Context(), v, w.Campaign.ID); return err },
		"page": func() error {
			filter, _, err := engine.PickMeasures(b.Context(), v, models.MeasureFilter{CampaignID: w.Campaign.ID}, Figure{Lights: []lights.Light{lights.Red}})
			if err != nil {
				return err
			}
			_, err = store.View(b.Context()).Measures(v, filter, models.MeasureKey{}, 101)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
