package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/beevik/etree"
)

func TestHeadings(t *testing.T) {
	for line, want := range map[string]struct {
		level int
		style string
		first string // text of the first run
	}{
		"一、总体要求":  {1, styleHeading1, "一、总体要求"},
		"十二、附则":   {1, styleHeading1, "十二、附则"},
		"（一）压实责任": {2, styleHeading2, "（一）压实责任"},
		"(二)压实责任": {2, styleHeading2, "(二)压实责任"},
		"（一）压实责任。逐项明确牵头领导。": {2, styleBody, "（一）压实责任。"},
		"1. 召开会议":               {3, styleHeading3, "1. 召开会议"},
		"2．形成方案":                {3, styleHeading3, "2．形成方案"},
		"1. 召开会议。传达意见。":         {3, styleBody, "1. 召开会议。传达意见。"},
		"3.5万元已退还":              {0, styleBody, "3.5万元已退还"},
		"（1）方案须附表；":             {4, styleBody, "（1）方案须附表；"},
		"（3）整理材料":               {4, styleHeading4, "（3）整理材料"},
		"一是落实责任，二是":             {0, styleBody, "一是落实责任，二是"},
		"2023年9月底前完成":           {0, styleBody, "2023年9月底前完成"},
		"　　正文里的空格由格式负责":         {0, styleBody, "正文里的空格由格式负责"},
		strings.Repeat("长", 80): {0, styleBody, strings.Repeat("长", 80)},
	} {
		body := written(Text(line))
		p := body.ChildElements()[0]
		if got := HeadingLevel(strings.TrimSpace(line)); got != want.level {
			t.Errorf("%s: level %d, want %d", line, got, want.level)
		}
		if got := p.FindElement("w:pPr/w:pStyle").SelectAttrValue("w:val", ""); got != want.style {
			t.Errorf("%s: style %s, want %s", line, got, want.style)
		}
		if got := p.FindElement("w:r/w:t").Text(); got != want.first {
			t.Errorf("%s: begins with %s", line, got)
		}
	}
}

func written(b Block) *etree.Element {
	body := etree.NewElement("w:body")
	b.write(&writer{body: body})
	return body
}

// Whatever a person typed, the parts are XML that a strict reader takes, and what he cannot see is gone.
func TestHostileText(t *testing.T) {
	text := "a<b>&\"'\x00\x07\u202E\uFEFF\uFFFE]]>\tb\r\nc"
	d := Document{Title: text, Number: text, Recipient: text, Organ: text, Date: text, Mark: text, RedHead: text, Remark: text, Attachments: []string{text, text},
		Body:       []Block{Text(text), Line(text), Labelled{text, text}, Note(text), &Table{Columns: []Column{{Share: 1}}, Head: []string{text}, Rows: [][]Cell{Cells(text)}}},
		Imprint:    &Imprint{CopyTo: text, Office: text, Date: text},
		Annexes:    []Annex{{Label: text, Title: text, Landscape: true, Body: []Block{Text(text)}}},
		Record:     &Annex{Title: text},
		Properties: Properties{Author: text, Custom: map[string]string{text: text}}}
	for name, content := range unpacked(t, d) {
		doc := etree.NewDocument()
		doc.ReadSettings.ValidateInput = true
		if err := doc.ReadFromBytes(content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, never := range []string{"\x00", "\x07", "\u202E", "\uFEFF", "\uFFFE", "\uFFFD"} {
			if bytes.Contains(content, []byte(never)) {
				t.Errorf("%s has %q", name, never)
			}
		}
		if name == "word/document.xml" && !strings.Contains(allText(doc.Root()), `a<b>&"']]>`) {
			t.Error("the words are not in the text")
		}
	}
}

func unpacked(t *testing.T, d Document) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return partsOf(t, b.Bytes())
}

func partsOf(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return parts
}

// A title breaks between words into lines that fit, and its lines are of about the same length.
func TestTitles(t *testing.T) {
	for title, want := range map[string]string{
		"会议纪要": "会议纪要",
		"滨河区城市运行管理局党组巡察反馈意见集中整改工作方案":      "滨河区城市运行管理局党组|巡察反馈意见集中整改工作方案",
		"中共滨河区城市运行管理局党组关于巡察反馈意见集中整改情况的报告": "中共滨河区城市运行管理局党组|关于巡察反馈意见集中整改情况的报告",
		"第一行由人断开\n第二行": "第一行由人断开|第二行",
	} {
		if got := strings.ReplaceAll(breakTitle(title), "\n", "|"); got != want {
			t.Errorf("%s\n got %s\nwant %s", title, got, want)
		}
	}
	for n := 1; n < 120; n++ {
		for _, line := range strings.Split(breakTitle(strings.Repeat("的整改", 40)[:3*n]), "\n") {
			if got := len([]rune(line)); got > titleWidth || n > 1 && got < 2 {
				t.Errorf("%d characters: a line of %d", n, got)
			}
		}
	}
}

// A red head is as large as one line takes.
func TestRedHeadFits(t *testing.T) {
	for _, organ := range []string{"某局文件", "中共某某省某某市某某区城市运行管理和综合行政执法局党组文件"} {
		body := etree.NewElement("w:body")
		Document{RedHead: organ}.redHead(&writer{body: body})
		size := body.FindElement("w:p/w:r/w:rPr/w:sz").SelectAttrValue("w:val", "")
		if points := atoi(t, size) * len([]rune(organ)) / 2; points > areaWidth/20 {
			t.Errorf("%s: %d points wide", organ, points)
		}
	}
}

func atoi(t *testing.T, text string) (n int) {
	t.Helper()
	for _, r := range text {
		n = 10*n + int(r-'0')
	}
	return n
}
