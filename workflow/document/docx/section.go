package docx

import "github.com/beevik/etree"

// The parts that every section points to.
const (
	idHeader   = "rIdHeader"
	idOdd      = "rIdOdd"
	idEven     = "rIdEven"
	idStyles   = "rIdStyles"
	idFonts    = "rIdFonts"
	idSettings = "rIdSettings"
)

// section ends the pages written so far: portrait, or landscape for wide tables. The last one of a document stands in the
// body itself, any other in its last paragraph.
func (w *writer) section(last, marked bool) {
	parent := w.body
	if !last {
		p := element(w.body, "w:p")
		properties := element(p, "w:pPr")
		element(properties, "w:pStyle", "w:val", stylePlain)
		element(properties, "w:spacing", "w:line", "20", "w:lineRule", "exact")
		parent = properties
	}
	s := element(parent, "w:sectPr")
	if marked {
		element(s, "w:headerReference", "w:type", "default", "r:id", idHeader)
		element(s, "w:headerReference", "w:type", "even", "r:id", idHeader)
	}
	element(s, "w:footerReference", "w:type", "default", "r:id", idOdd)
	element(s, "w:footerReference", "w:type", "even", "r:id", idEven)
	element(s, "w:type", "w:val", "nextPage")
	size := element(s, "w:pgSz", "w:w", itoa(pageWidth), "w:h", itoa(pageHeight))
	margin := element(s, "w:pgMar", "w:top", itoa(marginTop), "w:right", itoa(marginRight), "w:bottom", itoa(marginBottom),
		"w:left", itoa(marginLeft), "w:header", "1134", "w:footer", "1247", "w:gutter", "0")
	if w.wide { // a portrait page turned: what was on the left is on top
		size.CreateAttr("w:w", itoa(pageHeight))
		size.CreateAttr("w:h", itoa(pageWidth))
		size.CreateAttr("w:orient", "landscape")
		margin.CreateAttr("w:top", itoa(marginLeft))
		margin.CreateAttr("w:right", itoa(marginTop))
		margin.CreateAttr("w:bottom", itoa(marginRight))
		margin.CreateAttr("w:left", itoa(marginBottom))
		margin.CreateAttr("w:header", "850")
		margin.CreateAttr("w:footer", "737")
	}
	element(s, "w:cols", "w:space", "720")
	// "lines" only: with characters in the grid as well LibreOffice spaces the letters out.
	element(s, "w:docGrid", "w:type", "lines", "w:linePitch", itoa(pitch))
}

// footer is the page number between dashes: on the right of odd pages, on the left of even ones, one character in.
func footer(even bool) *etree.Document {
	doc, top := root("w:ftr")
	w := writer{body: top}
	p := paragraph{style: stylePage, align: "right", right: 100}
	if even {
		p = paragraph{style: stylePage, align: "left", left: 100}
	}
	e := w.paragraph(p)
	run{text: "— "}.write(e)
	run{text: "1"}.write(element(e, "w:fldSimple", "w:instr", " PAGE "))
	run{text: " —"}.write(e)
	return doc
}

// header is the mark of a draft on top of every page.
func header(mark string) *etree.Document {
	doc, top := root("w:hdr")
	w := writer{body: top}
	w.paragraph(paragraph{style: styleMark, runs: plain(oneLine(mark))})
	return doc
}

// settings is word/settings.xml.
func settings() *etree.Document {
	doc, top := root("w:settings")
	element(top, "w:zoom", "w:percent", "100")
	element(top, "w:evenAndOddHeaders")
	element(top, "w:defaultTabStop", "w:val", "420")
	element(top, "w:characterSpacingControl", "w:val", "doNotCompress")
	compat := element(top, "w:compat")
	element(compat, "w:useFELayout")
	element(compat, "w:compatSetting", "w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15")
	element(top, "w:themeFontLang", "w:val", "en-US", "w:eastAsia", defaultLanguage)
	return doc
}
