package archive

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"time"
)

// sample is a small package without documents.
func sample(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, "档案", time.Date(2023, 9, 5, 0, 0, 0, 0, time.UTC), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range [][2]string{{ReadmeName, "说明"}, {HistoryName, ""}} {
		if err := w.AddText(text[0], text[1]); err != nil {
			t.Fatal(err)
		}
	}
	entry := Entry{Number: 1, Code: "C-1", Author: "某局", Title: "流转记录", Date: "20230905", Secrecy: Internal, Files: []string{HistoryName}}
	if err := w.AddCatalogue(Head{Organisation: "某局"}, []Entry{entry}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(0); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Whatever the file is, the check ends with faults that have words, or none.
func FuzzVerify(f *testing.F) {
	sound := sample(f)
	f.Add(sound)
	f.Add(sound[:len(sound)/2])
	f.Add([]byte("PK\x05\x06"))
	f.Add([]byte{})
	var evil bytes.Buffer
	z := zip.NewWriter(&evil)
	for _, name := range []string{"a/../../etc/passwd", "/a", "a/data", "a/bagit.txt", "a/bagit.txt", `a\b`} {
		w, err := z.Create(name)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := io.WriteString(w, bagitText); err != nil {
			f.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(evil.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, all := range []bool{false, true} {
			faults := 0
			s, err := Verify(bytes.NewReader(file), int64(len(file)), Options{All: all}, func(fault Fault) {
				if text := fault.In("zh-CN"); text == "" || text == string(fault.Code) {
					t.Errorf("no words for %s", fault.Code)
				}
				faults++
			})
			if err != nil || s.Faults != faults || !all && faults > 1 {
				t.Errorf("%d faults, %+v, %v", faults, s, err)
			}
		}
	})
}

func TestSample(t *testing.T) {
	file := sample(t)
	s, err := Verify(bytes.NewReader(file), int64(len(file)), Options{}, func(f Fault) { t.Error(f.In("zh-CN")) })
	if err != nil || s.Catalogued != 1 || s.Files != 3 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestSafeName(t *testing.T) {
	for name, want := range map[string]string{"照片.jpg": "照片.jpg", "../a/b": "_a_b", "a\u202egpj.exe": "a_gpj.exe", "": "文件", "..": "文件", "100%": "100_", "a:b": "a_b"} {
		if got := SafeName(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
}
