// Package docs_test holds the program to what its documentation says about it.
package docs_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A home is the only place where some packages may be imported, tests included.
type home struct {
	packages []string // import paths, with everything below them
	places   []string // folders, with everything below them, or files
}

var homes = []home{
	{[]string{"gorm.io", "modernc.org/sqlite", "github.com/pressly/goose"}, []string{"models"}},
	{[]string{"github.com/jackc/pgx"}, []string{"models", "api/step_bench_test.go"}}, // the benchmark compares with bare SQL
	{[]string{"github.com/looplab/fsm"}, []string{"workflow/machine.go"}},
	{[]string{"github.com/beevik/etree"}, []string{"workflow/document"}},
	{[]string{"github.com/riverqueue"}, []string{"workflow/jobs", "models/migrate.go"}},
	{[]string{"github.com/labstack/echo", "github.com/danielgtaylor/huma"}, []string{"api"}},
	{[]string{"github.com/coreos/go-oidc", "golang.org/x/oauth2"}, []string{"workflow/openid", "api/openid_test.go"}},
	{[]string{"github.com/alecthomas/kong"}, []string{"config", "cmd"}},
}

// A wall is what the files of some places may not import.
type wall struct {
	places    []string
	forbidden []string
	except    []string
}

var walls = []wall{
	// What is stored does not know what may happen.
	{places: []string{"models"}, forbidden: []string{"rectify/workflow", "rectify/api", "rectify/cmd"}, except: []string{"rectify/workflow/clock"}},
	// What may happen does not know HTTP.
	{places: []string{"workflow"}, forbidden: []string{"rectify/api", "rectify/cmd", "rectify/web"}},
	{places: []string{"api"}, forbidden: []string{"rectify/cmd"}},
	// The console is one client among others.
	{places: []string{"web"}, forbidden: []string{"rectify/api", "rectify/models", "rectify/workflow", "rectify/config"}},
	// Pure parts: functions of their arguments.
	{
		places: []string{
			"workflow/archive", "workflow/calendar", "workflow/chain", "workflow/checkpoint", "workflow/clock", "workflow/cycle", "workflow/deadline", "workflow/document",
			"workflow/lights", "workflow/quorum", "workflow/textcount", "workflow/words",
		},
		forbidden: []string{"rectify/models", "database/sql", "net/http"},
	},
}

func TestImports(t *testing.T) {
	files, err := importsBelow("..")
	if err != nil {
		t.Fatal(err)
	}
	if len(files["models/open.go"]) == 0 {
		t.Fatal("the walk has not found models/open.go")
	}
	for _, fault := range faults(files) {
		t.Error(fault)
	}
}

// The rules themselves: each must find its fault and let its neighbour pass.
func TestImportRules(t *testing.T) {
	for _, c := range []struct {
		file, imports string
		allowed       bool
	}{
		{"api/problems.go", "gorm.io/gorm", false},
		{"models/problems.go", "gorm.io/gorm", true},
		{"modelsother/problems.go", "gorm.io/gorm", false},
		{"workflow/engine.go", "github.com/looplab/fsm", false},
		{"workflow/machine.go", "github.com/looplab/fsm", true},
		{"models/jobs.go", "github.com/riverqueue/river", false},
		{"models/migrate.go", "github.com/riverqueue/river/rivermigrate", true},
		{"workflow/jobs/mail.go", "github.com/riverqueue/river", true},
		{"cmd/rectify/serve.go", "github.com/labstack/echo/v4", false},
		{"models/problems.go", "rectify/workflow", false},
		{"models/problems.go", "rectify/workflow/clock", true},
		{"models/problems.go", "rectify/workflow/words", false},
		{"workflow/engine.go", "rectify/models", true},
		{"workflow/engine.go", "rectify/api", false},
		{"workflow/quorum/quorum.go", "rectify/models", false},
	} {
		found := faults(map[string][]string{c.file: {c.imports}})
		if (len(found) == 0) != c.allowed {
			t.Errorf("%s importing %s: faults %q, want allowed = %v", c.file, c.imports, found, c.allowed)
		}
	}
}

// importsBelow maps each Go file under root, by its slash path, to what it imports.
func importsBelow(root string) (map[string][]string, error) {
	files := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains([]string{".git", ".ci", "node_modules", "testdata", "bin", "data"}, entry.Name()) {
			return filepath.SkipDir
		}
		if entry.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			key := filepath.ToSlash(relative)
			files[key] = append(files[key], imported)
		}
		return nil
	})
	return files, err
}

// faults lists every import that breaks a rule, sorted by file.
func faults(files map[string][]string) []string {
	var found []string
	for file, imports := range files {
		for _, imported := range imports {
			for _, h := range homes {
				if under(imported, h.packages) && !under(file, h.places) {
					found = append(found, fmt.Sprintf("%s imports %s, whose home is %s", file, imported, strings.Join(h.places, ", ")))
				}
			}
			for _, w := range walls {
				if under(file, w.places) && under(imported, w.forbidden) && !under(imported, w.except) {
					found = append(found, fmt.Sprintf("%s must not import %s", file, imported))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// under tells whether a slash path is one of the roots or lies below one.
func under(name string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return name == root || strings.HasPrefix(name, root+"/") })
}
