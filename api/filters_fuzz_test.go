package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models/testdb"
)

// target lends a world that outlives one call of a fuzz target the test of the call.
type target struct {
	testing.TB
	now *testing.T
}

func (t *target) Helper()                   {}
func (t *target) Error(args ...any)         { t.now.Error(args...) }
func (t *target) Errorf(s string, a ...any) { t.now.Errorf(s, a...) }
func (t *target) Fatal(args ...any)         { t.now.Fatal(args...) }
func (t *target) Fatalf(s string, a ...any) { t.now.Fatalf(s, a...) }
func (t *target) Log(args ...any)           { t.now.Log(args...) }
func (t *target) Logf(s string, a ...any)   { t.now.Logf(s, a...) }

// FuzzFilters asks for the ledger with any query: it is answered or refused as the contract says, never with a fault of the
// server, and never with more than was asked for.
func FuzzFilters(f *testing.F) {
	t := &target{TB: f}
	w := apitest.New(t, testdb.SQLite(f))
	audit := w.As("audit.officer")
	for _, seed := range []string{"", "limit=2", "limit=0", "state=drafted&state=closed", "state=x", "unit_id=1", "q=%E6%B2%B3%25_'", "q=%ff",
		"due_from=2023-09-15&due_to=2023-02-30", "to_confirm=true", "to_confirm=7", "cursor=bnVsbA", "campaign_id='%20OR%201=1--", "limit=1&limit=2", "%zz=1", "q=%00"} {
		f.Add(seed)
	}
	f.Fuzz(func(now *testing.T, query string) {
		t.now = now
		if strings.ContainsFunc(query, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '#' }) {
			return // no client sends it
		}
		answer := audit.Get(problems + "?" + query)
		switch answer.Status {
		case http.StatusOK:
			page := apitest.Read[api.Page[api.LedgerProblem]](answer)
			if len(page.Items) > 200 {
				now.Fatalf("%d items", len(page.Items))
			}
		case http.StatusBadRequest, http.StatusUnprocessableEntity:
			values, err := url.ParseQuery(query)
			if err == nil && len(values) == 0 {
				now.Fatalf("%q asks for nothing and is refused: %s", query, answer.Body)
			}
		default:
			now.Fatalf("%q: %d %s", query, answer.Status, answer.Body)
		}
	})
}
