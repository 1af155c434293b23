package docx

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Text is plain text, one paragraph a line. The levels 一、（一）1.（1） are recognised at the beginning of a line.
type Text string

// Heading is a heading whose level, 1 to 4, is known.
type Heading struct {
	Level int
	Text  string
}

// Line is a line that begins at the margin.
type Line string

// Labelled is a label in 黑体 with a text beside it, such as 出席：…; further lines of the text stand under its first.
type Labelled struct{ Label, Text string }

// Note is a small line, under a table or at the end.
type Note string

var headings = []struct {
	mark  *regexp.Regexp
	font  font
	style string
}{
	{regexp.MustCompile(`^[一二三四五六七八九十百]{1,4}、`), heiti, styleHeading1},
	{regexp.MustCompile(`^[（(][一二三四五六七八九十百]{1,4}[）)]`), kaiti, styleHeading2},
	{regexp.MustCompile(`^[0-9]{1,2}[.．、](?:\s+\S|[^0-9\s])`), fangsong, styleHeading3},
	{regexp.MustCompile(`^[（(][0-9]{1,2}[）)]`), fangsong, styleHeading4},
}

// What is longer is no heading but a paragraph that is numbered.
const (
	longestHeading = 60 // characters of a line that is all heading
	longestRunIn   = 40 // characters of the sentence that heads its own paragraph
)

// HeadingLevel is the level, 1 to 4, of the number with which a line begins; 0 when it begins with none.
func HeadingLevel(line string) int {
	for i, h := range headings {
		if h.mark.MatchString(line) {
			return i + 1
		}
	}
	return 0
}

func (t Text) write(w *writer) {
	for _, line := range lines(string(t)) {
		w.line(line)
	}
}

// line writes a line as heading, as a paragraph that begins with its heading, or as a paragraph.
func (w *writer) line(line string) {
	level := HeadingLevel(line)
	if level == 0 {
		w.paragraph(paragraph{style: styleBody, runs: plain(line)})
		return
	}
	h := headings[level-1]
	head, rest, ends := strings.Cut(line, "。")
	switch {
	case !ends && !strings.HasSuffix(line, "；") && utf8.RuneCountInString(line) <= longestHeading:
		w.paragraph(paragraph{style: h.style, runs: plain(line)})
	case ends && rest != "" && level <= 2 && utf8.RuneCountInString(head) <= longestRunIn:
		w.paragraph(paragraph{style: styleBody, runs: []run{{text: head + "。", font: h.font}, {text: rest}}})
	default:
		w.paragraph(paragraph{style: styleBody, runs: plain(line)})
	}
}

func (h Heading) write(w *writer) {
	w.paragraph(paragraph{style: headings[h.Level-1].style, runs: plain(oneLine(h.Text))})
}

func (l Line) write(w *writer) {
	w.paragraph(paragraph{style: stylePlain, runs: plain(oneLine(string(l)))})
}

func (l Labelled) write(w *writer) {
	label := oneLine(l.Label) + "："
	width := 50 * halfEms(label)
	w.paragraph(paragraph{style: styleBody, align: "left", left: 200 + width, hanging: width,
		runs: []run{{text: label, font: heiti}, {text: strings.Join(lines(l.Text), "\n")}}})
}

func (n Note) write(w *writer) {
	for _, line := range lines(string(n)) {
		w.paragraph(paragraph{style: styleTableNote, runs: plain(line)})
	}
}
