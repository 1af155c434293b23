package docx

import (
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// Table is a table over the whole width of the page. Its head is repeated on every page.
type Table struct {
	Columns []Column
	Head    []string // one for each column; none for a table without a head
	Rows    [][]Cell // a row has one cell for each column, or fewer when some span
	Height  int      // of a row at least, in millimetres: room to sign; 0 for what the text needs
	Whole   bool     // a short table that no page end goes through
}

// Column is a column of a table.
type Column struct {
	Share  int  // of the width, in whatever unit all columns share
	Centre bool // its texts are centred
}

// Cell is one cell.
type Cell struct {
	Text  string
	Span  int  // columns it covers; 0 is 1
	Above bool // it continues the cell above: the two are one
	Label bool // a label, in 黑体 and centred
}

// Cells makes plain cells.
func Cells(texts ...string) []Cell {
	row := make([]Cell, len(texts))
	for i, t := range texts {
		row[i].Text = t
	}
	return row
}

// longRow is how many lines a row, or a group of rows beside one cell, may have that is not broken over pages.
const longRow = 12

func (t *Table) write(w *writer) {
	widths := t.widths(w.width())
	e := element(w.body, "w:tbl")
	properties := element(e, "w:tblPr")
	element(properties, "w:tblW", "w:w", itoa(sum(widths)), "w:type", "dxa")
	element(properties, "w:jc", "w:val", "center")
	borders := element(properties, "w:tblBorders")
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		element(borders, "w:"+side, "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "000000")
	}
	element(properties, "w:tblLayout", "w:type", "fixed")
	margins := element(properties, "w:tblCellMar")
	element(margins, "w:left", "w:w", "60", "w:type", "dxa")
	element(margins, "w:right", "w:w", "60", "w:type", "dxa")
	grid := element(e, "w:tblGrid")
	for _, width := range widths {
		element(grid, "w:gridCol", "w:w", itoa(width))
	}
	if len(t.Head) > 0 {
		row := t.row(e, true)
		for i, text := range t.Head {
			cellText(t.cell(row, widths[i:i+1], ""), paragraph{style: styleTableHead, keepNext: true}, text)
		}
	}
	for i := range t.Rows {
		t.writeRow(e, i, widths)
	}
	// Word wants a paragraph behind a table; between two tables it is also what keeps them apart.
	after := element(w.body, "w:p")
	p := element(after, "w:pPr")
	element(p, "w:pStyle", "w:val", stylePlain)
	element(p, "w:spacing", "w:line", "20", "w:lineRule", "exact")
	element(element(p, "w:rPr"), "w:sz", "w:val", "2")
}

func (t *Table) writeRow(e *etree.Element, index int, widths []int) {
	cells := t.Rows[index]
	row := t.row(e, false)
	column, longest := 0, 0
	for _, c := range cells {
		span := max(c.Span, 1)
		own := widths[column : column+span]
		merge := ""
		switch {
		case c.Above:
			merge = "continue"
		case t.continued(index, column):
			merge = "restart"
		}
		cell := t.cell(row, own, merge)
		form := paragraph{style: styleTableCell, keepNext: index < len(t.Rows)-1 && (t.Whole || t.heldBelow(index, widths))}
		if c.Label {
			form.style = styleTableHead
		} else if t.Columns[column].Centre {
			form.align = "center"
		}
		text := c.Text
		if c.Above {
			text = ""
		}
		cellText(cell, form, text)
		if merge == "" {
			longest = max(longest, textLines(text, sum(own)))
		}
		column += span
	}
	if properties := row.FindElement("w:trPr"); longest <= longRow {
		properties.InsertChildAt(0, etree.NewElement("w:cantSplit"))
	}
}

// textLines is about how many lines a text takes in a cell.
func textLines(text string, width int) int {
	return 1 + utf8.RuneCountInString(text)*240/max(width-120, 240)
}

// heldBelow tells whether a row stays on a page with the one below it: both belong to one cell at the left, of a group that
// is short. A long group has to break somewhere.
func (t *Table) heldBelow(index int, widths []int) bool {
	if !t.continued(index, 0) {
		return false
	}
	first, last := index, index+1
	for first > 0 && t.continued(first-1, 0) {
		first--
	}
	for t.continued(last, 0) {
		last++
	}
	rows, merged := 0, 0 // lines of the rows one by one, and of what stands beside all of them
	for n := first; n <= last; n++ {
		longest, column := 0, 0
		for _, c := range t.Rows[n] {
			span := max(c.Span, 1)
			n := textLines(c.Text, sum(widths[column:column+span]))
			switch {
			case c.Above:
			case t.continued(first, column):
				merged = max(merged, n)
			default:
				longest = max(longest, n)
			}
			column += span
		}
		rows += longest
	}
	return max(rows, merged) <= longRow
}

// continued tells whether the cell below this place belongs to it.
func (t *Table) continued(index, column int) bool {
	if index+1 >= len(t.Rows) {
		return false
	}
	at := 0
	for _, c := range t.Rows[index+1] {
		if at == column {
			return c.Above
		}
		at += max(c.Span, 1)
	}
	return false
}

func (t *Table) row(table *etree.Element, head bool) *etree.Element {
	row := element(table, "w:tr")
	properties := element(row, "w:trPr")
	if head {
		element(properties, "w:cantSplit")
		element(properties, "w:tblHeader")
	} else if t.Height > 0 {
		element(properties, "w:trHeight", "w:val", itoa(t.Height*5669/100), "w:hRule", "atLeast")
	}
	return row
}

func (t *Table) cell(row *etree.Element, widths []int, merge string) *etree.Element {
	cell := element(row, "w:tc")
	properties := element(cell, "w:tcPr")
	element(properties, "w:tcW", "w:w", itoa(sum(widths)), "w:type", "dxa")
	if len(widths) > 1 {
		element(properties, "w:gridSpan", "w:val", itoa(len(widths)))
	}
	if merge != "" {
		element(properties, "w:vMerge", "w:val", merge)
	}
	element(properties, "w:vAlign", "w:val", "center")
	return cell
}

func cellText(cell *etree.Element, p paragraph, text string) {
	w := writer{body: cell}
	for _, line := range strings.Split(strings.Join(lines(text), "\n"), "\n") { // an empty cell has a paragraph as well
		p.runs = nil
		if line != "" {
			p.runs = plain(line)
		}
		w.paragraph(p)
	}
}

// widths shares the width of the page out; what is left by rounding goes to the last column.
func (t *Table) widths(all int) []int {
	shares := 0
	for _, c := range t.Columns {
		shares += c.Share
	}
	widths := make([]int, len(t.Columns))
	left := all
	for i, c := range t.Columns {
		widths[i] = all * c.Share / shares
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

func (w *writer) width() int {
	if w.wide {
		return wideWidth
	}
	return areaWidth
}

func sum(list []int) (n int) {
	for _, i := range list {
		n += i
	}
	return n
}
