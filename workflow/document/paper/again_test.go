package paper_test

import (
	"bytes"
	"slices"
	"testing"

	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

// A plan that this program wrote is read again with its whole table: no problem, measure or deadline is changed.
func TestPlanIsReadAgain(t *testing.T) {
	plan := planDemo()
	var file bytes.Buffer
	if err := plan.Document().Write(&file); err != nil {
		t.Fatal(err)
	}
	table, err := document.ReadMeasureTable(bytes.NewReader(file.Bytes()), int64(file.Len()), "plan.docx", deadline.Base{Date: plan.Date}, document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range table.Findings {
		if f.Severity == document.Error {
			t.Errorf("%s %d%s: %s", f.Sheet, f.Row, f.Column, f.Text("zh-CN"))
		}
	}
	if len(table.Problems) != len(plan.Problems) {
		t.Fatalf("%d problems, want %d", len(table.Problems), len(plan.Problems))
	}
	for i, p := range plan.Problems {
		got := table.Problems[i]
		if got.Number != p.Number || got.SuperiorNumber != p.SuperiorNumber || got.Text != p.Text || got.LeadLeader != p.LeadLeader || got.Unit != p.Unit ||
			len(got.Measures) != len(p.Measures) {
			t.Errorf("problem %d is read as %+v, want %+v", i+1, got, p)
			continue
		}
		if !slices.Equal(got.CoUnits, p.CoUnits) {
			t.Errorf("problem %d: co-operating units %v, want %v", i+1, got.CoUnits, p.CoUnits)
		}
		for j, m := range p.Measures {
			if got.Measures[j].Text != m.Text || got.Measures[j].Deadline.Raw != m.Deadline {
				t.Errorf("measure %d of problem %d is read as %+v, want %+v", j+1, i+1, got.Measures[j], m)
			}
		}
	}
}
