package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// Two servers on one database share a limit: together they never let more through, and no less than what one of them may
// hold unspent.
func TestLimitsAreSharedByReplicas(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		const limit = 100 // a replica takes 5 at a time
		w := apitest.New(t, store, func(d *api.Deps) { d.Limits.PerUser = limit })
		servers := []*apitest.World{w, w.Replica()}
		var passed, refused atomic.Int64
		var wg sync.WaitGroup
		for n := range 4 {
			wg.Go(func() {
				for range 40 {
					switch servers[n%2].As("clerk").Get("/api/v1/me").Status {
					case http.StatusOK:
						passed.Add(1)
					case http.StatusTooManyRequests:
						refused.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if p := passed.Load(); p > limit || p < limit-5 || p+refused.Load() != 160 {
			t.Errorf("%d passed and %d were refused under a limit of %d", p, refused.Load(), limit)
		}
		w.As("system").Get("/api/v1/me").Want(http.StatusOK) // the limit is of each

		over := w.As("clerk").Get("/api/v1/me")
		over.Refused(http.StatusTooManyRequests, words.TooManyRequests)
		if s, err := strconv.Atoi(over.Header.Get("Retry-After")); err != nil || s < 1 || s > 60 ||
			over.Header.Get("RateLimit-Policy") != `"user";q=100;w=60` || !strings.HasPrefix(over.Header.Get("RateLimit"), `"user";r=0;t=`) {
			t.Errorf("headers %v", over.Header)
		}
		w.Clock.Advance(time.Minute)
		if again := w.As("clerk").Get("/api/v1/me").Want(http.StatusOK); again.Header.Get("RateLimit") != `"user";r=99;t=60` {
			t.Errorf("after a minute: %q", again.Header.Get("RateLimit"))
		}
	})
}

func TestLimitsOfAddressAndOfCostlyOperations(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, func(d *api.Deps) { d.Limits.Costly = 2; d.Limits.PerAddress = 40 })
		for range 2 {
			w.As("auditing").Get("/api/v1/audit-records/export.csv").Want(http.StatusOK)
		}
		w.As("auditing").Get("/api/v1/audit-records/export.jsonl").Refused(http.StatusTooManyRequests, words.TooManyRequests)
		w.As("auditing").Get("/api/v1/audit-records").Want(http.StatusOK)
		for range 40 {
			w.Anonymous().Get("/api/v1/about")
		}
		w.Anonymous().Get("/api/v1/about").Refused(http.StatusTooManyRequests, words.TooManyRequests)
		w.Anonymous().Get("/healthz").Want(http.StatusOK)
		w.Anonymous().Get("/readyz").Want(http.StatusOK)
	})
}

// When every connection is in use, who comes is sent away after two seconds, and the process still says that it lives.
func TestLoadIsShed(t *testing.T) {
	store := testdb.SQLite(t)
	w := apitest.New(t, store)
	for range store.SQL().Stats().MaxOpenConnections {
		conn, err := store.SQL().Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	began := time.Now()
	busy := w.As("clerk").Get("/api/v1/me")
	busy.Refused(http.StatusServiceUnavailable, words.Busy)
	if took := time.Since(began); took > 4*time.Second || busy.Header.Get("Retry-After") == "" {
		t.Errorf("after %v, Retry-After %q", took, busy.Header.Get("Retry-After"))
	}
	w.Anonymous().Get("/healthz").Want(http.StatusOK)
}
