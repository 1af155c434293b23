package api_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/words"
)

// A session ends after idling and at its greatest age, on every replica, wherever it was used last.
func TestSessionLimits(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, apitest.WithRules(func(r *workflow.SessionRules) { r.Idle, r.Absolute = 30*time.Minute, 2*time.Hour }))
		replica := w.Replica()
		made := newcomer(t, w, "zhang.san")
		begin := func() (*apitest.Client, *apitest.Client) {
			token := apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201)).Token
			return w.WithToken(token), replica.WithToken(token)
		}
		here, there := begin()
		here.Get("/api/v1/me").Want(200)
		there.Get("/api/v1/me").Want(200)
		w.Clock.Advance(30*time.Minute + time.Second)
		here.Get("/api/v1/me").Refused(401, words.Unauthenticated)
		there.Get("/api/v1/me").Refused(401, words.Unauthenticated)
		there.Delete("/api/v1/sessions/current").Refused(401, words.Unauthenticated)

		here, there = begin()
		for range 3 { // used here only, it lives there too
			w.Clock.Advance(29 * time.Minute)
			here.Get("/api/v1/me").Want(200)
		}
		there.Get("/api/v1/me").Want(200)
		w.Clock.Advance(29 * time.Minute)
		here.Get("/api/v1/me").Want(200)
		w.Clock.Advance(4 * time.Minute) // two hours
		here.Get("/api/v1/me").Refused(401, words.Unauthenticated)
		there.Get("/api/v1/me").Refused(401, words.Unauthenticated)
	})
}

// Signing in always makes a token of its own: one that somebody has planted before is not taken over, and opens nothing.
func TestFixation(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		made := newcomer(t, w, "zhang.san")
		planted := apitest.Header("Cookie", "rectify=planted-by-a-stranger")
		body := map[string]any{"login": "zhang.san", "password": made.Password, "cookie": true}
		seen := map[string]bool{"planted-by-a-stranger": true}
		for range 3 {
			cookie, err := http.ParseSetCookie(w.Anonymous().Post("/api/v1/sessions", body, planted).Want(201).Header.Get("Set-Cookie"))
			if err != nil || len(cookie.Value) < 22 || seen[cookie.Value] {
				t.Fatalf("%+v, %v", cookie, err)
			}
			seen[cookie.Value] = true
			w.Anonymous().Get("/api/v1/me", apitest.Header("Cookie", "rectify="+cookie.Value)).Want(200)
			planted = apitest.Header("Cookie", "rectify="+cookie.Value)
		}
		w.Anonymous().Get("/api/v1/me", apitest.Header("Cookie", "rectify=planted-by-a-stranger")).Refused(401, words.Unauthenticated)
	})
}

// A form of another site can send text/plain and no JSON: what is not JSON is not read, even from our own page.
func TestOnlyJSONWrites(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	body := `{"title":"x"}`
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded"} {
		w.As("clerk").Post("/api/v1/meetings", body, apitest.Header("Content-Type", kind)).Refused(415, words.UnsupportedMediaType)
		w.Anonymous().Post("/api/v1/sessions", body, apitest.Header("Content-Type", kind)).Refused(415, words.UnsupportedMediaType)
	}
}

// Reading changes nothing, for whoever reads and however often: a link or a picture on another site does no harm.
func TestReadsChangeNothing(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		before, reads := m.rows(), 0
		for range 2 {
			for _, op := range m.operations {
				if op.method != http.MethodGet || op.id == "stream-events" {
					continue
				}
				for _, login := range slices.Sorted(maps.Keys(m.People)) {
					m.call(op, login, "own")
					reads++
				}
			}
		}
		if after := m.rows(); after != before || reads < 500 {
			t.Errorf("after %d reads: %s, before %s", reads, after, before)
		}
	})
}
