package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rectify/workflow/document/pdf"
)

// office is a program that stands in for LibreOffice.
func office(t *testing.T, script string) *pdf.Converter {
	t.Helper()
	path := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	c, err := pdf.Find(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// emptied makes the folder for temporary files one that must be empty in the end.
func emptied(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Cleanup(func() {
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	})
}

const makes = `for last; do :; done; printf '%%PDF-1.7 %s' "$(cat "$last")" > "${last%.docx}.pdf"; `

func TestConvert(t *testing.T) {
	emptied(t)
	t.Setenv("RECTIFY_DATABASE_URL", "secret")
	c := office(t, makes+`env > "${last%.docx}.env"; if grep -q secret "${last%.docx}.env"; then exit 3; fi`)
	if c.State() != pdf.Checking {
		t.Errorf("state %s", c.State())
	}
	got, err := c.Convert(t.Context(), []byte("text"))
	if err != nil || string(got) != "%PDF-1.7 text" || c.State() != pdf.Ready {
		t.Errorf("%q %v %s", got, err, c.State())
	}
}

// What goes wrong is told, and leaves nothing behind.
func TestConvertFails(t *testing.T) {
	emptied(t)
	for name, script := range map[string]string{
		"nothing made": `echo "Error: source file could not be loaded"`,
		"an error":     `exit 1`,
		"made no PDF":  `for last; do :; done; echo html > "${last%.docx}.pdf"`,
	} {
		c := office(t, script)
		if _, err := c.Convert(t.Context(), []byte("text")); !errors.Is(err, pdf.ErrFailed) || c.State() != pdf.Broken {
			t.Errorf("%s: %v, %s", name, err, c.State())
		}
	}
}

// A conversion whose caller has gone is killed with everything that it started.
func TestConvertIsKilled(t *testing.T) {
	emptied(t)
	ours := filepath.Join(t.TempDir(), "alive")
	c := office(t, `(sleep 2; touch `+ours+`) & wait`)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := c.Convert(ctx, []byte("text")); err == nil || time.Since(begun) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
	if c.State() == pdf.Broken {
		t.Error("a caller who went away does not break it")
	}
	time.Sleep(2200 * time.Millisecond)
	if _, err := os.Stat(ours); err == nil {
		t.Error("its child has lived on")
	}
}

// One at a time.
func TestConvertTakesTurns(t *testing.T) {
	emptied(t)
	lock := filepath.Join(t.TempDir(), "lock")
	c := office(t, `mkdir `+lock+` || exit 9; sleep 0.1; rmdir `+lock+`; `+makes)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := c.Convert(t.Context(), []byte("text")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestFind(t *testing.T) {
	if _, err := pdf.Find(filepath.Join(t.TempDir(), "nowhere")); err == nil {
		t.Error("a setting that names nothing is accepted")
	}
	t.Setenv("PATH", t.TempDir())
	c, err := pdf.Find("")
	if err != nil || c.State() != pdf.Absent {
		t.Fatal(c.State(), err)
	}
	if _, err := c.Convert(t.Context(), nil); !errors.Is(err, pdf.ErrAbsent) {
		t.Error(err)
	}
	if err := c.Probe(t.Context()); err != nil {
		t.Error(err)
	}
}

// The real one, where it is installed.
func TestLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("soffice is not on this machine")
	}
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	emptied(t)
	c, err := pdf.Find("")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Probe(t.Context()); err != nil {
		if strings.Contains(err.Error(), "could not be loaded") {
			t.Skipf("soffice is here without its writer: %v", err)
		}
		t.Error(err)
	}
	if _, err := c.Convert(t.Context(), bytes.Repeat([]byte("x"), 10)); err == nil && c.State() != pdf.Ready {
		t.Error(c.State())
	}
}
