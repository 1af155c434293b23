package document

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/words"
)

// sheetWriter writes one sheet for print, row after row, into a temporary file of the library: its length costs no memory
// but for the places of merged cells. The first error stays and stops everything after it.
type sheetWriter struct {
	out    io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	layout Layout
	sheet  string
	styles styleBook

	header int     // the row of headers
	row    int     // the last one written
	used   float64 // points of the page that are filled
	breaks int
	shared []span // by column: the cell that neighbouring blocks share
	closed bool
	err    error
}

// span is a cell that may still grow downwards.
type span struct {
	text string
	from int
}

// maxBreaks is how many page breaks Excel takes; after them pages break where they are full.
const maxBreaks = 1000

func newSheetWriter(w io.Writer, layout Layout) (*sheetWriter, error) {
	t := &sheetWriter{out: w, file: excelize.NewFile(), layout: layout, sheet: layout.Sheet, shared: make([]span, len(layout.Columns))}
	t.file.ZipWriter = func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) } // the library would keep the file in memory
	t.do(t.file.SetSheetName("Sheet1", t.sheet))
	t.do(t.file.SetDocProps(&excelize.DocProperties{Title: layout.Title, Creator: "Rectify"}))
	t.styles = styleBook{file: t.file, known: map[look]int{}}
	t.setPage()
	if t.err == nil {
		var err error
		t.stream, err = t.file.NewStreamWriter(t.sheet)
		t.do(err)
	}
	t.top()
	if t.err != nil {
		t.Abort()
		return nil, t.err
	}
	return t, nil
}

// top writes what stands above the table, and the headers.
func (t *sheetWriter) top() {
	columns := len(t.layout.Columns)
	t.header = 2
	if len(t.layout.Lines) > 0 {
		t.header = 3
	}
	if t.err != nil {
		return
	}
	for i, c := range t.layout.Columns {
		t.do(t.stream.SetColWidth(i+1, i+1, c.Width))
	}
	t.do(t.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: t.header, TopLeftCell: at(t.header+1, 1), ActivePane: "bottomLeft"}))

	total := t.across(1, columns)
	cells := make([]Value, columns)
	cells[0] = Text(t.layout.Title)
	t.put(cells, max(36, rowHeight(textLines(t.layout.Title, total, titleSize), titleSize)), func(int, Value) look { return lookTitle })
	t.merge(1, 1, 1, columns)

	if n := len(t.layout.Lines); n > 0 {
		cells, lines := make([]Value, columns), 1
		for i, text := range t.layout.Lines {
			from, to := i*(columns/n)+1, (i+1)*(columns/n)
			if i == n-1 {
				to = columns
			}
			cells[from-1] = Text(text)
			t.merge(2, from, 2, to)
			lines = max(lines, textLines(text, t.across(from, to), lineSize))
		}
		t.put(cells, max(24, rowHeight(lines, lineSize)), func(int, Value) look { return lookLine })
	}

	lines := 1
	for i, c := range t.layout.Columns {
		cells[i] = Text(c.Header)
		lines = max(lines, textLines(c.Header, c.Width, bodySize))
	}
	height := max(36, rowHeight(lines, bodySize))
	t.put(cells, height, func(int, Value) look { return lookHeader })
}

// across is the width of some columns together.
func (t *sheetWriter) across(from, to int) (width float64) {
	for _, c := range t.layout.Columns[from-1 : to] {
		width += c.Width
	}
	return width
}

// Write writes the rows of a block. A line that needs more than the greatest height of a row gets several, merged.
func (t *sheetWriter) Write(b Block) error {
	lines := linesOf(b, len(t.layout.Columns))
	heights, own := t.heights(b, lines)
	sum := 0.0
	for _, h := range heights {
		sum += h
	}
	over := t.breakBefore(sum, own)
	first := t.row + 1
	t.share(b, first)
	for i, line := range lines {
		parts := int(math.Ceil(heights[i] / maxHeight))
		begin := t.row + 1
		for part := range parts {
			cells := make([]Value, len(t.layout.Columns))
			for n, c := range t.layout.Columns {
				switch {
				case !c.Whole && part == 0:
					cells[n] = line[n]
				case !c.Whole:
					cells[n].Fill = line[n].Fill
				case c.Shared && t.shared[n].from == t.row+1, !c.Shared && t.row+1 == first:
					cells[n] = b.Whole[n]
				case !c.Shared:
					cells[n].Fill = b.Whole[n].Fill
				}
			}
			t.put(cells, heights[i]/float64(parts), func(n int, v Value) look {
				return look{centred: t.layout.Columns[n].Centred, number: v.Number != nil, top: over && t.layout.Columns[n].Whole, fill: v.Fill}
			})
		}
		for n, c := range t.layout.Columns {
			if !c.Whole {
				t.merge(begin, n+1, t.row, n+1)
			}
		}
	}
	for n, c := range t.layout.Columns {
		if c.Whole && !c.Shared {
			t.merge(first, n+1, t.row, n+1)
		}
	}
	return t.err
}

