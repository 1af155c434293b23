package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/fixture"
)

// A campaign's ledger goes to a file whole, never over one that is there, and in a format that is known.
func TestExportLedger(t *testing.T) {
	dir := t.TempDir()
	address := "sqlite:" + filepath.Join(dir, "rectify.db")
	store, err := models.Open(t.Context(), address, models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	fixture.New(t, store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	command(t, 0, "import", annex(t), "--database-url", address, "--data-dir", dir, "--json", "--campaign", "C2023", "--as", "audit.officer")
	out := filepath.Join(dir, "out.csv")
	export := func(args ...string) (int, string) {
		var stdout, stderr strings.Builder
		code := run(t.Context(), append([]string{"export", "ledger", "--database-url", address, "--data-dir", dir}, args...), &stdout, &stderr)
		return code, stdout.String() + stderr.String()
	}
	if code, said := export("--campaign", "C2023", "--out", out); code != 0 || !strings.Contains(said, "导出到") {
		t.Fatalf("%d: %s", code, said)
	}
	content, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(content), "\ufeff序号,") {
		t.Errorf("%s, %v", content, err)
	}
	for _, args := range [][]string{
		{"--campaign", "C2023", "--out", out},
		{"--campaign", "C2023", "--out", filepath.Join(dir, "out.pdf")},
		{"--campaign", "NONE", "--out", filepath.Join(dir, "other.csv")},
	} {
		if code, said := export(args...); code != 1 || strings.Contains(said, "{") {
			t.Errorf("%v: %d: %s", args, code, said)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.pdf")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
