package workflow

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

func (o *office) ids(logins ...string) []string {
	ids := make([]string, len(logins))
	for i, l := range logins {
		ids[i] = o.People[l].UserID
	}
	return ids
}

func (o *office) restrict(t testing.TB, by, id string, logins ...string) (models.Subject, error) {
	t.Helper()
	return o.try(t, by, id, Command{Event: Restrict, Opinion: "涉及工作秘密", Payload: Circle{Readers: o.ids(logins...)}})
}

// whereSeen lists in which reads of a person any of the subjects comes up. Looking at it as several kinds of read is the
// point: what somebody may not see does not exist for him anywhere.
func (o *office) whereSeen(t testing.TB, v models.Viewer, evidence string, ids ...string) []string {
	t.Helper()
	tx := o.Store.View(t.Context())
	var where []string
	saw := func(what string, seen []string, err error) {
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			t.Fatalf("%s: %v", what, err)
		}
		if slices.ContainsFunc(seen, func(id string) bool { return slices.Contains(ids, id) }) {
			where = append(where, what)
		}
	}
	for _, id := range ids {
		s, err := tx.Visible(v, id)
		saw("visible", []string{s.ID}, err)
		if s, _, err := o.engine.Look(t.Context(), v, id); ClassOf(err) == 0 {
			saw("look", []string{s.ID}, err)
		}
	}
	problems, err := tx.Problems(v, models.ProblemFilter{Text: "偷倒"}, models.ProblemKey{}, 200, false)
	saw("problems", mappedIDs(problems, func(r models.ProblemRow) string { return r.ID }), err)
	measures, err := tx.Measures(v, models.MeasureFilter{}, models.MeasureKey{}, 200)
	saw("measures", mappedIDs(measures, func(r models.MeasureRow) string { return r.ID }), err)
	reports, err := tx.Reports(v, models.ReportFilter{Limit: 200})
	saw("reports", mappedIDs(reports, func(r models.ReportRow) string { return r.ID }), err)
	meetings, err := tx.Meetings(v, models.MeetingFilter{Limit: 200})
	saw("meetings", mappedIDs(meetings, func(r models.MeetingRow) string { return r.ID }), err)
	feed, err := tx.Feed(v, models.FeedFilter{}, 0, 1<<40, 200)
	saw("feed", mappedIDs(feed, func(r models.FeedItem) string { return r.SubjectID }), err)
	facts, err := tx.ProblemFacts(v, models.ProblemFilter{CampaignID: o.Campaign.ID})
	saw("statistics", mappedIDs(facts, func(r models.ProblemFacts) string { return r.ID }), err)
	more, err := tx.MeasureFacts(v, models.MeasureFilter{CampaignID: o.Campaign.ID})
	saw("statistics of measures", mappedIDs(more, func(r models.MeasureFacts) string { return r.ID }), err)
	candidates, err := tx.Candidates(v, ids)
	saw("candidates", mappedIDs(candidates, func(r models.Candidate) string { return r.ID }), err)
	ledger, err := tx.AllProblems(v, o.Campaign.ID)
	saw("import", mappedIDs(ledger, func(r models.ProblemRow) string { return r.ID }), err)
	file, err := tx.Evidence(v, evidence)
	saw("evidence", []string{file.SubjectID}, err)
	for _, box := range models.Boxes {
		tasks, err := o.engine.Tasks(t.Context(), v, box, nil, 200)
		saw("tasks "+string(box), mappedIDs(tasks.Lines, func(r models.Task) string { return r.ID }), err)
		if got := int(tasks.Counts[box]); got != len(tasks.Lines) {
			t.Errorf("%s: %d lines, counted %d", box, len(tasks.Lines), got)
		}
	}
	return where
}

func mappedIDs[T any](rows []T, id func(T) string) []string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = id(r)
	}
	return ids
}

