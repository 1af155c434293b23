package workflow

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rectify/models"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

// plain is a text without what two copies of a table write differently: white space, and half- or full-width forms.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// matchProblems finds for each problem of the table the one of the ledger that it is, nil for none. Number and text
// decide; where parts of one problem share both, the unit does. What is left is taken for the same when it is the only
// one under its number and unit, or under its number, on both sides: its text was changed.
func matchProblems(stored []models.ProblemRow, table []document.Problem) []*models.ProblemRow {
	matched := make([]*models.ProblemRow, len(table))
	taken := map[string]bool{}
	pass := func(only bool, here func(models.ProblemRow) string, there func(document.Problem) string) {
		left, want := map[string][]*models.ProblemRow{}, map[string][]int{}
		for i := range stored {
			if !taken[stored[i].ID] {
				left[here(stored[i])] = append(left[here(stored[i])], &stored[i])
			}
		}
		for i, p := range table {
			if matched[i] == nil {
				want[there(p)] = append(want[there(p)], i)
			}
		}
		for key, places := range want {
			if only && (len(places) > 1 || len(left[key]) > 1) {
				continue
			}
			for n, i := range places {
				if n < len(left[key]) {
					matched[i], taken[left[key][n].ID] = left[key][n], true
				}
			}
		}
	}
	key := func(parts ...string) string {
		for i := range parts {
			parts[i] = plain(parts[i])
		}
		return strings.Join(parts, "\x00")
	}
	pass(false, func(r models.ProblemRow) string { return key(r.Number, r.Text, r.UnitName) },
		func(p document.Problem) string { return key(p.Number, p.Text, p.Unit) })
	pass(false, func(r models.ProblemRow) string { return key(r.Number, r.Text) },
		func(p document.Problem) string { return key(p.Number, p.Text) })
	pass(true, func(r models.ProblemRow) string { return key(r.Number, r.UnitName) },
		func(p document.Problem) string { return key(p.Number, p.Unit) })
	pass(true, func(r models.ProblemRow) string { return key(r.Number) },
		func(p document.Problem) string { return key(p.Number) })
	return matched
}

// differences lists what the ledger and the table say differently of a problem.
func differences(row models.ProblemRow, p document.Problem) []Difference {
	var list []Difference
	compare := func(field string, measure int, here, table string) {
		if plain(here) != plain(table) {
			list = append(list, Difference{field, measure, here, table})
		}
	}
	here := asTableProblem(row)
	compare("superior_number", 0, here.SuperiorNumber, p.SuperiorNumber)
	compare("text", 0, here.Text, p.Text)
	compare("unit", 0, here.Unit, p.Unit)
	compare("lead_leader", 0, here.LeadLeader, p.LeadLeader)
	mine, theirs := slices.Sorted(slices.Values(here.CoUnits)), slices.Sorted(slices.Values(p.CoUnits))
	compare("co_units", 0, strings.Join(mine, "、"), strings.Join(theirs, "、"))
	for i := range max(len(here.Measures), len(p.Measures)) {
		var a, b document.Measure
		if i < len(here.Measures) {
			a = here.Measures[i]
		}
		if i < len(p.Measures) {
			b = p.Measures[i]
		}
		compare("measure_text", i+1, a.Text, b.Text)
		compare("measure_deadline", i+1, a.Deadline.Raw, b.Deadline.Raw)
	}
	return list
}

// asTableProblem is a problem of the ledger as a table would have it.
func asTableProblem(row models.ProblemRow) document.Problem {
	p := document.Problem{Number: row.Number, SuperiorNumber: row.SuperiorNumber, Text: row.Text, LeadLeader: row.LeadLeader,
		Unit: row.UnitName, CoUnits: []string{}, Measures: []document.Measure{}}
	for _, u := range row.CoUnits {
		p.CoUnits = append(p.CoUnits, u.Name)
	}
	for _, m := range row.Measures {
		p.Measures = append(p.Measures, document.Measure{Position: m.Position, Mark: m.Mark, Text: m.Text, Deadline: deadline.Deadline{
			Raw: m.DeadlineRaw, Kind: deadline.Kind(m.DeadlineKind), NotBefore: models.DateOf(m.NotBefore), Due: models.DateOf(m.DueOn),
			LongTerm: m.LongTerm, Immediate: m.Immediate, Status: m.ClaimedStatus, NeedsConfirmation: m.NeedsConfirmation}})
	}
	return p
}
