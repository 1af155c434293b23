package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rectify/workflow/deadline"
	"rectify/workflow/prose"
	"rectify/workflow/words"
)

// interpretOutline makes a table of a document whose problems and measures are numbered paragraphs. Where there are none,
// the fault of the table that was almost one is told.
func interpretOutline(d *prose.Document, base deadline.Base, partial *sheet) (*MeasureTable, error) {
	o := newOutline(d, base)
	o.readLines()
	o.walk(&o.root, details{})
	if len(o.drafts) == 0 {
		if partial != nil {
			return nil, findLayout(partial, nil).missing(partial)
		}
		return nil, refuse(words.DocumentNoOutline, nil, nil)
	}
	o.number()
	for i := range d.Blocks {
		if t := d.Blocks[i].Table; t != nil {
			o.findings = append(o.findings, Finding{Severity: Confirm, Sheet: tableName(t.Number), Code: words.DocumentTableIgnored,
				Params: words.Params{"number": t.Number}})
		}
	}
	table := o.finishOutline()
	table.Findings = append(table.Findings, remarks(d)...)
	return table, nil
}

// outline reads one document.
type outline struct {
	tree
	owners []*node // of drafts
}

// newOutline lays the lines of a document out as the rows of a sheet, so that findings have a place.
func newOutline(d *prose.Document, base deadline.Base) *outline {
	s := &sheet{name: bodyName, geometry: &geometry{}, places: []place{{}}}
	o := &outline{}
	o.reader = newReader(s, &layout{}, base)
	for _, b := range d.Blocks {
		p := b.Paragraph
		if p == nil {
			continue
		}
		for line := range strings.SplitSeq(p.Full(), "\n") {
			c := cellOf(line)
			c.heading = p.Level
			s.rows = append(s.rows, []cell{c})
			s.places = append(s.places, place{bodyName, p.Line})
		}
	}
	return o
}

// readLines reads the head of the document, and builds the tree of the rest.
func (o *outline) readLines() {
	begun := false
	o.row = len(o.rows) + 1 // free text in front of the first number may be the title
	for i := range o.rows {
		row := i + 1
		c := o.at(row, 1)
		if c.text == "" {
			continue
		}
		begun = begun || splitNumbered(c.text).form != noForm || measuresLine.MatchString(c.text) || concerning.MatchString(c.text)
		if !begun {
			o.readLine(row)
			continue
		}
		o.look(row, 1)
		if o.signature(row) {
			o.ignore(row, c.text)
			o.last = nil
			continue
		}
		o.take(row, c.text, c.heading)
	}
}

// signature tells whether a line is the name of the organ above the date of issue.
func (o *outline) signature(row int) bool {
	return issuedOn.MatchString(o.at(row+1, 1).text) && !strings.ContainsAny(o.at(row, 1).text, "，。；：、:;（(") && splitNumbered(o.at(row, 1).text).form == noForm
}

// walk finds the problems from the top down, and quotes the text of everything above them.
func (o *outline) walk(n *node, above details) {
	if n != &o.root && o.isProblem(n) {
		o.takeProblem(n, above)
		return
	}
	if n.row > 0 {
		o.ignore(n.row, n.raw)
		above = n.details.inherit(above)
	}
	for _, child := range n.children {
		o.walk(child, above)
	}
}

// isProblem tells whether a node is a problem: it says so, or measures stand right below it.
func (o *outline) isProblem(n *node) bool {
	withDetails := 0
	for _, c := range n.children {
		if c.problem {
			return false
		}
		if c.details.any() && (len(c.children) == 0 || strings.Contains(n.text, "问题")) {
			withDetails++
		}
		if c.label {
			return true
		}
	}
	return n.problem || n.measures || withDetails > 0 || n.details.any() && !n.label
}

