package prose

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"rectify/workflow/words"
)

// context is what the elements around a text say of it.
type context struct {
	deleted, inserted, hidden bool
}

// children hands each child of the element that was just opened to take, which reads it to its end.
func (r *reader) children(take func(xml.StartElement) error) error {
	for {
		token, err := r.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := take(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// blocks reads the paragraphs and tables inside of the open element.
func (r *reader) blocks(c context) ([]Block, error) {
	var list collection
	err := r.children(func(t xml.StartElement) error { return r.block(&list, c, t) })
	return list.blocks, err
}

// collection is a run of blocks while it is read.
type collection struct {
	blocks []Block
	broken *Paragraph // its end was deleted: the next paragraph goes on in it
}

// block reads one element among paragraphs and tables.
func (r *reader) block(list *collection, c context, t xml.StartElement) error {
	switch t.Name.Local {
	case "p":
		p, err := r.paragraph(c)
		if err == nil {
			list.add(p)
		}
		return err
	case "tbl":
		table, err := r.table(c)
		list.blocks = append(list.blocks, Block{Table: table})
		return err
	case "AlternateContent":
		return r.alternative(func() error {
			return r.children(func(t xml.StartElement) error { return r.block(list, c, t) })
		})
	}
	inner, ok := c.enter(t)
	if !ok {
		return r.Skip()
	}
	return r.children(func(t xml.StartElement) error { return r.block(list, inner, t) })
}

func (l *collection) add(p *paragraph) {
	if l.broken != nil {
		l.broken.Text += p.Text
		l.broken.Break = l.broken.Break || p.Break
	} else {
		if n := len(l.blocks); p.before && n > 0 && l.blocks[n-1].Paragraph != nil {
			l.blocks[n-1].Paragraph.Break = true
		}
		l.blocks = append(l.blocks, Block{Paragraph: &p.Paragraph})
		l.broken = &p.Paragraph
	}
	if !p.endDeleted {
		l.broken = nil
	}
}

// enter gives the context inside of an element that only wraps others; ok is false for one without text.
func (c context) enter(t xml.StartElement) (inner context, ok bool) {
	switch t.Name.Local {
	case "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "instrText", "delInstrText", "rt":
		return c, false
	case "del", "moveFrom":
		c.deleted = true
	case "ins", "moveTo":
		c.inserted = true
	}
	return c, true
}

// alternative reads one of several forms of the same thing: the first choice, or the fallback when there is none.
func (r *reader) alternative(read func() error) error {
	taken := false
	return r.children(func(t xml.StartElement) error {
		if name := t.Name.Local; taken || name != "Choice" && name != "Fallback" {
			return r.Skip()
		}
		taken = true
		return read()
	})
}

// asideText is the text of the open element, which stands outside of the running text.
func (r *reader) asideText() (string, error) {
	r.aside++
	fields := r.fields
	r.fields = nil
	defer func() { r.aside--; r.fields = fields }()
	list, err := r.blocks(context{})
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return flatten(list), err
}

// flatten writes blocks as text: a line for each paragraph and each row of a table.
func flatten(list []Block) string {
	var lines []string
	for _, b := range list {
		if b.Paragraph != nil {
			if s := b.Paragraph.Full(); strings.TrimSpace(s) != "" {
				lines = append(lines, s)
			}
			continue
		}
		for _, row := range b.Table.Rows {
			var texts []string
			for _, cell := range row.Cells {
				texts = append(texts, cell.Text)
			}
			lines = append(lines, strings.Join(texts, "\t"))
		}
	}
	return strings.Join(lines, "\n")
}

// remark quotes a text with the place where the reader is.
func (r *reader) remark(code words.Code, text string) {
	if text = strings.TrimSpace(text); text == "" || r.aside > 0 && code != words.ProseTextBox {
		return
	}
	m := r.place
	m.Code, m.Text = code, text
	r.doc.Remarks = append(r.doc.Remarks, m)
}
