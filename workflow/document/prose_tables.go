package document

import (
	"fmt"
	"regexp"
	"strings"

	"rectify/workflow/prose"
	"rectify/workflow/words"
)

// assembly puts the tables of a document together: a table of measures may be cut into several by pages or chapters.
type assembly struct {
	document *prose.Document
	mapping  Mapping

	sheets  []*sheet
	partial *sheet             // a table with some of the headers only
	pending []*prose.Paragraph // since the last table
	beside  []*prose.Paragraph // taken into no sheet
	ignored []int              // tables that are none of measures

	current *sheet
	columns map[Field]int // of current
	spans   []prose.Cell  // headers of current over several columns
	open    map[int]int   // merged ranges of current that may go on, by column
}

func tableName(n int) string { return fmt.Sprintf("表%d", n) }

func (a *assembly) assemble() {
	for _, b := range a.document.Blocks {
		switch p, n := b.Paragraph, len(a.pending); {
		case p == nil:
			a.table(b.Table)
		case strings.TrimSpace(p.Full()) != "":
			a.pending = append(a.pending, p)
		case p.Break && n > 0:
			a.pending[n-1].Break = true
		}
	}
	a.beside = append(a.beside, a.pending...)
}

// table takes one table into the sheet above, into a new one, or into none.
func (a *assembly) table(t *prose.Table) {
	trial := &sheet{name: tableName(t.Number), geometry: &geometry{}, places: []place{{}}}
	(&assembly{document: &prose.Document{}, current: trial, open: map[int]int{}}).rows(t)
	l := findLayout(trial, a.mapping)
	switch {
	case l != nil && l.missing(trial) == nil:
		if a.current == nil || !sameColumns(a.columns, l.columns) {
			a.begin(t, l)
		} else {
			a.between(t)
		}
	case a.goesOn(t):
		a.between(t)
	default:
		if l != nil && (a.partial == nil || l.columns[FieldMeasure] > 0) {
			a.partial = trial
		}
		a.ignored = append(a.ignored, t.Number)
		a.beside, a.pending = append(a.beside, a.pending...), nil
		return
	}
	a.rows(t)
}

func sameColumns(a, b map[Field]int) bool {
	for f, column := range a {
		if b[f] != column {
			return false
		}
	}
	return len(a) == len(b)
}

// goesOn tells whether a table without a header is the rest of the one above, cut off by a page.
func (a *assembly) goesOn(t *prose.Table) bool {
	if a.current == nil || t.Columns != a.current.geometry.columns || len(a.pending) > 3 {
		return false
	}
	for _, p := range a.pending {
		if annexLine.MatchString(squeeze(p.Full())) || p.Level > 0 {
			return false
		}
	}
	return true
}

// begin opens a sheet for a table, with the lines above it that belong to it.
func (a *assembly) begin(t *prose.Table, l *layout) {
	top := preamble(a.pending)
	a.beside, a.pending = append(a.beside, a.pending[:top]...), a.pending[top:]
	a.current = &sheet{name: tableName(t.Number), geometry: &geometry{columns: t.Columns}, places: []place{{}}}
	if a.document.Text {
		a.current.name = bodyName
	}
	a.columns, a.spans, a.open = l.columns, nil, map[int]int{}
	for _, c := range t.Rows[l.last-1].Cells {
		if c.Span > 1 {
			a.spans = append(a.spans, c)
		}
	}
	a.sheets = append(a.sheets, a.current)
	a.between(t)
}

// between takes the pending paragraphs into the sheet, each as a line over the whole width.
func (a *assembly) between(t *prose.Table) {
	for _, p := range a.pending {
		s := a.current
		s.rows = append(s.rows, []cell{cellOf(p.Full())})
		s.places = append(s.places, place{bodyName, p.Line})
		if n := len(s.rows); t.Columns > 1 {
			s.merges = append(s.merges, area{position{n, 1}, position{n, t.Columns}})
		}
	}
	a.pending = nil
}

// maxPreamble is how many lines above a table may belong to it.
const maxPreamble = 8

