package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rectify/cmd/rectify/demo"
)

// lived are the stories about a campaign that has been lived to its end.
var lived = map[string]bool{"figures": true}

// preparations are what a story finds beside the organisation, by its name.
var preparations = map[string]func(*testing.T, *scene){"campaign": longMeeting, "keyboard": longMeeting, "ledger": longLedger, "desk": fullDesk, "notify": twoDivisions, "services": oneDivision, "states": oneDivision,
	"closing": secondHalf}

// The stories of web/e2e are lived in a real browser, each against the whole program on a database of its own. With
// CONSOLE_E2E=required a missing browser is a failure; CONSOLE_SHOTS names a folder for pictures.
func TestConsoleInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes minutes")
	}
	web, err := filepath.Abs("../../web")
	if err != nil {
		t.Fatal(err)
	}
	node, chromium := tool(t, "node"), tool(t, "chromium")
	if _, err := os.Stat(filepath.Join(web, "node_modules", "playwright-core")); err != nil {
		missing(t, "npm --prefix web ci was not run")
	}
	stories, err := filepath.Glob(filepath.Join(web, "e2e", "*.test.mjs"))
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories in web/e2e: %v", err)
	}
	for _, story := range stories {
		name := strings.TrimSuffix(filepath.Base(story), ".test.mjs")
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := newScene(t, dir, lived[name])
			if prepare := preparations[name]; prepare != nil {
				prepare(t, s)
			}
			file := filepath.Join(dir, "整改措施一览表.xlsx")
			if err := os.WriteFile(file, s.table, 0o600); err != nil {
				t.Fatal(err)
			}
			run := exec.CommandContext(t.Context(), node, "--test", story)
			run.Dir = web
			run.Env = append(os.Environ(), "BASE_URL="+s.url, "PASSWORD="+demo.Password, "TABLE="+file, "CHROMIUM="+chromium)
			out, err := run.CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			} else if testing.Verbose() {
				t.Logf("%s", out) // with what the story measured
			}
		})
	}
}

// tool finds a program that the browser test needs.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name+" is not installed")
	}
	return path
}

// missing ends the test: as a failure where a browser is required, otherwise skipped with the reason.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CONSOLE_E2E") == "required" {
		t.Fatal(why)
	}
	t.Skip(why)
}
