package workflow

import (
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// A weekly report received after the due moment needs a reason; whatever happens to it later, the time and verdict of
// its first receipt stay.
func TestReceiptOfAWeekly(t *testing.T) {
	type step struct {
		after  time.Duration // since the due moment
		event  Event         // Submit, Withdraw, Return
		reason string
		code   words.Code // of the refusal, "" when it works
	}
	const h = time.Hour
	for _, c := range []struct {
		name        string
		steps       []step
		received    time.Duration // first receipt, since the due moment
		late        bool
		reason      string
		resubmitted time.Duration // 0: never
	}{
		{"in time", []step{{-h, Submit, "", ""}}, -h, false, "", 0},
		{"at the due moment", []step{{0, Submit, "", ""}}, 0, false, "", 0},
		{"just past it", []step{{time.Microsecond, Submit, "", words.LatenessUnexplained}, {h, Submit, "会议冲突", ""}}, h, true, "会议冲突", 0},
		{"returned and handed in again late", []step{{-h, Submit, "", ""}, {h, Return, "", ""}, {2 * h, Submit, "", ""}}, -h, false, "", 0},
		{"withdrawn and handed in again in time", []step{{-3 * h, Submit, "", ""}, {-2 * h, Withdraw, "", ""}, {-h, Submit, "", ""}}, -3 * h, false, "", -h},
		{"withdrawn and handed in again late", []step{{-h, Submit, "", ""}, {-h, Withdraw, "", ""}, {h, Submit, "", words.LatenessUnexplained},
			{2 * h, Submit, "数据有误", ""}}, -h, false, "数据有误", 2 * h},
		{"late stays late", []step{{h, Submit, "会议冲突", ""}, {2 * h, Return, "", ""}, {3 * h, Submit, "", ""}}, h, true, "会议冲突", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			testdb.Each(t, func(t *testing.T, store *models.Store) {
				o := newOffice(t, store)
				due := o.clock.Now().Add(24 * h)
				s := o.weekly(t, "sanitation", o.cycle(t, 1, due, "sanitation"))
				for _, step := range c.steps {
					o.clock.Set(due.Add(step.after))
					login, command := "sanitation.head", Command{Event: step.event, Reason: step.reason}
					if step.event == Return {
						login, command.Opinion = "audit.officer", "请补充"
					}
					_, err := o.try(t, login, s.ID, command)
					if step.code != "" {
						refused(t, err, Unmet, step.code)
					} else if err != nil {
						t.Fatal(err)
					}
				}
				r, err := store.View(t.Context()).Report(s.ID)
				if err != nil {
					t.Fatal(err)
				}
				if !r.SubmittedAt.Equal(due.Add(c.received)) || *r.Late != c.late || r.LateReason != c.reason {
					t.Errorf("received %s, late %v, reason %q", r.SubmittedAt.Sub(due), *r.Late, r.LateReason)
				}
				if (c.resubmitted == 0) != (r.ResubmittedAt == nil) || r.ResubmittedAt != nil && !r.ResubmittedAt.Equal(due.Add(c.resubmitted)) {
					t.Errorf("handed in again %v", r.ResubmittedAt)
				}
			})
		})
	}
}

// The verdict is part of the sealed entry.
func TestReceiptIsInTheHistory(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		due := o.clock.Now().Add(time.Hour)
		s := o.weekly(t, "sanitation", o.cycle(t, 1, due, "sanitation"))
		o.clock.Set(due.Add(time.Minute))
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit, Reason: "停电"})
		entries, err := store.View(t.Context()).History(s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if detail := entries[1].Detail; !strings.Contains(detail, `"late":true`) || !strings.Contains(detail, `"first":true`) || !strings.Contains(detail, "停电") {
			t.Errorf("the entry says %s", detail)
		}
	})
}

// A weekly report has three items, required or not, and no other; its new text may begin with that of the week before.
func TestWeeklyText(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		first := o.weekly(t, "sanitation", o.cycle(t, 1, o.clock.Now().Add(time.Hour), "sanitation"))
		_, err := o.try(t, "sanitation.head", first.ID, Command{Event: Edit, Payload: Edited{Content: Content{Title: "周报",
			Sections: []Section{{Key: "other", Text: "另一项"}}}}})
		refused(t, err, Unmet, words.SectionUnknown)

		next := o.cycle(t, 2, o.clock.Now().Add(8*24*time.Hour), "sanitation", "building")
		fresh := NewReport{Kind: models.KindWeekly, CycleID: next.ID, UnitID: o.Units["sanitation"].ID, FromLast: true}
		if got := o.text(t, o.started(t, "sanitation.head", fresh).ID); len(got.Sections) != 3 || got.Section(SectionProgress) != "sanitation已完成三项措施。" {
			t.Errorf("from last week: %+v", got)
		}
		fresh.UnitID = o.Units["building"].ID
		empty := o.started(t, "building.head", fresh)
		if got := o.text(t, empty.ID); len(got.Sections) != 3 || got.Section(SectionProgress) != "" {
			t.Errorf("without a last week: %+v", got)
		}
		_, err = o.try(t, "building.head", empty.ID, Command{Event: Submit})
		refused(t, err, Unmet, words.SectionMissing)
	})
}

// text reads the newest text of a document.
func (o *office) text(t testing.TB, id string) Content {
	t.Helper()
	r, err := o.Store.View(t.Context()).Revision(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	content, err := ParseContent(r.Content)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
