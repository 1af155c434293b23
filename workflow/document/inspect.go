package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/words"
)

// classified matches the marks of state secrets (GB/T 9704: grade, star, term). The Secrecy Law keeps such documents out
// of systems like this one.
var classified = regexp.MustCompile(`(绝密|机密|秘密)[★☆]`)

// geometry is what one worksheet part holds, read before excelize sees it.
type geometry struct {
	rows, columns int
	merges        []area
	formulas      map[position]bool
	numbers       map[position]int // cells that hold a number, with their style
}

// position is a cell, both counted from 1.
type position struct{ row, column int }

// area is a range of cells, ends included.
type area struct{ from, to position }

// inspect reads one XML part as a stream of tokens: refuses what is forbidden in it, and measures worksheets.
func inspect(name string, content []byte, limits Limits) (*geometry, error) {
	lower := strings.ToLower(name)
	if ext := path.Ext(lower); ext != ".xml" && ext != ".rels" && ext != ".vml" {
		return nil, nil
	}
	s := scan{name: lower, limits: limits}
	if strings.HasPrefix(lower, "xl/worksheets/") && path.Ext(lower) == ".xml" {
		s.sheet = &geometry{formulas: map[position]bool{}, numbers: map[position]int{}}
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	drawing := path.Ext(lower) == ".vml" // old drawings are not always well-formed
	d.Strict = !drawing
	for {
		token, err := d.Token() // checks that elements match: the library reads up to the first fault and says nothing
		if errors.Is(err, io.EOF) || err != nil && drawing {
			break
		}
		if err != nil {
			return nil, refuse(words.DocumentUnreadable, nil, err)
		}
		if err := s.take(token); err != nil {
			return nil, err
		}
	}
	if mark := classified.FindString(s.letters.String()); mark != "" {
		return nil, refuse(words.DocumentClassified, words.Params{"mark": mark}, nil)
	}
	return s.sheet, nil
}

// scan is the state of inspect.
type scan struct {
	name    string
	limits  Limits
	letters strings.Builder // all text of the part without spaces: a mark may be broken into runs
	sheet   *geometry       // nil for other parts
	at      position
	kind    string // t of the cell
	style   int
	cells   int
}

func (s *scan) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if t.Name.Local == "Relationship" || t.Name.Local == "Override" {
			return s.link(t)
		}
		if s.sheet != nil {
			return s.element(t)
		}
	case xml.EndElement:
		if t.Name.Local == "si" { // one shared string ends, the next is another cell
			s.letters.WriteByte('\n')
		}
	case xml.CharData:
		s.letters.WriteString(strings.Join(strings.Fields(string(t)), ""))
	}
	return nil
}

// link refuses relations that leave the workbook. A hyperlink is only followed by a person's click.
func (s *scan) link(t xml.StartElement) error {
	if attribute(t, "TargetMode") == "External" && !strings.HasSuffix(attribute(t, "Type"), "/hyperlink") {
		return refuse(words.DocumentExternalLink, words.Params{"part": attribute(t, "Target")}, nil)
	}
	if strings.Contains(strings.ToLower(attribute(t, "ContentType")), "macroenabled") {
		return refuse(words.DocumentMacro, words.Params{"part": attribute(t, "PartName")}, nil)
	}
	return nil
}

// element measures one element of a worksheet.
func (s *scan) element(t xml.StartElement) error {
	g := s.sheet
	switch t.Name.Local {
	case "row":
		s.at = position{row: s.at.row + 1}
		if n, err := strconv.Atoi(attribute(t, "r")); err == nil {
			s.at.row = n
		}
	case "c":
		s.at.column++
		if column, row, err := excelize.CellNameToCoordinates(attribute(t, "r")); err == nil {
			s.at = position{row, column}
		}
		s.kind = attribute(t, "t")
		s.style, _ = strconv.Atoi(attribute(t, "s")) // a missing style is style 0
		s.cells++
		g.rows, g.columns = max(g.rows, s.at.row), max(g.columns, s.at.column)
	case "v":
		if s.kind == "" || s.kind == "n" || s.kind == "d" {
			g.numbers[s.at] = s.style
		}
	case "f":
		g.formulas[s.at] = true
	case "mergeCell":
		if a, ok := parseArea(attribute(t, "ref")); ok {
			g.merges = append(g.merges, a)
		}
	}
	switch {
	case s.at.row > s.limits.Rows:
		return refuse(words.DocumentTooManyRows, words.Params{"limit": s.limits.Rows}, nil)
	case g.columns > maxColumns || g.rows*g.columns > maxCells || s.cells > maxCells || len(g.merges) > maxMerges:
		return refuse(words.DocumentTooWide, words.Params{"limit": maxColumns}, nil)
	}
	return nil
}

func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !ok {
		return area{}, false
	}
	c1, r1, err1 := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil {
		return area{}, false
	}
	return area{position{min(r1, r2), min(c1, c2)}, position{max(r1, r2), max(c1, c2)}}, true
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