// share closes the shared cells that the block does not continue, and opens new ones.
func (t *sheetWriter) share(b Block, row int) {
	for n, c := range t.layout.Columns {
		if c.Shared && (t.shared[n].from == 0 || t.shared[n].text != b.Whole[n].Text) {
			t.unshare(n)
			t.shared[n] = span{b.Whole[n].Text, row}
		}
	}
}

func (t *sheetWriter) unshare(n int) {
	if from := t.shared[n].from; from > 0 {
		t.merge(from, n+1, t.row, n+1)
	}
}

// breakBefore begins a new page before a block of a height that this one would cut, if little is left of this one: a text in
// the middle of a merged cell would be cut through its letters. Otherwise, and where no page holds the block, it reports
// that the block goes over the end of the page: its own texts, of a height together, then stand at the top.
func (t *sheetWriter) breakBefore(height, own float64) (over bool) {
	room, left := t.layout.room(), t.layout.room()-t.used
	if height <= left || t.err != nil {
		return false
	}
	tall := height > room-t.headerHeight()
	fresh := t.used <= t.headerHeight() || t.row == t.header
	if fresh || t.breaks == maxBreaks || left > room*2/5 && own < left {
		return true
	}
	t.do(t.stream.InsertPageBreak(at(t.row+1, 1)))
	t.breaks++
	t.used = t.headerHeight()
	for n := range t.shared { // what blocks share stands on each page
		t.unshare(n)
		t.shared[n] = span{}
	}
	return tall
}

func (t *sheetWriter) headerHeight() float64 {
	lines := 1
	for _, c := range t.layout.Columns {
		lines = max(lines, textLines(c.Header, c.Width, bodySize))
	}
	return max(36, rowHeight(lines, bodySize))
}

// put writes the next row, every cell a string or a number and never a formula. The library would cut a long text short
// without a word.
func (t *sheetWriter) put(values []Value, height float64, of func(int, Value) look) {
	t.row++
	cells := make([]any, len(values))
	for i, v := range values {
		if n := len(utf16.Encode([]rune(v.Text))); n > excelize.TotalCellChars && t.err == nil {
			t.err = refuse(words.DocumentCellTooLong, words.Params{"row": t.row, "length": n, "limit": excelize.TotalCellChars}, nil)
		}
		cell := excelize.Cell{StyleID: t.style(of(i, v))}
		switch {
		case v.Number != nil:
			cell.Value = *v.Number
		case v.Text != "":
			cell.Value = codesApart(v.Text)
		}
		cells[i] = cell
	}
	if t.err == nil {
		t.do(t.stream.SetRow(at(t.row, 1), cells, excelize.RowOpts{Height: height}))
	}
	if t.used += height; t.used > t.layout.room() { // the row stands on the next page, below the header
		t.used = t.headerHeight() + height
	}
}

// Close completes the workbook and writes it.
func (t *sheetWriter) Close() error {
	if t.closed {
		return t.err
	}
	for n := range t.shared {
		t.unshare(n)
	}
	t.repeatHeader()
	if t.err == nil {
		t.do(t.stream.Flush())
	}
	if t.err == nil {
		_, err := t.file.WriteToBuffer() // into our own zip writer
		t.do(err)
	}
	t.Abort()
	return t.err
}

// Abort deletes the temporary file.
func (t *sheetWriter) Abort() {
	if !t.closed {
		t.closed = true
		t.do(t.file.Close())
	}
}

func (t *sheetWriter) do(err error) {
	if t.err == nil && err != nil {
		t.err = fmt.Errorf("lay out the sheet: %w", err)
	}
}

func (t *sheetWriter) merge(fromRow, fromColumn, toRow, toColumn int) {
	if t.err == nil && (fromRow < toRow || fromColumn < toColumn) {
		t.do(t.stream.MergeCell(at(fromRow, fromColumn), at(toRow, toColumn)))
	}
}

func (t *sheetWriter) style(l look) int {
	id, err := t.styles.id(l)
	t.do(err)
	return id
}

func at(row, column int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both are our own and positive
	return name
}
