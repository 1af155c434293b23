package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"
)

// office makes a template as Word writes one: with parts that we know nothing of.
func office(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"word/document.xml", `<w:document xmlns:w="` + nsWord + `" xmlns:v="urn:x"><w:body>` + body + `<w:sectPr w:rsidR="00A1"/></w:body></w:document>`},
		{"word/theme/theme1.xml", "<a:theme xmlns:a='urn:a'   odd = \"kept\"/>"},
		{"word/header1.xml", `<w:hdr xmlns:w="` + nsWord + `"><w:p><w:r><w:t>{{发文机关}}</w:t></w:r></w:p></w:hdr>`},
		{"word/media/image1.png", "\x89PNG\r\n"},
	} {
		entry, err := z.Create(p[0])
		if err == nil {
			_, err = entry.Write([]byte(p[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func filledWith(t *testing.T, template []byte, f Fields) map[string][]byte {
	t.Helper()
	opened, err := OpenTemplate(template)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := opened.Fill(&b, f); err != nil {
		t.Fatal(err)
	}
	return partsOf(t, b.Bytes())
}

func paragraphsOf(t *testing.T, part []byte) []string {
	t.Helper()
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(part); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(allText(doc.Root()), "\n"), "\n")
}

func TestFill(t *testing.T) {
	fields := Fields{Values: map[string]string{"标题": "方案", "发文机关": "某局", "正文": "一、要求\n第一段。\n第二段。", "空": ""},
		Lists: map[string][]map[string]string{"措施": {{"序号": "1", "措施": "清运"}, {"序号": "2", "措施": "覆盖<&"}}, "无": {}}}
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"in one run":        {`<w:p><w:r><w:t>关于{{标题}}的报告</w:t></w:r></w:p>`, []string{"关于方案的报告"}},
		"split over runs":   {`<w:p><w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{标</w:t></w:r><w:proofErr/><w:r><w:t>题</w:t></w:r><w:r><w:t>}}。</w:t></w:r></w:p>`, []string{"方案。"}},
		"full-width braces": {`<w:p><w:r><w:t>｛｛ 标题 ｝｝</w:t></w:r></w:p>`, []string{"方案"}},
		"two in a line":     {`<w:p><w:r><w:t>{{发文机关}}：{{标题}}</w:t></w:r></w:p>`, []string{"某局：方案"}},
		"without a value":   {`<w:p><w:r><w:t>前{{空}}后</w:t></w:r></w:p>`, []string{"前后"}},
		"paragraphs":        {`<w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p><w:p/>`, []string{"一、要求", "第一段。", "第二段。", ""}},
		"rows": {`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>{{措施.序号}}</w:t></w:r></w:p></w:tc>
			<w:tc><w:p><w:r><w:t>{{措施.</w:t></w:r><w:r><w:t>措施}}（{{标题}}）</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, []string{"序", "1", "清运（方案）", "2", "覆盖<&（方案）"}},
		"no rows": {`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{无.任何}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, []string{""}},
		"paragraphs of a list": {`<w:p><w:r><w:t>{{措施.序号}}.</w:t></w:r></w:p><w:p><w:r><w:t>{{措施.措施}}</w:t></w:r></w:p><w:p><w:r><w:t>完</w:t></w:r></w:p>`,
			[]string{"1.", "清运", "2.", "覆盖<&", "完"}},
		"text box": {`<w:p><w:r><w:t>{{标题}}</w:t><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{{发文机关}}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>`, []string{"方案", "某局"}},
	} {
		parts := filledWith(t, office(t, c.body), fields)
		if got := paragraphsOf(t, parts["word/document.xml"]); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := paragraphsOf(t, parts["word/header1.xml"]); got[0] != "某局" {
			t.Errorf("%s: header %q", name, got)
		}
	}
}

// A text that must stay with the signature below it is no text that must stay on one page: of its paragraphs only headings
// and the last one are held to the next.
func TestFillLetsLongTextsBreak(t *testing.T) {
	parts := filledWith(t, office(t, `<w:p><w:pPr><w:pStyle w:val="a"/><w:keepNext/></w:pPr><w:r><w:t>{{正文}}</w:t></w:r></w:p><w:p/>`),
		Fields{Values: map[string]string{"正文": "一、要求\n第一段。\n第二段。\n第三段。"}})
	if text := string(parts["word/document.xml"]); strings.Count(text, "<w:keepNext/>") != 2 {
		t.Error(text)
	}
}

// What a group of rows has in common is one cell; what is each row's own is not.
func TestFillMergesGroups(t *testing.T) {
	row := func(problem, measure string) map[string]string {
		return map[string]string{"问题": problem, "措施": measure}
	}
	fields := Fields{Groups: map[string][]string{"措施": {"问题"}},
		Lists: map[string][]map[string]string{"措施": {row("甲", "一"), row("甲", "二"), row("甲", "二"), row("乙", "三")}}}
	parts := filledWith(t, office(t, `<w:tbl><w:tr><w:tc><w:tcPr><w:tcW w:w="1"/><w:vAlign w:val="top"/></w:tcPr><w:p><w:r><w:t>{{措施.问题}}</w:t></w:r></w:p></w:tc>
		<w:tc><w:p><w:r><w:t>{{措施.措施}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`), fields)
	if got := paragraphsOf(t, parts["word/document.xml"]); !slices.Equal(got, []string{"甲", "一", "", "二", "", "二", "乙", "三"}) {
		t.Errorf("%q", got)
	}
	text := string(parts["word/document.xml"])
	want := `<w:tcW w:w="1"/><w:vMerge w:val="restart"/><w:vAlign w:val="top"/>`
	if strings.Count(text, `"restart"`) != 1 || strings.Count(text, `"continue"`) != 2 || !strings.Contains(text, want) {
		t.Error(text)
	}
}

// What carries no mark is the same byte for byte, also how the packer packed it; what does keeps everything but the mark.
func TestFillLosesNothing(t *testing.T) {
	template := office(t, `<w:p w:rsidR="00B2"><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="112233"/></w:rPr><w:t>{{标题}}</w:t></w:r><w:bookmarkStart w:id="0"/></w:p>`)
	before, after := partsOf(t, template), filledWith(t, template, Fields{Values: map[string]string{"标题": "方案"}})
	for _, name := range []string{"[Content_Types].xml", "word/theme/theme1.xml", "word/media/image1.png"} {
		if !bytes.Equal(before[name], after[name]) {
			t.Errorf("%s has changed", name)
		}
	}
	want := strings.Replace(string(before["word/document.xml"]), "<w:t>{{标题}}", `<w:t xml:space="preserve">方案`, 1)
	if got := string(after["word/document.xml"]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A draft says so, also in a template that has no place for it.
func TestDraftMark(t *testing.T) {
	fields := Fields{Values: map[string]string{MarkField: "草稿"}, Mark: "草稿"}
	for body, want := range map[string][]string{
		`<w:p><w:r><w:t>正文</w:t></w:r></w:p>`:         {"草稿", "正文"},
		`<w:p><w:r><w:t>正文{{稿件标记}}</w:t></w:r></w:p>`: {"正文草稿"},
	} {
		if got := paragraphsOf(t, filledWith(t, office(t, body), fields)["word/document.xml"]); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTemplateFaults(t *testing.T) {
	fields := Fields{Values: map[string]string{"标题": "", "发文机关": ""}, Lists: map[string][]map[string]string{"措施": {{"序号": ""}}, "流转": {{"时间": ""}}}}
	opened, err := OpenTemplate(office(t, `<w:p><w:r><w:t>{{标题}} {{题目}} {{措施.序号}} {{措施.颜色}} {{没写完</w:t></w:r></w:p>
		<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{措施.序号}}{{流转.时间}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`))
	if err != nil {
		t.Fatal(err)
	}
	got := opened.Check(fields)
	if !slices.Equal(got.Unknown, []string{"题目", "措施.颜色"}) || len(got.Broken) != 1 || !strings.Contains(got.Broken[0], "没写完") ||
		!slices.Equal(got.Mixed, []string{"措施、流转"}) {
		t.Errorf("%+v", got)
	}
	for name, file := range map[string][]byte{"text": []byte("hello"), "empty": nil, "no document": office(t, "</w:body><w:body2>")} {
		if _, err := OpenTemplate(file); !errors.Is(err, ErrNotDOCX) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
