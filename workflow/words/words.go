// Package words is the one home of every sentence the program says to a person: refusals, findings, reasons. A
// sentence is named by a stable Code; front ends may switch on the code, people read the text.
package words

import (
	"fmt"
	"regexp"
	"strings"
)

// Code names a sentence. It is part of the API: never renamed, never reused.
type Code string

// Params fill the {braced} places of a sentence. A Label is shown in the language of the sentence.
type Params map[string]any

// AgainAt names the param that says, as a time.Time, from when on what is refused now will be possible. Front ends get it
// beside the sentence.
const AgainAt = "again_at"

// Lang is a language the catalogue speaks.
type Lang string

// The languages of the catalogue. Chinese is the default.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// text is one sentence in both languages.
type text struct{ zh, en string }

// catalogue is filled by the files of this package, one per subject.
var catalogue = map[Code]text{}

// add enters the sentences of one file; a code entered twice is a programming error.
func add(entries map[Code]text) struct{} {
	for code, t := range entries {
		if _, twice := catalogue[code]; twice {
			panic("words: " + string(code) + " entered twice")
		}
		catalogue[code] = t
	}
	return struct{}{}
}

// Text returns the sentence of code in lang with its params filled in. An unknown code returns itself, so that a
// missing entry is visible and nothing is lost.
func Text(lang Lang, code Code, params Params) string {
	t, ok := catalogue[code]
	if !ok {
		return string(code)
	}
	s := t.zh
	if lang == English {
		s = t.en
	}
	for name, value := range params {
		s = strings.ReplaceAll(s, "{"+name+"}", show(lang, value))
	}
	return s
}

// Outline returns the sentence of code in lang with a gap for every param, for where only the code is known.
func Outline(lang Lang, code Code) string {
	return param.ReplaceAllString(Text(lang, code, nil), "…")
}

var param = regexp.MustCompile(`\{\w+\}`)

// Known reports whether the catalogue has a sentence for code.
func Known(code Code) bool { _, ok := catalogue[code]; return ok }

// show writes a param: labels in the language of the sentence, everything else as it is.
func show(lang Lang, value any) string {
	if label, ok := value.(Label); ok {
		return label.In(lang)
	}
	return fmt.Sprint(value)
}
