package document

import (
	"regexp"
	"strings"

	"rectify/workflow/words"
)

// node is one numbered paragraph of an outline with what stands below it.
type node struct {
	numbered
	details
	raw      string // all of it as it stands in the document
	row      int
	parent   *node
	children []*node
	problem  bool    // it calls itself a problem
	measures bool    // a line 整改措施 stands in it: what follows are measures
	label    bool    // it is such a line itself, numbered
	level    int     // of the heading
	joined   []joint // paragraphs that were added to its text
}

// joint is where a paragraph was added to the text of the one above it.
type joint struct {
	row  int
	text string
	code words.Code
}

// tree builds the nodes of an outline line by line.
type tree struct {
	*reader
	root node
	last *node // the node that the next line may go on
}

const dateOfIssue = `(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|二[〇○零].{2}年.{1,2}月.{1,3}日)`

var (
	// measuresLine begins the measures of a problem.
	measuresLine = regexp.MustCompile(`^(?:具体整改措施|整改措施|具体措施|主要措施|工作措施|整改举措|措施)\s*(?:[:：]\s*|$)`)
	// problemLine says what the problem is.
	problemLine = regexp.MustCompile(`^(?:具体问题|存在问题|存在的问题|反馈问题|问题表现|主要问题|问题描述|问题)\s*[:：]\s*`)
	// concerning quotes a problem in a sentence: 涉及“……”问题的整改.
	concerning = regexp.MustCompile(`^(?:关于|涉及|针对)[“"](.+)[”"]\s*等?\s*(?:的)?问题(?:的整改)?[，,。；;]?`)
	// closing lines end an outline: its date, its annexes.
	closing  = regexp.MustCompile(`^(?:附件|附表|附\s*[:：]|联系人|联系电话|抄送|` + dateOfIssue + `$)`)
	issuedOn = regexp.MustCompile(`^` + dateOfIssue + `$`)
)

// take reads one line.
func (t *tree) take(row int, text string, heading int) {
	number := splitNumbered(text)
	body, d := takeDetails(number.text)
	n := &node{numbered: number, details: d, raw: text, row: row, level: heading, problem: number.form == problemForm}
	n.text = body
	switch {
	case n.form != noForm:
		if problemLine.MatchString(body) {
			n.text, n.problem = problemLine.ReplaceAllString(body, ""), true
		}
		t.push(n)
	case body == "":
		t.addDetails(row, text, d)
	case closing.MatchString(body):
		t.ignore(row, text)
		t.last = nil
	case concerning.MatchString(body):
		for t.last != nil && t.last.form == noForm {
			t.last = t.last.parent
		}
		n.problem = true
		t.add(n)
	case measuresLine.MatchString(body):
		n.text = measuresLine.ReplaceAllString(body, "")
		t.beginMeasures(n)
	case problemLine.MatchString(body):
		n.text = problemLine.ReplaceAllString(body, "")
		t.describe(n)
	case heading > 0:
		n.form = headingForm
		t.push(n)
	default:
		t.goOn(n)
	}
}

// push adds a numbered paragraph where its number belongs: behind the open one of the same form whose number it follows, or
// below the last one of a higher level. A problem that calls itself one is only closed by the next.
func (t *tree) push(n *node) {
	n.label = measuresLine.MatchString(n.text) && measuresLine.ReplaceAllString(n.text, "") == ""
	for open := t.last; open != nil; open = open.parent {
		switch {
		case open.form != n.form || n.form == headingForm && open.level < n.level:
			continue
		case n.form == problemForm || n.form == headingForm || open.value < n.value:
			t.last = open.parent
			t.add(n)
			return
		}
	}
	for t.last != nil && !t.last.problem && (t.last.form == noForm || t.last.form >= n.form && n.form != problemForm) {
		t.last = t.last.parent
	}
	t.add(n)
}

// add puts a node below the last one and makes it the last.
func (t *tree) add(n *node) {
	n.parent = t.last
	if n.parent == nil {
		n.parent = &t.root
	}
	n.parent.children = append(n.parent.children, n)
	t.last = n
}

// addDetails adds a line of nothing but details to the paragraph above it.
func (t *tree) addDetails(row int, text string, d details) {
	if t.last == nil || t.last == &t.root {
		t.ignore(row, text)
		return
	}
	t.last.raw = joinLines(t.last.raw, text)
	t.last.merge(d)
}

// merge adds details that are said further down. A second unit takes part.
func (d *details) merge(more details) {
	if more.leader != "" {
		d.leader = both(d.leader, more.leader)
	}
	if more.deadline != "" {
		d.deadline = both(d.deadline, more.deadline)
	}
	if d.unit == "" {
		d.unit = more.unit
	} else if more.unit != "" && more.unit != d.unit {
		d.coUnits = append(d.coUnits, more.unit)
	}
	d.coUnits = append(d.coUnits, more.coUnits...)
}

// beginMeasures opens the measures of the open problem; the line may hold the first of them.
func (t *tree) beginMeasures(n *node) {
	for t.last != nil && t.last.form == noForm && !t.last.problem {
		t.last = t.last.parent
	}
	if t.last == nil {
		t.last = &t.root
	}
	t.last.measures = true
	if n.text != "" {
		t.add(n)
	} else if n.details.any() {
		t.addDetails(n.row, n.raw, n.details)
	}
}

// describe takes a line 问题： as the text of the open problem, or as a problem of its own.
func (t *tree) describe(n *node) {
	n.problem = true
	for up := t.last; up != nil; up = up.parent {
		if up.form == noForm && up.problem { // the one before it
			t.last = up.parent
			t.add(n)
			return
		}
	}
	last := t.last
	if last == nil || last == &t.root || last.problem && last.form != problemForm || last.measures || len(last.children) > 0 {
		t.add(n)
		return
	}
	last.problem = true
	last.text, last.raw = joinLines(last.text, n.text), joinLines(last.raw, n.raw)
	last.merge(n.details)
}

// goOn reads a paragraph without number and label: the rest of the one above it, a measure, or text of no account.
func (t *tree) goOn(n *node) {
	last := t.last
	if last == nil || last == &t.root && !last.measures {
		t.ignore(n.row, n.raw)
		return
	}
	unnumbered := last.form == noForm && !last.problem
	switch {
	case broken(last):
		last.text = join(last.text, n.text)
		last.take(n, words.DocumentJoined)
	case n.details.any(), last.measures, unnumbered && last != &t.root:
		if unnumbered && last.parent != nil {
			t.last = last.parent
		}
		t.add(n)
	default:
		last.text = joinLines(last.text, n.text)
		last.take(n, words.DocumentParagraphJoined)
	}
}

// broken tells whether a paragraph ends in the middle of a sentence. A heading ends without a full stop, too.
func broken(n *node) bool {
	return !finished(n.text) && !n.details.any() && strings.ContainsAny(n.text, "，。；、")
}

// take notes that a paragraph was added.
func (n *node) take(more *node, code words.Code) {
	n.raw = joinLines(n.raw, more.raw)
	n.details.merge(more.details)
	n.joined = append(n.joined, joint{more.row, more.raw, code})
}

func joinLines(a, b string) string { return strings.TrimSpace(a + "\n" + b) }

// ignore quotes a line that was not taken over.
func (t *tree) ignore(row int, text string) {
	t.tellColumn(Info, row, 0, words.DocumentLineIgnored, words.Params{"text": text}, "")
}

// tellJoined asks a person to agree to what was added to a text.
func (t *tree) tellJoined(n *node) {
	for _, j := range n.joined {
		t.tellColumn(Confirm, j.row, 0, j.code, words.Params{"text": j.text}, "")
	}
}
