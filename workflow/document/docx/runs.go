package docx

import (
	"strings"

	"github.com/beevik/etree"
)

// pieces are the texts of a paragraph in order, without those of paragraphs inside it (text boxes).
func pieces(e *etree.Element) []*etree.Element {
	var list []*etree.Element
	for _, child := range e.ChildElements() {
		switch child.Tag {
		case "t":
			list = append(list, child)
		case "p", "pPr", "rPr":
		default:
			list = append(list, pieces(child)...)
		}
	}
	return list
}

// textOf is the text of one paragraph.
func textOf(p *etree.Element) string {
	var b strings.Builder
	for _, t := range pieces(p) {
		b.WriteString(t.Text())
	}
	return b.String()
}

// allText is the text below an element, one paragraph a line.
func allText(e *etree.Element) string {
	if e.Tag == "p" {
		text := textOf(e)
		for _, inner := range e.FindElements(".//w:p") {
			text += "\n" + textOf(inner)
		}
		return text
	}
	var b strings.Builder
	for _, p := range e.FindElements(".//w:p") {
		b.WriteString(textOf(p))
		b.WriteByte('\n')
	}
	return b.String()
}

// replace puts a value in place of the bytes from…to of a paragraph's text, in the formatting of the first of them. A line
// end in the value breaks the line.
func replace(p *etree.Element, from, to int, value string) {
	at := 0
	first := true
	for _, t := range pieces(p) {
		text := t.Text()
		begin, end := max(from-at, 0), min(to-at, len(text))
		at += len(text)
		if begin >= end {
			continue
		}
		kept := text[:begin]
		if first {
			kept += value
			first = false
		}
		setText(t, kept+text[end:])
	}
}

// setText gives a run's text its new words; each further line becomes a text of its own behind a break.
func setText(t *etree.Element, text string) {
	parts := strings.Split(text, "\n")
	t.SetText(parts[0])
	t.CreateAttr("xml:space", "preserve")
	parent, at := t.Parent(), t.Index()
	for _, line := range parts[1:] {
		next := t.Copy()
		next.SetText(line)
		parent.InsertChildAt(at+1, etree.NewElement("w:br"))
		parent.InsertChildAt(at+2, next)
		at += 2
	}
}
