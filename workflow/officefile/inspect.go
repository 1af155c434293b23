package officefile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"rectify/workflow/words"
)

// classified matches the marks of state secrets (GB/T 9704: grade, star, term). The Secrecy Law keeps such documents out
// of systems like this one.
var classified = regexp.MustCompile(`(绝密|机密|秘密)[★☆]`)

// Classified gives the first mark of a state secret in a text, "" for none. Blanks inside of a mark do not hide it.
func Classified(text string) string { return classified.FindString(squeeze(text)) }

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// loads matches the field codes by which a text fetches something from elsewhere when it is opened or printed.
var loads = regexp.MustCompile(`(?im)^\s*(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|RD)\s`)

// inspect reads one XML part as a stream of tokens and refuses what is forbidden in it. It checks that elements match:
// libraries read up to the first fault and say nothing.
func (p *Package) inspect(name string, content []byte) error {
	ext := path.Ext(strings.ToLower(name))
	if ext != ".xml" && ext != ".rels" && ext != ".vml" {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	drawing := ext == ".vml" // old drawings are not always well-formed
	d.Strict = !drawing
	var s scan
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) || err != nil && drawing {
			break
		}
		if err != nil {
			return refuse(words.DocumentUnreadable, nil, err)
		}
		if err := s.take(p, token); err != nil {
			return err
		}
		if s.depth > p.Limits.Depth {
			return refuse(words.DocumentUnreadable, nil, errors.New("elements are nested too deep"))
		}
	}
	if mark := classified.FindString(s.letters.String()); mark != "" {
		return refuse(words.DocumentClassified, words.Params{"mark": mark}, nil)
	}
	if code := strings.TrimSpace(loads.FindString(s.codes.String())); code != "" {
		return refuse(words.DocumentExternalLink, words.Params{"part": strings.ToUpper(code)}, nil)
	}
	return nil
}

// scan is the state of inspect.
type scan struct {
	depth   int
	letters strings.Builder // all text of the part without spaces: a mark may be broken into runs
	codes   strings.Builder // the field codes of the part
	inCode  bool
}

func (s *scan) take(p *Package, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		s.depth++
		return s.element(p, t)
	case xml.EndElement:
		s.depth--
		switch t.Name.Local {
		case "si": // one shared string ends, the next is another cell
			s.letters.WriteByte('\n')
		case "instrText", "delInstrText":
			s.inCode = false
		}
	case xml.CharData:
		if s.inCode {
			s.codes.Write(t)
		}
		s.letters.WriteString(squeeze(string(t)))
	case xml.Directive: // <!DOCTYPE …>: no office program writes one
		return refuse(words.DocumentUnreadable, nil, errors.New("a document type declaration"))
	}
	return nil
}

func (s *scan) element(p *Package, t xml.StartElement) error {
	switch t.Name.Local {
	case "Relationship", "Override", "Default":
		return p.link(t)
	case "instrText", "delInstrText":
		s.inCode = true
	case "fldSimple":
		s.codes.WriteString(attribute(t, "instr") + "\n")
	case "textpath": // WordArt
		s.letters.WriteString(squeeze(attribute(t, "string")))
	case "sym":
		s.letters.WriteString(symbol(t))
	case "fldChar": // a field begins, or its code ends
		s.codes.WriteByte('\n')
	}
	return nil
}

// symbol gives the star that Word keeps as a character of a symbol font.
func symbol(t xml.StartElement) string {
	switch strings.ToUpper(attribute(t, "char")) {
	case "F0AB", "00AB", "2605", "F0B6":
		return "★"
	}
	return ""
}

// link refuses relations that leave the file, and parts that are programs or files of their own. A hyperlink is only
// followed by a person's click, so it is counted and no more.
func (p *Package) link(t xml.StartElement) error {
	kind := strings.ToLower(path.Base(attribute(t, "Type")))
	switch {
	case attribute(t, "TargetMode") == "External" && kind == "hyperlink":
		p.Links++
	case attribute(t, "TargetMode") == "External":
		return refuse(words.DocumentExternalLink, words.Params{"part": attribute(t, "Target")}, nil)
	case kind == "oleobject", kind == "control", kind == "afchunk", kind == "package":
		return refuse(words.DocumentEmbedded, words.Params{"part": attribute(t, "Target")}, nil)
	case kind == "vbaproject":
		return refuse(words.DocumentMacro, words.Params{"part": attribute(t, "Target")}, nil)
	}
	if strings.Contains(strings.ToLower(attribute(t, "ContentType")), "macroenabled") {
		return refuse(words.DocumentMacro, words.Params{"part": attribute(t, "PartName")}, nil)
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
