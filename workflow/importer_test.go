package workflow

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// someTable is one number under two divisions, and a second problem; each call gives a fresh copy to change.
func someTable() *document.MeasureTable {
	base := deadline.Base{Date: day(8, 29)}
	measure := func(position int, text, due string) document.Measure {
		return document.Measure{Position: position, Text: text, Deadline: deadline.Parse(due, base)}
	}
	return &document.MeasureTable{Problems: []document.Problem{
		{Number: "1", SuperiorNumber: "21", Text: "建筑垃圾偷倒时有发生。", LeadLeader: "牵头领导", Unit: "环卫处", Rows: document.Span{Sheet: "一览表", From: 4, To: 5},
			Measures: []document.Measure{measure(1, "排查存量点位", "已完成"), measure(2, "健全巡查制度", "长期坚持")}},
		{Number: "1", SuperiorNumber: "21", Text: "建筑垃圾偷倒时有发生。", LeadLeader: "分管领导", Unit: "建设处", Rows: document.Span{Sheet: "一览表", From: 6, To: 6},
			Measures: []document.Measure{measure(1, "约谈工地负责人", "9月底")}},
		{Number: "2", SuperiorNumber: "36", Text: "转运合同到期未招标。", LeadLeader: "牵头领导", Unit: "环卫处", CoUnits: []string{"东镇"},
			Rows: document.Span{Sheet: "一览表", From: 7, To: 7}, Measures: []document.Measure{measure(1, "重新招标", "自9月7日起至8日")}},
	}}
}

func (o *office) importTable(t testing.TB, in Import) (ImportResult, error) {
	t.Helper()
	in.CampaignID = o.Campaign.ID
	result, _, err := o.engine.ImportMeasureTable(t.Context(), o.People["audit.officer"], Request{}, in)
	return result, err
}

func (o *office) ledger(t testing.TB) []models.ProblemRow {
	t.Helper()
	rows, err := o.Store.View(t.Context()).AllProblems(o.People["audit.officer"], o.Campaign.ID)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// statuses sums up a result: how each problem of the table stands to the ledger.
func statuses(r ImportResult) (list []ImportStatus) {
	for _, p := range append(r.Problems, r.OnlyHere...) {
		list = append(list, p.Status)
	}
	return list
}

// A dry run says what an import would do and does nothing; the import does it; a second one changes nothing.
func TestImportTwice(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		dry, err := o.importTable(t, Import{Table: someTable(), DryRun: true})
		if err != nil || dry.Stored || len(o.ledger(t)) != 0 {
			t.Fatalf("the dry run stored %d problems, %v", len(o.ledger(t)), err)
		}
		if len(dry.Findings) != 1 || dry.Findings[0].Code != words.ImportLeaderUnknown || dry.Findings[0].Row != 6 {
			t.Errorf("%+v", dry.Findings)
		}
		first, err := o.importTable(t, Import{Table: someTable()})
		if err != nil || first.Created != 3 || !first.Stored {
			t.Fatalf("%d created, %v", first.Created, err)
		}
		rows := o.ledger(t)
		for i, want := range []struct {
			unit, leader string
			user         bool
			measures     int
		}{{"环卫处", "牵头领导", true, 2}, {"建设处", "分管领导", false, 1}, {"环卫处", "牵头领导", true, 1}} {
			if r := rows[i]; r.UnitName != want.unit || r.LeadLeader != want.leader || (r.LeadUserID != nil) != want.user || len(r.Measures) != want.measures {
				t.Errorf("%d: %+v", i, r)
			}
		}
		if m := rows[0].Measures[0]; m.ClaimedStatus != deadline.Completed || m.State != string(Planned) || !m.NeedsConfirmation {
			t.Errorf("a claim became a fact: %+v", m)
		}
		if m := rows[2].Measures[0]; m.NotBefore != "2023-09-07" || m.DueOn != "2023-09-08" || rows[2].CoUnits[0].Name != "东镇" {
			t.Errorf("%+v", m)
		}
		before, _ := json.Marshal(rows)
		second, err := o.importTable(t, Import{Table: someTable()})
		if err != nil || second.Created != 0 {
			t.Fatalf("%d created, %v", second.Created, err)
		}
		for _, s := range statuses(second) {
			if s != ImportSame {
				t.Errorf("%v", statuses(second))
			}
		}
		if after, _ := json.Marshal(o.ledger(t)); !bytes.Equal(before, after) {
			t.Error("the second import changed the ledger")
		}
		o.sound(t)
	})
}

