package prose

import (
	"testing"

	"rectify/workflow/officefile/officetest"
)

const numberingXML = `<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Third"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%4"/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>`

func TestNumbering(t *testing.T) {
	item := func(list, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + run(text) + `</w:p>`
	}
	styled := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + run(text) + `</w:p>`
	}
	d := readDOCX(t, officetest.DOCX(item("1", "0", "甲")+item("1", "1", "乙")+item("1", "1", "丙")+styled("Third", "丁")+styled("Derived", "戊")+
		item("1", "0", "己")+item("1", "1", "庚")+item("1", "3", "辛")+item("1", "4", "点")+item("0", "0", "无")+item("3", "0", "缺")+
		item("2", "0", "重")+item("1", "99999999999", "外")+styled("Head", "标题")).With(officetest.Parts{
		"word/numbering.xml": officetest.Part("numbering", numberingXML),
		"word/styles.xml": officetest.Part("styles", `<w:style w:type="paragraph" w:styleId="Third"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Derived"><w:basedOn w:val="Third"/></w:style>
<w:style w:type="paragraph" w:styleId="Head"><w:name w:val="heading 2"/><w:basedOn w:val="Head"/></w:style>`),
	}))
	want := "一、甲\n（一）乙\n（二）丙\n1.丁\n2.戊\n二、己\n（一）庚\n2.1辛\n点\n无\n缺\n五、重\n外\n##标题"
	if got := shape(d); got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
}

func TestNumerals(t *testing.T) {
	for _, test := range []struct {
		n            int
		format, want string
	}{
		{10, "chineseCounting", "十"}, {11, "chineseCounting", "十一"}, {20, "chineseCounting", "二十"}, {101, "chineseCounting", "一百零一"},
		{112, "chineseCounting", "一百一十二"}, {3, "upperRoman", "III"}, {4, "lowerRoman", "iv"}, {28, "lowerLetter", "bb"},
		{7, "decimalZero", "07"}, {2, "decimalEnclosedCircleChinese", "②"}, {3, "none", ""}, {5, "hebrew1", "5"},
	} {
		if got := numeral(test.n, test.format); got != test.want {
			t.Errorf("%d as %s is %q, want %q", test.n, test.format, got, test.want)
		}
	}
}
