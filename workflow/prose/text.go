package prose

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// ReadText reads a plain text file in UTF-8, UTF-16 with its mark, or GB18030. Lines with tabs are rows of a table. The
// error is a *officefile.Refused.
func ReadText(content []byte, limits Limits) (*Document, error) {
	text, err := decode(content)
	if err != nil {
		return nil, &officefile.Refused{Code: words.DocumentUnknownKind, Cause: err}
	}
	if mark := officefile.Classified(text); mark != "" {
		return nil, &officefile.Refused{Code: words.DocumentClassified, Params: words.Params{"mark": mark}}
	}
	d := &Document{Text: true}
	tables, line := 0, 0
	var table *Table
	for raw := range strings.Lines(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)) {
		raw = strings.TrimSuffix(raw, "\n")
		line++
		if line > limits.Rows {
			return nil, &officefile.Refused{Code: words.DocumentTooManyRows, Params: words.Params{"limit": limits.Rows}}
		}
		switch cells := strings.Split(raw, "\t"); {
		case strings.TrimSpace(raw) == "":
		case len(cells) > limits.Columns:
			return nil, &officefile.Refused{Code: words.DocumentTooWide, Params: words.Params{"limit": limits.Columns}}
		case len(cells) < minCells || indented(cells):
			table = nil
			d.Blocks = append(d.Blocks, Block{Paragraph: &Paragraph{Text: strings.TrimSpace(raw), Line: line}})
		default:
			if table == nil {
				tables++
				table = &Table{Number: tables}
				d.Blocks = append(d.Blocks, Block{Table: table})
			}
			table.add(cells, line)
		}
	}
	return d, nil
}

// minCells is how many cells make a line a row of a table.
const minCells = 3

// indented tells whether a line has tabs in front only, and none of the gaps that a table's rows have. A row whose leading
// cells are blank has some text behind another tab, or the last column.
func indented(cells []string) bool {
	return len(cells) <= minCells && strings.TrimSpace(strings.Join(cells[:len(cells)-1], "")) == ""
}

func (t *Table) add(cells []string, line int) {
	row := Row{Line: line}
	for i, s := range cells {
		row.Cells = append(row.Cells, Cell{Column: i + 1, Span: 1, Text: strings.TrimSpace(s)})
	}
	t.Rows = append(t.Rows, row)
	t.Columns = max(t.Columns, len(cells))
}

var errBinary = errors.New("neither UTF-8 nor GB18030 text")

// decode gives the text of a file.
func decode(content []byte) (string, error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		content = content[3:]
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		wide, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.ExpectBOM).NewDecoder().Bytes(content)
		if err != nil {
			return "", err
		}
		content = wide
	}
	if !utf8.Valid(content) {
		plain, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
		if err != nil || bytes.ContainsRune(plain, utf8.RuneError) {
			return "", errBinary
		}
		content = plain
	}
	text := string(content)
	if strings.TrimSpace(text) == "" || strings.ContainsFunc(text, binary) {
		return "", errBinary
	}
	return text, nil
}

// binary tells the characters that no text file holds.
func binary(c rune) bool {
	return unicode.Is(unicode.Cc, c) && !strings.ContainsRune("\t\n\r\v\f\u0085", c)
}
