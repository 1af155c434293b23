// Package section gives tests the parts of documents that are generated or run: what stands between
// <!-- begin NAME --> and <!-- end NAME -->.
package section

import (
	"os"
	"strings"
	"testing"
)

// Of returns the part of a Markdown file.
func Of(t testing.TB, file, name string) string {
	t.Helper()
	_, part, _ := cut(t, file, name)
	return part
}

// Golden compares the part with what it should be and, with update, writes it.
func Golden(t testing.TB, file, name, want string, update bool) {
	t.Helper()
	before, part, after := cut(t, file, name)
	if part == want {
		return
	}
	if !update {
		t.Errorf("%s: the part %q is not what the code says; run make generate", file, name)
		return
	}
	if err := os.WriteFile(file, []byte(before+want+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func cut(t testing.TB, file, name string) (before, part, after string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->\n"
	before, rest, found := strings.Cut(string(text), begin)
	part, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("%s has no part between %q and %q", file, begin, end)
	}
	return before + begin, part, end + after
}
