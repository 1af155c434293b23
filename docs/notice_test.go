package docs_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rectify/docs/section"
)

var update = flag.Bool("update", false, "write the generated parts of documents again")

// licences are told apart by a sentence that only their text has.
var licences = []struct{ name, says string }{
	{"MPL-2.0", "Mozilla Public License"},
	{"Apache-2.0", "Apache License"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"BSD", "Redistribution and use in source and binary forms"},
}

// The NOTICE names every module that is compiled into the program, with its licence. A licence that is not known here has
// to be read by a person before the module may be used.
func TestNoticeNamesEveryModule(t *testing.T) {
	const format = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}"
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", format, "./cmd/rectify", "./api", "./workflow/...")
	list.Dir, list.Stderr = "..", os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string][]string{} // by licence
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		path, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		if path != "" && !seen[path] {
			seen[path] = true
			name := licenceIn(t, dir)
			modules[name] = append(modules[name], path)
		}
	}
	if len(seen) < 30 {
		t.Fatalf("only %d modules found", len(seen))
	}
	var b strings.Builder
	for _, l := range licences {
		if len(modules[l.name]) > 0 {
			b.WriteString("\n" + l.name + ":\n\n")
			for _, path := range slices.Sorted(slices.Values(modules[l.name])) {
				b.WriteString("- " + path + "\n")
			}
		}
	}
	section.Golden(t, "../NOTICE.md", "modules", b.String()+"\n", *update)
}

// licenceIn names the licence of a module by the file that every one of them has.
func licenceIn(t *testing.T, dir string) string {
	t.Helper()
	for _, pattern := range []string{"LICENSE*", "License*", "LICENCE*", "COPYING*"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range licences {
				if strings.Contains(strings.Join(strings.Fields(string(text)), " "), l.says) {
					return l.name
				}
			}
		}
	}
	t.Fatalf("%s: no licence that is known", dir)
	return ""
}
