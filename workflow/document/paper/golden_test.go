package paper_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/beevik/etree"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := demo()[name].Document().Write(&b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.Bytes()
}

// partOf reads one part of a package, laid out so that a difference can be read.
func partOf(t *testing.T, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	doc := etree.NewDocument()
	if _, err := doc.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	doc.Indent(1)
	text, err := doc.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Every kind of document, as its XML was when somebody last looked at it as a picture.
func TestGolden(t *testing.T) {
	for name := range demo() {
		file := written(t, name)
		if out := os.Getenv("RECTIFY_DOCX_OUT"); out != "" { // to look at them
			if err := os.WriteFile(filepath.Join(out, name+".docx"), file, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got := partOf(t, file, "word/document.xml")
		golden := filepath.Join("testdata", name+".xml")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is written differently; look at it as a picture, then run with -update", name)
		}
	}
}

// The same document is the same bytes, whenever it is written.
func TestSameBytes(t *testing.T) {
	for name := range demo() {
		if !bytes.Equal(written(t, name), written(t, name)) {
			t.Errorf("%s: two writings differ", name)
		}
	}
}
