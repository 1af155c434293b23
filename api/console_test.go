package api_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"rectify/api"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/clock"
)

// The console answers what is not the API's; a wrong address of the API stays a problem, whoever asks.
func TestConsoleBesideTheAPI(t *testing.T) {
	store := testdb.SQLite(t)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	blobs, err := models.OpenBlobs(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	engine := workflow.NewEngine(store, clock.System{}, log)
	files, err := workflow.OpenFileJobs(engine, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	server, err := api.New(api.Deps{Clock: clock.System{}, Logger: log, Store: store, Engine: engine, Blobs: blobs, Jobs: files,
		Sessions: workflow.NewSessions(store, clock.System{}, workflow.SessionRules{}),
		Console: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", "script-src 'self'")
			_, _ = io.WriteString(w, "the console")
		})})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]struct {
		status  int
		console bool
	}{
		"/": {200, true}, "/todo": {200, true}, "/problems/1": {200, true}, "/_/0/a.js": {200, true},
		"/api": {404, false}, "/api/v1/nothing": {404, false}, "/healthz": {200, false}, "/docs": {200, false},
	} {
		w := httptest.NewRecorder()
		server.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
		if w.Code != want.status || (w.Body.String() == "the console") != want.console {
			t.Errorf("%s: %d %.60s", path, w.Code, w.Body)
		}
		if want.console && w.Header().Get("Content-Security-Policy") != "script-src 'self'" {
			t.Errorf("%s: policy %q", path, w.Header().Get("Content-Security-Policy"))
		}
	}
}
