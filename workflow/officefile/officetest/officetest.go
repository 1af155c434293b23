// Package officetest makes office files for tests out of the XML that matters in them.
package officetest

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"testing"
)

// Parts are the parts of a package by name.
type Parts map[string]string

// With returns the parts with others added or put in their place.
func (p Parts) With(others Parts) Parts {
	all := maps.Clone(p)
	maps.Copy(all, others)
	return all
}

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	types       = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`</Types>`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// Namespaces are the attributes for the root of a Word part.
const Namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

// DOCX is the least that Word takes for a document, with body inside of w:body.
func DOCX(body string) Parts {
	return Parts{
		"[Content_Types].xml":          types,
		"_rels/.rels":                  Relations(Relation{ID: "rId1", Kind: "officeDocument", Target: "word/document.xml"}),
		"word/document.xml":            declaration + `<w:document ` + Namespaces + `><w:body>` + body + `</w:body></w:document>`,
		"word/_rels/document.xml.rels": Relations(),
	}
}

// Part is a further part of a document with a root of that name: numbering, footnotes.
func Part(root, content string) string {
	return declaration + `<w:` + root + ` ` + Namespaces + `>` + content + `</w:` + root + `>`
}

// Relation is one entry of a .rels part.
type Relation struct {
	ID, Kind, Target string
	External         bool
}

// Relations makes a .rels part.
func Relations(list ...Relation) string {
	s := declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, r := range list {
		s += `<Relationship Id="` + r.ID + `" Type="` + office + r.Kind + `" Target="` + r.Target + `"`
		if r.External {
			s += ` TargetMode="External"`
		}
		s += `/>`
	}
	return s + `</Relationships>`
}

// Zip packs parts in the order of their names.
func Zip(t testing.TB, parts Parts) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
