package document

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

const workbookRelations = "xl/_rels/workbook.xml.rels"

// openWorkbook checks the package and loads its worksheets.
func openWorkbook(p *officefile.Package, r io.ReaderAt, size int64, limits Limits) ([]*sheet, error) {
	sheetParts := map[string]*geometry{}
	var relations relationships
	err := p.Check(func(name string, content []byte) error {
		g, err := measure(name, content, limits)
		if err != nil {
			return err
		}
		if g != nil {
			sheetParts[name] = g
		}
		if strings.EqualFold(name, workbookRelations) {
			if err := xml.Unmarshal(content, &relations); err != nil {
				return refuse(words.DocumentUnreadable, nil, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return loadSheets(io.NewSectionReader(r, 0, size), p.Limits, relations, sheetParts)
}

// relationships says which part a sheet is kept in.
type relationships struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
	}
}

func (r relationships) part(id string) string {
	for _, rel := range r.Relationship {
		if rel.ID == id {
			if path.IsAbs(rel.Target) {
				return strings.TrimPrefix(rel.Target, "/")
			}
			return path.Join("xl", rel.Target)
		}
	}
	return ""
}

// loadSheets runs the library over a package that inspect has passed. A panic of the library is an unreadable file: it
// has met malformed parts with panics before.
func loadSheets(r io.Reader, limits officefile.Limits, relations relationships, parts map[string]*geometry) (sheets []*sheet, err error) {
	defer func() {
		if p := recover(); p != nil {
			sheets, err = nil, refuse(words.DocumentUnreadable, nil, fmt.Errorf("excelize: %v", p))
		}
	}()
	f, err := excelize.OpenReader(r, excelize.Options{
		UnzipSizeLimit: limits.UnzipTotal, UnzipXMLSizeLimit: limits.UnzipPart, RawCellValue: true,
	})
	if err != nil {
		return nil, refuse(words.DocumentUnreadable, nil, err)
	}
	defer f.Close()
	if f.WorkBook == nil {
		return nil, refuse(words.DocumentUnreadable, nil, errors.New("no workbook part"))
	}
	for _, s := range f.WorkBook.Sheets.Sheet {
		g := parts[relations.part(s.ID)]
		if g == nil { // a chart or a dialogue holds no cells
			continue
		}
		loaded := &sheet{name: s.Name, hidden: s.State != "" && s.State != "visible", geometry: g}
		if err := loaded.load(f); err != nil {
			return nil, refuse(words.DocumentUnreadable, nil, err)
		}
		sheets = append(sheets, loaded)
	}
	return sheets, nil
}
