package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/words"
)

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

// measure reads one worksheet part as a stream of tokens; other parts give nil.
func measure(name string, content []byte, limits Limits) (*geometry, error) {
	lower := strings.ToLower(name)
	if !strings.HasPrefix(lower, "xl/worksheets/") || path.Ext(lower) != ".xml" {
		return nil, nil
	}
	s := scan{limits: limits, sheet: &geometry{formulas: map[position]bool{}, numbers: map[position]int{}}}
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s.sheet, nil
		}
		if err != nil {
			return nil, refuse(words.DocumentUnreadable, nil, err)
		}
		if t, ok := token.(xml.StartElement); ok {
			if err := s.element(t); err != nil {
				return nil, err
			}
		}
	}
}

// scan is the state of measure.
type scan struct {
	limits Limits
	sheet  *geometry
	at     position
	kind   string // t of the cell
	style  int
	cells  int
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