// A problem with a circle does not exist for anybody outside, whatever his office, and neither does what belongs to it.
// Lifted, all is as it was.
func TestCircleHidesFromEverybodyElse(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "7")
		measure := o.row(t, p.ID).Measures[0].ID
		early := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: p.ID, Content: &someText})
		o.do(t, "sanitation.head", p.ID, Copy, CopyTo{UserIDs: o.ids("observer")})
		file := Attachment{EvidenceID: models.NewID(), Name: "台账.pdf", MediaType: "application/pdf", Size: 1, SHA256: "00"}
		o.do(t, "sanitation.head", measure, Attach, file)
		if err := store.InTx(t.Context(), func(tx models.Tx) error { _, err := tx.Sequence(1000); return err }); err != nil {
			t.Fatal(err)
		}
		belongs := []string{p.ID, measure, early.ID}
		before := map[string]string{}
		for login, v := range o.People {
			before[login] = fmt.Sprint(o.whereSeen(t, v, file.EvidenceID, belongs...))
		}

		if _, err := o.restrict(t, "audit.officer", p.ID, "sanitation.head", "building.drafter"); err != nil {
			t.Fatal(err)
		}
		late := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: p.ID, Content: &someText})
		row := clauses(o.row(t, p.ID))
		row.Measures = append(row.Measures, MeasureClause{Text: "新增措施", Deadline: "9月底"})
		o.do(t, "sanitation.head", p.ID, Edit, row)
		list := o.row(t, p.ID).Measures
		belongs = append(belongs, late.ID, list[len(list)-1].ID)
		if err := store.InTx(t.Context(), func(tx models.Tx) error { _, err := tx.Sequence(1000); return err }); err != nil {
			t.Fatal(err)
		}
		circle := []string{"audit.officer", "building.drafter", "sanitation.head"}
		for _, login := range slices.Sorted(maps.Keys(o.People)) {
			for _, id := range belongs {
				_, err := store.View(t.Context()).Visible(o.People[login], id)
				if in := slices.Contains(circle, login); in != (err == nil) {
					t.Errorf("%s sees %s: %v", login, o.now(t, id).Kind, err)
				}
			}
			where := o.whereSeen(t, o.People[login], file.EvidenceID, belongs...)
			if !slices.Contains(circle, login) && len(where) > 0 {
				t.Errorf("%s sees it in %v", login, where)
			}
			if login == "building.drafter" && (len(where) < 9 || !slices.Contains(where, "evidence")) {
				t.Errorf("a reader sees it in %v only", where)
			}
		}

		o.must(t, "audit.officer", p.ID, Command{Event: Lift, Opinion: "已解密"})
		for login, v := range o.People {
			after := fmt.Sprint(o.whereSeen(t, v, file.EvidenceID, belongs[:3]...))
			if login == "audit.officer" { // what he has done is among what he has done
				after = strings.Replace(after, "tasks done ", "", 1)
			}
			if after != before[login] {
				t.Errorf("%s sees it in %s after the circle was lifted, before in %s", login, after, before[login])
			}
		}
		o.sound(t)
	})
}

