package workflow

import (
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
)

// checklist writes the list of a problem in one line: ✓ or ○ for each item, in brackets where it no longer matters.
func (o *office) checklist(t *testing.T, login, id string) (string, []CheckItem) {
	t.Helper()
	v := o.People[login]
	row, err := o.Store.View(t.Context()).Problem(v, id)
	if err != nil {
		t.Fatal(err)
	}
	items, err := o.engine.CloseOut(t.Context(), v, row)
	if err != nil {
		t.Fatal(err)
	}
	var line strings.Builder
	for _, i := range items {
		mark := "○"
		if i.Done {
			mark = "✓"
		} else if i.Who.ZH == "" {
			t.Errorf("%s: nobody has to act", i.Label.ZH)
		}
		if i.Optional && !i.Done {
			mark = "(" + mark + ")"
		}
		line.WriteString(mark)
	}
	return line.String(), items
}

// The list follows a problem: text, sign-offs of the co-operating unit and the lead leader, filed, three measures with their
// evidence, request, close. What may be asked for and the list say the same.
func TestCloseOutList(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.dossier(t, "1")
		want := func(step, line string) {
			t.Helper()
			if got, _ := o.checklist(t, "sanitation.head", s.ID); got != line {
				t.Errorf("%s: %s, want %s", step, got, line)
			}
		}
		want("entered", "✓○○○○○○○○○○○")
		if _, items := o.checklist(t, "sanitation.head", s.ID); items[1].Label.ZH != "东镇会签" || items[3].Who.ZH != "审计办公室、党组会议" || items[4].Who.ZH != "责任部门" {
			t.Errorf("%+v", items)
		}
		o.put(t, s.ID, Consolidated)
		if _, items := o.checklist(t, "sanitation.head", s.ID); items[3].Who.ZH != "党组会议" {
			t.Errorf("%+v", items[3])
		}
		o.put(t, s.ID, Filed)
		for _, m := range o.row(t, s.ID).Measures[:2] {
			o.finish(t, m.ID)
		}
		want("two measures accepted", "✓(○)(○)✓✓✓✓✓○○○○")
		last := o.row(t, s.ID).Measures[2].ID
		o.do(t, "sanitation.head", last, Start, nil)
		o.do(t, "sanitation.head", last, Report, MeasureReport{Result: "已建立制度"})
		o.attach(t, last)
		o.do(t, "sanitation.head", last, Complete, nil)
		if _, items := o.checklist(t, "sanitation.head", s.ID); items[8].Who.ZH != "审计办公室" || len(items[8].Why) != 1 {
			t.Errorf("%+v", items[8])
		}
		o.do(t, "audit.officer", last, Accept, nil)
		want("all accepted", "✓(○)(○)✓✓✓✓✓✓✓○○")
		o.do(t, "sanitation.head", s.ID, RequestClose, nil)
		want("asked for", "✓(○)(○)✓✓✓✓✓✓✓✓○")
		o.do(t, "audit.officer", s.ID, Close, nil)
		want("closed out", "✓(○)(○)✓✓✓✓✓✓✓✓✓")
	})
}
