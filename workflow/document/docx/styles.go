package docx

import "github.com/beevik/etree"

// Styles of paragraphs, by their id. Word shows the Chinese name.
const (
	styleBody       = "a"
	styleTitle      = "Title"
	styleHeading1   = "Heading1"
	styleHeading2   = "Heading2"
	styleHeading3   = "Heading3"
	styleHeading4   = "Heading4"
	stylePlain      = "Plain" // a line of the text without indent: main recipient, signature
	styleRedHead    = "RedHead"
	styleNumber     = "Number"
	styleAnnex      = "Annex"
	styleImprint    = "Imprint"
	stylePage       = "PageNumber"
	styleMark       = "Mark"
	styleTableHead  = "TableHead"
	styleTableCell  = "TableCell"
	styleTableNote  = "TableNote"
	defaultLanguage = "zh-CN"
)

// style is one row of the style sheet.
type style struct {
	id, name string
	font     font
	size     int
	align    string // both, center, left, right
	indented bool   // two characters in the first line
	line     int    // exact pitch; 0 for what the font needs
	outline  int    // level of heading, 1…4; 0 for none
	colour   string
	squeezed bool
}

var styles = []style{
	{id: styleBody, name: "公文正文", font: fangsong, size: sizeBody, align: "both", indented: true, line: pitch, squeezed: true},
	{id: styleTitle, name: "公文标题", font: biaosong, size: sizeTitle, align: "center", line: pitch + 60},
	{id: styleHeading1, name: "heading 1", font: heiti, size: sizeBody, align: "both", indented: true, line: pitch, outline: 1, squeezed: true},
	{id: styleHeading2, name: "heading 2", font: kaiti, size: sizeBody, align: "both", indented: true, line: pitch, outline: 2, squeezed: true},
	{id: styleHeading3, name: "heading 3", font: fangsong, size: sizeBody, align: "both", indented: true, line: pitch, outline: 3, squeezed: true},
	{id: styleHeading4, name: "heading 4", font: fangsong, size: sizeBody, align: "both", indented: true, line: pitch, outline: 4, squeezed: true},
	{id: stylePlain, name: "公文顶格", font: fangsong, size: sizeBody, align: "left", line: pitch, squeezed: true},
	{id: styleRedHead, name: "发文机关标志", font: biaosong, size: sizeTitle, align: "center", colour: red},
	{id: styleNumber, name: "发文字号", font: fangsong, size: sizeBody, align: "center", line: pitch},
	{id: styleAnnex, name: "附件序号", font: heiti, size: sizeBody, align: "left", line: pitch},
	{id: styleImprint, name: "版记", font: fangsong, size: sizeSmall, align: "left", line: 500},
	{id: stylePage, name: "页码", font: songti, size: sizeSmall, align: "left"},
	{id: styleMark, name: "稿件标记", font: heiti, size: sizeNote, align: "center", colour: red},
	{id: styleTableHead, name: "表头", font: heiti, size: sizeTable, align: "center", line: 360},
	{id: styleTableCell, name: "表格正文", font: fangsong, size: sizeTable, align: "left", line: 340},
	{id: styleTableNote, name: "表注", font: fangsong, size: sizeTable, align: "left", line: 400},
}

// styleSheet is word/styles.xml.
func styleSheet() *etree.Document {
	doc, top := root("w:styles")
	defaults := element(top, "w:docDefaults")
	run := element(element(defaults, "w:rPrDefault"), "w:rPr")
	setFont(run, fangsong, sizeBody)
	element(run, "w:lang", "w:val", defaultLanguage, "w:eastAsia", defaultLanguage, "w:bidi", "ar-SA")
	element(element(defaults, "w:pPrDefault"), "w:pPr")
	for i, s := range styles {
		s.write(top, i == 0)
	}
	table := element(top, "w:style", "w:type", "table", "w:default", "1", "w:styleId", "TableNormal")
	element(table, "w:name", "w:val", "Normal Table")
	properties := element(table, "w:tblPr")
	element(properties, "w:tblInd", "w:w", "0", "w:type", "dxa")
	margins := element(properties, "w:tblCellMar")
	for _, side := range []string{"top", "left", "bottom", "right"} {
		width := "60"
		if side == "top" || side == "bottom" {
			width = "30"
		}
		element(margins, "w:"+side, "w:w", width, "w:type", "dxa")
	}
	return doc
}

func (s style) write(top *etree.Element, isDefault bool) {
	e := element(top, "w:style", "w:type", "paragraph")
	if isDefault {
		e.CreateAttr("w:default", "1")
	} else {
		e.CreateAttr("w:customStyle", "1")
	}
	e.CreateAttr("w:styleId", s.id)
	if s.outline > 0 {
		e.RemoveAttr("w:customStyle") // Word's own, so that the navigation pane knows them
	}
	element(e, "w:name", "w:val", s.name)
	element(e, "w:qFormat")
	p := element(e, "w:pPr")
	if s.outline > 0 {
		element(p, "w:keepNext")
		element(p, "w:keepLines")
	}
	element(p, "w:widowControl", "w:val", "0")
	element(p, "w:kinsoku", "w:val", "1")
	element(p, "w:overflowPunct", "w:val", "1")
	element(p, "w:autoSpaceDE", "w:val", "0")
	element(p, "w:autoSpaceDN", "w:val", "0")
	element(p, "w:snapToGrid", "w:val", "0")
	spacing := element(p, "w:spacing", "w:before", "0", "w:after", "0")
	if s.line > 0 {
		spacing.CreateAttr("w:line", itoa(s.line))
		spacing.CreateAttr("w:lineRule", "exact")
	}
	if s.indented {
		element(p, "w:ind", "w:firstLineChars", "200", "w:firstLine", itoa(2*character))
	}
	element(p, "w:jc", "w:val", s.align)
	if s.outline > 0 {
		element(p, "w:outlineLvl", "w:val", itoa(s.outline-1))
	}
	r := element(e, "w:rPr")
	writeFont(r, s.font)
	if s.colour != "" {
		element(r, "w:color", "w:val", s.colour)
	}
	if s.squeezed {
		element(r, "w:spacing", "w:val", squeeze)
	}
	writeSize(r, s.size)
}

// setFont gives run properties a font and a size.
func setFont(r *etree.Element, f font, size int) {
	writeFont(r, f)
	writeSize(r, size)
}

func writeFont(r *etree.Element, f font) {
	element(r, "w:rFonts", "w:hint", "eastAsia", "w:ascii", f.name, "w:hAnsi", f.name, "w:eastAsia", f.name, "w:cs", f.name)
}

func writeSize(r *etree.Element, size int) {
	element(r, "w:sz", "w:val", itoa(size))
	element(r, "w:szCs", "w:val", itoa(size))
}

// fontTable is word/fontTable.xml: what to take where a font is missing.
func fontTable() *etree.Document {
	doc, top := root("w:fonts")
	for _, f := range fonts {
		e := element(top, "w:font", "w:name", f.name)
		element(e, "w:altName", "w:val", f.instead)
		element(e, "w:charset", "w:val", "86")
		element(e, "w:family", "w:val", f.family)
		element(e, "w:pitch", "w:val", f.pitch)
	}
	return doc
}