// Who may draw a circle, and which circles are refused.
func TestCircleRefusals(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "7")
		draw := func(by, id string, logins ...string) error { _, err := o.restrict(t, by, id, logins...); return err }
		refused(t, draw("building.head", p.ID, "audit.officer"), NotFound, words.NotFound)
		refused(t, draw("sanitation.drafter", p.ID, "audit.officer", "sanitation.head"), Forbidden, words.NotYourRole)
		refused(t, draw("secretary", p.ID, "audit.officer", "sanitation.head"), Forbidden, words.NotYourRole)
		refused(t, draw("sanitation.head", p.ID), Unmet, words.CircleNeedsAuditOfficer)
		refused(t, draw("audit.officer", p.ID, "sanitation.drafter"), Unmet, words.CircleNeedsHead)
		refused(t, draw("audit.officer", p.ID, "building.head"), Unmet, words.CircleNeedsHead)
		refused(t, draw("audit.officer", p.ID, "sanitation.head", "auditing"), Unmet, words.CircleUnfit)
		_, err := o.try(t, "audit.officer", p.ID, Command{Event: Restrict, Payload: Circle{Readers: o.ids("sanitation.head")}})
		refused(t, err, Unmet, words.OpinionRequired)
		_, err = o.try(t, "audit.officer", p.ID, Command{Event: Lift, Opinion: "x"})
		refused(t, err, Unmet, words.CircleNone)
		if err := draw("sanitation.head", p.ID, "audit.officer", "leader"); err != nil {
			t.Fatal(err)
		}
		if e := o.last(t, p.ID); e.Event != string(Restrict) || e.Opinion != "涉及工作秘密" || e.FromState != e.ToState {
			t.Errorf("the entry is %+v", e)
		}
		r := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: p.ID, Content: &someText})
		refused(t, draw("sanitation.head", r.ID, "audit.officer"), Unmet, words.CircleInherited)
		_, err = o.try(t, "sanitation.head", r.ID, Command{Event: Lift, Opinion: "x"})
		refused(t, err, Unmet, words.CircleInherited)
		_, err = o.try(t, "sanitation.head", p.ID, Command{Event: Copy, Payload: CopyTo{UserIDs: o.ids("observer")}})
		refused(t, err, Unmet, words.CopyOutsideCircle)
		_, err = o.try(t, "audit.officer", p.ID, Command{Event: Assign, Payload: Assignment{UnitID: o.Units["building"].ID}})
		refused(t, err, Unmet, words.CircleNeedsHead)

		// The circle is drawn anew: who is left out is out at once, who comes in is in.
		if err := draw("audit.officer", p.ID, "sanitation.head", "building.head"); err != nil {
			t.Fatal(err)
		}
		tx := store.View(t.Context())
		if _, err := tx.Visible(o.People["leader"], r.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the leader was left out and sees the report: %v", err)
		}
		if _, err := tx.Visible(o.People["building.head"], r.ID); err != nil {
			t.Error(err)
		}
	})
}

// Nobody learns of a document through the compilation or the meeting that shows it: those must have a circle within its.
func TestCirclesAreNested(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		secret := o.progress(t, someText)
		o.must(t, "sanitation.head", secret.ID, Command{Event: Submit})
		if _, err := o.restrict(t, "audit.officer", secret.ID, "sanitation.head", "secretary", "member.1", "member.2", "member.3", "member.4", "clerk"); err != nil {
			t.Fatal(err)
		}
		open := o.progress(t, someText)
		o.must(t, "sanitation.head", open.ID, Command{Event: Submit})
		situation := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
		take := func() error {
			_, err := o.compile(t, situation.ID, Compilation{Acknowledge: true}, secret, open)
			return err
		}
		refused(t, take(), Unmet, words.MemberRestricted)
		if _, err := o.restrict(t, "audit.officer", situation.ID, "sanitation.head", "building.head"); err != nil { // wider
			t.Fatal(err)
		}
		refused(t, take(), Unmet, words.MemberRestricted)
		if _, err := o.restrict(t, "audit.officer", situation.ID, "secretary", "member.1", "member.2", "member.3", "member.4", "clerk"); err != nil {
			t.Fatal(err)
		}
		if err := take(); err != nil {
			t.Fatal(err)
		}
		o.reload(t, "sanitation.head") // he was left out of the compilation's circle
		_, err := o.restrict(t, "audit.officer", situation.ID, "building.head")
		refused(t, err, Unmet, words.CircleWiderThan)
		_, err = o.try(t, "audit.officer", situation.ID, Command{Event: Lift, Opinion: "x"})
		refused(t, err, Unmet, words.CircleWiderThan)
		_, err = o.restrict(t, "audit.officer", secret.ID, "sanitation.head")
		refused(t, err, Unmet, words.CircleShownBeyond)

		// An unrestricted member of an unrestricted compilation cannot be hidden afterwards.
		other := o.progress(t, someText)
		o.must(t, "sanitation.head", other.ID, Command{Event: Submit})
		public := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
		if _, err := o.compile(t, public.ID, Compilation{Acknowledge: true}, other); err != nil {
			t.Fatal(err)
		}
		_, err = o.restrict(t, "audit.officer", other.ID, "sanitation.head")
		refused(t, err, Unmet, words.CircleShownBeyond)

		meeting := o.convene(t).meeting
		agenda := Agenda{Items: []AgendaItem{{Title: "审议报告", DocumentID: situation.ID}}}
		_, err = o.try(t, "audit.officer", meeting.ID, Command{Event: Edit, Payload: agenda})
		refused(t, err, Unmet, words.DocumentRestricted)
		_, err = o.restrict(t, "audit.officer", meeting.ID, "secretary")
		refused(t, err, Unmet, words.CircleNeedsMembers)
		if _, err := o.restrict(t, "audit.officer", meeting.ID, "secretary", "member.1", "member.2", "member.3", "member.4", "clerk"); err != nil {
			t.Fatal(err)
		}
		o.must(t, "audit.officer", meeting.ID, Command{Event: Edit, Payload: agenda})
		_, err = o.try(t, "audit.officer", meeting.ID, Command{Event: Edit, Payload: Agenda{ObserverIDs: o.ids("leader")}})
		refused(t, err, Unmet, words.ObserverOutsideCircle)
		_, err = o.try(t, "audit.officer", meeting.ID, Command{Event: Lift, Opinion: "x"})
		refused(t, err, Unmet, words.CircleWiderThan)
		_, err = o.restrict(t, "audit.officer", situation.ID, "secretary")
		refused(t, err, Unmet, words.CircleShownBeyond)
		o.sound(t)
	})
}

