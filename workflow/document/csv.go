package document

import (
	"encoding/csv"
	"io"
	"strings"
)

// csvWriter writes a table for programs: one line for each line of a block, nothing merged. It begins with a byte order
// mark, without which Excel takes UTF-8 for GBK.
type csvWriter struct {
	csv     *csv.Writer
	columns []Column
}

const byteOrderMark = "\ufeff"

func newCSVWriter(w io.Writer, layout Layout) (*csvWriter, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	c := &csvWriter{csv: csv.NewWriter(w), columns: layout.Columns}
	c.csv.UseCRLF = true
	headers := make([]string, len(layout.Columns))
	for i, column := range layout.Columns {
		headers[i] = guarded(column.Header)
	}
	return c, c.csv.Write(headers)
}

// Write writes the lines of a block, each whole.
func (c *csvWriter) Write(b Block) error {
	for _, line := range linesOf(b, len(c.columns)) {
		record := make([]string, len(c.columns))
		for i, column := range c.columns {
			v := line[i]
			if column.Whole {
				v = b.Whole[i]
			}
			record[i] = v.String()
			if v.Number == nil {
				record[i] = guarded(v.Text)
			}
		}
		if err := c.csv.Write(record); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is still kept back.
func (c *csvWriter) Close() error {
	c.csv.Flush()
	return c.csv.Error()
}

// Abort does nothing: there is nothing but the file itself.
func (c *csvWriter) Abort() {}

// guarded keeps a spreadsheet from calculating what somebody typed (CWE-1236): a text that could begin a formula gets an
// apostrophe in front, also behind blanks and quotes that programs take away.
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	if trimmed := strings.TrimLeft(s, " \n\u00a0\u3000"); trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@\t\r") {
		return "'" + s
	}
	// The full-width signs that some programs take for the half-width ones.
	for _, sign := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, sign) {
			return "'" + s
		}
	}
	return s
}

// linesOf gives the lines of a block, at least one.
func linesOf(b Block, columns int) [][]Value {
	if len(b.Lines) == 0 {
		return [][]Value{make([]Value, columns)}
	}
	return b.Lines
}
