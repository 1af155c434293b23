package docx

import (
	"strings"

	"github.com/beevik/etree"
)

// Of the imprint: how many half characters of 14 pt a line holds between its margins of one character, how high a line
// is, and what its rules add.
const (
	copyWidth    = 56
	imprintLine  = 500
	imprintRules = 60
)

// write puts the imprint at the foot of the page, whose last line it closes: lines between rules, each in a frame that is
// held to the bottom of the type area. (A floating table as wide as the text does not float in LibreOffice, nor does a
// frame of two paragraphs.)
func (i *Imprint) write(w *writer) {
	top, bottom := pageHeight-marginBottom, "8" // 0.35 mm; the rule between is 0.25 mm
	date := oneLine(i.Date)
	if date != "" {
		date += "印发"
	}
	top -= imprintLine + imprintRules
	upper := "8"
	if i.CopyTo != "" {
		upper = "6"
	}
	w.framed("　"+oneLine(i.Office)+"\t"+date+"　", top, upper, bottom)
	if i.CopyTo != "" {
		text := hang("抄送：", oneLine(i.CopyTo), copyWidth)
		top -= imprintLine*(1+strings.Count(text, "\n")) + imprintRules/2
		w.framed(text, top, "8", "")
	}
	// What the frames hang on: the least possible line, so that they need no page of their own.
	anchor := element(element(w.body, "w:p"), "w:pPr")
	element(anchor, "w:pStyle", "w:val", stylePlain)
	element(anchor, "w:spacing", "w:line", "20", "w:lineRule", "exact")
}

// framed writes a paragraph at a height of the page, with rules above and below in eighths of a point, "" for none.
func (w *writer) framed(text string, top int, above, below string) {
	p := w.paragraph(paragraph{style: styleImprint, runs: plain(text)}).SelectElement("w:pPr")
	element(p, "w:framePr", "w:w", itoa(areaWidth), "w:wrap", "notBeside", "w:vAnchor", "page", "w:hAnchor", "margin",
		"w:xAlign", "left", "w:y", itoa(top))
	borders := element(p, "w:pBdr")
	rule(borders, "top", above)
	if below != "" {
		rule(borders, "bottom", below)
	}
	element(element(p, "w:tabs"), "w:tab", "w:val", "right", "w:pos", itoa(areaWidth))
}

func rule(borders *etree.Element, side, eighths string) {
	element(borders, "w:"+side, "w:val", "single", "w:sz", eighths, "w:space", "1", "w:color", "000000")
}

// hang breaks a text into lines that stand under the end of its label, one character in.
func hang(label, text string, width int) string {
	var b strings.Builder
	b.WriteString("　" + label)
	indent := 2 + halfEms(label)
	at := indent
	for _, r := range text {
		n := halfEms(string(r))
		if at+n > width && !strings.ContainsRune("，。、；）", r) {
			b.WriteString("\n" + strings.Repeat("　", indent/2))
			at = indent
		}
		b.WriteRune(r)
		at += n
	}
	return b.String()
}
