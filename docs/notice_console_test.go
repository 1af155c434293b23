package docs_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"rectify/docs/section"
)

// The NOTICE names every package that the console may be built from, with the licence that its lock file records. A
// licence that is not known here has to be read by a person before the package may be used.
func TestNoticeNamesEveryPackageOfTheConsole(t *testing.T) {
	content, err := os.ReadFile("../web/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			License     string `json:"license"`
			Dev         bool   `json:"dev"`
			DevOptional bool   `json:"devOptional"`
		} `json:"packages"`
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		t.Fatal(err)
	}
	known := []string{"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}
	packages := map[string][]string{} // by licence
	for path, p := range lock.Packages {
		name, inside := strings.CutPrefix(path, "node_modules/")
		if !inside || p.Dev || p.DevOptional {
			continue
		}
		if !slices.Contains(known, p.License) {
			t.Errorf("%s: the licence %q is not known", name, p.License)
		}
		packages[p.License] = append(packages[p.License], name)
	}
	if len(packages["MIT"]) < 5 {
		t.Fatalf("only %v found", packages)
	}
	var b strings.Builder
	for _, licence := range known {
		if names := packages[licence]; len(names) > 0 {
			slices.Sort(names)
			b.WriteString("\n" + licence + ": " + strings.Join(names, ", ") + "\n")
		}
	}
	section.Golden(t, "../NOTICE.md", "packages", b.String()+"\n", *update)
}
