package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// maxPart is the most that one part of a template may hold. Uploads are checked by package document before; this holds
// whoever forgets it.
const maxPart = 16 << 20

// ErrNotDOCX: the template is no DOCX that can be read.
var ErrNotDOCX = errors.New("docx: not a document that can be read")

// Template is the office's own Word document with marks for the fields.
type Template struct {
	files *zip.Reader
	texts map[string]*etree.Document // the parts that people see, by name
}

// OpenTemplate reads a template. The error is ErrNotDOCX or wraps it.
func OpenTemplate(content []byte) (*Template, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotDOCX, err)
	}
	t := &Template{files: z, texts: map[string]*etree.Document{}}
	for _, f := range z.File {
		if !isText(f.Name) {
			continue
		}
		if t.texts[f.Name], err = readPart(f); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrNotDOCX, f.Name, err)
		}
	}
	if t.texts["word/document.xml"] == nil || t.texts["word/document.xml"].FindElement("/w:document/w:body") == nil {
		return nil, ErrNotDOCX
	}
	return t, nil
}

// isText tells the parts in which marks may stand.
func isText(name string) bool {
	dir, base := path.Split(name)
	return dir == "word/" && (base == "document.xml" || base == "footnotes.xml" ||
		path.Ext(base) == ".xml" && (strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer")))
}

func readPart(f *zip.File) (*etree.Document, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxPart {
		return nil, errors.New("too large")
	}
	doc := etree.NewDocument()
	doc.ReadSettings.PreserveCData = true
	return doc, doc.ReadFromBytes(content)
}

// Faults are the marks of a template that cannot be filled.
type Faults struct {
	Unknown []string // no such field
	Broken  []string // half a mark, or one over two paragraphs
	Mixed   []string // two lists in one row of a table
}

// Any reports whether there is a fault.
func (f Faults) Any() bool { return len(f.Unknown)+len(f.Broken)+len(f.Mixed) > 0 }

// Check holds the template's marks against the fields that there are.
func (t *Template) Check(fields Fields) Faults {
	var f Faults
	add := func(list *[]string, text string) {
		if !slices.Contains(*list, text) {
			*list = append(*list, text)
		}
	}
	for _, name := range t.names() {
		for _, p := range t.texts[name].FindElements("//w:p") {
			text := textOf(p)
			for _, m := range mark.FindAllStringSubmatch(text, -1) {
				if !fields.has(m[1]) {
					add(&f.Unknown, m[1])
				}
			}
			for _, half := range broken.FindAllString(mark.ReplaceAllString(text, ""), -1) {
				add(&f.Broken, half)
			}
		}
		for _, row := range t.texts[name].FindElements("//w:tr") {
			if lists := fields.listsIn(row); len(lists) > 1 && row.FindElement(".//w:tbl") == nil {
				add(&f.Mixed, strings.Join(lists, "、"))
			}
		}
	}
	return f
}

// names are the parts with texts, in the order of the package.
func (t *Template) names() []string {
	var names []string
	for _, f := range t.files.File {
		if t.texts[f.Name] != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// Fill writes the document that the template makes of the fields. Parts without marks are copied as they are, byte for
// byte. A template is filled once.
func (t *Template) Fill(w io.Writer, fields Fields) error {
	marked := map[string]bool{}
	shown := false
	for name, doc := range t.texts {
		text := allText(doc.Root())
		marked[name] = mark.MatchString(text)
		shown = shown || slices.ContainsFunc(mark.FindAllStringSubmatch(text, -1), func(m []string) bool { return m[1] == MarkField })
	}
	for name := range marked {
		if marked[name] {
			fields.fill(t.texts[name].Root())
		}
	}
	if fields.Mark != "" && !shown {
		putMark(t.texts["word/document.xml"].FindElement("/w:document/w:body"), fields.Mark)
		marked["word/document.xml"] = true
	}
	z := zip.NewWriter(w)
	for _, f := range t.files.File {
		if err := t.copy(z, f, marked[f.Name]); err != nil {
			return fmt.Errorf("docx: fill %s: %w", f.Name, err)
		}
	}
	return z.Close()
}

func (t *Template) copy(z *zip.Writer, f *zip.File, changed bool) error {
	if !changed {
		return z.Copy(f)
	}
	content, err := serialize(t.texts[f.Name])
	if err != nil {
		return err
	}
	return store(z, f.Name, content)
}

// putMark puts the mark of a draft on top of the text.
func putMark(body *etree.Element, text string) {
	p := etree.NewElement("w:p")
	element(element(p, "w:pPr"), "w:jc", "w:val", "center")
	r := element(p, "w:r")
	properties := element(r, "w:rPr")
	writeFont(properties, heiti)
	element(properties, "w:color", "w:val", red)
	writeSize(properties, sizeNote)
	element(r, "w:t", "xml:space", "preserve").SetText(oneLine(text))
	body.InsertChildAt(0, p)
}
