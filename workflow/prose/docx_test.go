package prose

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"rectify/workflow/officefile"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

var limits = Limits{Rows: 1000, Columns: 64, Cells: 10_000}

func readDOCX(t testing.TB, parts officetest.Parts) *Document {
	t.Helper()
	d, err := tryDOCX(officetest.Zip(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func tryDOCX(file []byte) (*Document, error) {
	p, err := officefile.Open(bytes.NewReader(file), int64(len(file)), officefile.Limits{})
	if err != nil {
		return nil, err
	}
	return ReadDOCX(p, limits)
}

// shape writes a document in short: paragraphs as lines, cells as [column+span merge text].
func shape(d *Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if p := block.Paragraph; p != nil {
			b.WriteString(strings.Repeat("#", p.Level) + p.Full())
			if p.Break {
				b.WriteString("⏎")
			}
			b.WriteString("\n")
			continue
		}
		for _, row := range block.Table.Rows {
			for _, c := range row.Cells {
				b.WriteString("[" + strings.Repeat(">", c.Span-1) + strings.Repeat("^", int(c.Merge)) + c.Text + "]")
			}
			b.WriteString("\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func run(text string) string  { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func para(text string) string { return `<w:p>` + run(text) + `</w:p>` }

func field(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func TestText(t *testing.T) {
	tests := map[string]struct {
		body, want string
		code       words.Code // a remark that must be there
		quote      string
	}{
		"runs":             {`<w:p>` + run("清理") + run("河道 ") + `</w:p>`, "清理河道", "", ""},
		"tabs and lines":   {`<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>`, "甲\t乙\n丙", "", ""},
		"hyphens":          {`<w:p><w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r></w:p>`, "甲乙-丙", "", ""},
		"a link":           {`<w:p><w:hyperlink>` + run("网站") + `</w:hyperlink></w:p>`, "网站", "", ""},
		"a content field":  {`<w:sdt><w:sdtPr><w:alias w:val="单位"/></w:sdtPr><w:sdtContent>` + para("水务处") + `</w:sdtContent></w:sdt>`, "水务处", "", ""},
		"deleted":          {`<w:p>` + run("九月") + `<w:del><w:r><w:delText>十日</w:delText></w:r></w:del></w:p>`, "九月", words.ProseDeleted, "十日"},
		"inserted":         {`<w:p>` + run("九月") + `<w:ins>` + run("底") + `</w:ins></w:p>`, "九月底", words.ProseInserted, "底"},
		"moved away":       {`<w:p><w:moveFrom>` + run("旧处") + `</w:moveFrom>` + run("新") + `</w:p>`, "新", words.ProseDeleted, "旧处"},
		"a deleted end":    {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("前半") + `</w:p>` + para("后半"), "前半后半", "", ""},
		"hidden":           {`<w:p>` + run("显") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>`, "显", words.ProseHidden, "隐"},
		"not hidden":       {`<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>`, "显", "", ""},
		"a field":          {`<w:p>` + run("第") + field(" PAGE ", run("3")) + run("页") + `</w:p>`, "第3页", "", ""},
		"text in a code":   {`<w:p>` + field(` IF </w:instrText></w:r>`+run("失")+`<w:r><w:instrText>`, run("得")) + `</w:p>`, "得", words.ProseInField, "失"},
		"an open field":    {`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + run("悬空") + `</w:p>`, "", words.ProseInField, "悬空"},
		"a symbol":         {`<w:p>` + run("完成") + `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>`, "完成□", words.ProseSymbol, "Wingdings F0FC"},
		"a reading aid":    {`<w:p><w:ruby><w:rt>` + run("yong") + `</w:rt><w:rubyBase>` + run("涌") + `</w:rubyBase></w:ruby></w:p>`, "涌", "", ""},
		"an old property":  {`<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr>` + run("正文") + `</w:p>`, "正文", "", ""},
		"a page behind":    {`<w:p>` + run("前") + `<w:r><w:br w:type="page"/></w:r></w:p>` + para("后"), "前⏎\n后", "", ""},
		"a page in front":  {para("前") + `<w:p><w:r><w:br w:type="page"/></w:r>` + run("后") + `</w:p>`, "前⏎\n后", "", ""},
		"a section's end":  {`<w:p><w:pPr><w:sectPr/></w:pPr>` + run("前") + `</w:p>` + para("后"), "前⏎\n后", "", ""},
		"an outline level": {`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>` + run("标题") + `</w:p>`, "##标题", "", ""},
		"a box": {`<w:p>` + run("正文") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + para("框内") +
			`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para("框内") +
			`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "正文", words.ProseTextBox, "框内"},
		"only a fallback": {`<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "旧", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := readDOCX(t, officetest.DOCX(test.body))
			if got := shape(d); got != test.want {
				t.Errorf("read %q, want %q", got, test.want)
			}
			wantRemark(t, d, test.code, test.quote)
		})
	}
}

// wantRemark holds a document to exactly one remark with that quote, or to none for the empty code.
func wantRemark(t *testing.T, d *Document, code words.Code, quote string) {
	t.Helper()
	if code == "" {
		if len(d.Remarks) > 0 {
			t.Errorf("remarks %+v, want none", d.Remarks)
		}
		return
	}
	if len(d.Remarks) != 1 || d.Remarks[0].Code != code || d.Remarks[0].Text != quote || d.Remarks[0].Line+d.Remarks[0].Table != 1 {
		t.Errorf("remarks %+v, want %s %q", d.Remarks, code, quote)
	}
	if !words.Known(code) {
		t.Errorf("%s has no sentence", code)
	}
}

func TestNotes(t *testing.T) {
	d := readDOCX(t, officetest.DOCX(`<w:p>`+run("清理")+`<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>`).With(officetest.Parts{
		"word/footnotes.xml": officetest.Part("footnotes", `<w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">`+para("见附件。")+`</w:footnote>`),
		"word/comments.xml":  officetest.Part("comments", `<w:comment w:id="0">`+para("请核实")+`</w:comment>`),
		"word/header1.xml":   officetest.Part("hdr", para("内部资料")),
		"word/footer1.xml":   officetest.Part("ftr", para("— 1 —")),
	}))
	var got []string
	for _, m := range d.Remarks {
		got = append(got, string(m.Code)+" "+m.Text)
	}
	want := "prose_note 见附件。|prose_comment 请核实|prose_margin 内部资料"
	if s := strings.Join(got, "|"); s != want || shape(d) != "清理" {
		t.Errorf("read %q with %q, want %q", shape(d), s, want)
	}
}

func TestTables(t *testing.T) {
	cell := func(properties, text string) string {
		return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + para(text) + `</w:tc>`
	}
	row := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	table := func(grid []string, rows ...string) string {
		s := `<w:tbl><w:tblGrid>`
		for _, w := range grid {
			s += `<w:gridCol w:w="` + w + `"/>`
		}
		return s + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
	}
	tests := map[string]struct {
		body, want string
		code       words.Code
		quote      string
	}{
		"plain":              {table([]string{"900", "900"}, row(cell("", "甲"), cell("", "乙"))), "[甲][乙]", "", ""},
		"spans and merges":   {table([]string{"900", "900"}, row(cell(`<w:gridSpan w:val="2"/>`, "甲")), row(cell(`<w:vMerge w:val="restart"/>`, "乙"), cell("", "丙")), row(cell(`<w:vMerge/>`, ""), cell("", "丁"))), "[>甲]\n[^乙][丙]\n[^^][丁]", "", ""},
		"edges nearly meet":  {table([]string{"900", "40", "860"}, row(cell("", "甲"), cell(`<w:gridSpan w:val="2"/>`, "乙")), row(cell(`<w:gridSpan w:val="2"/>`, "丙"), cell("", "丁"))), "[甲][乙]\n[丙][丁]", "", ""},
		"indented rows":      {table([]string{"900", "900"}, `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+cell("", "乙")+`</w:tr>`), "[乙]", "", ""},
		"several paragraphs": {table(nil, row(`<w:tc>`+para("甲")+`<w:p/>`+para("乙")+`</w:tc>`)), "[甲\n乙]", "", ""},
		"merged sideways":    {table([]string{"900", "900"}, row(cell(`<w:hMerge w:val="restart"/>`, "甲"), cell(`<w:hMerge/>`, ""))), "[甲]", "", ""},
		"a deleted row":      {table(nil, `<w:tr><w:trPr><w:del/></w:trPr>`+cell("", "甲")+`</w:tr>`, row(cell("", "乙"))), "[乙]", words.ProseDeleted, "甲"},
		"a table in a cell":  {table(nil, row(`<w:tc>`+table(nil, row(cell("", "甲"), cell("", "乙")))+`<w:p/></w:tc>`)), "[甲\t乙]", words.ProseNestedTable, "甲\t乙"},
		"a row in a field":   {`<w:tbl><w:sdt><w:sdtContent>` + row(cell("", "甲")) + `</w:sdtContent></w:sdt></w:tbl>`, "[甲]", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := readDOCX(t, officetest.DOCX(test.body))
			if got := shape(d); got != test.want {
				t.Errorf("read %q, want %q", got, test.want)
			}
			wantRemark(t, d, test.code, test.quote)
		})
	}
	for name, body := range map[string]string{
		"too wide":        table(nil, row(cell(`<w:gridSpan w:val="9223372036854775807"/>`, "甲"), cell("", "乙"))),
		"too far right":   table(nil, `<w:tr><w:trPr><w:gridBefore w:val="9223372036854775807"/></w:trPr>`+cell("", "乙")+`</w:tr>`),
		"too many rows":   table(nil, strings.Repeat(row(cell("", "甲")), limits.Rows+1)),
		"nested too deep": strings.Repeat(`<w:tbl><w:tr><w:tc>`, 30_000) + strings.Repeat(`</w:tc></w:tr></w:tbl>`, 30_000),
	} {
		_, err := tryDOCX(officetest.Zip(t, officetest.DOCX(body)))
		var refused *officefile.Refused
		if !errors.As(err, &refused) {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
}

// FuzzDOCX puts anything in front of a last sentence: it is read or refused, the sentence is read or quoted, and cells lie
// beside each other inside of their table.
func FuzzDOCX(f *testing.F) {
	f.Add(para("清理河道"))
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>` + run("甲") + `</w:del></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr>` + para("甲") + `</w:tc></w:tr></w:tbl>`)
	f.Add(`<w:p>` + field("PAGE", run("3")) + `</w:p>`)
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		d, err := tryDOCX(officetest.Zip(t, officetest.DOCX(body+para("尾句"))))
		if err != nil {
			var refused *officefile.Refused
			if !errors.As(err, &refused) || !words.Known(refused.Code) {
				t.Fatalf("an error that is no refusal: %v", err)
			}
			return
		}
		kept := shape(d)
		for _, m := range d.Remarks {
			kept += "\n" + m.Text
		}
		if !strings.Contains(kept, "尾句") {
			t.Fatalf("the last sentence is lost: %q", kept)
		}
		for _, b := range d.Blocks {
			if b.Table == nil {
				continue
			}
			for _, row := range b.Table.Rows {
				at := 1
				for _, c := range row.Cells {
					if c.Column < at || c.Span < 1 || c.Column+c.Span-1 > b.Table.Columns {
						t.Fatalf("cell %+v in a table of %d columns", c, b.Table.Columns)
					}
					at = c.Column + c.Span
				}
			}
		}
	})
}
