package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"rectify/cmd/rectify/demo"
	"rectify/config"
	"rectify/workflow/clock"
)

// A campaign is lived in a real browser, from the import of the table to the filed plan, against the whole program. With
// CONSOLE_E2E=required a missing browser is a failure; CONSOLE_SHOTS names a folder for pictures.
func TestConsoleInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes a minute")
	}
	web, err := filepath.Abs("../../web")
	if err != nil {
		t.Fatal(err)
	}
	node, chromium := tool(t, "node"), tool(t, "chromium")
	if _, err := os.Stat(filepath.Join(web, "node_modules", "playwright-core")); err != nil {
		missing(t, "npm --prefix web ci was not run")
	}
	dir := t.TempDir()
	url, table := scene(t, dir)
	file := filepath.Join(dir, "整改措施一览表.xlsx")
	if err := os.WriteFile(file, table, 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), node, "--test", "--test-concurrency=1", "e2e/campaign.test.mjs")
	run.Dir = web
	run.Env = append(os.Environ(), "BASE_URL="+url, "PASSWORD="+demo.Password, "TABLE="+file, "CHROMIUM="+chromium)
	if out, err := run.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// scene starts the whole program on an empty database with the demo's organisation in it.
func scene(t *testing.T, dir string) (url string, table []byte) {
	t.Helper()
	settings, err := demoSettings(&config.Config{DataDir: filepath.Join(dir, "data")})
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	store, err := openStore(t.Context(), settings, log)
	if err != nil {
		t.Fatal(err)
	}
	if err := onlyEmpty(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	now := clock.NewManual(demo.Start)
	s, err := newService(t.Context(), settings, store, now, log)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.engine.SeedCalendar(t.Context()); err != nil {
		t.Fatal(err)
	}
	admins, err := s.engine.Bootstrap(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.run(serving, listener) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Error("the program does not stop")
		}
		_ = store.Close()
	})
	options := demo.Options{URL: "http://" + listener.Addr().String(), Clock: now, Admins: map[string]string{}}
	for _, a := range admins {
		options.Admins[a.User.Login] = a.Password
	}
	if table, err = demo.Prepare(t.Context(), options); err != nil {
		t.Fatal(err)
	}
	now.Run()
	return options.URL, table
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
