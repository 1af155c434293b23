package workflow

import (
	"regexp"
	"strconv"
)

// plainMark is a list number that counts: "1、", "（2）", "3. ".
var plainMark = regexp.MustCompile(`^([（(]?)([0-9]{1,3})([）)]?[、.．]?\s*)$`)

// number gives the clauses of a dossier their list numbers: those that they had. Where measures came, went or changed
// places and all that are left count, they count anew, in the manner of the first.
func number(clauses []MeasureClause, marks map[string]string, changed bool) {
	var manner []string
	for i := range clauses {
		if mark, had := marks[clauses[i].ID]; had {
			clauses[i].Number = mark
			m := plainMark.FindStringSubmatch(mark)
			if m == nil {
				changed = false // numbers such as "3. 1." are for a person to mend
			} else if manner == nil {
				manner = m
			}
		}
	}
	if !changed || manner == nil {
		return
	}
	for i := range clauses {
		clauses[i].Number = manner[1] + strconv.Itoa(i+1) + manner[3]
	}
}
