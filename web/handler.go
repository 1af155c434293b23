// Package web is the console: built files, and the handler that serves them. The console is a client of /api/v1 like any
// other; nothing in here knows the API's code or the database.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
)

// policy lets the pages load what this server has, and nothing else: no script or style inside a page, no other site, no
// frame around it. Frames inside show a PDF that was attached as evidence.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Handler serves the built console: index.html for every path of a screen, everything else by its name. The files bear no
// hash in their names; they are served below /_/BUILD/, where BUILD changes with any of them, and may be cached for ever.
type Handler struct {
	build  string
	assets map[string]asset // by name, such as "assets/index.js"
	index  asset
}

type asset struct {
	mediaType     string
	plain, zipped []byte // zipped is nil where it would not be smaller
	etag          string
}

// New reads the built console once. Without an index.html there is no console: New returns nil, and no error.
func New(dist fs.FS) (http.Handler, error) {
	if _, err := fs.Stat(dist, "index.html"); err != nil {
		return nil, nil //nolint:nilnil // a program without a console is a valid build
	}
	contents := map[string][]byte{}
	whole := sha256.New()
	err := fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		content, err := fs.ReadFile(dist, name)
		contents[name] = content
		fmt.Fprintf(whole, "%s %d\n%s", name, len(content), content)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	h := &Handler{build: hex.EncodeToString(whole.Sum(nil))[:12], assets: map[string]asset{}}
	for name, content := range contents {
		if name == "index.html" {
			content = bytes.ReplaceAll(content, []byte(`="./`), []byte(`="/_/`+h.build+`/`))
			h.index = newAsset(name, content)
			continue
		}
		h.assets[name] = newAsset(name, content)
	}
	return h, nil
}

func newAsset(name string, content []byte) asset {
	sum := sha256.Sum256(content)
	a := asset{mediaType: mime.TypeByExtension(path.Ext(name)), plain: content, etag: `"` + hex.EncodeToString(sum[:8]) + `"`}
	if path.Ext(name) == ".js" {
		a.mediaType = "text/javascript; charset=utf-8" // machines differ in what they call it
	}
	var zipped bytes.Buffer
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	if _, err = w.Write(content); err == nil {
		err = w.Close()
	}
	if err == nil && zipped.Len() < len(content) {
		a.zipped = zipped.Bytes()
	}
	return a
}

// ServeHTTP answers GET and HEAD. A name that looks like a file and is none is a 404, never the index: a missing script
// must not be answered with a page.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Security-Policy", policy)
	rest, prefixed := strings.CutPrefix(r.URL.Path, "/_/")
	if !prefixed {
		if path.Ext(r.URL.Path) != "" {
			http.NotFound(w, r)
			return
		}
		h.index.serve(w, r, "no-cache")
		return
	}
	build, name, _ := strings.Cut(rest, "/")
	found, ok := h.assets[name]
	switch {
	case !ok:
		http.NotFound(w, r)
	case build == h.build:
		found.serve(w, r, "public, max-age=31536000, immutable")
	default: // a page that was open before an upgrade
		found.serve(w, r, "no-store")
	}
}

func (a asset) serve(w http.ResponseWriter, r *http.Request, caching string) {
	header := w.Header()
	header.Set("Content-Type", a.mediaType)
	header.Set("Cache-Control", caching)
	header.Set("ETag", a.etag)
	header.Add("Vary", "Accept-Encoding")
	if slices.Contains(r.Header.Values("If-None-Match"), a.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if a.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = a.zipped
	}
	header.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}
