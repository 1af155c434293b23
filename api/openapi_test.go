package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files again")

// described is the document as clients get it, with its lines broken for reading.
func described(t *testing.T) []byte {
	t.Helper()
	s, err := New(testDeps(t, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(s.huma.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), '\n')
}

// The contract moves only on purpose: openapi.json is what clients have been promised.
func TestOpenAPIGolden(t *testing.T) {
	got := described(t)
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the API description has moved: if that is wanted, run make openapi and review the difference")
	}
}

// Every operation says who may call it, and a tag that the reference knows.
func TestOpenAPIAuthz(t *testing.T) {
	var document struct {
		OpenAPI string
		Tags    []struct{ Name string }
		Paths   map[string]map[string]struct {
			Tags     []string
			Summary  string
			Authz    *Access `json:"x-authz"`
			Security []map[string][]string
		}
	}
	if err := json.Unmarshal(described(t), &document); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.1.0" || len(document.Paths) < 4 {
		t.Fatalf("read %d paths of OpenAPI %q", len(document.Paths), document.OpenAPI)
	}
	var known []string
	for _, tag := range document.Tags {
		known = append(known, tag.Name)
	}
	for path, operations := range document.Paths {
		for method, op := range operations {
			switch {
			case op.Authz == nil:
				t.Errorf("%s %s does not say who may call it", method, path)
			case op.Authz.check() != nil:
				t.Errorf("%s %s: %v", method, path, op.Authz.check())
			case op.Authz.Public == (len(op.Security) > 0):
				t.Errorf("%s %s: x-authz and security disagree", method, path)
			}
			if len(op.Tags) != 1 || !slices.Contains(known, op.Tags[0]) || op.Summary == "" {
				t.Errorf("%s %s has tags %q and summary %q", method, path, op.Tags, op.Summary)
			}
		}
	}
}
