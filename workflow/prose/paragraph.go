package prose

import (
	"encoding/xml"
	"strings"

	"rectify/workflow/words"
)

// paragraph is one paragraph while it is read.
type paragraph struct {
	Paragraph
	before     bool // a page begins in front of it
	endDeleted bool

	style, list string
	level       int
	outline     int

	text, deleted, inserted, hidden, lost strings.Builder
}

// paragraph reads the open w:p.
func (r *reader) paragraph(c context) (*paragraph, error) {
	p := &paragraph{level: -1, outline: -1}
	if r.aside == 0 && r.place.Table == 0 {
		r.lines++
		r.place = Remark{Line: r.lines}
		p.Line = r.lines
	}
	if err := r.inline(p, c); err != nil {
		return nil, err
	}
	p.Text = strings.TrimSpace(p.text.String())
	p.Level = p.outline + 1
	if p.outline < 0 {
		p.Level = r.styles.heading(p.style)
	}
	if !p.endDeleted || p.Text != "" {
		p.Number = r.number(p)
	}
	r.remark(words.ProseDeleted, p.deleted.String())
	r.remark(words.ProseInserted, p.inserted.String())
	r.remark(words.ProseHidden, p.hidden.String())
	r.remark(words.ProseInField, p.lost.String())
	return p, nil
}

// number counts the paragraph in its list.
func (r *reader) number(p *paragraph) string {
	id, level := p.list, p.level
	if id == "" {
		var ofStyle int
		var by string
		id, ofStyle, by = r.styles.list(p.style)
		if level < 0 {
			level = ofStyle
		}
		if level < 0 && r.lists[id] != nil {
			level = r.lists[id].levelOfStyle(by)
		}
	}
	if id == "" || r.aside > 0 {
		return ""
	}
	return r.lists.next(id, max(level, 0))
}

// inline reads what stands inside of the open element of a paragraph.
func (r *reader) inline(p *paragraph, c context) error {
	return r.children(func(t xml.StartElement) error { return r.inlineElement(p, c, t) })
}

func (r *reader) inlineElement(p *paragraph, c context, t xml.StartElement) error {
	switch t.Name.Local {
	case "pPr":
		return r.paragraphProperties(p)
	case "r":
		return r.run(p, c)
	case "t", "delText":
		return r.letters(p, c, t)
	case "AlternateContent":
		return r.alternative(func() error { return r.inline(p, c) })
	case "txbxContent":
		text, err := r.asideText()
		if err == nil {
			r.remark(words.ProseTextBox, text)
		}
		return err
	case "fldChar":
		r.field(attribute(t, "fldCharType"))
	case "tab", "ptab":
		r.put(p, c, "\t")
	case "cr":
		r.put(p, c, "\n")
	case "br":
		r.lineBreak(p, c, attribute(t, "type"))
	case "noBreakHyphen":
		r.put(p, c, "-")
	case "sym":
		r.put(p, c, "□")
		r.remark(words.ProseSymbol, attribute(t, "font")+" "+attribute(t, "char"))
	case "footnoteReference":
		r.remark(words.ProseNote, r.notes["footnote"+attribute(t, "id")])
	case "endnoteReference":
		r.remark(words.ProseNote, r.notes["endnote"+attribute(t, "id")])
	case "commentReference":
		r.remark(words.ProseComment, r.notes["comment"+attribute(t, "id")])
	default:
		inner, ok := c.enter(t)
		if !ok {
			return r.Skip()
		}
		return r.inline(p, inner)
	}
	return r.Skip()
}

// run reads the open w:r. Its properties come first and may hide it.
func (r *reader) run(p *paragraph, c context) error {
	return r.children(func(t xml.StartElement) error {
		if t.Name.Local != "rPr" {
			return r.inlineElement(p, c, t)
		}
		return r.children(func(t xml.StartElement) error {
			if t.Name.Local == "vanish" {
				c.hidden = on(t)
			}
			return r.Skip()
		})
	})
}

// on reads the value of a property that is on when nothing is said.
func on(t xml.StartElement) bool {
	v := attribute(t, "val")
	return v != "0" && v != "false" && v != "off"
}

// letters reads the text of the open element. Text of drawings is text in a box.
func (r *reader) letters(p *paragraph, c context, t xml.StartElement) error {
	c.deleted = c.deleted || t.Name.Local == "delText"
	var b strings.Builder
	for {
		token, err := r.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.StartElement: // no program writes one
			if err := r.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			if strings.Contains(t.Name.Space, "drawingml") {
				r.remark(words.ProseTextBox, b.String())
				return nil
			}
			r.put(p, c, b.String())
			return nil
		}
	}
}

// put adds text to the paragraph, or to what is quoted beside it.
func (r *reader) put(p *paragraph, c context, s string) {
	switch {
	case c.deleted:
		p.deleted.WriteString(s)
	case r.inCode():
		p.lost.WriteString(s)
	case c.hidden:
		p.hidden.WriteString(s)
	default:
		p.text.WriteString(s)
		if c.inserted {
			p.inserted.WriteString(s)
		}
	}
}

// maxFields bounds how many fields may be open at once.
const maxFields = 64

// field opens and closes fields: code, then what it was worth.
func (r *reader) field(kind string) {
	n := len(r.fields)
	switch {
	case kind == "begin" && n < maxFields:
		r.fields = append(r.fields, true)
	case kind == "separate" && n > 0:
		r.fields[n-1] = false
	case kind == "end" && n > 0:
		r.fields = r.fields[:n-1]
	}
}

func (r *reader) inCode() bool {
	for _, code := range r.fields {
		if code {
			return true
		}
	}
	return false
}

func (r *reader) lineBreak(p *paragraph, c context, kind string) {
	switch {
	case kind != "page" && kind != "column":
		r.put(p, c, "\n")
	case strings.TrimSpace(p.text.String()) == "":
		p.before = true
	default:
		p.Break = true
	}
}

// paragraphProperties reads the open w:pPr.
func (r *reader) paragraphProperties(p *paragraph) error {
	return r.children(func(t xml.StartElement) error {
		switch t.Name.Local {
		case "pStyle":
			p.style = attribute(t, "val")
		case "outlineLvl":
			if n := (&val{attribute(t, "val")}).number(-1); n < maxLevels {
				p.outline = n
			}
		case "sectPr":
			p.Break = true
		case "pageBreakBefore":
			p.before = on(t)
		case "numPr":
			return r.children(func(t xml.StartElement) error {
				v := &val{attribute(t, "val")}
				switch t.Name.Local {
				case "ilvl":
					p.level = v.number(0)
				case "numId":
					p.list = v.Val
				}
				return r.Skip()
			})
		case "rPr":
			return r.children(func(t xml.StartElement) error {
				if t.Name.Local == "del" || t.Name.Local == "moveFrom" {
					p.endDeleted = true
				}
				return r.Skip()
			})
		}
		return r.Skip()
	})
}
