package web

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func console(t *testing.T) http.Handler {
	t.Helper()
	h, err := New(Dist())
	if err != nil || h == nil {
		t.Fatalf("no console: %v", err)
	}
	return h
}

func get(h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Every address of a screen is the same page, and everything that the page names is there.
func TestPagesAndTheirFiles(t *testing.T) {
	h := console(t)
	index := get(h, "/").Body.String()
	for _, path := range []string{"/todo", "/problems/0198f2b1-0000-7000-8000-000000000000", "/login"} {
		if w := get(h, path); w.Code != http.StatusOK || w.Body.String() != index {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	names := regexp.MustCompile(`(?:src|href)="(/[^"]+)"`).FindAllStringSubmatch(index, -1)
	if len(names) < 3 {
		t.Fatalf("the page names %d files: %s", len(names), index)
	}
	for _, name := range names {
		w := get(h, name[1])
		if w.Code != http.StatusOK || w.Body.Len() == 0 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %s", name[1], w.Code, w.Header())
		}
	}
}

// A strict policy, in every answer; and no script or style inside the page, which it would not run.
func TestPolicy(t *testing.T) {
	w := get(console(t), "/")
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy: %q", csp)
	}
	if inline := regexp.MustCompile(`<script[^>]*>[^<]|<style|style=|onclick=`).FindString(w.Body.String()); inline != "" {
		t.Errorf("inside the page: %s", inline)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	h := console(t)
	for path, want := range map[string]int{
		"/assets/nothing.js": http.StatusNotFound, "/_/0/nothing.js": http.StatusNotFound, "/favicon.ico": http.StatusNotFound,
		"/_/x/../../index.html": http.StatusNotFound,
	} {
		if w := get(h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/todo", http.NoBody))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Errorf("POST: %d %v", w.Code, w.Header())
	}
	if none, err := New(fstest.MapFS{}); none != nil || err != nil {
		t.Errorf("a build without a console: %v, %v", none, err)
	}
}

func TestCachingAndCompression(t *testing.T) {
	h, err := New(fstest.MapFS{
		"index.html":      {Data: []byte(`<script src="./assets/a.js"></script>`)},
		"assets/a.js":     {Data: []byte(strings.Repeat("let a = 1;\n", 500))},
		"assets/tiny.css": {Data: []byte("b")},
	})
	if err != nil {
		t.Fatal(err)
	}
	page := get(h, "/")
	name := regexp.MustCompile(`/_/[0-9a-f]{12}/assets/a.js`).FindString(page.Body.String())
	if name == "" || page.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("page: %s %v", page.Body, page.Header())
	}
	zipped := get(h, name, "Accept-Encoding", "gzip, br")
	r, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || string(text) != get(h, name).Body.String() {
		t.Errorf("unzipped it is another file: %v", err)
	}
	if tiny := get(h, strings.Replace(name, "a.js", "tiny.css", 1), "Accept-Encoding", "gzip"); tiny.Header().Get("Content-Encoding") != "" || tiny.Body.String() != "b" {
		t.Errorf("what does not shrink was compressed: %v", tiny.Header())
	}
	if again := get(h, name, "If-None-Match", zipped.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("asked again: %d", again.Code)
	}
	// A page that was open before an upgrade asks under the old name: it gets the new file, and must not keep it.
	if old := get(h, "/_/000000000000/assets/a.js"); old.Code != http.StatusOK || old.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("old name: %d %v", old.Code, old.Header())
	}
}

// The built files are of the sources beside them. It needs no Node; that the build itself is right is checked where there
// is one (.ci/run).
func TestDistMatchesSources(t *testing.T) {
	stamp, err := fs.ReadFile(Dist(), ".sources")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	lines := bufio.NewScanner(strings.NewReader(string(stamp)))
	for lines.Scan() {
		want, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok {
			t.Fatalf("a line without a name: %q", lines.Text())
		}
		seen[name] = true
		content, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Errorf("%s was built in and is gone: %v", name, err)
			continue
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s has changed since the build: npm --prefix web run build", name)
		}
	}
	err = filepath.WalkDir("src", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !seen[filepath.ToSlash(name)] {
			t.Errorf("%s is not built in: npm --prefix web run build", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
