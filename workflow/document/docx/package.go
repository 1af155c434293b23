package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/beevik/etree"
)

const (
	relationBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	contentBase  = "application/vnd.openxmlformats-officedocument."
	wordBase     = contentBase + "wordprocessingml."
)

// stamp is the time of every entry of the package: that of the file says nothing, and the same document is the same bytes.
var stamp = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// part is one part of the package.
type part struct {
	name, media string
	relation    string // type of the relation that points to it, below relationBase
	id          string // of that relation from word/document.xml; "" when it comes from the package
	content     *etree.Document
}

// Write writes the document. The same document gives the same bytes.
func (d Document) Write(w io.Writer) error {
	parts := []part{
		{"word/document.xml", wordBase + "document.main+xml", "officeDocument", "", d.document()},
		{"word/styles.xml", wordBase + "styles+xml", "styles", idStyles, styleSheet()},
		{"word/settings.xml", wordBase + "settings+xml", "settings", idSettings, settings()},
		{"word/fontTable.xml", wordBase + "fontTable+xml", "fontTable", idFonts, fontTable()},
		{"word/footer1.xml", wordBase + "footer+xml", "footer", idOdd, footer(false)},
		{"word/footer2.xml", wordBase + "footer+xml", "footer", idEven, footer(true)},
		{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", "metadata/core-properties", "", d.core()},
	}
	if d.Mark != "" {
		parts = append(parts, part{"word/header1.xml", wordBase + "header+xml", "header", idHeader, header(d.Mark)})
	}
	if len(d.Properties.Custom) > 0 {
		parts = append(parts, part{"docProps/custom.xml", contentBase + "custom-properties+xml", "custom-properties", "", d.custom()})
	}
	z := zip.NewWriter(w)
	files := []part{
		{name: "[Content_Types].xml", content: contentTypes(parts)},
		{name: "_rels/.rels", content: relations(parts, func(p part) bool { return p.id == "" }, "")},
		{name: "word/_rels/document.xml.rels", content: relations(parts, func(p part) bool { return p.id != "" }, "word/")},
	}
	for _, p := range append(files, parts...) {
		content, err := serialize(p.content)
		if err == nil {
			err = store(z, p.name, content)
		}
		if err != nil {
			return fmt.Errorf("docx: write %s: %w", p.name, err)
		}
	}
	return z.Close()
}

func store(z *zip.Writer, name string, content []byte) error {
	entry, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: stamp})
	if err == nil {
		_, err = entry.Write(content)
	}
	return err
}

func contentTypes(parts []part) *etree.Document {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", xmlHead)
	top := element(&doc.Element, "Types", "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
	element(top, "Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml")
	element(top, "Default", "Extension", "xml", "ContentType", "application/xml")
	for _, p := range parts {
		element(top, "Override", "PartName", "/"+p.name, "ContentType", p.media)
	}
	return doc
}

// relations points to the chosen parts, whose names are below the folder.
func relations(parts []part, chosen func(part) bool, folder string) *etree.Document {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", xmlHead)
	top := element(&doc.Element, "Relationships", "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
	for i, p := range parts {
		if !chosen(p) {
			continue
		}
		id, base := p.id, relationBase
		if id == "" {
			id = fmt.Sprintf("rId%d", i+1)
		}
		if p.name == "docProps/core.xml" { // the one relation that belongs to the package itself
			base = "http://schemas.openxmlformats.org/package/2006/relationships/"
		}
		element(top, "Relationship", "Id", id, "Type", base+p.relation, "Target", p.name[len(folder):])
	}
	return doc
}

// core is docProps/core.xml.
func (d Document) core() *etree.Document {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", xmlHead)
	top := element(&doc.Element, "cp:coreProperties",
		"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	element(top, "dc:title").SetText(oneLine(d.Title))
	element(top, "dc:creator").SetText(oneLine(d.Properties.Author))
	element(top, "dc:language").SetText(defaultLanguage)
	if !d.Properties.Made.IsZero() {
		made := d.Properties.Made.UTC().Format("2006-01-02T15:04:05Z")
		element(top, "dcterms:created", "xsi:type", "dcterms:W3CDTF").SetText(made)
		element(top, "dcterms:modified", "xsi:type", "dcterms:W3CDTF").SetText(made)
	}
	if d.Properties.Revision > 0 {
		element(top, "cp:revision").SetText(itoa(d.Properties.Revision))
	}
	return doc
}

// custom is docProps/custom.xml, in the order of the names.
func (d Document) custom() *etree.Document {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", xmlHead)
	top := element(&doc.Element, "Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		"xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
	for i, name := range slices.Sorted(maps.Keys(d.Properties.Custom)) {
		p := element(top, "property", "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid", itoa(i+2), "name", oneLine(name))
		element(p, "vt:lpwstr").SetText(oneLine(d.Properties.Custom[name]))
	}
	return doc
}
