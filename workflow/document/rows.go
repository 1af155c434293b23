package document

import (
	"regexp"
	"slices"
	"strings"

	"rectify/workflow/words"
)

// draft is a problem while its rows are being read.
type draft struct {
	Problem
	measures []measureDraft
}

// measureDraft is a measure before its list number is split off: a cell may still go on in the next row.
type measureDraft struct {
	text, deadline string
	row            int
}

var noteLine = regexp.MustCompile(`^(注|备注|说明|填表说明|填报说明)\s*[:：\d]`)

// readRow reads one row below the header.
func (r *reader) readRow(row int) {
	filled := r.filled(row)
	switch {
	case len(filled) == 0:
		return
	case r.repeats(r.sheet, row):
		r.tellColumn(Info, row, 0, words.DocumentHeaderRepeated, words.Params{"text": r.text(row)}, "")
		return
	case r.besideTable(row, filled):
		r.readLine(row)
		return
	}
	known := false
	for _, column := range filled {
		r.look(row, column)
		if r.field(column) == "" {
			r.tellColumn(Info, row, column, words.DocumentCellIgnored, words.Params{"text": r.at(row, column).text}, "")
			continue
		}
		known = true
	}
	if !known {
		return
	}
	fresh := r.beginsProblem(row)
	switch {
	case fresh:
		r.beginProblem(row)
	default:
		r.continueProblem(row)
	}
	r.readMeasure(row, fresh)
}

// besideTable tells whether a row is a note, a contact line or the title once more, and no part of the table.
func (r *reader) besideTable(row int, filled []int) bool {
	first := r.at(row, filled[0]).text
	if noteLine.MatchString(first) || label.MatchString(first) && r.value(row, FieldMeasure) == "" {
		return true
	}
	if len(filled) > 1 {
		return false
	}
	if first == r.table.Title {
		return true
	}
	for _, m := range r.merges { // a line over the whole width
		if m.from.row == row && m.from.column <= filled[0] && m.to.column >= r.columns[FieldMeasure] && m.from.column < r.columns[FieldMeasure] {
			return true
		}
	}
	return false
}

// value gives the text of a field in a row, "" when the table has no such column. Of the division's cell it is the division
// alone.
func (r *reader) value(row int, f Field) string {
	text := r.at(row, r.columns[f]).text
	if g := unitWithOthers.FindStringSubmatch(text); f == FieldUnit && g != nil {
		return g[1]
	}
	return text
}

// unitWithOthers matches a division whose cell names those that take part as well: 水务处（配合：甲、乙）.
var unitWithOthers = regexp.MustCompile(`^([^（()）]+?)\s*[（(]\s*(?:配合|协办|参与)[^：:（()）]{0,4}[:：]\s*([^（()）]+?)\s*[)）]$`)

// others lists the co-operating units of a row: in a column of their own, or in the division's cell.
func (r *reader) others(row int) []string {
	names := splitNames(r.value(row, FieldCoUnits))
	if g := unitWithOthers.FindStringSubmatch(r.at(row, r.columns[FieldUnit]).text); g != nil {
		names = append(names, splitNames(g[2])...)
		r.tell(Confirm, row, FieldUnit, words.DocumentUnitsRead, words.Params{"unit": g[1], "co_units": strings.Join(splitNames(g[2]), "、"), "text": g[0]}, "")
	}
	return names
}

// isMerged tells whether the cell continues a merged range from above.
func (r *reader) isMerged(row int, f Field) bool {
	return r.columns[f] > 0 && r.merged[f][row]
}

func (r *reader) current() *draft {
	if len(r.drafts) == 0 {
		return nil
	}
	return r.drafts[len(r.drafts)-1]
}

// beginsProblem decides whether a row opens a new problem. Blank leading cells carry the problem above on, whether they
// are merged or merely blank; another number, another text, another leader or another division open a new one.
func (r *reader) beginsProblem(row int) bool {
	d := r.current()
	if d == nil {
		return true
	}
	if n := r.value(row, FieldNumber); n != "" {
		if own, superior, _ := splitNumber(n); own != d.Number || superior != d.SuperiorNumber {
			return true
		}
	}
	leader, unit := r.value(row, FieldLeader), r.value(row, FieldUnit)
	if leader != "" && leader != d.LeadLeader || unit != "" && unit != d.Unit {
		return true
	}
	text := r.value(row, FieldProblem)
	return text != "" && text != d.Text && !r.problemGoesOn(row, d)
}

