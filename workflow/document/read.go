package document

import (
	"cmp"
	"io"
	"path"
	"slices"
	"strings"

	"rectify/workflow/deadline"
	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// ReadMeasureTable reads the table of measures out of an XLSX workbook, a Word document or a plain text file; a document
// without such a table is read as an outline. What kind of file it is is told by its content. The name is the file's, and
// may be empty. Dates without a year are read against base, or against the anchor that the table's own header states. The error
// is a *Refused and says that the file cannot be used at all; everything less is a finding of the table.
func ReadMeasureTable(r io.ReaderAt, size int64, name string, base deadline.Base, limits Limits) (*MeasureTable, error) {
	return ReadMappedTable(r, size, name, base, limits, nil)
}

// ReadMappedTable is ReadMeasureTable for a table whose headers a person has mapped to fields.
func ReadMappedTable(r io.ReaderAt, size int64, name string, base deadline.Base, limits Limits, mapping Mapping) (*MeasureTable, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	limits = limits.withDefaults()
	if officefile.IsText(r) {
		return readProse(nil, r, size, base, limits, mapping)
	}
	file, err := officefile.Open(r, size, limits.file())
	if err != nil {
		return nil, err
	}
	switch file.Kind {
	case officefile.DOCX:
		return readProse(file, r, size, base, limits, mapping)
	case officefile.OFD:
		return nil, refuse(words.DocumentUnknownKind, nil, nil)
	}
	sheets, err := openWorkbook(file, r, size, limits)
	if err != nil {
		return nil, err
	}
	return interpret(sheets, base, mapping)
}

// checkName refuses a file for what its name says of it. What kind of file it is is told by its content alone.
func checkName(name string) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsm", ".xltm", ".xlsb", ".xlam", ".docm", ".dotm":
		return refuse(words.DocumentMacro, words.Params{"part": name}, nil)
	}
	if mark := officefile.Classified(name); mark != "" {
		return refuse(words.DocumentClassified, words.Params{"mark": mark}, nil)
	}
	return nil
}

// interpret makes a table of the first sheet that holds one.
func interpret(sheets []*sheet, base deadline.Base, mapping Mapping) (*MeasureTable, error) {
	var source *sheet
	var found *layout
	for _, s := range sheets {
		if s.hidden {
			continue
		}
		l := findLayout(s, mapping)
		if l != nil && (found == nil || len(l.columns) > len(found.columns) && found.missing(source) != nil) {
			source, found = s, l
		}
	}
	if found == nil {
		source, found = guessLayout(sheets)
		return nil, unmapped(refuse(words.DocumentNoTable, nil, nil), source, found)
	}
	if err := found.missing(source); err != nil {
		return nil, unmapped(err, source, found)
	}
	rd := newReader(source, found, base)
	for _, s := range sheets {
		if s != source && s.holdsText() && !s.isOurs() {
			rd.findings = append(rd.findings, Finding{Severity: Confirm, Sheet: s.name, Code: words.DocumentSheetIgnored,
				Params: words.Params{"sheet": s.name}})
		}
	}
	return rd.read(), nil
}

// reader turns the rows of one sheet into a table.
type reader struct {
	*sheet
	*layout
	base     deadline.Base
	table    *MeasureTable
	findings []Finding

	merged  map[Field][]bool // by row: the cell belongs to a merged range from above
	drafts  []*draft
	numbers map[string]bool // that problems had so far
	marks   map[string]bool // the signs after list numbers: "、", "."
	half    int             // cells with half-width brackets
	full    int             // cells with full-width brackets
	infos   int             // remarks that ask for nothing, told or not
	// The values that a merged range carries on into the problems below.
	lastMeasure, lastDeadline string
}

func newReader(s *sheet, l *layout, base deadline.Base) *reader {
	r := &reader{
		sheet: s, layout: l, base: base,
		table:   &MeasureTable{Problems: []Problem{}, Findings: []Finding{}},
		merged:  map[Field][]bool{},
		numbers: map[string]bool{}, marks: map[string]bool{},
	}
	for f, column := range l.columns {
		r.merged[f] = s.continued(column)
	}
	return r
}

func (r *reader) read() *MeasureTable {
	r.table.Columns = r.describe(r.sheet)
	r.readPreamble()
	r.readAnchor()
	for row := r.last + 1; row <= len(r.rows); row++ {
		r.readRow(row)
	}
	for _, d := range r.drafts {
		r.table.Problems = append(r.table.Problems, r.finish(d))
	}
	r.summarise()
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	r.table.Findings = append(r.table.Findings, r.findings...)
	if r.places != nil {
		r.locate()
	}
	return r.table
}

// locate turns rows of the sheet into the places where a person finds them.
func (r *reader) locate() {
	for i := range r.table.Findings {
		f := &r.table.Findings[i]
		if f.Sheet == r.name {
			p := r.placeOf(f.Row)
			f.Sheet, f.Row = p.sheet, p.row
		}
	}
	for i := range r.table.Problems {
		p := &r.table.Problems[i]
		from, to := r.placeOf(p.Rows.From), r.placeOf(p.Rows.To)
		for row := p.Rows.To; to.sheet != from.sheet; row-- { // it goes on in another table
			to = r.placeOf(row)
		}
		p.Rows = Span{Sheet: from.sheet, From: from.row, To: to.row}
		for j := range p.Measures {
			p.Measures[j].Row = r.placeOf(p.Measures[j].Row).row
		}
	}
}

// halfYear is how far the anchor may lie before the campaign's date. A header without a year means the nearest such day:
// a table is often read some weeks after the day from which it counts.
const halfYear = 182

// readAnchor reads 完成时限（自8月29日起） out of the header; the deadlines are then read against that day.
func (r *reader) readAnchor() {
	column := r.columns[FieldDeadline]
	base := r.base
	if base.Date.IsValid() {
		base.Date = base.Date.AddDays(-halfYear)
	}
	d := deadline.Parse(r.headers[column], base)
	switch {
	case d.Kind == deadline.Error:
		r.tell(Error, r.row, FieldDeadline, words.DocumentAnchorImpossible, words.Params{"text": r.headers[column]}, words.ExpectDate)
	case d.Kind == deadline.Anchor && d.NotBefore != nil:
		anchor := *d.NotBefore
		r.table.Anchor = &anchor
		if r.base.Date.IsValid() && r.base.Date != anchor {
			r.tell(Confirm, r.row, FieldDeadline, words.DocumentAnchorDiffers, words.Params{"anchor": anchor, "base": r.base.Date}, "")
		}
		r.base.Date = anchor
	}
}

// maxInfos bounds the remarks that ask for nothing: a small file could otherwise have half a million of them.
const maxInfos = 1000

// tell records a finding about a field of a row.
func (r *reader) tell(severity Severity, row int, field Field, code words.Code, params words.Params, expected words.Code) {
	r.tellColumn(severity, row, r.columns[field], code, params, expected)
}

func (r *reader) tellColumn(severity Severity, row, column int, code words.Code, params words.Params, expected words.Code) {
	if severity == Info {
		if r.infos++; r.infos > maxInfos {
			return
		}
	}
	r.findings = append(r.findings, Finding{
		Severity: severity, Sheet: r.name, Row: row, Column: columnName(column), Header: r.headers[column],
		Code: code, Params: params, Expected: expected,
	})
}
