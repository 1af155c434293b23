package document

import (
	"os"
	"testing"

	"github.com/golang-sql/civil"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// TestRealAnnex reads the annex of a real plan, which is not part of the repository: RECTIFY_SEED_ANNEX names the file.
func TestRealAnnex(t *testing.T) {
	name := os.Getenv("RECTIFY_SEED_ANNEX")
	if name == "" {
		t.Skip("RECTIFY_SEED_ANNEX names no file: the real annex is not read")
	}
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	table := read(t, file)
	if table.Anchor == nil || *table.Anchor != start {
		t.Errorf("anchor %v, want %v", table.Anchor, start)
	}
	want := []struct {
		number, superior string
		measures         int
	}{{"1", "21", 2}, {"1", "21", 1}, {"2", "36", 2}, {"3", "41", 3}}
	if len(table.Problems) != len(want) {
		t.Fatalf("%d problems, want %d", len(table.Problems), len(want))
	}
	var dues []string
	for i, p := range table.Problems {
		if p.Number != want[i].number || p.SuperiorNumber != want[i].superior || len(p.Measures) != want[i].measures {
			t.Errorf("problem %d: %s (%s) with %d measures, want %+v", i, p.Number, p.SuperiorNumber, len(p.Measures), want[i])
		}
		if p.Text == "" || p.LeadLeader == "" || p.Unit == "" {
			t.Errorf("problem %d has a blank field", i)
		}
		for _, m := range p.Measures {
			due := string(m.Deadline.Kind)
			if m.Deadline.Due != nil {
				due += " " + m.Deadline.Due.String()
			}
			dues = append(dues, due)
		}
	}
	wantDues := []string{
		"status", "ongoing", "status", "by 2023-09-30", "by 2023-09-30",
		"window 2023-09-08", "window 2023-09-14", "window 2023-09-26",
	}
	for i := range wantDues {
		if i >= len(dues) || dues[i] != wantDues[i] {
			t.Fatalf("deadlines %q, want %q", dues, wantDues)
		}
	}
	if a, b := table.Problems[0], table.Problems[1]; a.LeadLeader == b.LeadLeader || a.Unit == b.Unit {
		t.Error("the two problems under number 1 have the same leader or division")
	}
	wantFinding(t, table, words.DocumentNumberShared, Confirm, "A", 6)
	wantFinding(t, table, words.DocumentNumberDoubled, Confirm, "E", 6)
	wantFinding(t, table, words.DocumentSeveralMeasures, Confirm, "E", 6)
	wantFinding(t, table, words.DocumentBrackets, Info, "", 0)
	wantFinding(t, table, words.DocumentLongTerm, Confirm, "F", 5)

	again := read(t, write(t, table))
	wantSame(t, again, table)
}

// Base is what the annex is read against when the campaign starts on another day: the header's anchor wins.
func TestAnchorIsTheNearestDay(t *testing.T) {
	for _, base := range []civil.Date{start, start.AddDays(40), start.AddDays(-20)} {
		r := newReader(&sheet{name: sheetName, geometry: &geometry{}}, &layout{
			row: 1, last: 1, columns: map[Field]int{FieldDeadline: 6}, headers: map[int]string{6: "完成时限\n（自 8 月 29 日起）"},
		}, deadline.Base{Date: base})
		r.readAnchor()
		if r.table.Anchor == nil || *r.table.Anchor != start {
			t.Errorf("read at %v: anchor %v, want %v", base, r.table.Anchor, start)
		}
	}
}
