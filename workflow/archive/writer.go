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

// Writer writes a package from front to back: every part once, nothing is held but the manifests.
type Writer struct {
	zip     *zip.Writer
	top     string
	at      time.Time
	listed  []listing // the first is of SHA-256
	octets  int64
	streams int
}

// listing is the two manifests of one algorithm.
type listing struct {
	algorithm
	payload, tags *strings.Builder
}

// Field is a line of bag-info.txt.
type Field struct{ Label, Value string }

// NewWriter begins a package whose only folder is top, with parts dated at, and with manifests of SM3 besides where wanted.
func NewWriter(w io.Writer, top string, at time.Time, withSM3 bool) (*Writer, error) {
	b := &Writer{zip: zip.NewWriter(w), top: SafeName(top), at: at.UTC().Truncate(2 * time.Second)}
	for i, a := range algorithms {
		if i == 0 || withSM3 {
			b.listed = append(b.listed, listing{a, &strings.Builder{}, &strings.Builder{}})
		}
	}
	b.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	return b, b.tag(bagitName, bagitText)
}

// packed are the endings of files that are compressed already.
var packed = map[string]bool{".docx": true, ".xlsx": true, ".pdf": true, ".ofd": true, ".jpg": true, ".jpeg": true, ".png": true, ".zip": true}

// part writes one entry of the ZIP and returns its digests, in the order of the listings, and its size.
func (b *Writer) part(name string, write func(io.Writer) error) ([]digest, int64, error) {
	method := zip.Deflate
	if packed[strings.ToLower(path.Ext(name))] {
		method = zip.Store
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: b.top + "/" + name, Method: method, Modified: b.at})
	if err != nil {
		return nil, 0, err
	}
	c := &counter{w: w}
	for _, l := range b.listed {
		c.sums = append(c.sums, l.new())
	}
	if err := write(c); err != nil {
		return nil, 0, fmt.Errorf("archive: %s: %w", name, err)
	}
	digests := make([]digest, len(c.sums))
	for i, sum := range c.sums {
		digests[i] = digest(sum.Sum(nil))
	}
	return digests, c.n, nil
}

// Add writes a file of the payload, named below data/, and returns its SHA-256.
func (b *Writer) Add(name string, write func(io.Writer) error) ([sha256.Size]byte, error) {
	digests, n, err := b.part(payload+name, write)
	if err != nil {
		return digest{}, err
	}
	b.octets += n
	b.streams++
	for i, l := range b.listed {
		l.payload.WriteString(manifestLine(digests[i], payload+name))
	}
	return digests[0], nil
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
	digests, _, err := b.part(name, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		return err
	}
	for i, l := range b.listed {
		l.tags.WriteString(manifestLine(digests[i], name))
	}
	return nil
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
	for _, l := range b.listed {
		if err := b.tag(l.manifest(), l.payload.String()); err != nil {
			return err
		}
	}
	for _, l := range b.listed {
		if _, _, err := b.part(l.tagManifest(), func(w io.Writer) error {
			_, err := io.WriteString(w, l.tags.String())
			return err
		}); err != nil {
			return err
		}
	}
	return b.zip.Close()
}

// counter passes bytes on, counts them and sums them up.
type counter struct {
	w    io.Writer
	sums []hash.Hash
	n    int64
}

// Write implements io.Writer.
func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	for _, sum := range c.sums {
		sum.Write(p[:n])
	}
	c.n += int64(n)
	return n, err
}
