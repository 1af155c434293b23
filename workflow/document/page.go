package document

import (
	"fmt"
	"maps"
	"math"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// widths of the columns in characters of half width. Together they fill an A4 page in landscape.
var widths = map[Field]float64{
	FieldNumber: 8, FieldProblem: 32, FieldLeader: 10, FieldUnit: 14, FieldMeasure: 52, FieldDeadline: 26, FieldCoUnits: 16,
}

const (
	bodySize   = 11.0
	lineHeight = 16.0 // points for a line of body text
	padding    = 6.0  // points above and below the text of a row together
	maxHeight  = 409  // Excel's limit for a row, in points
	paperA4    = 9
)

// styleSet holds the ids of the styles of a sheet.
type styleSet struct{ title, contact, header, body, centred int }

func (t *tableWriter) styles() styleSet {
	var borders []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	make := func(font excelize.Font, horizontal string, borders []excelize.Border) int {
		id, err := t.file.NewStyle(&excelize.Style{
			Font: &font, Border: borders, NumFmt: 49, // text: a number that is corrected by hand does not become a date
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: true},
		})
		t.do(err)
		return id
	}
	return styleSet{
		title:   make(excelize.Font{Family: "方正小标宋简体", Size: 18, Bold: true}, "center", nil),
		contact: make(excelize.Font{Family: "仿宋_GB2312", Size: 12}, "left", nil),
		header:  make(excelize.Font{Family: "黑体", Size: bodySize}, "center", borders),
		body:    make(excelize.Font{Family: "仿宋_GB2312", Size: bodySize}, "left", borders),
		centred: make(excelize.Font{Family: "仿宋_GB2312", Size: bodySize}, "center", borders),
	}
}

// setPage makes the sheet A4 landscape, one page wide, with page numbers.
func (t *tableWriter) setPage() {
	for i, field := range t.fields {
		column := columnName(i + 1)
		t.do(t.file.SetColWidth(sheetTitle, column, column, t.widths[field]))
	}
	size, orientation, wide, tall, yes := paperA4, "landscape", 1, 0, true
	t.do(t.file.SetPageLayout(sheetTitle, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}))
	t.do(t.file.SetSheetProps(sheetTitle, &excelize.SheetPropsOptions{FitToPage: &yes}))
	side, top, foot := 0.6, 0.8, 0.4 // inches
	t.do(t.file.SetPageMargins(sheetTitle, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Footer: &foot, Horizontally: &yes,
	}))
	t.do(t.file.SetHeaderFooter(sheetTitle, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"}))
}

// repeatHeader puts the header on every printed page and keeps it in sight on the screen.
func (t *tableWriter) repeatHeader(columns, end int) {
	sheet := "'" + sheetTitle + "'!"
	t.do(t.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheetTitle, RefersTo: fmt.Sprintf("%s$%d:$%d", sheet, headerRow, headerRow),
	}))
	t.do(t.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: sheetTitle, RefersTo: fmt.Sprintf("%s$A$1:$%s$%d", sheet, columnName(columns), max(end, headerRow)),
	}))
	t.do(t.file.SetPanes(sheetTitle, &excelize.Panes{
		Freeze: true, YSplit: headerRow, TopLeftCell: at(headerRow+1, 1), ActivePane: "bottomLeft",
	}))
}

// widen gives the columns of problems and measures room, so that no text needs more than the greatest height of a row and
// is cut off in print. The page is scaled to its width.
func (t *tableWriter) widen(problems []Problem) {
	t.widths = maps.Clone(widths)
	for _, p := range problems {
		t.widenFor(FieldProblem, p.Text, max(len(p.Measures), 1))
		for _, m := range p.Measures {
			t.widenFor(FieldMeasure, m.Mark+m.Text, 1)
			t.widenFor(FieldDeadline, m.Deadline.Raw, 1)
		}
	}
}

func (t *tableWriter) widenFor(f Field, text string, rows int) {
	for t.rowHeight(t.linesOf(text, f)) > float64(rows)*maxHeight && t.widths[f] < excelize.MaxColumnWidth/1.2 {
		t.widths[f] *= 1.2
	}
}

func (t *tableWriter) rowHeight(lines int) float64 { return float64(lines)*lineHeight + padding }

// fit sets the heights of a problem's rows, because no program widens a row for a merged cell: each row holds its own
// measure and deadline, and together they hold the problem's text.
func (t *tableWriter) fit(p Problem, row, next int) {
	heights := make([]float64, next-row)
	sum := 0.0
	for i := range heights {
		lines := 1
		if i < len(p.Measures) {
			m := p.Measures[i]
			lines = max(t.linesOf(m.Mark+m.Text, FieldMeasure), t.linesOf(m.Deadline.Raw, FieldDeadline))
		}
		heights[i] = t.rowHeight(lines)
		sum += heights[i]
	}
	lines := max(t.linesOf(p.Text, FieldProblem), t.linesOf(p.LeadLeader, FieldLeader), t.linesOf(p.Unit, FieldUnit),
		t.linesOf(strings.Join(p.CoUnits, "、"), FieldCoUnits))
	more := max(0, t.rowHeight(lines)-sum) / float64(len(heights))
	for i, h := range heights {
		t.height(row+i, math.Min(h+more, maxHeight))
	}
}

// linesOf estimates how many lines a text takes in its column: a Chinese character is two half-widths.
func (t *tableWriter) linesOf(s string, f Field) int {
	room := int(t.widths[f]*10/bodySize) - 1 // a column's width counts digits of the default font
	lines := 0
	for line := range strings.SplitSeq(s, "\n") {
		width := 0
		for _, c := range line {
			width++
			if c > unicode.MaxLatin1 {
				width++
			}
		}
		lines += max(1, (width+room-1)/room)
	}
	return lines
}
