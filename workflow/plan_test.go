package workflow

import (
	"errors"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// missing returns what a refused compiling names as missing, "" when it was refused for something else.
func missing(err error) string {
	var e *Error
	if !errors.As(err, &e) || len(e.Reasons) != 1 || e.Reasons[0].Code != words.ContributionsMissing {
		return ""
	}
	return e.Reasons[0].Params["names"].(string)
}

// From dossiers to the filed plan and on to the situation report: the plan is owed every problem of the campaign, the
// situation report a progress report on every problem that was agreed. The problems move with the plan.
func TestPlanAndSituation(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		first, second := o.dossier(t, "1"), o.dossier(t, "2")
		plan := o.started(t, "audit.officer", NewReport{Kind: models.KindPlan, CampaignID: o.Campaign.ID})
		submit := Command{Event: Submit, Reason: "配合单位正在换届"}
		second = o.must(t, "sanitation.head", second.ID, submit)
		_, err := o.compile(t, plan.ID, Compilation{}, second)
		if got := missing(err); got != "环卫处（"+first.Title+"）" {
			t.Errorf("missing from the plan: %q, %v", got, err)
		}
		first = o.must(t, "sanitation.head", first.ID, submit)
		if _, err := o.compile(t, plan.ID, Compilation{}, second, first); err != nil {
			t.Fatal(err)
		}

		// The problems stand in the order of the ledger, each with its statement; the text names the exact dossiers, whose
		// measures are the plan's table.
		text := o.text(t, plan.ID)
		for i, p := range []models.Subject{first, second} {
			if text.Sections[i].Source != p.ID || text.Sources[i] != (Source{ID: p.ID, Revision: p.Revision, Digest: p.Digest}) ||
				!strings.Contains(text.Sections[i].Text, "建筑垃圾") || len(o.text(t, p.ID).Measures) != 3 {
				t.Errorf("problem %d stands as %+v", i+1, text.Sections[i])
			}
		}
		if err := o.decide(t, plan.ID, true, "会议同意"); err != nil {
			t.Fatal(err)
		}
		o.inState(t, Approved, plan.ID, first.ID, second.ID)

		filing := Command{Event: File, Payload: Filing{DocNumber: "某局党〔2023〕5号", Recipient: "上级整改办", FiledOn: today(o.clock.Now())}}
		_, err = o.try(t, "clerk", plan.ID, filing)
		refused(t, err, Unmet, words.SuperiorReviewMissing)
		o.must(t, "audit.officer", plan.ID, Command{Event: RecordReview, Opinion: "同意", Payload: Review{Reviewer: "分管副区长",
			ReviewedOn: today(o.clock.Now())}})
		o.must(t, "clerk", plan.ID, filing)
		o.inState(t, Filed, plan.ID, first.ID, second.ID)

		situation := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
		progress := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: second.ID, Content: &someText})
		progress = o.must(t, "sanitation.head", progress.ID, submit)
		_, err = o.compile(t, situation.ID, Compilation{}, progress)
		if got := missing(err); got != "环卫处（"+first.Title+"）" {
			t.Errorf("missing from the situation report: %q, %v", got, err)
		}
		if _, err := o.compile(t, situation.ID, Compilation{Acknowledge: true}, progress); err != nil {
			t.Fatal(err)
		}
		o.sound(t)
	})
}

// A problem that is opened again after the plan was filed owes its progress all the same, and a new plan may take it in.
func TestReopenedProblemIsOwedAnew(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.dossier(t, "1")
		signed := func() {
			for _, login := range []string{"town.head", "leader"} {
				o.must(t, login, s.ID, Command{Event: Sign, Payload: Signature{Digest: s.Digest, Verdict: Agree}})
			}
		}
		signed()
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		plan := o.started(t, "audit.officer", NewReport{Kind: models.KindPlan, CampaignID: o.Campaign.ID})
		if _, err := o.compile(t, plan.ID, Compilation{}, s); err != nil {
			t.Fatal(err)
		}
		if err := o.decide(t, plan.ID, true, "会议同意"); err != nil {
			t.Fatal(err)
		}
		o.must(t, "audit.officer", plan.ID, Command{Event: RecordReview, Opinion: "同意", Payload: Review{Reviewer: "分管副区长",
			ReviewedOn: today(o.clock.Now())}})
		o.must(t, "clerk", plan.ID, Command{Event: File, Payload: Filing{DocNumber: "5", Recipient: "上级整改办", FiledOn: today(o.clock.Now())}})
		o.clock.Advance(1e9)
		o.attach(t, s.ID)
		o.must(t, "audit.officer", s.ID, Command{Event: Reopen, Opinion: "回头看发现反弹"})

		// Opinions of the first round do not hold for the second, although the text is the same.
		_, err := o.try(t, "sanitation.head", s.ID, Command{Event: Submit})
		refused(t, err, Unmet, words.UnitsUnsigned)
		refused(t, err, Unmet, words.LeaderUnsigned)
		signed()
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		o.must(t, "audit.officer", s.ID, Command{Event: Return, Opinion: "补充措施"})

		again := o.started(t, "audit.officer", NewReport{Kind: models.KindPlan, CampaignID: o.Campaign.ID, Title: "第二轮工作方案"})
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit, Reason: "配合单位正在换届"})
		o.must(t, "audit.officer", s.ID, Command{Event: Return, Opinion: "补充措施"})
		if got := o.members(t, plan.ID); got != "环卫处!" {
			t.Errorf("the filed plan has %q", got)
		}
		rows, err := store.View(t.Context()).Members(plan.ID)
		if err != nil || rows[0].RemovedAt != nil {
			t.Errorf("returning the reopened problem touched the filed plan: %+v, %v", rows, err)
		}
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit, Reason: "配合单位正在换届"})
		if _, err := o.compile(t, again.ID, Compilation{}, s); err != nil {
			t.Fatal(err)
		}
		o.inState(t, Filed, plan.ID)
		o.inState(t, Consolidated, again.ID, s.ID)
	})
}
