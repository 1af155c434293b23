// Package filetype says whether a file may be evidence: one of the kinds an office sends, really of the kind that its name
// claims, and nothing that acts by itself when it is opened. These are checks of structure and no virus scanner.
package filetype

import (
	"archive/zip"
	"bytes"
	"image"
	_ "image/jpeg" // for image.DecodeConfig
	_ "image/png"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// allowed maps the ending of a name to the media type under which the file is kept, to the types that its content may be
// recognised as, and to the check of its structure. An OFD document (GB/T 33190) is a ZIP archive that no library here
// tells from others.
var allowed = map[string]struct {
	media string
	looks []string
	check func(content []byte) error
}{
	".pdf":  {"application/pdf", []string{"application/pdf"}, checkPDF},
	".docx": {docx, []string{docx, "application/zip"}, office(officefile.DOCX)},
	".xlsx": {xlsx, []string{xlsx, "application/zip"}, office(officefile.XLSX)},
	".ofd":  {"application/ofd", []string{"application/zip"}, office(officefile.OFD)},
	".jpg":  {"image/jpeg", []string{"image/jpeg"}, picture("jpeg")},
	".jpeg": {"image/jpeg", []string{"image/jpeg"}, picture("jpeg")},
	".png":  {"image/png", []string{"image/png"}, picture("png")},
}

const (
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Endings lists the endings that are allowed, for messages.
func Endings() string { return "pdf、docx、xlsx、ofd、jpg、png" }

// Check returns the media type of a file by its name and content. An error is a *officefile.Refused that says why the file
// is not accepted, or the reader's own.
func Check(name string, r io.Reader) (media string, err error) {
	if mark := officefile.Classified(name); mark != "" {
		return "", refuse(words.DocumentClassified, words.Params{"mark": mark})
	}
	kind, known := allowed[strings.ToLower(filepath.Ext(name))]
	if !known {
		return "", wrongKind(name)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(kind.looks, mimetype.Detect(content).Is) {
		return "", wrongKind(name)
	}
	if bytes.Contains(content, eicar) {
		return "", refuse(words.FileMalware, nil)
	}
	if err := kind.check(content); err != nil {
		return "", err
	}
	return kind.media, nil
}

// eicar is the beginning of the test file that every virus scanner knows (eicar.org). It is put together here, so that no
// scanner takes this program for it.
var eicar = []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-` + `ANTIVIRUS-TEST-FILE!`)

func refuse(code words.Code, params words.Params) error {
	return &officefile.Refused{Code: code, Params: params}
}

func wrongKind(name string) error {
	return refuse(words.FileKind, words.Params{"name": name, "endings": Endings()})
}

// office checks a package: it must be of that kind.
func office(kind officefile.Kind) func([]byte) error {
	return func(content []byte) error {
		size := int64(len(content))
		p, err := officefile.Open(bytes.NewReader(content), size, officefile.Limits{Bytes: size})
		if err != nil {
			return err
		}
		if p.Kind != kind {
			return refuse(words.FileMixed, nil)
		}
		return p.Check(func(_ string, part []byte) error {
			if bytes.Contains(part, eicar) {
				return refuse(words.FileMalware, nil)
			}
			return nil
		})
	}
}

// maxPixels is how large a picture may be: 40 million pixels are more than a camera's, and 160 MB in a viewer's memory.
const maxPixels = 40_000_000

// picture checks the head of a picture, and that it is nothing else besides.
func picture(format string) func([]byte) error {
	return func(content []byte) error {
		c, found, err := image.DecodeConfig(bytes.NewReader(content))
		switch {
		case err != nil || found != format:
			return &officefile.Refused{Code: words.FileDamaged, Cause: err}
		case int64(c.Width)*int64(c.Height) > maxPixels:
			return refuse(words.FilePixels, words.Params{"width": c.Width, "height": c.Height, "limit": maxPixels})
		case isArchive(content):
			return refuse(words.FileMixed, nil)
		}
		return nil
	}
}

// isArchive tells whether a file is a ZIP archive, too: its list of parts may stand behind anything.
func isArchive(content []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	return err == nil && len(z.File) > 0
}
