package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"rectify/config"
	"rectify/models/testdb"
)

// What the story does: steps that pass, and tries that are refused. Who changes the story changes these.
const (
	demoSteps    = 145
	demoRefusals = 28
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
		for _, want := range []string{"09-13 14:52  环卫处处长           报送第1期周报", "滨城管党〔2023〕5号", "迟报", "缺报", "第2轮", "rectify serve --data-dir", "audit.head"} {
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
		answer func(*http.Response) // between the server and the people
		want   string
	}{
		"refuses a step": {func(r *http.Response) {
			if strings.HasSuffix(r.Request.URL.Path, "/cycles") {
				r.StatusCode = http.StatusServiceUnavailable
			}
		}, "第2章“导入整改措施一览表”未能走通：审计办公室主任 POST"},
		"shows what is not to be seen": {func(r *http.Response) {
			if r.StatusCode == http.StatusNotFound {
				r.StatusCode = http.StatusOK
			}
		}, "本应以 404 not_found 拒绝，却通过了"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			d := &demoCommand{Once: true, through: func(address string) string {
				server, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				proxy := httputil.NewSingleHostReverseProxy(server)
				proxy.ModifyResponse = func(r *http.Response) error { broken.answer(r); return nil }
				between := httptest.NewServer(proxy)
				t.Cleanup(between.Close)
				return between.URL
			}}
			err := d.Run(t.Context(), &config.Config{DataDir: t.TempDir(), DatabasePool: 4, Soffice: "off"}, output{&out, &out})
			if err == nil || !strings.Contains(err.Error(), broken.want) {
				t.Errorf("%v\n%s", err, out.String())
			}
		})
	}
}
