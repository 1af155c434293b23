package docx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/beevik/etree"
)

const (
	nsWord          = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	xmlHead         = `version="1.0" encoding="UTF-8" standalone="yes"`
)

// element adds an element with attributes, given as name and value in turn.
func element(parent *etree.Element, tag string, attributes ...string) *etree.Element {
	e := parent.CreateElement(tag)
	for i := 0; i+1 < len(attributes); i += 2 {
		e.CreateAttr(attributes[i], attributes[i+1])
	}
	return e
}

// root begins a part of WordprocessingML.
func root(tag string) (*etree.Document, *etree.Element) {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", xmlHead)
	return doc, element(&doc.Element, tag, "xmlns:w", nsWord, "xmlns:r", nsRelationships)
}

// serialize gives the bytes of a part.
func serialize(doc *etree.Document) ([]byte, error) {
	var b bytes.Buffer
	_, err := doc.WriteTo(&b)
	return b.Bytes(), err
}

// clean takes out of a text what XML or a reader's eye cannot bear: control characters, characters that turn the
// direction of writing, and non-characters. Tabs and line ends stay.
func clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == unicode.ReplacementChar, r == '\uFEFF', r&0xFFFE == 0xFFFE,
			r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\u200E', r == '\u200F':
			return -1
		}
		return r
	}, text)
}

// lines are the paragraphs of a text, without the blanks around them: the form indents.
func lines(text string) []string {
	var list []string
	for line := range strings.SplitSeq(clean(text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// oneLine is a text that must stand in one line.
func oneLine(text string) string { return strings.Join(lines(text), " ") }

func itoa(n int) string { return strconv.Itoa(n) }

// halfEms is the width of a text in half characters: a Chinese character has two, a Latin one has one.
func halfEms(text string) int {
	n := 0
	for _, r := range text {
		if n++; r > '\u00FF' {
			n++
		}
	}
	return n
}