// problemGoesOn tells whether a row holds the rest of a problem's text that a page break cut in a sentence: nothing else
// begins in that row.
func (r *reader) problemGoesOn(row int, d *draft) bool {
	return !finished(d.Text) && r.value(row, FieldNumber) == "" && r.value(row, FieldLeader) == "" && r.value(row, FieldUnit) == "" &&
		(r.value(row, FieldMeasure) == "" && r.value(row, FieldDeadline) == "" || r.measureGoesOn(row, d))
}

// beginProblem opens the problem of a row.
func (r *reader) beginProblem(row int) {
	above := r.current()
	d := &draft{Problem: Problem{Rows: Span{Sheet: r.name, From: row, To: row}, CoUnits: []string{}, Measures: []Measure{}}}
	r.readNumber(row, d, above)
	d.Text = r.inherit(row, FieldProblem, above, func(p *draft) string { return p.Text }, words.ExpectProblem)
	d.LeadLeader = r.inherit(row, FieldLeader, above, func(p *draft) string { return p.LeadLeader }, words.ExpectLeader)
	d.Unit = r.inherit(row, FieldUnit, above, func(p *draft) string { return p.Unit }, words.ExpectUnit)
	for _, f := range []Field{FieldLeader, FieldUnit} {
		if v := r.value(row, f); len(splitNames(v)) > 1 {
			r.tell(Confirm, row, f, words.DocumentSeveralNames, words.Params{"text": v}, words.ExpectOneName)
		}
	}
	d.CoUnits = append(d.CoUnits, r.others(row)...)
	if above != nil && len(d.CoUnits) == 0 && r.isMerged(row, FieldCoUnits) {
		d.CoUnits = append(d.CoUnits, above.CoUnits...)
	}
	key := d.Number + "(" + d.SuperiorNumber + ")"
	if d.Number != "" && r.numbers[key] {
		r.tell(Confirm, row, FieldNumber, words.DocumentNumberShared, words.Params{"number": NumberCell(d.Number, d.SuperiorNumber), "leader": d.LeadLeader, "unit": d.Unit}, "")
	}
	r.numbers[key] = true
	r.drafts = append(r.drafts, d)
}

// readNumber reads the number of a new problem, or carries the one above on.
func (r *reader) readNumber(row int, d, above *draft) {
	n := r.value(row, FieldNumber)
	switch {
	case n != "":
		var ok bool
		if d.Number, d.SuperiorNumber, ok = splitNumber(n); !ok {
			r.tell(Confirm, row, FieldNumber, words.DocumentNumberUnclear, words.Params{"text": n}, words.ExpectNumber)
		}
		r.countBrackets(n)
	case above != nil:
		d.Number, d.SuperiorNumber = above.Number, above.SuperiorNumber
	default:
		r.tell(Error, row, FieldNumber, words.DocumentBlank, words.Params{"header": r.headers[r.columns[FieldNumber]]}, words.ExpectNumber)
	}
}

// inherit gives a field of a new problem: its own text, or that of the merged cell it belongs to. Under the same number a
// plain blank carries on as well, which a person must confirm; under a new number it is missing.
func (r *reader) inherit(row int, f Field, above *draft, of func(*draft) string, expected words.Code) string {
	own := r.value(row, f)
	switch {
	case own != "":
		return own
	case above != nil && of(above) != "" && r.isMerged(row, f):
		return of(above)
	case above != nil && of(above) != "" && r.value(row, FieldNumber) == "":
		r.tell(Confirm, row, f, words.DocumentInherited, words.Params{"text": of(above)}, expected)
		return of(above)
	}
	r.tell(Error, row, f, words.DocumentBlank, words.Params{"header": r.headers[r.columns[f]]}, expected)
	return ""
}

// continueProblem adds what a further row says of the problem itself.
func (r *reader) continueProblem(row int) {
	d := r.current()
	d.Rows.To = row
	if text := r.value(row, FieldProblem); text != "" && text != d.Text {
		d.Text = join(d.Text, text)
		r.tell(Confirm, row, FieldProblem, words.DocumentJoined, words.Params{"text": text}, "")
	}
	for _, unit := range r.others(row) {
		if !slices.Contains(d.CoUnits, unit) {
			d.CoUnits = append(d.CoUnits, unit)
		}
	}
}

// splitNames splits a list of units or people.
func splitNames(s string) []string {
	var names []string
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune("、，,；;\n\t", c) }) {
		if name := strings.TrimSpace(part); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// join puts the two halves of a broken sentence together.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	if latin(a[len(a)-1]) && latin(b[0]) {
		return a + " " + b
	}
	return a + b
}

func latin(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
