package docx

import (
	"strings"

	"github.com/beevik/etree"
)

// paragraph is one paragraph before it is written. Indents are in hundredths of a character of the text.
type paragraph struct {
	style                string
	runs                 []run
	keepNext             bool
	newPage              bool
	left, right, hanging int
	first                int    // first line; -1 for none where the style has one
	align                string // "" as the style has it
	before               int    // twips
	ruled                string // colour of a rule below, "" for none
}

// run is a piece of text in one font; an empty font is that of the paragraph's style. A line end in it breaks the line.
type run struct {
	text string
	font font
	size int
	bold bool
}

// plain is the runs of a text in the style's own font.
func plain(text string) []run { return []run{{text: text}} }

// writer appends to the body of a document.
type writer struct {
	body *etree.Element
	wide bool // on landscape pages
}

func (w *writer) paragraph(p paragraph) *etree.Element {
	e := element(w.body, "w:p")
	p.properties(e)
	for _, r := range p.runs {
		r.write(e)
	}
	return e
}

// blank leaves lines of the text's pitch free.
func (w *writer) blank(lines int) {
	for range lines {
		w.paragraph(paragraph{style: stylePlain, keepNext: true})
	}
}

func (p paragraph) properties(e *etree.Element) {
	properties := element(e, "w:pPr")
	element(properties, "w:pStyle", "w:val", p.style)
	if p.keepNext {
		element(properties, "w:keepNext")
	}
	if p.newPage {
		element(properties, "w:pageBreakBefore")
	}
	if p.ruled != "" {
		element(element(properties, "w:pBdr"), "w:bottom", "w:val", "single", "w:sz", "18", "w:space", "11", "w:color", p.ruled)
	}
	if p.before > 0 {
		element(properties, "w:spacing", "w:before", itoa(p.before))
	}
	p.indent(properties)
	if p.align != "" {
		element(properties, "w:jc", "w:val", p.align)
	}
}

func (p paragraph) indent(properties *etree.Element) {
	if p.left == 0 && p.right == 0 && p.hanging == 0 && p.first == 0 {
		return
	}
	e := element(properties, "w:ind")
	set := func(name string, hundredths int) {
		e.CreateAttr("w:"+name+"Chars", itoa(hundredths))
		e.CreateAttr("w:"+name, itoa(hundredths*character/100))
	}
	if p.left > 0 {
		set("left", p.left)
	}
	if p.right > 0 {
		set("right", p.right)
	}
	switch {
	case p.hanging > 0:
		set("hanging", p.hanging)
	case p.first > 0:
		set("firstLine", p.first)
	case p.first < 0:
		set("firstLine", 0)
	}
}

func (r run) write(p *etree.Element) {
	e := element(p, "w:r")
	if r.font.name != "" || r.size > 0 || r.bold {
		properties := element(e, "w:rPr")
		if r.font.name != "" {
			writeFont(properties, r.font)
		}
		if r.bold {
			element(properties, "w:b")
		}
		if r.size > 0 {
			writeSize(properties, r.size)
		}
	}
	for i, line := range strings.Split(clean(r.text), "\n") {
		if i > 0 {
			element(e, "w:br")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				element(e, "w:tab")
			}
			if piece != "" {
				element(e, "w:t", "xml:space", "preserve").SetText(piece)
			}
		}
	}
}
