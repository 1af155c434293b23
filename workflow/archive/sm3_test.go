package archive

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"rectify/workflow/words"
)

// The standard's own example of SM3 is the digest of "abc" (GB/T 32905-2016, A.1).
const sm3OfABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"

// A bag with manifests of SM3 lists every part in them, and is held to them too.
func TestSM3(t *testing.T) {
	var bag bytes.Buffer
	w, err := NewWriter(&bag, "档案", time.Date(2023, 9, 5, 0, 0, 0, 0, time.UTC), true)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddText("abc.txt", "abc"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(0); err != nil {
		t.Fatal(err)
	}
	if text := part(t, bag.Bytes(), "manifest-sm3.txt"); text != sm3OfABC+"  data/abc.txt\n" {
		t.Errorf("manifest: %q", text)
	}
	for _, name := range []string{"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sm3.txt"} {
		for _, tags := range []string{"tagmanifest-sha256.txt", "tagmanifest-sm3.txt"} {
			if !strings.Contains(part(t, bag.Bytes(), tags), "  "+name+"\n") {
				t.Errorf("%s does not list %s", tags, name)
			}
		}
	}
	for what, c := range map[string]struct {
		name, old, new string
		fault          words.Code
	}{
		"another sum":           {"manifest-sm3.txt", "66c7", "66c8", words.ArchiveChanged},
		"a part left out":       {"manifest-sm3.txt", sm3OfABC + "  data/abc.txt\n", "", words.ArchiveExtra},
		"no manifest any more":  {"manifest-sm3.txt", "", "", words.ArchiveNoPart},
		"another sum of a part": {"tagmanifest-sm3.txt", "  bag-info.txt", "  bag-infos.txt", words.ArchiveMissing},
	} {
		changed := rewritten(t, bag.Bytes(), c.name, c.old, c.new)
		found := map[words.Code]bool{}
		if _, err := Verify(bytes.NewReader(changed), int64(len(changed)), Options{All: true}, func(f Fault) { found[f.Code] = true }); err != nil || !found[c.fault] {
			t.Errorf("%s: %v, %v", what, found, err)
		}
	}
}

// part is the text of a part of a bag.
func part(t *testing.T, bag []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(bag), int64(len(bag)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("档案/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rewritten is the bag with a text in one part replaced; an empty text takes the part away.
func rewritten(t *testing.T, bag []byte, name, old, with string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(bag), int64(len(bag)))
	if err != nil {
		t.Fatal(err)
	}
	var changed bytes.Buffer
	w := zip.NewWriter(&changed)
	for _, f := range z.File {
		text := part(t, bag, strings.TrimPrefix(f.Name, "档案/"))
		if f.Name == "档案/"+name {
			if old == "" {
				continue
			}
			text = strings.Replace(text, old, with, 1)
		}
		p, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return changed.Bytes()
}
