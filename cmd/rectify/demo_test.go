package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rectify/config"
	"rectify/models/testdb"
)

// What the story does: steps that pass, and tries that are refused. Who changes the story changes these.
const (
	demoSteps    = 141
	demoRefusals = 26
)

// The whole campaign is lived through the API on both databases, the history it leaves holds, and the demo does not come
// near a database that somebody uses.
func TestDemo(t *testing.T) {
	testdb.EachAddress(t, func(t *testing.T, address string) {
		dir := t.TempDir()
		rectify := func(args ...string) (int, string, string) {
			var out, err bytes.Buffer
			code := run(t.Context(), append([]string{"--data-dir", dir, "--database-url", address}, args...), &out, &err)
			return code, out.String(), err.String()
		}
		code, told, fault := rectify("demo", "--once")
		if code != 0 || fault != "" {
			t.Fatalf("exit %d: %s\n%s", code, fault, told)
		}
		steps, refusals := 0, 0
		for line := range strings.Lines(told) {
			switch {
			case !demoLine(line):
			case strings.Contains(line, "已拒绝："):
				refusals++
			default:
				steps++
			}
		}
		if steps != demoSteps || refusals != demoRefusals {
			t.Errorf("%d steps and %d refusals, want %d and %d", steps, refusals, demoSteps, demoRefusals)
		}
		for _, want := range []string{"09-13 14:52  环卫处处长           报送第1期周报", "滨城管党〔2023〕5号", "迟报", "缺报", "第2轮", "/docs", "audit.head"} {
			if !strings.Contains(told, want) {
				t.Errorf("the story does not tell %q", want)
			}
		}
		if code, report, _ := rectify("verify"); code != 0 {
			t.Errorf("verify: exit %d\n%s", code, report)
		}
		if code, _, fault := rectify("demo", "--once"); code != 1 || !strings.Contains(fault, "空数据库") {
			t.Errorf("a second demo on the same database: exit %d, %s", code, fault)
		}
	})
}

// demoLine reports whether a line is one of the timeline: "  09-13 14:52  …".
func demoLine(line string) bool {
	return len(line) > 15 && line[4] == '-' && line[10] == ':' && line[13:15] == "  "
}

// A server that refuses what should pass, or passes what should be refused, ends the demo with an error that names the step.
func TestDemoFails(t *testing.T) {
	for name, broken := range map[string]struct {
		server func(http.Handler) http.Handler
		want   string
	}{
		"refuses a step": {func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/problem-imports") && r.Header.Get("Authorization") != "" {
					w.WriteHeader(http.StatusServiceUnavailable)
					return
				}
				next.ServeHTTP(w, r)
			})
		}, "第2章"},
		"shows what is not to be seen": {func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				answer := httptest.NewRecorder()
				if next.ServeHTTP(answer, r); answer.Code == http.StatusNotFound {
					_, _ = w.Write([]byte("{}"))
					return
				}
				for key, values := range answer.Header() {
					w.Header()[key] = values
				}
				w.WriteHeader(answer.Code)
				_, _ = w.Write(answer.Body.Bytes())
			})
		}, "本应以 404 not_found 拒绝，却通过了"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			c := &config.Config{DataDir: t.TempDir(), DatabasePool: 4}
			err := (&demoCommand{Once: true, through: broken.server}).Run(context.Background(), c, output{&out, &out})
			if err == nil || !strings.Contains(err.Error(), broken.want) {
				t.Errorf("%v\n%s", err, out.String())
			}
		})
	}
}
