package paper

import (
	"slices"
	"strings"

	"rectify/workflow/document/docx"
)

// blocks lays sections out under their headings. Where the writer has numbered none himself, they are numbered 一、二、…; a
// single section without a title is text alone.
func blocks(sections []Section) []docx.Block {
	var shown []Section
	for _, s := range sections {
		if strings.TrimSpace(s.Text) != "" {
			shown = append(shown, s)
		}
	}
	own := slices.ContainsFunc(shown, func(s Section) bool { return docx.HeadingLevel(s.Title) > 0 }) || len(shown) == 1
	var list []docx.Block
	for i, s := range shown {
		title := strings.TrimSpace(s.Title)
		if title != "" && !own {
			title = docx.Numeral(i+1) + "、" + title
		}
		switch level := docx.HeadingLevel(title); {
		case level > 0:
			list = append(list, docx.Heading{Level: level, Text: title})
		case title != "" && len(shown) > 1:
			list = append(list, docx.Heading{Level: 1, Text: title})
		}
		list = append(list, docx.Text(s.Text))
	}
	return list
}

// joined is the text of sections with their headings, one paragraph a line.
func joined(sections []Section) string {
	var lines []string
	for _, b := range blocks(sections) {
		switch b := b.(type) {
		case docx.Heading:
			lines = append(lines, b.Text)
		case docx.Text:
			lines = append(lines, string(b))
		}
	}
	return strings.Join(lines, "\n")
}
