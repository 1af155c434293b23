package document

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// FuzzFile feeds the reader with broken files: it refuses or reads, and never panics.
func FuzzFile(f *testing.F) {
	f.Add(good(f))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1EncryptedPackage"))
	f.Fuzz(func(t *testing.T, file []byte) {
		table, err := ReadMeasureTable(bytes.NewReader(file), int64(len(file)), "", deadline.Base{Date: start}, Limits{})
		if (table == nil) == (err == nil) {
			t.Fatalf("table %v with error %v", table, err)
		}
		if err != nil {
			wantAnyRefusal(t, err)
			return
		}
		checkFindings(t, table.Findings)
	})
}

// FuzzRows feeds the interpreter with any rows, written as lines of cells with tabs between them: whatever stands below
// the header comes out again, in the table or quoted in a finding.
func FuzzRows(f *testing.F) {
	seeds, err := filepath.Glob(filepath.Join("testdata", "rows", "*.tsv"))
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range seeds {
		seed, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(seed), uint16(0))
		f.Add(string(seed), uint16(0x0203))
	}
	f.Fuzz(func(t *testing.T, text string, merge uint16) {
		s := &sheet{name: sheetName, geometry: &geometry{}}
		s.rows = append(s.rows, cells(header))
		for line := range strings.SplitSeq(text, "\n") {
			s.rows = append(s.rows, cells(strings.Split(line, "\t")))
		}
		if row, column := int(merge>>8), int(merge&0xff); row > 0 && column > 0 {
			s.merges = append(s.merges, area{position{row, column}, position{row + 2, column}})
		}
		table, err := interpret([]*sheet{s}, deadline.Base{Date: start}, nil)
		if err != nil {
			return // a line that names more columns is the better header
		}
		checkFindings(t, table.Findings)
		kept := everything(table)
		for row := range s.rows {
			if row == 0 {
				continue
			}
			for _, c := range s.rows[row] {
				for _, part := range splitNames(c.text) {
					if !strings.Contains(kept, plain(part)) {
						t.Fatalf("row %d: %q is lost: %s", row+1, part, kept)
					}
				}
			}
		}
	})
}

func cells(texts []string) []cell {
	row := make([]cell, len(texts))
	for i, s := range texts {
		row[i].raw = s
		row[i].text, row[i].stripped = clean(s)
	}
	return row
}

// plain is a text as far as reading keeps it: blanks and the width of digits and brackets may change.
func plain(s string) string {
	return strings.TrimRight(squeeze(narrow(s)), ".、")
}

// everything is all text of a table, lists without their separators.
func everything(table *MeasureTable) string {
	var b strings.Builder
	add := func(s string) { b.WriteString(strings.Join(splitNames(s), "") + "\n") }
	for _, s := range []string{table.Title, table.ReportingUnit, table.Contact, table.Phone} {
		add(s)
	}
	for _, p := range table.Problems {
		for _, s := range []string{NumberCell(p.Number, p.SuperiorNumber), p.Text, p.LeadLeader, p.Unit, strings.Join(p.CoUnits, "")} {
			add(s)
		}
		for _, m := range p.Measures {
			add(m.Mark + m.Text)
			add(m.Deadline.Raw)
		}
	}
	for _, f := range table.Findings {
		for _, v := range f.Params {
			add(fmt.Sprint(v))
		}
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = squeeze(narrow(lines[i]))
	}
	return strings.Join(lines, "\n")
}

// wantAnyRefusal holds an error to being a refusal with a sentence.
func wantAnyRefusal(t *testing.T, err error) {
	t.Helper()
	var refused *Refused
	if !errors.As(err, &refused) || !words.Known(refused.Code) {
		t.Fatalf("an error that is no refusal: %v", err)
	}
}

// isLetter tells what the reading of an outline never changes: letters, and no digits, which may be list numbers.
func isLetter(r rune) bool { return unicode.IsLetter(r) && !unicode.IsDigit(r) }

// letters keeps letters only.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if isLetter(r) || r == '\n' {
			return r
		}
		return -1
	}, s)
}

// isLabel tells whether a part of a line only names what stands behind it, or is a number.
func isLabel(s string) bool {
	if _, known := fieldOfLabel[s]; known || bareLabel.MatchString(s) || measuresLine.MatchString(s) || problemLine.MatchString(s+"：") {
		return true
	}
	return strings.Trim(s, "一二三四五六七八九十百问题同志") == ""
}
