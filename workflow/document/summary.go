package document

import (
	"maps"
	"slices"
	"strings"

	"rectify/workflow/words"
)

// countBrackets counts half- and full-width brackets in a cell that is read by its brackets.
func (r *reader) countBrackets(s string) {
	if strings.ContainsAny(s, "()") {
		r.half++
	}
	if strings.ContainsAny(s, "（）") {
		r.full++
	}
}

// summarise records what is true of the table as a whole: mixed brackets, mixed list numbers, no problem at all.
func (r *reader) summarise() {
	for _, column := range r.columns {
		r.countBrackets(r.headers[column])
	}
	if r.half > 0 {
		r.tellColumn(Info, 0, 0, words.DocumentBrackets, words.Params{"half": r.half, "full": r.full}, "")
	}
	if len(r.marks) > 1 {
		signs := slices.Sorted(maps.Keys(r.marks))
		r.tellColumn(Info, 0, 0, words.DocumentMixedMarks, words.Params{"signs": strings.Join(signs, " ")}, words.ExpectListNumber)
	}
	if r.infos > maxInfos {
		r.tellColumn(Confirm, 0, 0, words.DocumentMoreInfos, words.Params{"count": r.infos - maxInfos}, "")
	}
	if len(r.drafts) == 0 {
		r.tellColumn(Error, r.last+1, 0, words.DocumentNoRows, nil, words.ExpectProblem)
	}
}

// NumberCell is a problem's number as the table shows it: "1 (21)".
func NumberCell(number, superior string) string {
	if superior == "" {
		return number
	}
	return number + " (" + superior + ")"
}
