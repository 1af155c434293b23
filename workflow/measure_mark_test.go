package workflow

import "testing"

func TestNumber(t *testing.T) {
	tests := []struct {
		name    string
		marks   []string // of the clauses a, b, c …; "new" for one that is new
		changed bool
		want    []string
	}{
		{"as they were", []string{"1、", "2、"}, false, []string{"1、", "2、"}},
		{"one came", []string{"1、", "new", "2、"}, true, []string{"1、", "2、", "3、"}},
		{"one went", []string{"（2）", "（3）"}, true, []string{"（1）", "（2）"}},
		{"a gap that was written so", []string{"1. ", "3. "}, false, []string{"1. ", "3. "}},
		{"no numbers", []string{"", "new"}, true, []string{"", ""}},
		{"numbers that do not count", []string{"3. 1.", "new"}, true, []string{"3. 1.", ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			clauses, marks := make([]MeasureClause, len(test.marks)), map[string]string{}
			for i, mark := range test.marks {
				clauses[i].ID = string(rune('a' + i))
				if mark != "new" {
					marks[clauses[i].ID] = mark
				}
			}
			number(clauses, marks, test.changed)
			for i, want := range test.want {
				if clauses[i].Number != want {
					t.Errorf("%d: %q, want %q", i, clauses[i].Number, want)
				}
			}
		})
	}
}
