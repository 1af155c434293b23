package jobs_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/jobs"
)

// Soon after the start the cycles are planned and old answers forgotten; the runner stops cleanly.
func TestJobs(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := fixture.New(t, store)
		log := slog.New(slog.DiscardHandler)
		c := clock.NewManual(fixture.Start)
		engine := workflow.NewEngine(store, c, log)
		if err := engine.SeedCalendar(t.Context()); err != nil {
			t.Fatal(err)
		}
		user := w.People["clerk"].UserID
		for key, age := range map[string]time.Duration{"old": 31 * 24 * time.Hour, "new": 29 * 24 * time.Hour} {
			answer := models.StoredAnswer{UserID: user, Key: key, Digest: "d", Status: 200, Body: []byte("{}"), CreatedAt: c.Now().Add(-age)}
			if err := store.View(t.Context()).KeepAnswer(answer); err != nil {
				t.Fatal(err)
			}
		}
		files, err := workflow.OpenFileJobs(engine, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		runner, err := jobs.Start(t.Context(), store, engine, files, log)
		if err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			cycles, err := store.View(t.Context()).Cycles(w.Campaign.ID)
			if err != nil {
				t.Fatal(err)
			}
			old, err := store.View(t.Context()).StoredAnswer(user, "old")
			if err != nil {
				t.Fatal(err)
			}
			if len(cycles) == 5 && old == nil {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("%d cycles, old answer %v", len(cycles), old)
			}
		}
		if kept, err := store.View(t.Context()).StoredAnswer(user, "new"); err != nil || kept == nil {
			t.Errorf("a young answer was forgotten: %v", err)
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 10*time.Second)
		defer cancel()
		if err := runner.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
}
