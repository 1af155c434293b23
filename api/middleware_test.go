package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/workflow/words"
)

func testDepsWith(t *testing.T, set func(*Deps)) Deps {
	t.Helper()
	deps := testDeps(t, io.Discard)
	set(&deps)
	return deps
}

// Origins that could match more than one site are refused at start.
func TestNewRefuses(t *testing.T) {
	for _, origin := range []string{"*", "null", "", "desk.example.cn", "https://*.example.cn/", "https://desk.example.cn/", "https://desk.example.cn/x",
		"https://u@desk.example.cn", "ftp://desk.example.cn", "https://*"} {
		if _, err := New(testDepsWith(t, func(d *Deps) { d.Origins = []string{origin} })); err == nil {
			t.Errorf("origin %q was taken", origin)
		}
	}
	if _, err := New(testDepsWith(t, func(d *Deps) { d.Sessions = nil })); err == nil {
		t.Error("a server without sessions was made")
	}
}

func TestHeaders(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/api/v1/about", "/api/v1/nothing", "/docs", "/healthz"} {
		h := s.call("GET", path, "").header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s %q", path, name, h.Get(name))
			}
		}
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if got := h.Get("Cache-Control"); (got == "no-store") != strings.HasPrefix(path, "/api/") {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		if h.Get("Server") != "" {
			t.Errorf("%s: Server %q", path, h.Get("Server"))
		}
	}
}

// A request id from outside is kept if it is harmless; else there is a new one.
func TestRequestID(t *testing.T) {
	s := newSite(t)
	if got := s.call("GET", "/healthz", "", "X-Request-Id", "trace_1.a-B").header.Get("X-Request-Id"); got != "trace_1.a-B" {
		t.Errorf("kept as %q", got)
	}
	for _, bad := range []string{"", "a b", "<script>", "编号", strings.Repeat("x", 65)} {
		got := s.call("GET", "/healthz", "", "X-Request-Id", bad).header.Get("X-Request-Id")
		if got == bad || len(got) != 36 {
			t.Errorf("%q became %q", bad, got)
		}
	}
}

// One request is one line, whatever its path contains, and no line has a query, where tokens travel.
func TestAccessLog(t *testing.T) {
	s := newSite(t)
	s.call("GET", "/api/v1/about%0d%0alevel=ERROR%20msg=forged?token=hunter2", "")
	log := s.log.String()
	if lines := strings.Count(log, "\n"); lines != 1 {
		t.Errorf("%d lines: %s", lines, log)
	}
	if strings.Contains(log, "hunter2") || strings.Contains(log, "\r") || !strings.Contains(log, "status=404") {
		t.Errorf("logged: %s", log)
	}
}

