package prose

import (
	"encoding/xml"
	"slices"
	"strings"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// gridRow is a row while its cells still lie on the table's own grid, counted from 0.
type gridRow struct {
	cells []gridCell
}

type gridCell struct {
	from, to int
	merge    Merge
	text     string
}

// grid is a table while it is read.
type grid struct {
	widths []int // of the grid's columns, in twentieths of a point
	rows   []gridRow
}

// table reads the open w:tbl.
func (r *reader) table(c context) (*Table, error) {
	outer := r.place
	defer func() { r.place = outer }()
	nested := outer.Table > 0 || r.aside > 0
	number := outer.Table
	if !nested {
		r.tables++
		number = r.tables
		r.place = Remark{Table: number}
	}
	var g grid
	if err := r.tableRows(&g, c, nested); err != nil {
		return nil, err
	}
	return g.table(number), nil
}

// tableRows reads rows, and what may stand around them.
func (r *reader) tableRows(g *grid, c context, nested bool) error {
	return r.children(func(t xml.StartElement) error {
		switch t.Name.Local {
		case "tblGrid":
			return r.children(func(t xml.StartElement) error {
				if t.Name.Local == "gridCol" && len(g.widths) < r.limits.Columns {
					w := val{attribute(t, "w")}
					g.widths = append(g.widths, min(max(w.number(0), 0), 1<<16))
				}
				return r.Skip()
			})
		case "tr":
			if !nested {
				r.place.Row, r.place.Column = len(g.rows)+1, 0
			}
			return r.row(g, c, nested)
		case "AlternateContent":
			return r.alternative(func() error { return r.tableRows(g, c, nested) })
		}
		inner, ok := c.enter(t)
		if !ok {
			return r.Skip()
		}
		return r.tableRows(g, inner, nested)
	})
}

// row reads the open w:tr. A row that was deleted is quoted and left out.
func (r *reader) row(g *grid, c context, nested bool) error {
	var row gridRow
	at := 0
	if err := r.rowCells(&row, &at, &c, nested); err != nil {
		return err
	}
	if c.deleted {
		var texts []string
		for _, cell := range row.cells {
			texts = append(texts, cell.text)
		}
		r.remark(words.ProseDeleted, strings.Join(texts, " "))
		return nil
	}
	g.rows = append(g.rows, row)
	if len(g.rows) > r.limits.Rows {
		return &officefile.Refused{Code: words.DocumentTooManyRows, Params: words.Params{"limit": r.limits.Rows}}
	}
	return nil
}

func (r *reader) rowCells(row *gridRow, at *int, c *context, nested bool) error {
	return r.children(func(t xml.StartElement) error {
		switch t.Name.Local {
		case "trPr":
			return r.children(func(t xml.StartElement) error {
				switch t.Name.Local {
				case "gridBefore":
					*at += r.columns(attribute(t, "val"), 0)
				case "del":
					c.deleted = true
				}
				return r.Skip()
			})
		case "tc":
			if !nested {
				r.place.Column = len(row.cells) + 1
			}
			return r.cell(row, at, *c)
		}
		inner, ok := c.enter(t)
		if !ok {
			return r.Skip()
		}
		return r.rowCells(row, at, &inner, nested)
	})
}

// cell reads the open w:tc.
func (r *reader) cell(row *gridRow, at *int, c context) error {
	cell := gridCell{from: *at, to: *at + 1}
	besides := false // it continues the cell on its left
	var list collection
	err := r.children(func(t xml.StartElement) error {
		if t.Name.Local != "tcPr" {
			return r.block(&list, c, t)
		}
		return r.children(func(t xml.StartElement) error {
			switch v := attribute(t, "val"); t.Name.Local {
			case "gridSpan":
				cell.to = cell.from + max(r.columns(v, 1), 1)
			case "vMerge":
				cell.merge = Continued
				if v == "restart" {
					cell.merge = First
				}
			case "hMerge":
				besides = v != "restart"
			}
			return r.Skip()
		})
	})
	if err != nil {
		return err
	}
	for _, b := range list.blocks {
		if b.Table != nil {
			r.remark(words.ProseNestedTable, flatten([]Block{b}))
		}
	}
	cell.text = flatten(list.blocks)
	r.cells++
	if *at = cell.to; cell.to > r.limits.Columns || r.cells > r.limits.Cells {
		return &officefile.Refused{Code: words.DocumentTooWide, Params: words.Params{"limit": r.limits.Columns}}
	}
	if n := len(row.cells); besides && n > 0 {
		left := &row.cells[n-1]
		left.to, left.text = cell.to, strings.TrimSpace(left.text+"\n"+cell.text)
		return nil
	}
	row.cells = append(row.cells, cell)
	return nil
}

// columns reads a number of columns; more than there may be is one too many.
func (r *reader) columns(s string, otherwise int) int {
	return min(max((&val{s}).number(otherwise), 0), r.limits.Columns+1)
}

// near is how far apart two edges may lie and still be one that was drawn by hand: two millimetres.
const near = 114

// table gives the cells the columns that a person sees: edges that nearly meet are one.
func (g *grid) table(number int) *Table {
	edges := g.edges()
	t := &Table{Number: number, Columns: slices.Max(edges)}
	for _, row := range g.rows {
		out := Row{}
		next := 1
		for _, c := range row.cells {
			column := max(edges[c.from]+1, next)
			span := max(edges[c.to]+1-column, 1)
			next = column + span
			out.Cells = append(out.Cells, Cell{Column: column, Span: span, Merge: c.merge, Text: c.text})
			t.Columns = max(t.Columns, next-1)
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

// edges numbers the edges of the grid, from 0 for the left one of the table.
func (g *grid) edges() []int {
	used := map[int]bool{0: true}
	last := 0
	for _, row := range g.rows {
		for _, c := range row.cells {
			used[c.from], used[c.to] = true, true
			last = max(last, c.to)
		}
	}
	edges := make([]int, last+1)
	number, at, kept := 0, 0, 0
	for i := 1; i <= last; i++ {
		width := 1440 // where the grid says nothing
		if i <= len(g.widths) && g.widths[i-1] > 0 {
			width = g.widths[i-1]
		}
		at += width
		if used[i] && at-kept > near {
			number, kept = number+1, at
		}
		edges[i] = number
	}
	return edges
}
