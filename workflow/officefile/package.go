package officefile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"rectify/workflow/words"
)

// Kind is what a package holds, told by its parts and never by the file's name.
type Kind string

// The kinds.
const (
	XLSX Kind = "xlsx"
	DOCX Kind = "docx"
	OFD  Kind = "ofd" // GB/T 33190
)

// mainParts are the parts that make a package what it is, in lower case.
var mainParts = map[string]Kind{"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "ofd.xml": OFD}

// contentTypes is the part that every OOXML package has, in lower case.
const contentTypes = "[content_types].xml"

// zipMagic opens an archive with at least one entry.
var zipMagic = []byte("PK\x03\x04")

// oleMagic opens a compound file: an old .xls or .doc, or a file with a password.
var oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// encryptedStream is the name "EncryptedPackage" as a compound file stores it (UTF-16LE).
var encryptedStream = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// ratioFloor: below this many unpacked bytes the ratio of a part says nothing.
const ratioFloor = 1 << 20

// Package is an opened file. Its list of parts has been checked; what is in the parts has not, until Check is called.
type Package struct {
	Kind   Kind
	Links  int    // hyperlinks to other places, counted by Check; only a person's click follows them
	Limits Limits // those it is held to
	zip    *zip.Reader
}

// Open refuses what is no package or too large, and anything whose list of parts is forbidden. Sizes are those the package
// declares; Check counts the true ones.
func Open(r io.ReaderAt, size int64, limits Limits) (*Package, error) {
	limits = limits.withDefaults()
	if size > limits.Bytes {
		return nil, refuse(words.DocumentTooLarge, words.Params{"limit": limits.Bytes}, nil)
	}
	head := make([]byte, len(oleMagic))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return nil, refuse(words.DocumentUnknownKind, nil, err)
	}
	if bytes.Equal(head, oleMagic) {
		return nil, refuseCompound(r, size)
	}
	if !bytes.HasPrefix(head, zipMagic) { // an archive behind something else is two files in one
		return nil, refuse(words.DocumentUnknownKind, nil, nil)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse(words.DocumentUnknownKind, nil, err)
	}
	if len(z.File) > limits.Entries {
		return nil, refuse(words.DocumentBomb, words.Params{"what": "entries", "limit": limits.Entries}, nil)
	}
	p := &Package{zip: z, Limits: limits}
	if err := p.checkList(); err != nil {
		return nil, err
	}
	return p, nil
}

// checkList checks the names and flags of all parts, and tells the kind.
func (p *Package) checkList() error {
	seen := map[string]bool{}
	for _, f := range p.zip.File {
		name := strings.ToLower(f.Name)
		switch {
		case path.IsAbs(name) || strings.Contains(name, "..") || strings.ContainsAny(name, "\\\x00:") || seen[name]:
			return refuse(words.DocumentUnreadable, nil, errors.New("unsafe or repeated entry"))
		case f.Mode()&(fs.ModeType&^fs.ModeDir) != 0:
			return refuse(words.DocumentUnreadable, nil, errors.New("an entry that is no file"))
		case f.Flags&1 != 0:
			return refuse(words.DocumentEncrypted, nil, nil)
		case forbiddenPart(name) != "":
			return refuse(forbiddenPart(name), words.Params{"part": f.Name}, nil)
		}
		seen[name] = true
		if kind, main := mainParts[name]; main {
			if p.Kind != "" { // two readers would see two different files
				return refuse(words.DocumentUnreadable, nil, errors.New("two main parts"))
			}
			p.Kind = kind
		}
	}
	if p.Kind == "" || p.Kind != OFD && !seen[contentTypes] {
		return refuse(words.DocumentUnknownKind, nil, nil)
	}
	return nil
}

// refuseCompound tells a file with a password from one of the old formats.
func refuseCompound(r io.ReaderAt, size int64) error {
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err == nil && bytes.Contains(b, encryptedStream) {
		return refuse(words.DocumentEncrypted, nil, nil)
	}
	return refuse(words.DocumentUnknownKind, nil, err)
}

// forbiddenPart names the reason why a package with this part is refused. The name is in lower case.
func forbiddenPart(name string) words.Code {
	switch base := path.Base(name); {
	case base == "vbaproject.bin", base == "vbadata.xml", strings.HasPrefix(name, "xl/macrosheets/"):
		return words.DocumentMacro
	case strings.HasPrefix(name, "xl/externallinks/"), name == "xl/connections.xml", strings.HasPrefix(name, "xl/querytables/"):
		return words.DocumentExternalLink
	case strings.Contains(name, "/embeddings/"), strings.Contains(name, "/activex/"), strings.HasPrefix(base, "afchunk"):
		return words.DocumentEmbedded
	}
	return ""
}

// Check unpacks every part in the order of the package, holding it to the limits by what really comes out, refuses what is
// forbidden in it, and hands it to use, which may be nil.
func (p *Package) Check(use func(name string, content []byte) error) error {
	var total int64
	for _, f := range p.zip.File {
		if f.Mode().IsDir() {
			continue
		}
		content, err := p.unpack(f, &total)
		if err != nil {
			return err
		}
		if err := p.inspect(f.Name, content); err != nil {
			return err
		}
		if use != nil {
			if err := use(f.Name, content); err != nil {
				return err
			}
		}
	}
	return nil
}

// unpack reads one part and adds its size to total.
func (p *Package) unpack(f *zip.File, total *int64) ([]byte, error) {
	part, err := f.Open()
	if err != nil {
		return nil, refuse(words.DocumentUnreadable, nil, err)
	}
	defer part.Close()
	content, err := io.ReadAll(io.LimitReader(part, p.Limits.UnzipPart+1))
	if err != nil {
		return nil, refuse(words.DocumentUnreadable, nil, err)
	}
	n := int64(len(content))
	*total += n
	switch {
	case n > p.Limits.UnzipPart:
		return nil, refuse(words.DocumentBomb, words.Params{"what": "part", "limit": p.Limits.UnzipPart}, nil)
	case *total > p.Limits.UnzipTotal:
		return nil, refuse(words.DocumentBomb, words.Params{"what": "total", "limit": p.Limits.UnzipTotal}, nil)
	case n > ratioFloor && uint64(n) > uint64(p.Limits.Ratio)*max(f.CompressedSize64, 1):
		return nil, refuse(words.DocumentBomb, words.Params{"what": "ratio", "limit": p.Limits.Ratio}, nil)
	}
	return content, nil
}

// IsText tells whether a file is none of the packages and none of the old formats, and begins like text.
func IsText(r io.ReaderAt) bool {
	head := make([]byte, 512)
	n, err := r.ReadAt(head, 0)
	if n == 0 || err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	head = head[:n]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true // UTF-16
	}
	return !bytes.HasPrefix(head, []byte("PK")) && !bytes.HasPrefix(head, oleMagic) && !bytes.ContainsFunc(head, func(c rune) bool {
		return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\v' && c != '\f'
	})
}
