package document

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/words"
)

// Rows of the sheet that WriteMeasureTable makes.
const (
	titleRow   = 1
	contactRow = 2
	headerRow  = 3
	sheetTitle = "一览表"
)

// WriteMeasureTable writes a table in the layout of the annex: A4 landscape, the title over all columns, the line of
// contacts, the header repeated on every page, number, problem, leader and division merged over their measures. Every
// text is written as a string, also one that looks like a formula. Reading the workbook again gives the same table, as
// long as texts are clean (no tags or control characters), every problem has a number and at least one measure, and no
// two neighbours are the same problem; rows are then those of the new sheet. A text too long for a cell is a *Refused.
func WriteMeasureTable(w io.Writer, table *MeasureTable) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheetTitle); err != nil {
		return fmt.Errorf("name the sheet: %w", err)
	}
	t := &tableWriter{file: f, fields: required}
	for _, p := range table.Problems {
		if len(p.CoUnits) > 0 {
			t.fields = append(required[:len(required):len(required)], FieldCoUnits)
			break
		}
	}
	t.write(table)
	if t.err != nil {
		return t.err
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// tableWriter writes one sheet. The first error stays and stops everything after it.
type tableWriter struct {
	file   *excelize.File
	fields []Field
	widths map[Field]float64
	err    error
}

func (t *tableWriter) write(table *MeasureTable) {
	t.widen(table.Problems)
	t.setPage()
	st := t.styles()
	last := len(t.fields)

	t.text(titleRow, 1, table.Title)
	t.merge(titleRow, 1, titleRow, last)
	t.style(titleRow, 1, titleRow, last, st.title)
	t.height(titleRow, 36)

	for i, s := range []string{"填报单位：" + table.ReportingUnit, "联系人：" + table.Contact, "联系电话：" + table.Phone} {
		from, to := 2*i+1, 2*i+2
		if i == 2 {
			to = last
		}
		t.text(contactRow, from, s)
		t.merge(contactRow, from, contactRow, to)
	}
	t.style(contactRow, 1, contactRow, last, st.contact)
	t.height(contactRow, 24)

	for i, field := range t.fields {
		t.text(headerRow, i+1, headerText(field, table))
	}
	t.style(headerRow, 1, headerRow, last, st.header)
	t.height(headerRow, 36)

	end := t.writeProblems(table.Problems)
	if end > headerRow {
		t.style(headerRow+1, 1, end, last, st.centred)
		t.style(headerRow+1, 2, end, 2, st.body)
		t.style(headerRow+1, 5, end, 5, st.body)
	}
	t.repeatHeader(last, end)
}

// headerText names a column; the deadlines' says from which day they count.
func headerText(field Field, table *MeasureTable) string {
	if field == FieldDeadline && table.Anchor != nil {
		return fmt.Sprintf("%s（自%d月%d日起）", headerName(field), table.Anchor.Month, table.Anchor.Day)
	}
	return headerName(field)
}

// writeProblems writes the body and returns its last row.
func (t *tableWriter) writeProblems(problems []Problem) int {
	row := headerRow + 1
	for i := 0; i < len(problems); {
		first := row
		group := i // problems that share a number share its cell
		for ; i < len(problems) && numberCell(problems[i]) == numberCell(problems[group]); i++ {
			row = t.writeProblem(problems[i], row)
		}
		t.text(first, 1, numberCell(problems[group]))
		t.merge(first, 1, row-1, 1)
	}
	return row - 1
}

// writeProblem writes one problem without its number and returns the row after it.
func (t *tableWriter) writeProblem(p Problem, row int) int {
	next := row + max(len(p.Measures), 1)
	shared := map[int]string{2: p.Text, 3: p.LeadLeader, 4: p.Unit}
	if len(t.fields) > len(required) {
		shared[len(t.fields)] = strings.Join(p.CoUnits, "、")
	}
	for column, text := range shared {
		t.text(row, column, text)
		t.merge(row, column, next-1, column)
	}
	for i, m := range p.Measures {
		t.text(row+i, 5, m.Mark+m.Text)
		t.text(row+i, 6, m.Deadline.Raw)
	}
	t.fit(p, row, next)
	return next
}

func (t *tableWriter) do(err error) {
	if t.err == nil && err != nil {
		t.err = fmt.Errorf("lay out the sheet: %w", err)
	}
}

// characterCode matches what spreadsheets take for the code of a character (ECMA-376 22.9.2.19, ST_Xstring).
var characterCode = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escapeCodes keeps a typed _x0041_ from coming back as A. Codes may overlap: the end of one begins the next.
func escapeCodes(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if characterCode.MatchString(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// text writes a string, never a formula. The library would cut a long one short without a word.
func (t *tableWriter) text(row, column int, s string) {
	if n := len(utf16.Encode([]rune(s))); n > excelize.TotalCellChars && t.err == nil {
		t.err = refuse(words.DocumentCellTooLong, words.Params{"row": row, "length": n, "limit": excelize.TotalCellChars}, nil)
	}
	if t.err == nil && s != "" {
		t.do(t.file.SetCellStr(sheetTitle, at(row, column), escapeCodes(s)))
	}
}

func (t *tableWriter) merge(fromRow, fromColumn, toRow, toColumn int) {
	if t.err == nil && (fromRow < toRow || fromColumn < toColumn) {
		t.do(t.file.MergeCell(sheetTitle, at(fromRow, fromColumn), at(toRow, toColumn)))
	}
}

func (t *tableWriter) style(fromRow, fromColumn, toRow, toColumn, style int) {
	if t.err == nil {
		t.do(t.file.SetCellStyle(sheetTitle, at(fromRow, fromColumn), at(toRow, toColumn), style))
	}
}

func (t *tableWriter) height(row int, points float64) {
	if t.err == nil {
		t.do(t.file.SetRowHeight(sheetTitle, row, points))
	}
}

func at(row, column int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both are our own and positive
	return name
}
