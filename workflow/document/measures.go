package document

import (
	"regexp"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// measureGoesOn tells whether a row holds the rest of the measure above it, cut by a page break in the middle of a
// sentence: no list number, and at most one of the two rows has a deadline.
func (r *reader) measureGoesOn(row int, d *draft) bool {
	if len(d.measures) == 0 {
		return false
	}
	last := d.measures[len(d.measures)-1]
	text, due := r.value(row, FieldMeasure), r.value(row, FieldDeadline)
	return text != "" && !finished(last.text) && !listMark.MatchString(text) &&
		(due == "" && !r.isMerged(row, FieldDeadline)) != (last.deadline == "")
}

// readMeasure reads the measure of a row. One row is one measure, unless a cell goes on in the next row.
func (r *reader) readMeasure(row int, fresh bool) {
	d := r.current()
	text, due := r.value(row, FieldMeasure), r.deadlineText(row)
	if text == "" && fresh && r.isMerged(row, FieldMeasure) {
		text = r.lastMeasure
	}
	switch {
	case text != "" && !fresh && r.measureGoesOn(row, d):
		last := &d.measures[len(d.measures)-1]
		last.text, last.deadline = join(last.text, text), join(last.deadline, due)
		r.tell(Confirm, row, FieldMeasure, words.DocumentJoined, words.Params{"text": text}, "")
	case text != "":
		if due == "" && r.isMerged(row, FieldDeadline) {
			due = r.lastDeadline
		}
		d.measures = append(d.measures, measureDraft{text, due, row})
		r.lastMeasure = text
	case due != "" && len(d.measures) > 0:
		last := &d.measures[len(d.measures)-1]
		last.deadline = join(last.deadline, due)
		r.tell(Confirm, row, FieldDeadline, words.DocumentJoined, words.Params{"text": due}, "")
	case due != "":
		d.measures = append(d.measures, measureDraft{"", due, row})
		r.blankMeasure(row)
	case fresh:
		r.blankMeasure(row)
	}
	if due != "" {
		r.lastDeadline = due
	}
}

func (r *reader) blankMeasure(row int) {
	r.tell(Error, row, FieldMeasure, words.DocumentBlank, words.Params{"header": r.headers[r.columns[FieldMeasure]]}, words.ExpectMeasure)
}

// deadlineText gives the deadline as text. A date cell has its Chinese form already; a bare number that would be a date
// of this century is one whose format was lost.
func (r *reader) deadlineText(row int) string {
	column := r.columns[FieldDeadline]
	c := r.at(row, column)
	switch {
	case c.date && c.noYear:
		r.tellColumn(Confirm, row, column, words.DocumentDateCell, words.Params{"raw": c.raw, "text": c.text}, "")
	case c.date:
		r.tellColumn(Info, row, column, words.DocumentDateCell, words.Params{"raw": c.raw, "text": c.text}, "")
	case c.maybeDate != "":
		r.tellColumn(Confirm, row, column, words.DocumentDateCell, words.Params{"raw": c.raw, "text": c.maybeDate}, "")
		return c.maybeDate
	}
	return c.text
}

// finish splits the list numbers off and reads the deadlines of a problem.
func (r *reader) finish(d *draft) Problem {
	p := d.Problem
	for i, draft := range d.measures {
		m := splitMark(draft.text)
		r.tellMark(draft.row, m)
		measure := Measure{
			Position: i + 1, Number: m.number, Mark: m.mark, Text: m.text,
			Deadline: deadline.Parse(draft.deadline, r.base), Row: draft.row,
		}
		r.tellDeadline(measure)
		p.Measures = append(p.Measures, measure)
	}
	return p
}

func (r *reader) tellMark(row int, m marked) {
	if m.doubled {
		r.tell(Confirm, row, FieldMeasure, words.DocumentNumberDoubled, nil, words.ExpectListNumber)
	}
	switch {
	case m.several:
		r.tell(Confirm, row, FieldMeasure, words.DocumentSeveralMeasures, nil, words.ExpectOneMeasure)
	case m.mark != "":
		r.marks[separator(m.mark)] = true
		r.countBrackets(m.mark)
		r.tell(Info, row, FieldMeasure, words.DocumentMarkSplit, words.Params{"mark": m.mark, "number": m.number}, "")
	}
	if n := len(ordinal.FindAllString(m.text, -1)); n > 1 {
		r.tell(Info, row, FieldMeasure, words.DocumentSubItems, words.Params{"count": n}, "")
	}
}

// tellDeadline passes on what the deadline's own reading has found, and asks a person to agree to every measure without end.
func (r *reader) tellDeadline(m Measure) {
	d := m.Deadline
	severity, expected := Info, words.Code("")
	switch {
	case d.Kind == deadline.Error:
		severity, expected = Error, words.ExpectDate
	case d.Status != "":
		severity, expected = Confirm, words.ExpectEvidence
	case d.NeedsConfirmation:
		severity, expected = Confirm, words.ExpectDeadline
	}
	for _, f := range d.Findings {
		r.tell(severity, m.Row, FieldDeadline, f.Code, f.Params, expected)
	}
	if d.LongTerm {
		r.tell(Confirm, m.Row, FieldDeadline, words.DocumentLongTerm, nil, words.ExpectReview)
	}
}

var errorValue = regexp.MustCompile(`^#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)$`)

// look records what was done to a cell while it was loaded, and values that are no text.
func (r *reader) look(row, column int) {
	c := r.at(row, column)
	if c.stripped != "" {
		r.tellColumn(Info, row, column, words.DocumentTagStripped, words.Params{"tags": c.stripped}, "")
	}
	if c.formula {
		r.tellColumn(Confirm, row, column, words.DocumentFormula, words.Params{"text": c.text}, "")
	}
	if errorValue.MatchString(c.text) {
		r.tellColumn(Error, row, column, words.DocumentErrorValue, words.Params{"text": c.text}, "")
	}
	if c.date && r.field(column) != FieldDeadline {
		r.tellColumn(Confirm, row, column, words.DocumentDateCell, words.Params{"raw": c.raw, "text": c.text}, "")
	}
}
