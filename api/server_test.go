package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"rectify/api/contract"
	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// noon is when every test of this package happens: 12:00 in Beijing.
var noon = time.Date(2023, 9, 13, 4, 0, 0, 0, time.UTC)

// site is a server under test, reached over real HTTP. Every answer it gives is held against the published description.
type site struct {
	*Server
	t        *testing.T
	url      string
	log      *syncBuffer
	contract *contract.Contract // read at the first call, so that a test adds its own operations before
}

// syncBuffer lets a test read the log while the server writes it.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func testDeps(t *testing.T, log io.Writer) Deps {
	store, now := testdb.SQLite(t), clock.NewManual(noon)
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	fixture.New(t, store)
	blobs, err := models.OpenBlobs(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	engine := workflow.NewEngine(store, now, logger)
	files, err := workflow.OpenFileJobs(engine, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return Deps{
		Clock: now, Logger: logger, Build: Build{Version: "1.2.3", Revision: "abc123"},
		Store: store, Engine: engine, Jobs: files,
		Sessions: workflow.NewSessions(store, now, workflow.SessionRules{Idle: 1000 * time.Hour, Absolute: 1000 * time.Hour, Passwords: password.Standard}),
		Blobs:    blobs,
	}
}

// newSite starts a server; each setting may change its dependencies.
func newSite(t *testing.T, settings ...func(*Deps)) *site {
	t.Helper()
	log := &syncBuffer{}
	deps := testDeps(t, log)
	for _, set := range settings {
		set(&deps)
	}
	s, err := New(deps)
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewUnstartedServer(nil)
	listener.Config = s.HTTP("")
	listener.Start()
	t.Cleanup(listener.Close)
	return &site{Server: s, t: t, url: listener.URL, log: log}
}

// reply is a whole answer.
type reply struct {
	status int
	header http.Header
	body   string
}

// problem reads a problem and insists on its form.
func (r reply) problem(t *testing.T) ProblemDetails {
	t.Helper()
	if got := r.header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("%d answered as %q: %s", r.status, got, r.body)
	}
	var p ProblemDetails
	d := json.NewDecoder(strings.NewReader(r.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.Status != r.status || p.Instance != r.header.Get("X-Request-Id") || p.Title == "" ||
		p.Type != "urn:rectify:error:"+string(p.Code) || !words.Known(p.Code) || strings.Contains(p.Detail, "{") {
		t.Errorf("status %d: the problem is %+v", r.status, p)
	}
	return p
}

// call sends one request. Headers are pairs of name and value; a POST gets a key unless one is given.
func (s *site) call(method, path, body string, headers ...string) reply {
	s.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Idempotency-Key", "key-1")
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
		if headers[i+1] == "" {
			request.Header.Del(headers[i])
		}
	}
	return s.send(request)
}

func (s *site) send(request *http.Request) reply {
	s.t.Helper()
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		s.t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close() // read to its end
	if err != nil {
		s.t.Fatal(err)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if s.contract == nil {
		text, err := json.Marshal(s.huma.OpenAPI())
		if err != nil {
			s.t.Fatal(err)
		}
		s.contract = contract.Read(s.t, text)
	}
	s.contract.Check(s.t, request, response)
	return reply{response.StatusCode, response.Header, string(body)}
}

var drafter = []string{"Authorization", "Bearer " + fixture.Token("sanitation.drafter")}

// noteInput is the input of the operation that stands for all writes in these tests: complete enough to meet every
// kind of fault, and held nowhere.
type noteInput struct {
	ID   string `path:"id" maxLength:"10"`
	Body struct {
		Event    string   `json:"event" enum:"submit,approve"`
		Text     string   `json:"text,omitempty" maxLength:"5"`
		Secret   string   `json:"secret,omitempty" minLength:"8"`
		Weight   int      `json:"weight,omitempty" minimum:"1"`
		Due      string   `json:"due,omitempty" format:"date"`
		Sections []string `json:"sections,omitempty" maxItems:"2"`
	}
}

type noteAnswer struct {
	ID       string   `json:"id"`
	Event    string   `json:"event"`
	Version  int64    `json:"version"`
	Sections []string `json:"sections"`
}

// withNotes adds POST /api/v1/notes/{id} for drafters, and calls do before it answers.
func (s *site) withNotes(do func(context.Context, models.Viewer, Command, *noteInput) error) *site {
	write[noteInput, noteAnswer](s.Server, Route{Call: "POST /api/v1/notes/{id}", ID: "write-note", Tag: tagSystem,
		Chinese: "写便笺", English: "Write a note", Status: http.StatusCreated,
		Access: Access{Roles: []models.Role{models.RoleDrafter}, Object: "own unit"}},
		func(ctx context.Context, v models.Viewer, c Command, in *noteInput) (workflow.Answer, error) {
			if do != nil {
				if err := do(ctx, v, c, in); err != nil {
					return workflow.Answer{}, err
				}
			}
			return answer(http.StatusCreated, 1, "/api/v1/notes/"+in.ID, noteAnswer{in.ID, in.Body.Event, 1, []string{}})
		})
	return s
}
