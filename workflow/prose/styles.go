package prose

import (
	"encoding/xml"
	"strings"
)

// styles are the paragraph styles of a document by their ids: only what says how a paragraph is numbered.
type styles map[string]style

type style struct {
	Type  string `xml:"type,attr"`
	ID    string `xml:"styleId,attr"`
	Name  val    `xml:"name"`
	Based val    `xml:"basedOn"`
	PPr   struct {
		Outline *val `xml:"outlineLvl"`
		NumPr   *struct {
			Level *val `xml:"ilvl"`
			ID    val  `xml:"numId"`
		} `xml:"numPr"`
	} `xml:"pPr"`
}

func readStyles(content []byte) (styles, error) {
	all := styles{}
	if content == nil {
		return all, nil
	}
	var part struct {
		Styles []style `xml:"style"`
	}
	if err := xml.Unmarshal(content, &part); err != nil {
		return nil, err
	}
	for _, s := range part.Styles {
		if s.Type == "" || s.Type == "paragraph" {
			all[s.ID] = s
		}
	}
	return all, nil
}

// maxBasedOn is how far a style may go back to others.
const maxBasedOn = 12

// list gives the list and the level that a style numbers its paragraphs by, and the style that says so; level -1 leaves it
// to the list.
func (all styles) list(id string) (list string, level int, by string) {
	for range maxBasedOn {
		s, known := all[id]
		if !known {
			return "", 0, ""
		}
		if n := s.PPr.NumPr; n != nil && n.ID.Val != "" {
			return n.ID.Val, n.Level.number(-1), id
		}
		id = s.Based.Val
	}
	return "", 0, ""
}

// heading gives the level of a style's headings from 1, 0 for body text.
func (all styles) heading(id string) int {
	for range maxBasedOn {
		s, known := all[id]
		if !known {
			return 0
		}
		if n := s.PPr.Outline.number(-1); n >= 0 && n < maxLevels {
			return n + 1
		}
		name := strings.ToLower(s.Name.Val)
		if level, ok := strings.CutPrefix(name, "heading "); ok && len(level) == 1 && '1' <= level[0] && level[0] <= '9' {
			return int(level[0] - '0')
		}
		id = s.Based.Val
	}
	return 0
}
