package api

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/workflow/words"
)

// A route without exactly one answer to "who?" does not start.
func TestAccessMustBeSaid(t *testing.T) {
	s := newSite(t)
	handle := func(context.Context, models.Viewer, *struct{}) (*struct{}, error) { return nil, nil }
	for name, access := range map[string]Access{
		"nothing":     {},
		"only a word": {Object: "own unit"},
		"two things":  {Public: true, AnyUser: true},
		"two others":  {AnyUser: true, Roles: []models.Role{models.RoleObserver}},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was registered")
				}
			}()
			read(s.Server, Route{Call: "GET /x", ID: "x", Tag: tagSystem, Chinese: "x", English: "x", Access: access}, handle)
		})
	}
}

// What stands beside a route is what happens at its door.
func TestAdmission(t *testing.T) {
	token, officer := fixture.Token("sanitation.drafter"), fixture.Token("audit.officer")
	calls := 0
	s := newSite(t).withNotes(func(_ context.Context, v models.Viewer, _ Command, _ *noteInput) error {
		if calls++; !v.Has(models.RoleDrafter) {
			t.Errorf("the handler got %+v", v)
		}
		return nil
	})
	for _, c := range []struct {
		name, authorization, cookie string
		status                      int
		code                        words.Code
	}{
		{"nobody", "", "", 401, words.Unauthenticated},
		{"an unknown token", "Bearer nonsense", "", 401, words.Unauthenticated},
		{"another scheme", "Basic " + token, "", 401, words.Unauthenticated},
		{"no token", "Bearer ", "rectify=" + token, 401, words.Unauthenticated},
		{"another role", "Bearer " + officer, "", 403, words.NotYourRole},
		{"the role", "bearer " + token, "", 201, ""},
		{"a cookie on this machine", "", "rectify=" + token, 201, ""},
		{"a cookie of the other name", "", "__Host-rectify=" + token, 401, words.Unauthenticated},
		{"the token before the cookie", "Bearer " + officer, "rectify=" + token, 403, words.NotYourRole},
	} {
		headers := []string{"Authorization", c.authorization, "Cookie", c.cookie}
		r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, headers...)
		if r.status != c.status || c.code != "" && r.problem(t).Code != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
		if c.code == words.NotYourRole && !strings.Contains(r.body, "须由经办人办理") {
			t.Errorf("%s: %s", c.name, r.body)
		}
	}
	if calls != 2 {
		t.Errorf("the handler was called %d times", calls)
	}
	// The door comes before the input: a stranger learns nothing about it.
	if r := s.call("POST", "/api/v1/notes/n1", `{`); r.status != 401 {
		t.Errorf("a stranger with bad input: %d", r.status)
	}
	for _, secret := range []string{token, "nonsense", officer} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log has %s", secret)
		}
	}
}

// A database that is away is no refusal.
func TestSessionsCannotBeRead(t *testing.T) {
	s := newSite(t).withNotes(nil)
	if err := s.deps.Store.Close(); err != nil {
		t.Fatal(err)
	}
	if r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, drafter...); r.problem(t).Status != 500 {
		t.Errorf("got %d", r.status)
	}
}

// An operation that came in past read, write and stream has no Access, and nobody may call it.
func TestUnknownOperationIsRefused(t *testing.T) {
	s := newSite(t)
	huma.Register(s.huma, huma.Operation{Method: "GET", Path: "/past", OperationID: "past"},
		func(context.Context, *struct{}) (*struct{}, error) { t.Error("called"); return nil, nil })
	if r := s.call("GET", "/past", "", drafter...); r.status != 403 {
		t.Errorf("got %d", r.status)
	}
}

// The plain cookie counts only on the machine itself; a trusted proxy may say that its side is TLS.
func TestSessionCookieName(t *testing.T) {
	s, err := New(testDepsWith(t, func(d *Deps) { d.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} }))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, remote, host, proto string
		tls                       bool
		cookie                    string
		hsts                      bool
	}{
		{"this machine", "127.0.0.1:5", "localhost:8080", "", false, plainCookie, false},
		{"this machine, IPv6", "[::1]:5", "[::1]:8080", "", false, plainCookie, false},
		{"this machine, another name", "127.0.0.1:5", "desk.example.cn", "", false, secureCookie, false},
		{"the network", "192.0.2.1:5", "localhost", "", false, secureCookie, false},
		{"TLS here", "127.0.0.1:5", "localhost", "", true, secureCookie, true},
		{"TLS at the proxy", "10.1.1.1:5", "desk.example.cn", "https", false, secureCookie, true},
		{"a client that says so", "192.0.2.1:5", "desk.example.cn", "https", false, secureCookie, false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr, r.Host = c.remote, c.host
		if c.proto != "" {
			r.Header.Set("X-Forwarded-Proto", c.proto)
		}
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		w := httptest.NewRecorder()
		echoed := s.echo.NewContext(r, w)
		if err := s.noteProxy(headers(func(echo.Context) error { return nil }))(echoed); err != nil {
			t.Fatal(err)
		}
		if got := sessionCookie(echoed); got != c.cookie {
			t.Errorf("%s: %s", c.name, got)
		}
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != c.hsts {
			t.Errorf("%s: HSTS %t", c.name, got)
		}
	}
}
