package paper_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rectify/workflow/document/docx"
	"rectify/workflow/document/paper"
)

// The template that the program offers for a kind has no unknown mark, and filled it holds the document's words.
func TestSamples(t *testing.T) {
	papers := map[paper.Kind]paper.Paper{}
	for _, p := range demo() {
		papers[p.Kind()] = p
	}
	for _, kind := range paper.Kinds {
		sample, is := paper.Sample(kind)
		if !is {
			t.Fatalf("%s: no sample", kind)
		}
		var blank, filled bytes.Buffer
		if err := sample.Write(&blank); err != nil {
			t.Fatal(err)
		}
		template, err := docx.OpenTemplate(blank.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		known, _ := paper.FieldsOf(kind)
		if faults := template.Check(known); faults.Any() {
			t.Errorf("%s: %+v", kind, faults)
		}
		if err := template.Fill(&filled, papers[kind].Fields()); err != nil {
			t.Fatal(err)
		}
		if out := os.Getenv("RECTIFY_DOCX_OUT"); out != "" {
			if err := os.WriteFile(filepath.Join(out, "template_"+string(kind)+".docx"), filled.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		text := strings.Join(textOf(t, filled.Bytes()), "\n")
		if strings.Contains(text, "{{") || !strings.Contains(text, papers[kind].Fields().Values["标题"]) {
			t.Errorf("%s is not filled:\n%s", kind, text)
		}
	}
}

// What a document fills is what FieldsOf promises to whoever makes a template.
func TestFieldsAreAnnounced(t *testing.T) {
	for name, p := range demo() {
		known, _ := paper.FieldsOf(p.Kind())
		announced := known.Names()
		for _, field := range p.Fields().Names() {
			if !strings.Contains(strings.Join(announced, "\n")+"\n", field+"\n") && field != "流转" {
				t.Errorf("%s fills %s, which is not announced", name, field)
			}
		}
	}
	if _, is := paper.FieldsOf("novel"); is {
		t.Error("fields of no kind")
	}
}
