package document

import (
	"fmt"
	"io"

	"rectify/workflow/words"
)

// Layout is how a table is laid out for print: what stands above it, and its columns.
type Layout struct {
	Sheet   string
	Title   string
	Lines   []string // under the title, side by side
	Columns []Column
	A3      bool // landscape on A3, otherwise on A4
}

// Column is one column of a printed table.
type Column struct {
	Header  string
	Width   float64 // in characters of half width
	Whole   bool    // one cell for a whole block; otherwise one for each of its lines
	Shared  bool    // of a Whole column: neighbouring blocks with the same text share one cell
	Centred bool
}

// Value is what stands in a cell: a text, or a whole number.
type Value struct {
	Text   string
	Number *int   // instead of Text
	Fill   string // colour of the cell, "FFC7CE"; "" for none
}

// Text is a Value that is a text.
func Text(s string) Value { return Value{Text: s} }

// Number is a Value that is a whole number.
func Number(n int) Value { return Value{Number: &n} }

func (v Value) String() string {
	if v.Number != nil {
		return fmt.Sprint(*v.Number)
	}
	return v.Text
}

// Block is what belongs together in a table: a problem with its measures. Whole and each of Lines have one Value for each
// column; those of the other sort of column are not looked at. A block without lines has one empty line.
type Block struct {
	Whole []Value
	Lines [][]Value
}

// TableWriter takes a table block by block, so that its length costs no memory.
type TableWriter interface {
	Write(Block) error
	// Close completes the file. After Abort, or a second Close, it does nothing.
	Close() error
	// Abort drops what was written so far.
	Abort()
}

// NewTableWriter begins a table in a format, "xlsx" or "csv". A text too long for a cell of a workbook is a *Refused.
func NewTableWriter(w io.Writer, format string, layout Layout) (TableWriter, error) {
	switch format {
	case "xlsx":
		return newSheetWriter(w, layout)
	case "csv":
		return newCSVWriter(w, layout)
	}
	return nil, refuse(words.ExportFormat, words.Params{"format": format}, nil)
}
