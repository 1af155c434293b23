package document

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheet is one worksheet in memory. It holds only what stands in cells; what a cell means is read elsewhere.
type sheet struct {
	name   string
	hidden bool
	rows   [][]cell
	places []place // of each row from 1, in a document that is no workbook; nil in a workbook
	*geometry
}

// place is where a person finds a row: in which table, or in the running text, and the how manieth row or paragraph.
type place struct {
	sheet string
	row   int
}

// placeOf gives the place of a row; row 0 is the whole sheet.
func (s *sheet) placeOf(row int) place {
	if s.places == nil || row < 1 || row >= len(s.places) {
		return place{s.name, row}
	}
	return s.places[row]
}

// cell is one cell, cleaned.
type cell struct {
	text      string
	raw       string // as the workbook stores it
	stripped  string // stray tags that were taken out
	date      bool   // the cell held an Excel date; text is its Chinese form
	noYear    bool   // … in a format that hides the year from the reader
	maybeDate string // of a number without a date format that would be a date of this century: its Chinese form
	formula   bool   // text is the value that was cached for a formula
	heading   int    // level of a heading in running text, 0 for none
}

// load reads all rows. It goes through the streaming reader only, so it costs what the sheet really holds.
func (s *sheet) load(f *excelize.File) error {
	rows, err := f.Rows(s.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	dates := dateReader{file: f, formats: map[int]string{}}
	for n := 1; n <= s.geometry.rows && rows.Next(); n++ {
		values, err := rows.Columns()
		if err != nil {
			return err
		}
		row := make([]cell, min(len(values), maxColumns))
		for i := range row {
			at := position{n, i + 1}
			c := cell{raw: values[i], formula: s.formulas[at]}
			c.text, c.stripped = clean(values[i])
			if style, isNumber := s.numbers[at]; isNumber {
				dates.read(&c, style)
			} else {
				dates.guess(&c)
			}
			row[i] = c
		}
		s.rows = append(s.rows, row)
	}
	return rows.Error()
}

// at gives the cell of a row and column, both counted from 1; outside of the sheet it is empty.
func (s *sheet) at(row, column int) cell {
	if row < 1 || row > len(s.rows) || column < 1 || column > len(s.rows[row-1]) {
		return cell{}
	}
	return s.rows[row-1][column-1]
}

// filled gives the columns of a row that hold text, in order.
func (s *sheet) filled(row int) []int {
	var columns []int
	if row >= 1 && row <= len(s.rows) {
		for i, c := range s.rows[row-1] {
			if c.text != "" {
				columns = append(columns, i+1)
			}
		}
	}
	return columns
}

// text joins everything in a row, for quoting it in a finding.
func (s *sheet) text(row int) string {
	var parts []string
	for _, column := range s.filled(row) {
		parts = append(parts, s.at(row, column).text)
	}
	return strings.Join(parts, " ")
}

// continued gives for each row whether its cell in column belongs to a merged range that begins in a row above.
func (s *sheet) continued(column int) []bool {
	depth := make([]int, len(s.rows)+2)
	for _, m := range s.merges {
		if m.from.column <= column && column <= m.to.column && m.from.row < m.to.row && m.from.row < len(s.rows) {
			depth[m.from.row+1]++
			depth[min(m.to.row, len(s.rows))+1]--
		}
	}
	is, sum := make([]bool, len(s.rows)+1), 0
	for row := 1; row <= len(s.rows); row++ {
		sum += depth[row]
		is[row] = sum > 0
	}
	return is
}

// holdsText tells whether anything stands in the sheet.
func (s *sheet) holdsText() bool {
	for row := range s.rows {
		if len(s.filled(row+1)) > 0 {
			return true
		}
	}
	return false
}

// columnName gives the letters of a column; column 0 is none.
func columnName(column int) string {
	if column < 1 {
		return ""
	}
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return ""
	}
	return name
}
