package archive

import (
	"archive/zip"
	"errors"
	"io"
	"strings"

	"rectify/workflow/words"
)

// Options of a check.
type Options struct {
	All  bool     // go on after the first fault
	Keys []string // public keys that may have signed the checkpoints; those in the package when there are none
}

// Summary is what a check has counted.
type Summary struct {
	Files, Catalogued, Entries, Withheld, Checkpoints int
	Sealed                                            int64 // entries that the newest checkpoint covers
	Faults                                            int
}

// Limits of what is read, so that a hostile file costs time at most.
const (
	maxEntries   = 200_000
	maxDirectory = 96 << 20  // bytes of the ZIP's directory
	maxPart      = 16 << 30  // bytes of one part unpacked
	maxTotal     = 512 << 30 // bytes of all parts unpacked
	maxRatio     = 1000      // unpacked bytes per packed byte, of a part beyond 16 MiB
	maxText      = 1 << 20   // bytes of a short text
	maxLine      = 8 << 20   // bytes of a line of the history
	maxDocument  = 64 << 20  // bytes of a document that is opened
)

// check is one check under way.
type check struct {
	options Options
	tell    func(Fault)
	found   int
	sum     Summary

	files   map[string]*zip.File // by path below the top folder
	order   []string             // of the paths, as the file has them
	digests map[string]digest    // of what was read, by path
	size    int64                // of the payload
	total   int64                // unpacked

	titles     []namedTitle          // of documents in the catalogue
	evidence   map[string]namedTitle // of the catalogue, by path
	infoFields map[string]string
}

// Verify reads a package and tells of what is wrong with it: of the first fault, or of every fault. The error is one of
// reading the file itself; a package that is wrong is no error.
func Verify(r io.ReaderAt, size int64, o Options, tell func(Fault)) (Summary, error) {
	c := &check{options: o, tell: tell, files: map[string]*zip.File{}, digests: map[string]digest{}, evidence: map[string]namedTitle{}, infoFields: map[string]string{}}
	err := c.run(r, size)
	c.sum.Faults = c.found
	if errors.Is(err, errStop) {
		err = nil
	}
	return c.sum, err
}

func (c *check) run(r io.ReaderAt, size int64) error {
	if err := c.open(r, size); err != nil {
		return err
	}
	for _, step := range []func() error{c.declaration, c.manifests, c.info, c.readCatalogue, c.documents, c.history} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// open reads the directory of the ZIP.
func (c *check) open(r io.ReaderAt, size int64) error {
	bounded := &boundedReader{r: r, left: maxDirectory}
	z, err := zip.NewReader(bounded, size)
	switch {
	case bounded.left < 0:
		return errors.Join(c.fault(words.ArchiveTooLarge, words.Params{"what": "ZIP"}), errStop)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return errors.Join(c.fault(words.ArchiveNotZip, nil), errStop)
	case len(z.File) > maxEntries:
		return errors.Join(c.fault(words.ArchiveTooLarge, words.Params{"what": len(z.File)}), errStop)
	}
	bounded.open = true
	top := ""
	for _, f := range z.File {
		path := strings.TrimSuffix(f.Name, "/")
		first, below, _ := strings.Cut(path, "/")
		if top == "" {
			top = first
		}
		folder := f.FileInfo().IsDir()
		bad := goodPath(path) != nil || first != top || (below == "" && !folder) || f.Flags&1 != 0 || (!folder && !f.Mode().IsRegular())
		_, twice := c.files[below]
		switch {
		case bad:
			if err := c.fault(words.ArchivePath, words.Params{"file": shown(f.Name)}); err != nil {
				return err
			}
		case folder:
		case twice:
			if err := c.fault(words.ArchiveTwice, words.Params{"file": shown(below)}); err != nil {
				return err
			}
		default:
			c.files[below] = f
			c.order = append(c.order, below)
		}
	}
	return nil
}

// shown is a name in a message: not longer than a line, without control characters.
func shown(name string) string {
	name = OneLine(name)
	if runes := []rune(name); len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return name
}

// boundedReader gives out so many bytes while the directory is read.
type boundedReader struct {
	r    io.ReaderAt
	left int64
	open bool
}

// ReadAt implements io.ReaderAt.
func (b *boundedReader) ReadAt(p []byte, at int64) (int, error) {
	if !b.open {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errors.New("archive: the directory is too long")
		}
	}
	return b.r.ReadAt(p, at)
}
