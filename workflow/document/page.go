package document

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

const (
	titleSize  = 18.0
	lineSize   = 12.0
	bodySize   = 11.0
	lineRatio  = 16.0 / 11 // height of a line by the size of its letters
	padding    = 6.0       // points above and below the text of a row together
	maxHeight  = 400.0     // of a row, in points: Excel allows 409
	paperA4    = 9
	paperA3    = 8
	inch       = 72.0 // points
	digit      = 5.25 // points: a column's width counts digits of the default font, of 7 pixels
	sideMargin = 0.6  // inches
	edgeMargin = 0.8  // above and below
	footMargin = 0.4
)

// paper is the sheet of paper: its size in landscape, in points.
type paper struct {
	code          int
	width, height float64
}

func (l Layout) paper() paper {
	if l.A3 {
		return paper{paperA3, 1190.6, 841.9}
	}
	return paper{paperA4, 841.9, 595.3}
}

// width is how wide the table is, in points. A column of n characters is 7n+5 pixels of 0.75 points.
func (l Layout) width() float64 {
	sum := 0.0
	for _, c := range l.Columns {
		sum += math.Trunc(c.Width*7+5) * 0.75
	}
	return sum
}

// room is how many points of rows fit on a page, when the page is scaled to the table's width. A little is kept back:
// programs differ.
func (l Layout) room() float64 {
	p := l.paper()
	scale := min(1, (p.width-2*sideMargin*inch)/l.width())
	return (p.height-2*edgeMargin*inch)/scale - 8
}

// setPage makes the sheet landscape, one page wide, with page numbers. It must come before the first row.
func (t *sheetWriter) setPage() {
	size, orientation, wide, tall, yes := t.layout.paper().code, "landscape", 1, 0, true
	t.do(t.file.SetPageLayout(t.sheet, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}))
	t.do(t.file.SetSheetProps(t.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	side, top, foot := sideMargin, edgeMargin, footMargin
	t.do(t.file.SetPageMargins(t.sheet, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Footer: &foot, Horizontally: &yes,
	}))
	t.do(t.file.SetHeaderFooter(t.sheet, &excelize.HeaderFooterOptions{OddFooter: `&C&"仿宋_GB2312,Regular"&11第 &P 页 共 &N 页`}))
}

// repeatHeader puts the header on every printed page.
func (t *sheetWriter) repeatHeader() {
	sheet := "'" + t.sheet + "'!"
	t.do(t.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: t.sheet, RefersTo: fmt.Sprintf("%s$%d:$%d", sheet, t.header, t.header),
	}))
	t.do(t.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: t.sheet, RefersTo: fmt.Sprintf("%s$A$1:$%s$%d", sheet, columnName(len(t.layout.Columns)), t.row),
	}))
}

// rowHeight is the height of a row with some lines of letters of a size.
func rowHeight(lines int, size float64) float64 { return float64(lines)*size*lineRatio + padding }

// textLines estimates how many lines a text takes in a cell: a Chinese character is two half-widths. No program makes a row
// higher for a merged cell, so that it must be known.
func textLines(s string, width, size float64) int {
	room := max(int(width*digit/(size/2))-1, 2) // one less: a line does not begin with a comma
	lines := 0
	for line := range strings.SplitSeq(s, "\n") {
		lines++
		used := 0
		for _, c := range line {
			w := 1
			if c > unicode.MaxLatin1 {
				w = 2
			}
			if used += w; used > room {
				lines, used = lines+1, w
			}
		}
	}
	return lines
}

// heights gives the heights of a block's lines, and of the cells of the whole block: each line holds its own cells, and
// together they hold those.
func (t *sheetWriter) heights(b Block, lines [][]Value) (heights []float64, own float64) {
	heights = make([]float64, len(lines))
	sum, whole := 0.0, 1
	for i, line := range lines {
		most := 1
		for n, c := range t.layout.Columns {
			if c.Whole {
				whole = max(whole, textLines(b.Whole[n].String(), c.Width, bodySize))
			} else {
				most = max(most, textLines(line[n].String(), c.Width, bodySize))
			}
		}
		heights[i] = rowHeight(most, bodySize)
		sum += heights[i]
	}
	own = rowHeight(whole, bodySize)
	if more := (own - sum) / float64(len(heights)); more > 0 {
		for i := range heights {
			heights[i] += more
		}
	}
	return heights, own
}
