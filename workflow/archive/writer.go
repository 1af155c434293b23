package archive

import (
	"archive/zip"
	"compress/flate"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"path"
	"strings"
	"time"
)

// Writer writes a package from front to back: every part once, nothing is held but the manifest.
type Writer struct {
	zip      *zip.Writer
	top      string
	at       time.Time
	manifest strings.Builder // of the payload
	tags     strings.Builder
	octets   int64
	streams  int
}

// Field is a line of bag-info.txt.
type Field struct{ Label, Value string }

// NewWriter begins a package whose only folder is top, with parts dated at.
func NewWriter(w io.Writer, top string, at time.Time) (*Writer, error) {
	b := &Writer{zip: zip.NewWriter(w), top: SafeName(top), at: at.UTC().Truncate(2 * time.Second)}
	b.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	return b, b.tag(bagitName, bagitText)
}

// packed are the endings of files that are compressed already.
var packed = map[string]bool{".docx": true, ".xlsx": true, ".pdf": true, ".ofd": true, ".jpg": true, ".jpeg": true, ".png": true, ".zip": true}

// part writes one entry of the ZIP and returns its digest and size.
func (b *Writer) part(name string, write func(io.Writer) error) (digest, int64, error) {
	method := zip.Deflate
	if packed[strings.ToLower(path.Ext(name))] {
		method = zip.Store
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: b.top + "/" + name, Method: method, Modified: b.at})
	if err != nil {
		return digest{}, 0, err
	}
	c := &counter{w: w, sum: sha256.New()}
	if err := write(c); err != nil {
		return digest{}, 0, fmt.Errorf("archive: %s: %w", name, err)
	}
	return digest(c.sum.Sum(nil)), c.n, nil
}

// Add writes a file of the payload, named below data/, and returns its SHA-256.
func (b *Writer) Add(name string, write func(io.Writer) error) ([sha256.Size]byte, error) {
	d, n, err := b.part(payload+name, write)
	if err != nil {
		return d, err
	}
	b.octets += n
	b.streams++
	b.manifest.WriteString(manifestLine(d, payload+name))
	return d, nil
}

// AddText writes a file of the payload that is short.
func (b *Writer) AddText(name, text string) error {
	_, err := b.Add(name, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	return err
}

// AddCatalogue writes the catalogue of entries.
func (b *Writer) AddCatalogue(h Head, entries []Entry) error {
	_, err := b.Add(CatalogueName, func(w io.Writer) error {
		c, err := newCatalogue(w, h)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := c.add(e); err != nil {
				return err
			}
		}
		return c.close()
	})
	return err
}

func (b *Writer) tag(name, text string) error {
	d, _, err := b.part(name, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	b.tags.WriteString(manifestLine(d, name))
	return err
}

// Close writes what describes the bag, and ends it. History is the number of lines of the history.
func (b *Writer) Close(history int64, fields ...Field) error {
	var info strings.Builder
	for _, f := range append(fields, Field{oxumLabel, fmt.Sprintf("%d.%d", b.octets, b.streams)}, Field{historyLabel, fmt.Sprint(history)}) {
		info.WriteString(f.Label + ": " + OneLine(f.Value) + "\n")
	}
	if err := b.tag(infoName, info.String()); err != nil {
		return err
	}
	if err := b.tag(manifestName, b.manifest.String()); err != nil {
		return err
	}
	if _, _, err := b.part(tagManifestName, func(w io.Writer) error {
		_, err := io.WriteString(w, b.tags.String())
		return err
	}); err != nil {
		return err
	}
	return b.zip.Close()
}

// counter passes bytes on, counts them and sums them up.
type counter struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

// Write implements io.Writer.
func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.sum.Write(p[:n])
	c.n += int64(n)
	return n, err
}
