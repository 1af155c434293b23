package document

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/golang-sql/civil"
)

// sheetTitle is the name of the sheet that a table of measures is written to.
const sheetTitle = "一览表"

// widths of the columns in characters of half width. Without co-operating units they fill an A4 page in landscape.
var widths = map[Field]float64{
	FieldNumber: 8, FieldProblem: 31, FieldLeader: 10, FieldUnit: 14, FieldMeasure: 51, FieldDeadline: 25, FieldCoUnits: 16,
}

// Head is what stands above a table of measures.
type Head struct {
	Title         string
	ReportingUnit string
	Contact       string
	Phone         string
	Anchor        *civil.Date // the day from which the deadlines count, for the header of their column
}

// AnnexLayout is the layout of the annex: the title over all columns, the line of contacts, number, problem, leader and
// division merged over their measures. Co-operating units are a column more, where there are any.
func AnnexLayout(head Head, coUnits bool) Layout {
	l := Layout{Sheet: sheetTitle, Title: head.Title,
		Lines: []string{"填报单位：" + head.ReportingUnit, "联系人：" + head.Contact, "联系电话：" + head.Phone}}
	fields := required
	if coUnits {
		fields = append(required[:len(required):len(required)], FieldCoUnits)
	}
	for _, f := range fields {
		c := Column{Header: headerName(f), Width: widths[f], Whole: true, Centred: true}
		switch f {
		case FieldNumber:
			c.Shared = true
		case FieldProblem:
			c.Centred = false
		case FieldMeasure:
			c.Whole, c.Centred = false, false
		case FieldDeadline:
			c.Whole = false
			if head.Anchor != nil {
				c.Header = fmt.Sprintf("%s（自%d月%d日起）", c.Header, head.Anchor.Month, head.Anchor.Day)
			}
		}
		l.Columns = append(l.Columns, c)
	}
	return l
}

// AnnexBlock is a problem in the columns of AnnexLayout.
func AnnexBlock(p Problem, coUnits bool) Block {
	b := Block{Whole: []Value{Text(NumberCell(p.Number, p.SuperiorNumber)), Text(p.Text), Text(p.LeadLeader), Text(p.Unit), {}, {}}}
	if coUnits {
		b.Whole = append(b.Whole, Text(strings.Join(p.CoUnits, "、")))
	}
	for _, m := range p.Measures {
		line := make([]Value, len(b.Whole))
		line[4], line[5] = Text(m.Mark+m.Text), Text(m.Deadline.Raw)
		b.Lines = append(b.Lines, line)
	}
	return b
}

// WriteMeasureTable writes a table in the layout of the annex. Every text is written as a string, also one that looks like
// a formula. Reading the workbook again gives the same table, as long as texts are clean (no tags or control characters),
// every problem has a number and at least one measure, and no two neighbours are the same problem; rows are then those of
// the new sheet. A text too long for a cell is a *Refused.
func WriteMeasureTable(w io.Writer, table *MeasureTable) error {
	coUnits := false
	for _, p := range table.Problems {
		coUnits = coUnits || len(p.CoUnits) > 0
	}
	t, err := newSheetWriter(w, AnnexLayout(Head{table.Title, table.ReportingUnit, table.Contact, table.Phone, table.Anchor}, coUnits))
	if err != nil {
		return err
	}
	defer t.Abort()
	for _, p := range table.Problems {
		if err := t.Write(AnnexBlock(p, coUnits)); err != nil {
			return err
		}
	}
	return t.Close()
}

// overlapping matches two codes of characters, as spreadsheets know them (ECMA-376 22.9.2.19, ST_Xstring), where the end of
// one begins the next.
var overlapping = regexp.MustCompile(`(_x[0-9A-Fa-f]{4}_)(x[0-9A-Fa-f]{4}_)`)

// codesApart keeps a typed _x0041_x0042_ from coming back with a B. The library escapes the first code and overlooks the
// second; a character without width between them, which is dropped again on reading, makes it none.
func codesApart(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	for overlapping.MatchString(s) {
		s = overlapping.ReplaceAllString(s, "${1}\u200b${2}")
	}
	return s
}
