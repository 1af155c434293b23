package api_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models/testdb"
)

// Nothing that a client sends begins a line of the log: not a path, a header, a name or a login, in either format.
func TestLogLinesCannotBeForged(t *testing.T) {
	const forged = "level=ERROR msg=forged"
	for name, handler := range map[string]func(*apitest.Log) slog.Handler{
		"text": func(l *apitest.Log) slog.Handler { return slog.NewTextHandler(l, nil) },
		"json": func(l *apitest.Log) slog.Handler { return slog.NewJSONHandler(l, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			log := &apitest.Log{}
			w := apitest.New(t, testdb.SQLite(t), func(d *api.Deps) { d.Logger = slog.New(handler(log)) })
			for _, end := range []string{"%0A", "%0D%0A", "%E2%80%A8", "%C2%85", "%1B%5B2K%0D"} {
				w.As("clerk").Get("/api/v1/" + end + strings.ReplaceAll(forged, " ", "%20"))
			}
			for _, end := range []string{"\n", "\r\n", "\u2028", "\x1b[2K\r"} {
				w.Anonymous().Post("/api/v1/sessions", map[string]any{"login": "x" + end + forged, "password": end + forged})
				w.As("system").Post("/api/v1/users", map[string]any{"login": "li.si", "name": "李" + end + forged})
			}
			w.As("clerk").Get("/api/v1/me", apitest.Header("X-Request-Id", "a "+forged), apitest.Header("User-Agent", "\t"+forged))
			raw, err := net.Dial("tcp", strings.TrimPrefix(w.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			if _, err := raw.Write([]byte("GET /api/v1/about\r\n" + forged + " HTTP/1.1\r\nX: \x00\r\n\r\n")); err != nil {
				t.Fatal(err)
			}
			if answer, err := http.ReadResponse(bufio.NewReader(raw), nil); err != nil || answer.StatusCode != http.StatusBadRequest {
				t.Error("a request that is none got an answer")
			}

			lines := bytes.Split(bytes.TrimSpace([]byte(log.String())), []byte("\n"))
			if len(lines) < 14 {
				t.Fatalf("only %d lines", len(lines))
			}
			for _, line := range lines {
				if i := bytes.IndexFunc(line, func(r rune) bool { return r < ' ' || r == 0x85 || r == 0x2028 || r == 0x1b }); i >= 0 {
					t.Errorf("a control character in %q", line)
				}
				if name == "json" && !json.Valid(line) || name == "text" && !bytes.HasPrefix(line, []byte("time=")) {
					t.Errorf("no line of ours: %q", line)
				}
			}
		})
	}
}
