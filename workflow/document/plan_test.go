package document

import (
	"os"
	"strings"
	"testing"

	"rectify/workflow/words"
)

// TestRealPlan reads the text of a real plan, which is not part of the repository: RECTIFY_SEED_PLAN names the file. Its
// annex is a table; without the annex its problems stand in sentences.
func TestRealPlan(t *testing.T) {
	name := os.Getenv("RECTIFY_SEED_PLAN")
	if name == "" {
		t.Skip("RECTIFY_SEED_PLAN names no file: the real plan is not read")
	}
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	table := readText(t, string(content))
	var got []string
	for _, p := range table.Problems {
		got = append(got, p.Number+"("+p.SuperiorNumber+")"+strings.Repeat("m", len(p.Measures)))
	}
	if s := strings.Join(got, " "); s != "1(21)mm 1(21)m 2(36)mm 3(41)mmm" {
		t.Errorf("the annex is %s", s)
	}
	if table.Anchor == nil || *table.Anchor != start {
		t.Errorf("anchor %v, want %v", table.Anchor, start)
	}
	wantFinding(t, table, words.DocumentBodyIgnored, Info, "", 3)
	for _, code := range []words.Code{words.DocumentTitleUnlisted, words.DocumentNumberShared, words.DocumentTagStripped, words.DocumentContactBlank} {
		if len(find(table, code)) == 0 {
			t.Errorf("no finding %s", code)
		}
	}

	body, _, ok := strings.Cut(string(content), "\n附件一")
	if !ok {
		t.Fatal("the plan has no annex")
	}
	outline := readText(t, body)
	got = nil
	for _, p := range outline.Problems {
		if p.LeadLeader == "" || p.Unit == "" || len(p.Measures) > 0 {
			t.Errorf("problem %s: leader %q, division %q, %d measures", p.Number, p.LeadLeader, p.Unit, len(p.Measures))
		}
		got = append(got, p.Number)
	}
	if s := strings.Join(got, " "); s != "1 1 2 3" {
		t.Errorf("the outline's problems are %s", s)
	}
	for i, p := range outline.Problems {
		if i < len(table.Problems) && (p.LeadLeader != table.Problems[i].LeadLeader || p.Unit != table.Problems[i].Unit) {
			t.Errorf("problem %d: the text and the annex name different people", i+1)
		}
	}
}
