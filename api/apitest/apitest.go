// Package apitest runs the real API over HTTP for tests: the organisation of package fixture, a clock that stands still,
// and clients for its people. Every answer is held against the published OpenAPI document.
//
//	w := apitest.New(t, store)
//	w.As("audit.officer").Post("/api/v1/units", body).Want(201)
package apitest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/contract"
	"rectify/models"
	"rectify/models/fixture"
	"rectify/workflow"
	"rectify/workflow/archiving"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
	"rectify/workflow/keyring"
	"rectify/workflow/password"
)

// World is one server on the fixture's organisation.
type World struct {
	*fixture.World
	Clock    *clock.Manual // stands at fixture.Start until it is moved
	Engine   *workflow.Engine
	Sessions *workflow.Sessions
	Blobs    *models.Blobs
	Jobs     *workflow.FileJobs // run them with Work
	URL      string             // of the server, without a path
	Log      *Log               // what the server has logged

	t        testing.TB
	settings []func(*api.Deps)
	files    string // the folder of the jobs
	contract *contract.Contract
}

// ever is how long sessions last here: tests move the clock over weeks, and people stay signed in.
const ever = 50 * 365 * 24 * time.Hour

// SessionRules are those of a test's server; one that needs others replaces Deps.Sessions.
func SessionRules() workflow.SessionRules {
	return workflow.SessionRules{Idle: ever, Absolute: ever, Passwords: password.Standard, Key: keyring.Key{1}}
}

// WithRules makes a server whose sessions follow other rules.
func WithRules(change func(*workflow.SessionRules)) func(*api.Deps) {
	return func(d *api.Deps) {
		rules := SessionRules()
		change(&rules)
		d.Sessions = workflow.NewSessions(d.Store, d.Clock, rules)
	}
}

var readLogKey = sync.OnceValues(func() (*checkpoint.Key, error) {
	private, err := checkpoint.NewKey("rectify-test")
	if err != nil {
		return nil, err
	}
	return checkpoint.ReadKey(private)
})

// logKey is the key that signs the checkpoints of all worlds.
func logKey(t testing.TB) *checkpoint.Key {
	t.Helper()
	key, err := readLogKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// New fills the store with the fixture and starts a server on it. Each setting may change what the server stands on.
func New(t testing.TB, store *models.Store, settings ...func(*api.Deps)) *World {
	t.Helper()
	blobs, err := models.OpenBlobs(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &World{World: fixture.New(t, store), Clock: clock.NewManual(fixture.Start), Blobs: blobs, t: t, files: t.TempDir(), settings: settings}
	w.start()
	return w
}

// Replica starts another server on the same database and the same clock, with a memory of its own.
func (w *World) Replica() *World {
	w.t.Helper()
	r := &World{World: w.World, Clock: w.Clock, Blobs: w.Blobs, t: w.t, files: w.files, settings: w.settings}
	r.start()
	return r
}

func (w *World) start() {
	w.t.Helper()
	w.Log = &Log{}
	log := slog.New(slog.NewTextHandler(w.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.Engine = workflow.NewEngine(w.Store, w.Clock, log)
	w.Engine.UseKey(logKey(w.t))
	w.Engine.UseSecrets(keyring.Key{1})
	if err := w.Engine.RegisterKey(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.Sessions = workflow.NewSessions(w.Store, w.Clock, SessionRules())
	w.Engine.UseArchivist(archiving.Archivist{Store: w.Store, Engine: w.Engine, Blobs: w.Blobs, Clock: w.Clock})
	var err error
	if w.Jobs, err = workflow.OpenFileJobs(w.Engine, w.files); err != nil {
		w.t.Fatal(err)
	}
	deps := api.Deps{
		Clock: w.Clock, Logger: log, Build: api.Build{Version: "test", Revision: "none"},
		Store: w.Store, Engine: w.Engine, Sessions: w.Sessions, Blobs: w.Blobs, Jobs: w.Jobs,
	}
	for _, set := range w.settings {
		set(&deps)
	}
	s, err := api.New(deps)
	if err != nil {
		w.t.Fatal(err)
	}
	listener := httptest.NewUnstartedServer(nil)
	listener.Config = s.HTTP("")
	listener.Start()
	w.t.Cleanup(listener.Close)
	w.URL = listener.URL
	w.contract = contract.Read(w.t, w.document())
}

// document fetches the description as any client does.
func (w *World) document() []byte {
	w.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, w.URL+"/api/v1/openapi.json", http.NoBody)
	if err != nil {
		w.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		w.t.Fatalf("the description: %d, %v", response.StatusCode, err)
	}
	return text
}

// As returns a client for a person of the fixture, who is signed in.
func (w *World) As(login string) *Client {
	w.t.Helper()
	if _, ok := w.People[login]; !ok {
		w.t.Fatalf("nobody in the fixture has the login %q", login)
	}
	return w.WithToken(fixture.Token(login))
}

// WithToken returns a client that sends the token with every request.
func (w *World) WithToken(token string) *Client { return &Client{world: w, token: token} }

// Anonymous returns a client that sends no token.
func (w *World) Anonymous() *Client { return &Client{world: w} }

// Log keeps what a server logs. A test may read it while the server writes.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write appends.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String returns everything so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
