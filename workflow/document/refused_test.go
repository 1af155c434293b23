package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// good is a workbook that is read without an error.
func good(t testing.TB, change ...func(*excelize.File)) []byte {
	return sheetOf(t, [][]string{{"1 (21)", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"}}, change...)
}

// repack copies a package, changing its parts by name and adding more.
func repack(t testing.TB, file []byte, change map[string]func(string) string, add map[string]string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	put := func(name, content string) {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		s := string(content)
		if do := change[f.Name]; do != nil {
			s = do(s)
		}
		put(f.Name, s)
	}
	for name, content := range add {
		put(name, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func replace(from, to string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, from) {
			panic("nothing to replace: " + from)
		}
		return strings.Replace(s, from, to, 1)
	}
}

func TestRefusals(t *testing.T) {
	const sheet, strs = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	plain := good(t)
	with := func(name, content string) []byte { return repack(t, plain, nil, map[string]string{name: content}) }
	changed := func(name, from, to string) []byte {
		return repack(t, plain, map[string]func(string) string{name: replace(from, to)}, nil)
	}
	relation := func(kind, target string) string {
		return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind +
			`" Target="` + target + `" TargetMode="External"/></Relationships>`
	}
	locked := func() []byte {
		f, err := excelize.OpenReader(bytes.NewReader(plain))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.Write(&b, excelize.Options{Password: "secret"}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	tests := []struct {
		name   string
		file   []byte
		as     string
		limits Limits
		want   words.Code
	}{
		{name: "nothing", want: words.DocumentUnknownKind},
		{name: "text", file: []byte("序号,具体问题,整改措施"), want: words.DocumentNoOutline},
		{name: "another package", file: repack(t, plain, nil, nil)[:200], want: words.DocumentUnknownKind},
		{name: "an old workbook", file: append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 512)...), want: words.DocumentUnknownKind},
		{name: "a password", file: locked(), want: words.DocumentEncrypted},
		{name: "macros", file: with("xl/vbaProject.bin", "x"), want: words.DocumentMacro},
		{name: "macros under another spelling", file: with("xl/VBAPROJECT.BIN", "x"), want: words.DocumentMacro},
		{name: "macros by name", file: plain, as: "annex.xlsm", want: words.DocumentMacro},
		{name: "macros by type", file: changed("[Content_Types].xml", "spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml"), want: words.DocumentMacro},
		{name: "an external workbook", file: with("xl/externalLinks/externalLink1.xml", "<a/>"), want: words.DocumentExternalLink},
		{name: "a linked picture", file: with("xl/drawings/_rels/drawing1.xml.rels", relation("image", "http://example.invalid/a.png")), want: words.DocumentExternalLink},
		{name: "a data connection", file: with("xl/connections.xml", "<a/>"), want: words.DocumentExternalLink},
		{name: "an embedded object", file: with("xl/embeddings/oleObject1.bin", "x"), want: words.DocumentEmbedded},
		{name: "a classification mark", file: changed(strs, "河岸有垃圾。", "秘密★1年"), want: words.DocumentClassified},
		{name: "a mark with blanks", file: changed(strs, "河岸有垃圾。", "机 密 ★"), want: words.DocumentClassified},
		{name: "a mark broken into runs", file: changed(strs, "<t>河岸有垃圾。</t>", "<r><t>绝</t></r><r><t>密★</t></r>"), want: words.DocumentClassified},
		{name: "a mark in the page header", file: changed(sheet, "</sheetData>", "</sheetData><headerFooter><oddHeader>&amp;R机密★</oddHeader></headerFooter>"), want: words.DocumentClassified},
		{name: "a mark in the name", file: plain, as: "秘密★附件.xlsx", want: words.DocumentClassified},
		{name: "too many bytes", file: plain, limits: Limits{Bytes: 100}, want: words.DocumentTooLarge},
		{name: "too many parts", file: plain, limits: Limits{Entries: 3}, want: words.DocumentBomb},
		{name: "too large a part", file: plain, limits: Limits{UnzipPart: 1000}, want: words.DocumentBomb},
		{name: "too large a whole", file: plain, limits: Limits{UnzipTotal: 2000}, want: words.DocumentBomb},
		{name: "a part packed too well", file: with("xl/media/image1.png", strings.Repeat("0", 2<<20)), want: words.DocumentBomb},
		{name: "a row too far down", file: changed(sheet, `<row r="4"`, `<row r="1048576"`), want: words.DocumentTooManyRows},
		{name: "a cell too far right", file: changed(sheet, `r="F4"`, `r="XFD4"`), want: words.DocumentTooWide},
		{name: "a part twice", file: with("XL/workbook.xml", "<a/>"), want: words.DocumentUnreadable},
		{name: "a path out of the package", file: with("../evil.xml", "<a/>"), want: words.DocumentUnreadable},
		{name: "broken XML", file: changed(sheet, "</sheetData>", "</sheetData"), want: words.DocumentUnreadable},
		{name: "no relations", file: changed("xl/_rels/workbook.xml.rels", "<Relationships", "<Other"), want: words.DocumentUnreadable},
		{name: "elements without end", file: changed(sheet, "<sheetData>", strings.Repeat("<x>", 100_000)+"<sheetData>"), want: words.DocumentUnreadable},
		{name: "no table", file: book(t, [][]string{{"名单"}, {"姓名", "电话"}}), want: words.DocumentNoTable},
		{name: "an empty workbook", file: book(t, nil), want: words.DocumentNoTable},
		{name: "a missing column", file: book(t, [][]string{{"序号", "具体问题", "牵头领导", "责任部门", "整改措施"}}), want: words.DocumentMissingColumn},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			name := test.as
			if name == "" {
				name = "annex.xlsx"
			}
			table, err := ReadMeasureTable(bytes.NewReader(test.file), int64(len(test.file)), name, deadline.Base{Date: start}, test.limits)
			if table != nil {
				t.Errorf("read a table: %+v", table)
			}
			wantRefusal(t, err, test.want)
		})
	}
}

// TestMissingColumnIsNamed holds the refusal to naming what is missing and where the header was found.
func TestMissingColumnIsNamed(t *testing.T) {
	file := book(t, [][]string{{"一览表"}, {"序号", "具体问题", "责任部门", "整改措施"}})
	_, err := ReadMeasureTable(bytes.NewReader(file), int64(len(file)), "", deadline.Base{Date: start}, Limits{})
	wantRefusal(t, err, words.DocumentMissingColumn)
	for _, want := range []string{"牵头领导", "完成时限", "row 2", sheetName} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %s", err, want)
		}
	}
}

