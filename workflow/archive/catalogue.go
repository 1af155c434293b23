package archive

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"rectify/workflow/clock"
)

// Entry is one item of the catalogue, with the elements that the receiving office asks for.
type Entry struct {
	XMLName xml.Name `xml:"文件"`
	Number  int      `xml:"顺序号"` // 1, 2, 3 …
	Code    string   `xml:"档号"`
	Author  string   `xml:"责任者"`
	Title   string   `xml:"题名"`
	Date    string   `xml:"日期"`     // YYYYMMDD
	Secrecy string   `xml:"密级"`     // 公开 or 内部
	Files   []string `xml:"电子档案名称"` // paths below data/
	Note    string   `xml:"备注"`
}

// The marks of secrecy that this program handles: what is a state secret must not be in it.
const (
	Public   = "公开"
	Internal = "内部"
)

// Head is said of the whole catalogue.
type Head struct {
	Organisation, Campaign, Code string
	At                           time.Time
}

const (
	catalogueElement = "文件目录"
	catalogueHead    = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
)

// catalogue writes entries one after the other.
type catalogue struct {
	w io.Writer
	e *xml.Encoder
}

func newCatalogue(w io.Writer, h Head) (*catalogue, error) {
	if _, err := io.WriteString(w, catalogueHead); err != nil {
		return nil, err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	start := xml.StartElement{Name: xml.Name{Local: catalogueElement}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "立档单位"}, Value: OneLine(h.Organisation)},
		{Name: xml.Name{Local: "整改专项"}, Value: OneLine(h.Campaign)},
		{Name: xml.Name{Local: "代号"}, Value: OneLine(h.Code)},
		{Name: xml.Name{Local: "编制时间"}, Value: h.At.In(clock.Shanghai).Format(time.RFC3339)},
	}}
	return &catalogue{w, e}, e.EncodeToken(start)
}

func (c *catalogue) add(e Entry) error {
	e.Author, e.Title, e.Note = OneLine(e.Author), OneLine(e.Title), OneLine(e.Note)
	return c.e.Encode(e)
}

func (c *catalogue) close() error {
	if err := c.e.EncodeToken(xml.EndElement{Name: xml.Name{Local: catalogueElement}}); err != nil {
		return err
	}
	if err := c.e.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(c.w, "\n")
	return err
}

// OneLine is a text as the catalogue has it: in one line, with the characters that XML allows.
func OneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r == 0xfffe || r == 0xffff || (r < ' ' && r != '\t' && r != '\n' && r != '\r') {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// readCatalogue calls see for every entry. The encoding must be declared, and be UTF-8: errEncoding otherwise.
func readCatalogue(r io.Reader, see func(Entry) error) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errEncoding }
	declared := false
	for depth := 0; ; {
		token, err := d.Token()
		if err == io.EOF && depth < 0 {
			return nil
		}
		if err != nil {
			return encodingFault(err)
		}
		switch t := token.(type) {
		case xml.ProcInst:
			declared = declared || t.Target == "xml" && strings.Contains(strings.ToLower(string(t.Inst)), `encoding="utf-8"`)
		case xml.StartElement:
			if !declared {
				return errEncoding
			}
			switch {
			case depth == 0 && t.Name.Local == catalogueElement:
				depth = 1
			case depth == 1 && t.Name.Local == "文件":
				var e Entry
				if err := d.DecodeElement(&e, &t); err != nil {
					return encodingFault(err)
				}
				if err := see(e); err != nil {
					return err
				}
			default:
				return fmt.Errorf("%w: an element %q", errCatalogue, t.Name.Local)
			}
		case xml.EndElement:
			depth = -1
		}
	}
}
