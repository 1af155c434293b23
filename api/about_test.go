package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"

	"rectify/workflow/words"
)

func TestAbout(t *testing.T) {
	got := newSite(t).call("GET", "/api/v1/about", "")
	want := `{"name":"rectify","version":"1.2.3","revision":"abc123","time_zone":"Asia/Shanghai","server_time":"2023-09-13T04:00:00Z","openid":false,"upload_bytes":20971520,"password":{"min":10,"max":128,"classes":1}}`
	if got.status != http.StatusOK || strings.TrimSpace(got.body) != want {
		t.Errorf("got %d %s", got.status, got.body)
	}
}

// What is wrong inside is for the log.
func TestReadiness(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/healthz", "/readyz"} {
		if got := s.call("GET", path, ""); got.status != http.StatusOK {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	sick := newSite(t, func(d *Deps) {
		d.Ready = func(context.Context) error { return errors.New("dial postgres://u:p@h") }
	})
	if got := sick.call("GET", "/healthz", ""); got.status != http.StatusOK {
		t.Errorf("a process that cannot work is still alive: %d", got.status)
	}
	got := sick.call("GET", "/readyz", "")
	if p := got.problem(t); p.Status != 503 || p.Code != words.NotReady || strings.Contains(got.body, "postgres") {
		t.Errorf("got %s", got.body)
	}
	if got.header.Get("Retry-After") == "" {
		t.Error("503 without Retry-After")
	}
	if !strings.Contains(sick.log.String(), "dial postgres") {
		t.Error("the reason is not in the log")
	}
}

// The reference is one page without script and without anything from elsewhere.
func TestReferencePage(t *testing.T) {
	s := newSite(t).withNotes(nil)
	page := s.call("GET", "/docs", "")
	if page.status != http.StatusOK || !strings.HasPrefix(page.header.Get("Content-Type"), "text/html") {
		t.Fatalf("%d %v", page.status, page.header)
	}
	for _, want := range []string{
		"关于本系统", `id="get-about"`, "角色：经办人；对象范围：本单位", "Idempotency-Key", `href="#schema-NoteAnswer"`,
		`id="schema-ProblemDetails"`, "公开，无须登录",
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"<script", "http://", "https://", "style=", "ZgotmplZ"} {
		if strings.Contains(page.body, never) {
			t.Errorf("the page has %s", never)
		}
	}
	if csp := page.header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
	if style := s.call("GET", "/docs/style.css", ""); style.status != http.StatusOK || !strings.HasPrefix(style.header.Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d %v", style.status, style.header)
	}
	if got := s.call("GET", "/api/v1/openapi.json", ""); got.status != http.StatusOK || !strings.Contains(got.body, `"x-authz"`) {
		t.Errorf("openapi.json: %d", got.status)
	}
}

// What the table of access says in English about objects, the reference says in Chinese.
func TestReferenceNamesObjectsInChinese(t *testing.T) {
	contract, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]struct {
			Access Access `json:"x-authz"`
		}
	}
	if err := json.Unmarshal(contract, &document); err != nil {
		t.Fatal(err)
	}
	for path, operations := range document.Paths {
		for method, op := range operations {
			if op.Access.Object != "" && objectTexts[op.Access.Object] == "" {
				t.Errorf("%s %s: no Chinese for %q", method, path, op.Access.Object)
			}
		}
	}
}