// What the ledger says differently is shown and never overwritten; white space and the width of characters are no
// difference.
func TestImportDifferences(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		if _, err := o.importTable(t, Import{Table: someTable()}); err != nil {
			t.Fatal(err)
		}
		table := someTable()
		table.Problems[0].Text = "建筑垃圾偷倒 时有发生。"
		table.Problems[1].Measures[0].Deadline = deadline.Parse("10月底", deadline.Base{Date: day(8, 29)})
		table.Problems[2].Text = "转运合同到期，两次续签。"
		table.Problems = append(table.Problems[1:], document.Problem{Number: "4", Text: "热线工单办理不及时。", Unit: "建设处"})
		result, err := o.importTable(t, Import{Table: table})
		if err != nil || result.Created != 1 {
			t.Fatalf("%d created, %v", result.Created, err)
		}
		want := []ImportStatus{ImportDiffers, ImportDiffers, ImportNew, ImportOnlyHere}
		for i, s := range statuses(result) {
			if s != want[i] {
				t.Fatalf("%v, want %v", statuses(result), want)
			}
		}
		if d := result.Problems[0].Differences; len(d) != 1 || d[0] != (Difference{"measure_deadline", 1, "9月底", "10月底"}) {
			t.Errorf("%+v", d)
		}
		if d := result.Problems[1].Differences; len(d) != 1 || d[0].Field != "text" {
			t.Errorf("%+v", d)
		}
		if rows := o.ledger(t); len(rows) != 4 || rows[1].Measures[0].DeadlineRaw != "9月底" || rows[2].Text != "转运合同到期未招标。" {
			t.Error("the import overwrote the ledger")
		}
	})
}

// A table with an error stores nothing, each error with its place; a unit that nobody knows is one, unless it may be
// created.
func TestImportAllOrNothing(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		table := someTable()
		table.Problems[2].Unit, table.Problems[2].CoUnits = "新设处", []string{"西镇", "东镇"}
		result, err := o.importTable(t, Import{Table: table})
		var refusal *Error
		if !errors.As(err, &refusal) || refusal.Class != Unmet || len(refusal.Reasons) != 2 || refusal.Reasons[0].Field != "一览表!7" {
			t.Fatalf("%v", err)
		}
		if len(o.ledger(t)) != 0 || len(result.Findings) != 3 {
			t.Errorf("%d problems stored, findings %+v", len(o.ledger(t)), result.Findings)
		}
		result, err = o.importTable(t, Import{Table: table, CreateUnits: true})
		if err != nil || len(result.UnitsCreated) != 2 {
			t.Fatalf("%v, %v", result.UnitsCreated, err)
		}
		if row := o.ledger(t)[2]; row.UnitName != "新设处" || row.CoUnits[0].Name != "西镇" || row.CoUnits[1].Name != "东镇" {
			t.Errorf("%+v", row)
		}
		if _, _, err := o.engine.ImportMeasureTable(t.Context(), o.People["sanitation.head"], Request{}, Import{CampaignID: o.Campaign.ID, Table: table}); ClassOf(err) != Forbidden {
			t.Errorf("a division imported: %v", err)
		}
	})
}

// TestImportRealAnnex takes the annex of a real plan through the store; the file is not part of the repository.
func TestImportRealAnnex(t *testing.T) {
	name := os.Getenv("RECTIFY_SEED_ANNEX")
	if name == "" {
		t.Skip("RECTIFY_SEED_ANNEX names no file: the real annex is not imported")
	}
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		for i, want := range []int{4, 0} {
			table, err := document.ReadMeasureTable(bytes.NewReader(file), int64(len(file)), name, deadline.Base{Date: day(8, 29)}, document.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			result, err := o.importTable(t, Import{Table: table, CreateUnits: i == 0})
			if err != nil || result.Created != want {
				t.Fatalf("import %d: %d created, %v", i+1, result.Created, err)
			}
		}
		measures := 0
		for _, row := range o.ledger(t) {
			measures += len(row.Measures)
		}
		if measures != 8 {
			t.Errorf("%d measures", measures)
		}
		o.sound(t)
	})
}