// takeProblem makes drafts of a problem: one for each leader and division that its measures name.
func (o *outline) takeProblem(n *node, above details) {
	own := n.details.inherit(above)
	text := n.text
	if g := concerning.FindStringSubmatch(text); g != nil {
		if rest := strings.Trim(text[len(g[0]):], "的整改，,。；; "); rest != "" {
			o.tellColumn(Info, n.row, 0, words.DocumentLineIgnored, words.Params{"text": rest}, "")
		}
		text = g[1]
	}
	if n.details.unsure {
		o.tellColumn(Confirm, n.row, 0, words.DocumentReadFromSentence, words.Params{"leader": own.leader, "unit": own.unit, "text": n.raw}, "")
	}
	o.tellJoined(n)
	list := o.measuresOf(n)
	if len(list) == 0 {
		o.takeBare(n, text, own)
		return
	}
	common := own // of the problem, or of the first measure that names somebody
	for _, m := range list {
		common = common.inherit(details{leader: m.leader, unit: m.unit})
	}
	for _, m := range list {
		its := m.details.inherit(common)
		current := o.handOf(n, its)
		if current == nil {
			current = o.draft(n, text, its)
			current.CoUnits = appendNew(current.CoUnits, own.coUnits)
		}
		current.CoUnits = appendNew(current.CoUnits, m.coUnits)
		current.Rows.To = max(current.Rows.To, m.row)
		current.measures = append(current.measures, measureDraft{o.measureText(m), o.dueOf(m, its), m.row})
	}
}

// takeBare takes a problem without measures. Its deadline is that of a measure which nobody wrote down.
func (o *outline) takeBare(n *node, text string, own details) {
	d := o.draft(n, text, own)
	d.CoUnits = appendNew(d.CoUnits, own.coUnits)
	if n.details.deadline == "" {
		o.tellColumn(Confirm, n.row, 0, words.DocumentNoMeasures, words.Params{"text": shorten(text)}, words.ExpectMeasure)
		return
	}
	d.measures = append(d.measures, measureDraft{"", n.details.deadline, n.row})
	o.tellColumn(Error, n.row, 0, words.DocumentBlank, words.Params{"header": headerName(FieldMeasure)}, words.ExpectMeasure)
}

// handOf gives the draft of the problem that this leader and division answer for.
func (o *outline) handOf(n *node, d details) *draft {
	for i, owner := range o.owners {
		if owner == n && o.drafts[i].LeadLeader == d.leader && o.drafts[i].Unit == d.unit {
			return o.drafts[i]
		}
	}
	return nil
}

// draft opens a problem and says what is missing or unsure in it.
func (o *outline) draft(n *node, text string, d details) *draft {
	p := &draft{Problem: Problem{Text: text, LeadLeader: d.leader, Unit: d.unit, SuperiorNumber: n.superior, CoUnits: []string{},
		Measures: []Measure{}, Rows: Span{Sheet: bodyName, From: n.row, To: n.row}}}
	switch {
	case text == "":
		o.tellColumn(Error, n.row, 0, words.DocumentBlank, words.Params{"header": headerName(FieldProblem)}, words.ExpectProblem)
	case d.unit == "":
		o.tellColumn(Error, n.row, 0, words.DocumentDetailMissing, words.Params{"detail": headerName(FieldUnit), "text": shorten(text)}, words.ExpectUnit)
	}
	if d.leader == "" {
		o.tellColumn(Confirm, n.row, 0, words.DocumentDetailMissing, words.Params{"detail": headerName(FieldLeader), "text": shorten(text)}, words.ExpectLeader)
	}
	if len(splitNames(d.leader)) > 1 {
		o.tellColumn(Confirm, n.row, 0, words.DocumentSeveralNames, words.Params{"text": d.leader}, words.ExpectOneName)
	}
	o.drafts, o.owners = append(o.drafts, p), append(o.owners, n)
	return p
}

