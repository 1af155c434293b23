package archive

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"

	"rectify/workflow/words"
)

// facts is what a document says of itself.
type facts struct {
	Title  string
	Digest string // of its text in the program, hex; "" where it has none
	Form   string // the program's own form; "" for a document by the office's template
}

// documents holds the title of every document in the catalogue against the document itself.
func (c *check) documents() error {
	for i := range c.titles {
		t := &c.titles[i]
		f, err := c.factsOf(t.path)
		if err != nil {
			if err := c.fault(words.ArchiveUnreadable, words.Params{"file": shown(t.path)}); err != nil {
				return err
			}
			continue
		}
		if f.Form != "" && OneLine(f.Title) != t.title {
			if err := c.fault(words.ArchiveTitle, words.Params{"number": t.number, "title": shown(t.title), "fact": shown(f.Title)}); err != nil {
				return err
			}
		}
		t.title = f.Digest // from here on the history is held against it
	}
	return nil
}

// factsOf opens a document.
func (c *check) factsOf(path string) (facts, error) {
	r, err := c.files[path].Open()
	if err != nil {
		return facts{}, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, maxDocument))
	if err != nil {
		return facts{}, err
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return facts{}, err
	}
	var core struct {
		Title string `xml:"title"`
	}
	var custom struct {
		Properties []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"lpwstr"`
		} `xml:"property"`
	}
	if err := property(z, "docProps/core.xml", &core); err != nil {
		return facts{}, err
	}
	f := facts{Title: core.Title}
	if err := property(z, "docProps/custom.xml", &custom); err != nil {
		return f, nil //nolint:nilerr // a template of the office need not have them
	}
	for _, p := range custom.Properties {
		switch p.Name {
		case "文种":
			f.Form = p.Value
		case "摘要值":
			f.Digest = p.Value
		}
	}
	return f, nil
}

// property reads a short XML part of a document.
func property(z *zip.Reader, name string, target any) error {
	r, err := z.Open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(io.LimitReader(r, maxText)).Decode(target)
}
