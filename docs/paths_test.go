package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documents are the files that name paths, links and commands.
func documents(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../*.md", "*.md", "*/*.md", "../models/migrations/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 10 {
		t.Fatalf("only %d documents found: %q", len(files), files)
	}
	return files
}

var (
	// namedPath finds a path of this repository in running text or in a command: workflow/machines.go, ./cmd/rectify.
	namedPath = regexp.MustCompile("(?:^|[\\s`\"'(=|])(?:\\./)?((?:cmd|workflow|api|models|config|docs|web|\\.ci)/[\\w.*/-]*\\w)")
	link      = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)]*)?\)`)
	target    = regexp.MustCompile("`make ([a-z-]+)|^make ([a-z-]+)")
)

// A guide that names what is gone misleads; every path, link and make target in the documents must exist.
func TestDocumentsNameWhatExists(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range missing(string(text), filepath.Dir(file), string(makefile)) {
			t.Errorf("%s %s", file, fault)
		}
	}
}

// The rules themselves: each must find its fault and let its neighbour pass.
func TestDocumentRules(t *testing.T) {
	const makefile = "build: ## build\n"
	for _, c := range []struct {
		text  string
		fault bool
	}{
		{"see `models/open.go`", false},
		{"see `models/gone.go`", true},
		{"go run ./cmd/rectify demo", false},
		{"go test ./workflow/nothing", true},
		{"all of `models/migrations/*/00001_spine.sql`", false},
		{"all of `models/*.rs`", true},
		{"GET /api/v1/about and rectify/models", false},
		{"[rules](rules.md#calendar) and [RFC](https://www.rfc-editor.org/rfc/rfc9457)", false},
		{"[rules](ruled.md)", true},
		{"run `make build`", false},
		{"run `make everything`", true},
	} {
		if found := missing(c.text, ".", makefile); (len(found) > 0) != c.fault {
			t.Errorf("%s: faults %q, want any = %v", c.text, found, c.fault)
		}
	}
}

// missing lists what a document, which lies in dir, names and is not there.
func missing(text, dir, makefile string) []string {
	var faults []string
	exists := func(kind, name, pattern string) {
		if found, err := filepath.Glob(pattern); err != nil || len(found) == 0 {
			faults = append(faults, fmt.Sprintf("names the %s %s, which does not exist", kind, name))
		}
	}
	for line := range strings.Lines(text) {
		for _, m := range namedPath.FindAllStringSubmatch(line, -1) {
			exists("path", m[1], filepath.Join("..", m[1]))
		}
		for _, m := range link.FindAllStringSubmatch(line, -1) {
			if !strings.Contains(m[1], "://") {
				exists("link", m[1], filepath.Join(dir, m[1]))
			}
		}
		for _, m := range target.FindAllStringSubmatch(line, -1) {
			if name := m[1] + m[2]; !strings.Contains("\n"+makefile, "\n"+name+":") {
				faults = append(faults, fmt.Sprintf("names the make target %s, which does not exist", name))
			}
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}
