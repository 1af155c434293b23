package workflow

import (
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// An opinion holds for the exact text it was given on: a new revision needs new ones. The latest opinion of a party on a
// text is the one that counts.
func TestSignOffsAreBoundToTheText(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: o.problem(t).ID, Content: &someText})
		sign := func(login, digest, verdict, opinion string) error {
			_, err := o.fire(t, login, Command{SubjectID: s.ID, Event: Sign, Opinion: opinion, Payload: Signature{Digest: digest, Verdict: verdict}})
			return err
		}
		first := s.Digest
		refused(t, sign("town.head", "0000", Agree, ""), Conflict, words.TextChanged)
		refused(t, sign("town.head", first, Disagree, " "), Unmet, words.OpinionRequired)
		refused(t, sign("town.head", first, "perhaps", ""), Unmet, words.VerdictUnknown)
		refused(t, sign("sanitation.head", first, Agree, ""), Forbidden, words.NotYourRole)
		refused(t, sign("building.head", first, Agree, ""), NotFound, words.NotFound)

		// The unit disagrees, then agrees; with the leader's word the report can go.
		for _, err := range []error{sign("town.head", first, Disagree, "数据不实"), sign("leader", first, Agree, "")} {
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := o.try(t, "sanitation.head", s.ID, Command{Event: Submit})
		refused(t, err, Unmet, words.UnitsUnsigned)
		if err := sign("town.head", first, Agree, ""); err != nil {
			t.Fatal(err)
		}
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		o.must(t, "sanitation.head", s.ID, Command{Event: Withdraw})

		changed := someText
		changed.Sections = []Section{{Key: "body", Title: "正文", Text: "已完成排查和整改。"}}
		o.must(t, "sanitation.head", s.ID, Command{Event: Edit, Payload: Edited{Content: changed}})
		_, err = o.try(t, "sanitation.head", s.ID, Command{Event: Submit})
		refused(t, err, Unmet, words.UnitsUnsigned)
		refused(t, err, Unmet, words.LeaderUnsigned)
		refused(t, sign("leader", first, Agree, ""), Conflict, words.TextChanged)
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit, Reason: "配合单位正在换届"})

		rows, err := store.View(t.Context()).SignOffs(s.ID)
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d sign-offs, %v", len(rows), err)
		}
		for _, r := range rows {
			if r.Digest != first || r.Verdict != Agree || (r.UnitName == "") != (r.UserID == o.People["leader"].UserID) {
				t.Errorf("sign-off %+v", r)
			}
		}
	})
}

// A copy lets somebody read what he otherwise could not; an administrator never.
func TestCopies(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		reader := o.People["building.head"]
		if _, _, err := o.engine.Look(t.Context(), reader, s.ID); ClassOf(err) != NotFound {
			t.Fatalf("before the copy: %v", err)
		}
		give := func(ids ...string) error {
			_, err := o.fire(t, "sanitation.head", Command{SubjectID: s.ID, Event: Copy, Payload: CopyTo{UserIDs: ids}})
			return err
		}
		refused(t, give(), Unmet, words.ReadersUnfit)
		refused(t, give(reader.UserID, o.People["system"].UserID), Unmet, words.ReadersUnfit)
		refused(t, give(models.NewID()), Unmet, words.ReadersUnfit)
		for range 2 { // a second time changes nothing
			if err := give(reader.UserID, reader.UserID); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := o.engine.Look(t.Context(), reader, s.ID); err != nil {
			t.Errorf("with the copy: %v", err)
		}
		rows, err := store.View(t.Context()).Copies(s.ID)
		if err != nil || len(rows) != 1 || rows[0].UserName != reader.Name {
			t.Errorf("copies %+v, %v", rows, err)
		}
	})
}
