package models

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// The steps of a program that is one migration ahead of ours, and of one that has none.
func TestCheckSchemaRefusesOlderAndNewer(t *testing.T) {
	store, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "schema.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })

	first := fstest.MapFS{
		"migrations/sqlite/00001_a.sql": {Data: []byte("-- +goose Up\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n")},
	}
	second := fstest.MapFS{
		"migrations/sqlite/00001_a.sql": first["migrations/sqlite/00001_a.sql"],
		"migrations/sqlite/00002_b.sql": {Data: []byte("-- +goose Up\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n")},
	}
	check := func(t *testing.T, files fstest.MapFS, want string) {
		t.Helper()
		steps, err := store.migrations(files)
		if err != nil {
			t.Fatal(err)
		}
		err = store.checkSchema(t.Context(), steps)
		if got := message(err); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Fatalf("checkSchema = %q, want %q", got, want)
		}
	}
	migrate := func(t *testing.T, files fstest.MapFS) {
		t.Helper()
		steps, err := store.migrations(files)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := steps.Up(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	check(t, first, "older than this program: migration 00001 (00001_a.sql) is outstanding")
	migrate(t, first)
	check(t, first, "")
	check(t, second, "older than this program: migration 00002")
	migrate(t, second) // although 00900 is applied already
	check(t, second, "")
	check(t, first, "newer than this program: it does not know migration 00002")
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
