// Package prose reads running text with tables out of Word documents and plain text files, as a person sees it on paper:
// automatic numbers are written out, deleted text is left out, merged cells keep their place. Whatever is not on the page
// in that way (deleted, hidden, in a box or a note) is quoted in a remark. It is pure: no database, no clock, no network.
package prose

import "rectify/workflow/words"

// Document is the content of a file in reading order.
type Document struct {
	Blocks  []Block
	Remarks []Remark
	Text    bool // it was a plain text file
}

// Block is a paragraph or a table; exactly one is set.
type Block struct {
	Paragraph *Paragraph
	Table     *Table
}

// Paragraph is one paragraph, or one line of a text file.
type Paragraph struct {
	Text   string // without its automatic number
	Number string // the automatic number as it is printed, "1." or "（一）"; empty for none
	Level  int    // of a heading, from 1; 0 is body text
	Line   int    // which paragraph of the file it is, from 1
	Break  bool   // a page or section begins behind it
}

// Full is the paragraph as it is printed.
func (p *Paragraph) Full() string { return p.Number + p.Text }

// Table is one table. Cells lie on a grid of columns counted from 1.
type Table struct {
	Number  int // which table of the file it is, from 1
	Columns int
	Rows    []Row
}

// Row is one row of a table.
type Row struct {
	Cells []Cell
	Line  int // of the text file; 0 in a Word document
}

// Merge says how a cell belongs to the one above it.
type Merge int

// The ways to be merged: not at all, the first of a range, or further down in it.
const (
	Single Merge = iota
	First
	Continued
)

// Cell is one cell. Its paragraphs are separated by line breaks.
type Cell struct {
	Column, Span int
	Merge        Merge
	Text         string
}

// Remark quotes what is not part of the text, or not in the way it seems.
type Remark struct {
	Code   words.Code
	Text   string
	Line   int // the paragraph, 0 inside of a table
	Table  int
	Row    int
	Column int
}