// The address of a client is what a trusted proxy says, never what the client says.
func TestClientAddress(t *testing.T) {
	for _, c := range []struct {
		trusted []netip.Prefix
		want    string
	}{
		{nil, "ip=127.0.0.1"},
		{[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, "ip=127.0.0.1"},
		{[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "ip=203.0.113.9"},
	} {
		s := newSite(t, func(d *Deps) { d.TrustedProxies = c.trusted })
		s.call("GET", "/healthz", "", "X-Forwarded-For", "198.51.100.1, 203.0.113.9", "X-Real-Ip", "198.51.100.2")
		if !strings.Contains(s.log.String(), c.want) {
			t.Errorf("trusting %v: %s", c.trusted, s.log.String())
		}
	}
}

// Only the listed origins may read answers from a browser, letter by letter.
func TestCORS(t *testing.T) {
	const desk = "https://desk.example.cn"
	s := newSite(t, func(d *Deps) { d.Origins = []string{desk} })
	for origin, allowed := range map[string]bool{
		desk: true, "null": false, "http://desk.example.cn": false, "https://desk.example.cn:8443": false,
		"https://desk.example.cn.evil.cn": false, "https://evil-desk.example.cn": false, "https://example.cn": false,
		"https://DESK.example.cn": false,
	} {
		for _, method := range []string{"GET", "OPTIONS"} {
			h := s.call(method, "/api/v1/about", "", "Origin", origin, "Access-Control-Request-Method", "GET").header
			if got := h.Get("Access-Control-Allow-Origin"); (got == origin) != allowed || got == "*" {
				t.Errorf("%s from %s: %q", method, origin, got)
			}
			if h.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("cookies are let through")
			}
		}
	}
	h := s.call("OPTIONS", "/api/v1/about", "", "Origin", desk, "Access-Control-Request-Method", "POST").header
	if allowed := h.Get("Access-Control-Allow-Headers"); !strings.Contains(allowed, "Idempotency-Key") || !strings.Contains(allowed, "Last-Event-ID") {
		t.Errorf("preflight: %v", h)
	}
}

// A browser that another site makes send something with the user's cookie is refused before anything happens.
func TestCSRF(t *testing.T) {
	calls := 0
	s := newSite(t, func(d *Deps) { d.Origins = []string{"https://desk.example.cn"} }).withNotes(
		func(context.Context, models.Viewer, Command, *noteInput) error { calls++; return nil })
	cookie := []string{"Cookie", "rectify=" + fixture.Token("sanitation.drafter")}
	for _, c := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"no browser", cookie, 201},
		{"our own page", append([]string{"Sec-Fetch-Site", "same-origin"}, cookie...), 201},
		{"our own page, older browser", append([]string{"Origin", s.url}, cookie...), 201},
		{"a page that is listed", append([]string{"Sec-Fetch-Site", "cross-site", "Origin", "https://desk.example.cn"}, cookie...), 201},
		{"another site", append([]string{"Sec-Fetch-Site", "cross-site"}, cookie...), 403},
		{"a neighbour", append([]string{"Sec-Fetch-Site", "same-site"}, cookie...), 403},
		{"another origin", append([]string{"Origin", "https://evil.cn"}, cookie...), 403},
		{"a page of no origin", append([]string{"Origin", "null"}, cookie...), 403},
		{"a form of another site", append([]string{"Sec-Fetch-Site", "cross-site", "Content-Type", "text/plain"}, cookie...), 403},
		{"a token, which no browser adds", append([]string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.cn"}, drafter...), 201},
	} {
		r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, c.headers...)
		if r.status != c.status || c.status == 403 && r.problem(t).Code != words.CrossOrigin {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	if calls != 5 {
		t.Errorf("the handler was called %d times", calls)
	}
}

// Long answers are compressed on demand; a stream never is, and each of its parts arrives when it is sent.
func TestCompression(t *testing.T) {
	s := newSite(t).withNotes(nil)
	goOn := make(chan bool, 1)
	stream(s.Server, Route{Call: "GET /api/v1/ticks/{id}", ID: "ticks", Tag: tagSystem, Chinese: "滴答", English: "Ticks", Access: Access{Public: true}},
		"text/event-stream", func(_ context.Context, _ models.Viewer, in *struct {
			ID string `path:"id"`
		}) (func(echo.Context) error, error) {
			return func(c echo.Context) error {
				for i := range 2 {
					if i > 0 {
						select {
						case <-goOn:
						case <-c.Request().Context().Done():
							return c.Request().Context().Err()
						}
					}
					if _, err := fmt.Fprintf(c.Response(), "data: %s %d\n\n", in.ID, i); err != nil {
						return err
					}
					c.Response().Flush()
				}
				return nil
			}, nil
		})
	if got := s.call("GET", "/docs", "", "Accept-Encoding", "gzip").header.Get("Content-Encoding"); got != "gzip" {
		t.Errorf("the reference came as %q", got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, "GET", s.url+"/api/v1/ticks/a", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	if first, err := lines.ReadString('\n'); err != nil || first != "data: a 0\n" || response.Header.Get("Content-Encoding") != "" {
		t.Fatalf("%q %v %v", first, err, response.Header)
	}
	goOn <- true
	if rest, err := io.ReadAll(lines); err != nil || string(rest) != "\ndata: a 1\n\n" {
		t.Errorf("%q %v", rest, err)
	}
}

// net/http itself cuts off header lines without end.
func TestHeaderLimit(t *testing.T) {
	s := newSite(t)
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n\r\n", strings.Repeat("x", 24<<10)); err != nil {
		t.Fatal(err)
	}
	status, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.Contains(status, "431") {
		t.Errorf("%q %v", status, err)
	}
}
