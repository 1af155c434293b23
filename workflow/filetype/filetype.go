// Package filetype says whether a file may be evidence: one of the kinds an office sends, and really of the kind that its
// name claims.
package filetype

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// allowed maps the ending of a name to the media type under which the file is kept, and to the types that its content may
// be recognised as. An OFD document (GB/T 33190) is a ZIP archive that no library here tells from others.
var allowed = map[string]struct {
	media string
	looks []string
}{
	".pdf":  {"application/pdf", []string{"application/pdf"}},
	".docx": {docx, []string{docx}},
	".xlsx": {xlsx, []string{xlsx}},
	".ofd":  {"application/ofd", []string{"application/zip"}},
	".jpg":  {"image/jpeg", []string{"image/jpeg"}},
	".jpeg": {"image/jpeg", []string{"image/jpeg"}},
	".png":  {"image/png", []string{"image/png"}},
}

const (
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Endings lists the endings that are allowed, for messages.
func Endings() string { return "pdf、docx、xlsx、ofd、jpg、png" }

// Of returns the media type of a file by its name and content. It reports false when the ending is not allowed or the
// content is something else.
func Of(name string, content io.Reader) (media string, ok bool, err error) {
	kind, known := allowed[strings.ToLower(filepath.Ext(name))]
	if !known {
		return "", false, nil
	}
	found, err := mimetype.DetectReader(content)
	if err != nil {
		return "", false, err
	}
	return kind.media, slices.ContainsFunc(kind.looks, found.Is), nil
}