var titleLine = regexp.MustCompile(`(一览表|台账|清单|分解表|措施表|任务表|汇总表)[)）]?$`)

// preamble tells which of the paragraphs above a table begin its head: the title, and the lines of contacts.
func preamble(list []*prose.Paragraph) int {
	top := len(list)
	for i := len(list) - 1; i >= 0 && i >= len(list)-maxPreamble; i-- {
		text := squeeze(list[i].Full())
		if i < len(list)-1 && list[i].Break && !annexLine.MatchString(text) {
			break // the page before
		}
		switch {
		case annexLine.MatchString(text), titleLine.MatchString(text):
			top = i
		case label.MatchString(text):
			top = min(top, i)
		case list[i].Break:
			return top
		}
		if annexLine.MatchString(text) {
			break
		}
	}
	return top
}

// cellOf is the cell of a text.
func cellOf(text string) cell {
	c := cell{raw: text}
	c.text, c.stripped = clean(text)
	return c
}

// rows adds the rows of a table to the sheet.
func (a *assembly) rows(t *prose.Table) {
	s := a.current
	for n, row := range t.Rows {
		at := len(s.rows) + 1
		cells := make([]cell, t.Columns)
		for _, c := range a.align(row.Cells) {
			switch index, going := a.open[c.Column]; {
			case c.Merge == prose.First || c.Merge == prose.Single && c.Span > 1:
				s.merges = append(s.merges, area{position{at, c.Column}, position{at, c.Column + c.Span - 1}})
				delete(a.open, c.Column)
				if c.Merge == prose.First {
					a.open[c.Column] = len(s.merges) - 1
				}
			case c.Merge == prose.Continued && going:
				s.merges[index].to.row = at
			case c.Merge == prose.Single:
				delete(a.open, c.Column)
			}
			if c.Merge == prose.Continued && c.Text != "" { // Word does not show it
				a.document.Remarks = append(a.document.Remarks, prose.Remark{Code: words.ProseHidden, Text: c.Text, Table: t.Number, Row: n + 1, Column: c.Column})
				continue
			}
			cells[c.Column-1] = cellOf(c.Text)
		}
		s.rows = append(s.rows, cells)
		p := place{tableName(t.Number), n + 1}
		if row.Line > 0 {
			p = place{bodyName, row.Line}
		}
		s.places = append(s.places, p)
	}
	s.geometry.rows, s.geometry.columns = len(s.rows), max(s.geometry.columns, t.Columns)
}

// align moves a cell that stands alone under a header over several columns to the first of them.
func (a *assembly) align(cells []prose.Cell) []prose.Cell {
	for _, header := range a.spans {
		under, n := 0, 0
		for i, c := range cells {
			if c.Text != "" && header.Column <= c.Column && c.Column < header.Column+header.Span {
				under, n = i, n+1
			}
		}
		if n == 1 && cells[under].Column+cells[under].Span <= header.Column+header.Span {
			for i := range cells[:under] {
				if cells[i].Column == header.Column {
					cells[i].Column = cells[under].Column // a blank cell: they change places
				}
			}
			cells[under].Column = header.Column
		}
	}
	return cells
}

// findings name the text and the tables that were not taken over. A plan's own text is named and not quoted in full: it is
// no part of a table.
func (a *assembly) findings() []Finding {
	var list []Finding
	if n := len(a.beside); n > 0 {
		first, last := a.beside[0], a.beside[n-1]
		list = append(list, Finding{Severity: Info, Sheet: bodyName, Row: first.Line, Code: words.DocumentBodyIgnored,
			Params: words.Params{"count": n, "first": shorten(first.Full()), "last": shorten(last.Full())}})
	}
	for _, n := range a.ignored {
		list = append(list, Finding{Severity: Confirm, Sheet: tableName(n), Code: words.DocumentTableIgnored, Params: words.Params{"number": n}})
	}
	return list
}

// quoted is how many characters of a long text are enough to find it.
const quoted = 30

func shorten(s string) string {
	if r := []rune(s); len(r) > quoted {
		return string(r[:quoted]) + "……"
	}
	return s
}
