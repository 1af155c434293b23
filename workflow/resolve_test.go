package workflow

import (
	"testing"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// decide carries a resolution out as the closing of a meeting does.
func (o *office) decide(t testing.TB, document string, approve bool, resolution string) error {
	t.Helper()
	chair := o.People["secretary"]
	return o.Store.InTx(t.Context(), func(tx models.Tx) error {
		if err := tx.LockAround(document); err != nil {
			return err
		}
		meeting := &transition{ctx: t.Context(), engine: o.engine, tx: tx, command: &Command{Viewer: chair, Event: Adjourn, now: o.clock.Now()},
			subject: models.Subject{ID: models.NewID(), Kind: models.KindMeeting}, correlation: models.NewID(),
			role: models.RolePartySecretary, unit: o.Units["party"].ID}
		return meeting.resolve(document, approve, resolution)
	})
}

// situation is a situation report compiled from one progress report.
func (o *office) situation(t testing.TB) (situation, progress models.Subject) {
	t.Helper()
	progress = o.progress(t, someText)
	o.must(t, "sanitation.head", progress.ID, Command{Event: Submit})
	situation = o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
	if _, err := o.compile(t, situation.ID, Compilation{}, progress); err != nil {
		t.Fatal(err)
	}
	return situation, progress
}

func (o *office) inState(t testing.TB, want State, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if s := o.now(t, id); s.State != string(want) {
			t.Errorf("%s is %s, want %s", s.Title, s.State, want)
		}
	}
}

// An approval moves the compilation and its members in one transaction, with the resolution as opinion.
func TestApprovalMovesAll(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		situation, progress := o.situation(t)
		_, err := o.try(t, "secretary", situation.ID, Command{Event: Approve})
		refused(t, err, Unmet, words.NotByHand)
		if err := o.decide(t, situation.ID, true, "会议同意"); err != nil {
			t.Fatal(err)
		}
		o.inState(t, Approved, situation.ID, progress.ID)
		a, b := o.last(t, situation.ID), o.last(t, progress.ID)
		if a.CorrelationID != b.CorrelationID || a.Opinion != "会议同意" || a.Role != string(models.RolePartySecretary) || a.Digest == b.Digest {
			t.Errorf("entries %+v and %+v", a, b)
		}
		if _, err := o.engine.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

// What stands on a changed source is not approved, and then nothing of it moves.
func TestStaleSourcesBlockApproval(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		situation, progress := o.situation(t)
		o.must(t, "audit.officer", progress.ID, Command{Event: Return, Opinion: "请核实"})
		refused(t, o.decide(t, situation.ID, true, "会议同意"), Unmet, words.SourcesChanged)
		o.inState(t, Consolidated, situation.ID)
		o.inState(t, Returned, progress.ID)
	})
}

// A meeting that rejects a document returns it; its members stay in.
func TestRejectionReturns(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		situation, progress := o.situation(t)
		if err := o.decide(t, situation.ID, false, "再作修改"); err != nil {
			t.Fatal(err)
		}
		o.inState(t, Returned, situation.ID)
		o.inState(t, Consolidated, progress.ID)
		refused(t, o.decide(t, situation.ID, true, "会议同意"), Conflict, words.WrongState)
		if _, err := o.compile(t, situation.ID, Compilation{}, progress); err != nil {
			t.Errorf("compiling anew: %v", err)
		}
	})
}

// After the approval a superior reads the document: an amendment needs his review on record and changes the text, not the
// sources. A substantive revision voids the approval, and the review with it.
func TestAmendAndRevise(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		situation, progress := o.situation(t)
		if err := o.decide(t, situation.ID, true, "会议同意"); err != nil {
			t.Fatal(err)
		}
		approved := o.text(t, situation.ID)
		amended := Content{Title: approved.Title, Sections: []Section{{Key: progress.ID, Title: "甲", Text: "已完成排查，下一步建章立制。", Source: progress.ID}}}
		amend := Command{Event: Amend, Payload: Edited{Content: amended, Note: "按审阅意见"}}
		_, err := o.try(t, "audit.officer", situation.ID, amend)
		refused(t, err, Unmet, words.SuperiorReviewMissing)

		review := Review{Reviewer: "分管副区长", ReviewedOn: civil.Date{Year: 2023, Month: 8, Day: 29}}
		record := func(r Review, opinion string) error {
			_, err := o.try(t, "clerk", situation.ID, Command{Event: RecordReview, Opinion: opinion, Payload: r})
			return err
		}
		refused(t, record(Review{ReviewedOn: review.ReviewedOn}, "请补充"), Unmet, words.ReviewIncomplete)
		refused(t, record(Review{Reviewer: "分管副区长", ReviewedOn: civil.Date{Year: 2024, Month: 1, Day: 1}}, "请补充"), Unmet, words.ReviewInFuture)
		refused(t, record(Review{Reviewer: review.Reviewer, ReviewedOn: review.ReviewedOn, EvidenceID: models.NewID()}, "请补充"), Unmet, words.ScanUnknown)
		if err := record(review, "请补充下一步打算"); err != nil {
			t.Fatal(err)
		}
		_, err = o.try(t, "audit.officer", situation.ID, Command{Event: Amend, Payload: Edited{Content: approved}})
		refused(t, err, Unmet, words.NothingChanged)
		after := o.must(t, "audit.officer", situation.ID, amend)
		if got := o.text(t, situation.ID); after.Revision != 3 || got.Sources[0] != approved.Sources[0] || got.Sections[0].Text == approved.Sections[0].Text {
			t.Errorf("revision %d says %+v", after.Revision, got)
		}
		o.inState(t, Approved, situation.ID, progress.ID)

		o.clock.Advance(1)
		_, err = o.try(t, "audit.officer", situation.ID, Command{Event: Revise})
		refused(t, err, Unmet, words.OpinionRequired)
		o.must(t, "audit.officer", situation.ID, Command{Event: Revise, Opinion: "增加一项整改情况"})
		o.inState(t, Drafted, situation.ID)
		o.inState(t, Consolidated, progress.ID)
		if _, err := o.compile(t, situation.ID, Compilation{}, progress); err != nil {
			t.Fatal(err)
		}
		o.clock.Advance(1e9)
		if err := o.decide(t, situation.ID, true, "会议再次同意"); err != nil {
			t.Fatal(err)
		}
		_, err = o.try(t, "audit.officer", situation.ID, amend)
		refused(t, err, Unmet, words.SuperiorReviewMissing)
	})
}
