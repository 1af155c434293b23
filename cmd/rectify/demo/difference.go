package demo

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// showDifference prints what an amendment has changed.
func (s *story) showDifference(p *person, before int) {
	_, after := planned(s, p)
	var diff struct {
		Sections []struct {
			Title string
			Runs  []struct{ Op, Text string }
		}
	}
	p.get(fmt.Sprintf("%s/differences?from=%d&to=%d", s.plan.path(), before, after), &diff)
	changed := 0
	for _, part := range diff.Sections {
		for _, run := range part.Runs {
			switch run.Op {
			case "inserted":
				changed++
				p.note("第%d稿与第%d稿相比，“%s”增加：%s", after, before, part.Title, brief(run.Text))
			case "deleted":
				changed++
				p.note("第%d稿与第%d稿相比，“%s”删去：%s", after, before, part.Title, brief(run.Text))
			}
		}
	}
	s.expect(changed > 0, "第%d稿与第%d稿应有改动", before, after)
}

// note prints something that belongs to the line above.
func (p *person) note(format string, args ...any) {
	if p.story.err == nil {
		fmt.Fprintf(p.story.Out, "               %s · %s\n", pad("", nameWidth-2), fmt.Sprintf(format, args...))
	}
}

// brief shortens a text for one line.
func brief(text string) string {
	const most = 40
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
