package document

import (
	"io"
	"slices"
	"strings"

	"rectify/workflow/deadline"
	"rectify/workflow/officefile"
	"rectify/workflow/prose"
	"rectify/workflow/words"
)

// maxText bounds a plain text file, in bytes.
const maxText = 8 << 20

// readProse reads a Word document, or a plain text file where there is no package, and the table or outline in it.
func readProse(file *officefile.Package, r io.ReaderAt, size int64, base deadline.Base, limits Limits, mapping Mapping) (*MeasureTable, error) {
	bounds := prose.Limits{Rows: limits.Rows, Columns: maxColumns, Cells: maxCells}
	if file != nil {
		d, err := prose.ReadDOCX(file, bounds)
		if err != nil {
			return nil, err
		}
		return interpretProse(d, base, mapping)
	}
	content, err := io.ReadAll(io.NewSectionReader(r, 0, min(size, maxText+1)))
	if err != nil {
		return nil, err
	}
	if len(content) > maxText {
		return nil, refuse(words.DocumentTooLarge, words.Params{"limit": maxText}, nil)
	}
	d, err := prose.ReadText(content, bounds)
	if err != nil {
		return nil, err
	}
	return interpretProse(d, base, mapping)
}

// interpretProse makes a table of a document: of its tables of measures, or else of its numbered paragraphs.
func interpretProse(d *prose.Document, base deadline.Base, mapping Mapping) (*MeasureTable, error) {
	a := assembly{document: d, mapping: mapping}
	a.assemble()
	if len(a.sheets) == 0 {
		return interpretOutline(d, base, a.partial)
	}
	table, err := interpret(a.sheets, base, mapping)
	if err != nil {
		return nil, err
	}
	table.Findings = slices.Concat(a.findings(), table.Findings, remarks(d))
	a.compareTitle(table)
	return table, nil
}

// bodyName is what the running text is called in the place of a finding; tables have their number.
const bodyName = "正文"

// severities of the remarks about a document: those that may change what a measure says ask a person.
var severities = map[words.Code]Severity{
	words.ProseNote: Info, words.ProseComment: Info, words.ProseMargin: Info, words.ProseLinks: Info,
}

// remarks are the findings about what stands beside the text.
func remarks(d *prose.Document) []Finding {
	var list []Finding
	for _, m := range d.Remarks {
		f := Finding{Severity: Confirm, Sheet: bodyName, Row: m.Line, Code: m.Code}
		if s, known := severities[m.Code]; known {
			f.Severity = s
		}
		if m.Table > 0 {
			f.Sheet, f.Row, f.Column = tableName(m.Table), m.Row, columnName(m.Column)
		}
		if m.Text != "" {
			f.Params = words.Params{"text": m.Text}
		}
		list = append(list, f)
	}
	return list
}

// compareTitle holds the title above the table against the list of annexes in the text.
func (a *assembly) compareTitle(table *MeasureTable) {
	var listed []string
	for _, p := range a.beside {
		if g := annexName.FindStringSubmatch(squeeze(narrow(p.Full()))); g != nil {
			listed = append(listed, g[1])
		}
	}
	title := squeeze(narrow(table.Title))
	if title == "" || listed == nil || slices.Contains(listed, title) {
		return
	}
	table.Findings = append(table.Findings, Finding{Severity: Confirm, Sheet: a.sheets[0].name, Code: words.DocumentTitleUnlisted,
		Params: words.Params{"title": table.Title, "listed": strings.Join(listed, "、")}, Expected: words.ExpectTitle})
}
