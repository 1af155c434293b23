package workflow

import (
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
)

// A campaign whose year is unknown holds up no other, and one that is over is left alone.
func TestEnsureAllCycles(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		unknown := o.campaign(t, "C2030", "2030-01-01", "2030-12-31", `{}`)
		over := o.campaign(t, "C2022", "2023-01-01", "2023-08-28", `{}`)
		if err := o.engine.EnsureAllCycles(t.Context()); err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]string{unknown: "", over: "", o.Campaign.ID: "1:08-30 2:09-06 3:09-13 4:09-20 5:09-27"} {
			if got := o.dates(t, id); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	})
}

func TestWarnOfMissingYear(t *testing.T) {
	o := newCampaignOffice(t, testdb.SQLite(t))
	for _, c := range []struct {
		at   time.Time
		want bool
	}{
		{time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC), false},
		{time.Date(2026, 11, 30, 15, 59, 59, 0, time.UTC), false},
		{time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC), true}, // December in Shanghai
	} {
		o.clock.Set(c.at)
		if missing, err := o.engine.WarnOfMissingYear(t.Context()); missing != c.want || err != nil {
			t.Errorf("at %v: %v, %v", c.at, missing, err)
		}
	}
}