// A progress report that is started while the circle of its problem is drawn is in it, whoever is first.
func TestReportStartedWhileCircleIsDrawn(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		for round := range 25 {
			p := o.dossier(t, fmt.Sprint(round+1))
			var report models.Subject
			errs := rivals(t, o.fires("audit.officer", p.ID, Command{Event: Restrict, Opinion: "涉密", Payload: Circle{Readers: o.ids("sanitation.head")}}),
				func(ctx context.Context) error {
					_, err := o.engine.CreateReport(ctx, o.People["sanitation.head"], Request{Render: func(result any) (Answer, error) {
						report = result.(Outcome).Subject
						return Answer{}, nil
					}}, NewReport{Kind: models.KindProgress, ProblemID: p.ID, Content: &someText})
					return err
				})
			if errs[0] != nil || errs[1] != nil {
				t.Fatal(errs)
			}
			if now := o.now(t, report.ID); value(now.CircleID) != p.ID {
				t.Fatalf("round %d: the report stands in the circle %q", round, value(now.CircleID))
			}
		}
	})
}

// A file that a job makes of a document with a circle is a read of it, and is gone for who is left out of the circle.
func TestJobReadsFromACircle(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "7")
		if _, err := o.restrict(t, "audit.officer", p.ID, "sanitation.head", "building.head"); err != nil {
			t.Fatal(err)
		}
		files := o.jobs(t)
		his, foreign := o.asked(t, files, "building.head", "export_ledger", wholeLedger), o.asked(t, files, "clerk", "export_ledger", wholeLedger)
		work(t, files)
		if job := o.job(t, "clerk", foreign); job.State != models.JobDone || job.Done != 0 {
			t.Errorf("the clerk's file: %+v", job)
		}
		readings, err := store.View(t.Context()).Readings(models.ReadingFilter{CircleID: p.ID, Limit: 10})
		if err != nil || len(readings) != 1 || readings[0].UserID != o.People["building.head"].UserID || readings[0].SubjectID != p.ID {
			t.Errorf("readings %+v, %v", readings, err)
		}
		_, file, err := files.Result(t.Context(), o.People["building.head"], his)
		if err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := o.restrict(t, "audit.officer", p.ID, "sanitation.head"); err != nil {
			t.Fatal(err)
		}
		o.reload(t, "building.head")
		if _, _, err := files.Result(t.Context(), o.People["building.head"], his); ClassOf(err) == 0 {
			t.Errorf("who was left out still gets his file: %v", err)
		}
	})
}