// A hyperlink is text with an address: following it is a person's decision.
func TestHyperlinkIsAllowed(t *testing.T) {
	file := good(t, func(f *excelize.File) {
		if err := f.SetCellHyperLink(sheetName, "E4", "https://example.invalid/", "External"); err != nil {
			t.Fatal(err)
		}
	})
	if table := read(t, file); len(table.Problems) != 1 {
		t.Errorf("%d problems", len(table.Problems))
	}
}

// TestLyingSizes: the sizes that a package declares are not believed.
func TestLyingSizes(t *testing.T) {
	file := good(t)
	big := strings.Repeat("垃圾", 1<<20)
	lying := repack(t, file, nil, map[string]string{"xl/extra.xml": "<a>" + big + "</a>"})
	// The central directory declares the size of the last entry, xl/extra.xml, 24 bytes after its signature.
	directory := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	copy(lying[directory+24:], []byte{10, 0, 0, 0})
	table, err := ReadMeasureTable(bytes.NewReader(lying), int64(len(lying)), "", deadline.Base{Date: start}, Limits{UnzipPart: 1 << 20})
	if err == nil {
		t.Fatalf("read a table out of a lying package: %+v", table)
	}
}

// TestTruncatedFiles: a file that was cut off anywhere is refused, never a panic.
func TestTruncatedFiles(t *testing.T) {
	file := good(t)
	for n := 0; n < len(file); n += 97 {
		if _, err := ReadMeasureTable(bytes.NewReader(file[:n]), int64(n), "", deadline.Base{Date: start}, Limits{}); err == nil {
			t.Fatalf("the first %d of %d bytes were read as a table", n, len(file))
		}
	}
}

// TestRowLimit: a table at the limit is read, one row more is refused.
func TestRowLimit(t *testing.T) {
	var rows [][]string
	for i := range 50 {
		rows = append(rows, []string{fmt.Sprint(i + 1), "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"})
	}
	file := sheetOf(t, rows)
	for limit, fits := range map[int]bool{53: true, 52: false} {
		table, err := ReadMeasureTable(bytes.NewReader(file), int64(len(file)), "", deadline.Base{Date: start}, Limits{Rows: limit})
		if fits && (err != nil || len(table.Problems) != 50) {
			t.Errorf("limit %d: %v", limit, err)
		}
		if !fits {
			wantRefusal(t, err, words.DocumentTooManyRows)
		}
	}
}
