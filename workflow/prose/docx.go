package prose

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// Limits bound what a document may hold.
type Limits struct {
	Rows, Columns, Cells int
}

// ReadDOCX checks a Word document and reads it. The error is a *officefile.Refused.
func ReadDOCX(p *officefile.Package, limits Limits) (*Document, error) {
	parts := map[string][]byte{}
	err := p.Check(func(name string, content []byte) error {
		if name = strings.ToLower(name); wanted.MatchString(name) {
			parts[name] = content
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r := &reader{doc: &Document{}, limits: limits}
	if err := r.prepare(parts); err != nil {
		return nil, r.unreadable(err)
	}
	if err := r.body(parts["word/document.xml"]); err != nil {
		return nil, r.unreadable(err)
	}
	for _, name := range margins(parts) {
		if err := r.margin(parts[name]); err != nil {
			return nil, r.unreadable(err)
		}
	}
	if p.Links > 0 {
		r.doc.Remarks = append(r.doc.Remarks, Remark{Code: words.ProseLinks})
	}
	return r.doc, nil
}

// wanted are the parts that are read.
var wanted = regexp.MustCompile(`^word/(document|numbering|styles|footnotes|endnotes|comments|header\d*|footer\d*)\.xml$`)

// margins lists the page headers and footers in a fixed order.
func margins(parts map[string][]byte) []string {
	var names []string
	for name := range parts {
		if strings.HasPrefix(name, "word/header") || strings.HasPrefix(name, "word/footer") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (r *reader) unreadable(err error) error {
	var refused *officefile.Refused
	if errors.As(err, &refused) {
		return err
	}
	return &officefile.Refused{Code: words.DocumentUnreadable, Cause: err}
}

// reader reads one document.
type reader struct {
	*xml.Decoder
	doc    *Document
	limits Limits
	cells  int

	lists  lists
	styles styles
	notes  map[string]string // footnotes, endnotes and comments by kind and id
	fields []bool            // the fields that are open; true while their code lasts
	lines  int               // paragraphs so far
	tables int
	place  Remark // where the reader is
	aside  int    // how many notes, boxes and margins the reader is inside of: their paragraphs are not counted
}

// prepare reads the parts that the body refers to.
func (r *reader) prepare(parts map[string][]byte) (err error) {
	if r.lists, err = readLists(parts["word/numbering.xml"]); err != nil {
		return err
	}
	if r.styles, err = readStyles(parts["word/styles.xml"]); err != nil {
		return err
	}
	r.notes = map[string]string{}
	for _, kind := range []string{"footnote", "endnote", "comment"} {
		if err := r.readNotes(parts["word/"+kind+"s.xml"], kind); err != nil {
			return err
		}
	}
	return nil
}

// readNotes keeps the text of each note until the body refers to it.
func (r *reader) readNotes(content []byte, kind string) error {
	r.Decoder = xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == kind {
			text, err := r.asideText()
			if err != nil {
				return err
			}
			r.notes[kind+attribute(t, "id")] = text
		}
	}
}

// body reads the blocks of word/document.xml.
func (r *reader) body(content []byte) error {
	r.Decoder = xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == "body" {
			r.doc.Blocks, err = r.blocks(context{})
			if err != nil {
				return err
			}
		}
	}
}

// pageNumber matches what a page footer usually holds.
var pageNumber = regexp.MustCompile(`^[\s\d\-—–－第页共/]*$`)

// margin quotes a page header or footer that holds more than a page number.
func (r *reader) margin(content []byte) error {
	r.Decoder = xml.NewDecoder(bytes.NewReader(content))
	text := ""
	err := r.children(func(xml.StartElement) error { // of the part: its root
		var err error
		text, err = r.asideText()
		return err
	})
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !pageNumber.MatchString(text) {
		r.doc.Remarks = append(r.doc.Remarks, Remark{Code: words.ProseMargin, Text: text})
	}
	return nil
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