func appendNew(list, names []string) []string {
	for _, name := range names {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// measuresOf lists the measures of a problem: its children, and those below a line 整改措施.
func (o *outline) measuresOf(n *node) []*node {
	var list []*node
	for _, c := range n.children {
		if c.label {
			list = append(list, o.measuresOf(c)...)
			continue
		}
		list = append(list, c)
	}
	return list
}

// measureText is the text of a measure with its number, and everything below it.
func (o *outline) measureText(m *node) string {
	text := m.mark + m.text
	o.tellJoined(m)
	if m.details.unsure {
		o.tellColumn(Confirm, m.row, 0, words.DocumentReadFromSentence, words.Params{"leader": m.leader, "unit": m.unit, "text": m.raw}, "")
	}
	for _, c := range m.children {
		text = joinLines(text, o.measureText(c))
		if c.details.any() {
			o.tellColumn(Confirm, c.row, 0, words.DocumentDetailsInside, words.Params{"text": c.raw}, "")
		}
	}
	return text
}

// dueInBrackets matches a deadline in brackets at the end of a measure, without a label.
var dueInBrackets = regexp.MustCompile(`[（(]([^（()）]{2,20})[）)][。；;]?$`)

// dueOf gives the deadline of a measure: its own, one in brackets at its end, or the problem's.
func (o *outline) dueOf(m *node, d details) string {
	if m.details.deadline != "" {
		return m.details.deadline
	}
	if g := dueInBrackets.FindStringSubmatch(m.text); g != nil {
		if due := deadline.Parse(g[1], o.base); due.Due != nil || due.LongTerm {
			o.tellColumn(Confirm, m.row, 0, words.DocumentDueFromText, words.Params{"due": g[1]}, words.ExpectDeadline)
			return g[1]
		}
	}
	if d.deadline != "" {
		o.tellColumn(Confirm, m.row, 0, words.DocumentInherited, words.Params{"text": d.deadline}, words.ExpectDeadline)
	}
	return d.deadline
}

// number gives every problem a number: its own where that is the only one of its kind, else with that of the chapter above.
func (o *outline) number() {
	count := map[int]map[*node]bool{}
	for _, n := range o.owners {
		v := valueUp(n)
		if count[v] == nil {
			count[v] = map[*node]bool{}
		}
		count[v][n.counted()] = true
	}
	seen := map[string]*node{}
	for i, n := range o.owners {
		value := valueUp(n)
		number := strconv.Itoa(value)
		if value == 0 || len(count[value]) > 1 {
			number = pathOf(n)
			if other := seen[number]; number == "" || other != nil && other != n.counted() {
				number = strconv.Itoa(i + 1)
				for seen[number] != nil {
					number += ".1"
				}
			}
			o.tellColumn(Confirm, n.row, 0, words.DocumentNumberGiven, words.Params{"number": number, "text": shorten(n.text)}, words.ExpectNumber)
		}
		if seen[number] != nil {
			o.tellColumn(Confirm, n.row, 0, words.DocumentNumberShared, words.Params{"number": number, "leader": o.drafts[i].LeadLeader, "unit": o.drafts[i].Unit}, "")
		}
		seen[number] = n.counted()
		o.drafts[i].Number = number
	}
}

// counted is the node whose number a problem has: its own, or the problem's of which it is a part.
func (n *node) counted() *node {
	if n.value == 0 && n.parent != nil && n.parent.form == problemForm {
		return n.parent
	}
	return n
}

func valueUp(n *node) int { return n.counted().value }

// pathOf is the number of a node behind those of the chapters above it.
func pathOf(n *node) string {
	var parts []string
	for ; n != nil; n = n.parent {
		if n.value > 0 {
			parts = append(parts, strconv.Itoa(n.value))
		}
	}
	slices.Reverse(parts)
	return strings.Join(parts, ".")
}

// finishOutline turns the drafts into the table.
func (o *outline) finishOutline() *MeasureTable {
	measures := 0
	for i, d := range o.drafts {
		measures += len(d.measures)
		if len(d.CoUnits) > 0 {
			o.tellColumn(Confirm, o.owners[i].row, 0, words.DocumentUnitsRead, words.Params{"unit": d.Unit, "co_units": strings.Join(d.CoUnits, "、")}, "")
		}
		o.table.Problems = append(o.table.Problems, o.finish(d))
	}
	o.tellColumn(Confirm, 0, 0, words.DocumentOutline, words.Params{"problems": len(o.drafts), "measures": measures}, "")
	o.summarise()
	slices.SortStableFunc(o.findings, func(a, b Finding) int { return a.Row - b.Row })
	o.table.Findings = append(o.table.Findings, o.findings...)
	o.locate()
	return o.table
}
