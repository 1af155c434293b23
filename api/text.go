package api

import (
	"rectify/workflow"
	"rectify/workflow/textcount"
)

// Text is the whole text of a document as a client writes it.
type Text struct {
	Title    string        `json:"title,omitempty" maxLength:"300" doc:"不填则用文稿标题"`
	Sections []TextSection `json:"sections" maxItems:"1000"`
}

// TextSection is one part of a text as a client writes it.
type TextSection struct {
	Key    string `json:"key" minLength:"1" maxLength:"100" doc:"该部分的标识；周报为 progress、experience、difficulties"`
	Title  string `json:"title,omitempty" maxLength:"300"`
	Text   string `json:"text" maxLength:"200000"`
	Source string `json:"source,omitempty" format:"uuid" doc:"汇总稿：来源稿件"`
}

// Content is the text of one revision.
type Content struct {
	Title    string           `json:"title"`
	Sections []Section        `json:"sections"`
	Measures []DossierMeasure `json:"measures,omitempty" doc:"整改问题：各项措施"`
	Sources  []Source         `json:"sources,omitempty" doc:"汇总稿：所汇总的稿件及其版本"`
}

// Section is one part of a text.
type Section struct {
	Key        string `json:"key"`
	Title      string `json:"title"`
	Text       string `json:"text"`
	Source     string `json:"source,omitempty"`
	Characters int    `json:"characters" doc:"字数，不计空白"`
}

// DossierMeasure is a measure as a revision of its problem states it.
type DossierMeasure struct {
	ID       string `json:"id"`
	Number   string `json:"number,omitempty"`
	Text     string `json:"text"`
	Deadline string `json:"deadline" doc:"完成时限原文"`
}

// Source names one exact text that a compilation was made from.
type Source struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
}

// content is the text as the workflow knows it.
func (t Text) content() workflow.Content {
	c := workflow.Content{Title: t.Title, Sections: make([]workflow.Section, len(t.Sections))}
	for i, s := range t.Sections {
		c.Sections[i] = workflow.Section(s)
	}
	return c
}

// optional is content for a text that may be left out.
func (t *Text) optional() *workflow.Content {
	if t == nil {
		return nil
	}
	c := t.content()
	return &c
}

func contentOf(c workflow.Content) *Content {
	content := &Content{Title: c.Title, Sections: make([]Section, len(c.Sections))}
	for i, s := range c.Sections {
		content.Sections[i] = Section{Key: s.Key, Title: s.Title, Text: s.Text, Source: s.Source, Characters: textcount.Count(s.Text)}
	}
	for _, m := range c.Measures {
		content.Measures = append(content.Measures, DossierMeasure(m))
	}
	for _, s := range c.Sources {
		content.Sources = append(content.Sources, Source(s))
	}
	return content
}
