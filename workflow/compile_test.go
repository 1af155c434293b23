package workflow

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// week is a cycle that two divisions owe a report, both submitted, and the bulletin made of them.
type week struct {
	*office
	sanitation, building, bulletin models.Subject
}

func newWeek(t *testing.T, store *models.Store) *week {
	t.Helper()
	o := newOffice(t, store)
	cycle := o.cycle(t, 1, o.clock.Now().Add(time.Hour), "sanitation", "building")
	w := &week{office: o, building: o.weekly(t, "building", cycle), sanitation: o.weekly(t, "sanitation", cycle)}
	for _, s := range []models.Subject{w.building, w.sanitation} {
		o.must(t, unitHead(o, s), s.ID, Command{Event: Submit})
	}
	w.bulletin = o.started(t, "audit.officer", NewReport{Kind: models.KindBulletin, CycleID: cycle.ID})
	return w
}

// unitHead is the login of the head of the unit that owns a subject.
func unitHead(o *office, s models.Subject) string {
	for code, u := range o.Units {
		if u.ID == *s.UnitID {
			return code + ".head"
		}
	}
	return ""
}

// compile compiles a compilation from the contributions.
func (o *office) compile(t testing.TB, compilation string, c Compilation, members ...models.Subject) (models.Subject, error) {
	t.Helper()
	for _, m := range members {
		c.Members = append(c.Members, m.ID)
	}
	return o.try(t, "audit.officer", compilation, Command{Event: Compile, Payload: c})
}

// members are the titles of units in a compilation, in order, with a mark on those that are stale.
func (o *office) members(t testing.TB, compilation string) string {
	t.Helper()
	rows, err := o.Store.View(t.Context()).Members(compilation)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, r := range rows {
		if r.Stale {
			r.UnitName += "!"
		}
		list = append(list, r.UnitName)
	}
	return strings.Join(list, " ")
}

// last is the newest entry of a subject.
func (o *office) last(t testing.TB, id string) models.Entry {
	t.Helper()
	entries, err := o.Store.View(t.Context()).History(id)
	if err != nil {
		t.Fatal(err)
	}
	return entries[len(entries)-1]
}

// Members move with their compilation in one transaction, are remembered in the exact revision, and stand in the official
// order of the units whatever the order of the request.
func TestCompileTakesIn(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := newWeek(t, store)
		bulletin, err := w.compile(t, w.bulletin.ID, Compilation{}, w.building, w.sanitation)
		if err != nil {
			t.Fatal(err)
		}
		if bulletin.State != string(Consolidated) || bulletin.Revision != 2 {
			t.Errorf("the bulletin is %s at revision %d", bulletin.State, bulletin.Revision)
		}
		if got := w.members(t, w.bulletin.ID); got != "环卫处 建设处" {
			t.Errorf("members: %s", got)
		}
		content := w.text(t, w.bulletin.ID)
		for i, m := range []models.Subject{w.sanitation, w.building} {
			now, entry := w.now(t, m.ID), w.last(t, m.ID)
			if now.State != string(Consolidated) || *now.CompilationID != w.bulletin.ID {
				t.Errorf("%s is %s", m.Title, now.State)
			}
			if entry.Event != string(Consolidate) || entry.CorrelationID != w.last(t, w.bulletin.ID).CorrelationID || !strings.Contains(entry.Detail, w.bulletin.ID) {
				t.Errorf("the member's entry is %+v", entry)
			}
			if s := content.Sections[i]; s.Source != m.ID || !strings.Contains(s.Text, w.text(t, m.ID).Section(SectionProgress)) {
				t.Errorf("section %d is %+v", i, s)
			}
			if s := content.Sources[i]; s != (Source{ID: m.ID, Revision: m.Revision, Digest: m.Digest}) {
				t.Errorf("source %d is %+v", i, s)
			}
		}
	})
}

// Only what was submitted, of the right kind, campaign and cycle, is taken in; a refusal moves nothing.
func TestCompileRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := newWeek(t, store)
		later := w.cycle(t, 2, w.clock.Now().Add(200*time.Hour))
		drafted, other := w.weekly(t, "sanitation", later), w.started(t, "audit.officer", NewReport{Kind: models.KindBulletin, CycleID: later.ID})
		progress := w.progress(t, someText)
		w.must(t, "sanitation.head", progress.ID, Command{Event: Submit})
		for _, c := range []struct {
			name, bulletin string
			with           Compilation
			members        []models.Subject
			code           words.Code
		}{
			{"nothing", w.bulletin.ID, Compilation{}, nil, words.NoMembers},
			{"of another kind", w.bulletin.ID, Compilation{}, []models.Subject{w.sanitation, w.building, progress}, words.MemberUnfit},
			{"of another cycle", w.bulletin.ID, Compilation{}, []models.Subject{w.sanitation, w.building, drafted}, words.MemberUnfit},
			{"not submitted", other.ID, Compilation{}, []models.Subject{drafted}, words.MemberNotSubmitted},
			{"that does not exist", w.bulletin.ID, Compilation{Members: []string{models.NewID()}}, []models.Subject{w.sanitation, w.building}, words.MemberUnknown},
			{"without one that is owed", w.bulletin.ID, Compilation{}, []models.Subject{w.sanitation}, words.ContributionsMissing},
			{"with a text whose section is of no member", w.bulletin.ID, Compilation{Content: &Content{Title: "汇总",
				Sections: []Section{{Key: "a", Title: "甲", Text: "文", Source: progress.ID}}}}, []models.Subject{w.sanitation, w.building}, words.SourceUnknown},
			{"with an empty text", w.bulletin.ID, Compilation{Content: &Content{Title: "汇总"}}, []models.Subject{w.sanitation, w.building}, words.ContentMissing},
		} {
			_, err := w.compile(t, c.bulletin, c.with, c.members...)
			t.Run(c.name, func(t *testing.T) { refused(t, err, Unmet, c.code) })
		}
		if s := w.now(t, w.sanitation.ID); s.State != string(Submitted) || s.CompilationID != nil || w.members(t, w.bulletin.ID) != "" {
			t.Errorf("refusals left %+v", s)
		}
	})
}

// What is owed and missing can be acknowledged; the entry names it.
func TestMissingIsAcknowledged(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := newWeek(t, store)
		if _, err := w.compile(t, w.bulletin.ID, Compilation{Acknowledge: true}, w.sanitation); err != nil {
			t.Fatal(err)
		}
		if detail := w.last(t, w.bulletin.ID).Detail; !strings.Contains(detail, `"missing":[{"unit":"建设处"}]`) {
			t.Errorf("the entry says %s", detail)
		}
		if s := w.now(t, w.building.ID); s.State != string(Submitted) {
			t.Errorf("what was left out is %s", s.State)
		}
	})
}

// A returned member leaves its compilation, which then shows the change and cannot be filed. Returned and compiled anew,
// with the new text or without that member, it can.
func TestReturnedMemberMakesTheCompilationStale(t *testing.T) {
	filing := Filing{DocNumber: "局办〔2023〕7号", Recipient: "局办公室", FiledOn: today(time.Date(2023, 9, 13, 8, 0, 0, 0, time.UTC))}
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := newWeek(t, store)
		if _, err := w.compile(t, w.bulletin.ID, Compilation{}, w.building, w.sanitation); err != nil {
			t.Fatal(err)
		}
		w.must(t, "audit.officer", w.building.ID, Command{Event: Return, Opinion: "数据有误"})
		if s := w.now(t, w.building.ID); s.State != string(Returned) || s.CompilationID != nil {
			t.Errorf("the returned report is %s in %v", s.State, s.CompilationID)
		}
		if got := w.members(t, w.bulletin.ID); got != "环卫处 建设处!" {
			t.Errorf("members: %s", got)
		}
		_, err := w.try(t, "clerk", w.bulletin.ID, Command{Event: File, Payload: filing})
		refused(t, err, Unmet, words.SourcesChanged)

		// Handed in again with the same text it is still out of the compilation.
		w.must(t, "building.head", w.building.ID, Command{Event: Submit})
		_, err = w.try(t, "clerk", w.bulletin.ID, Command{Event: File, Payload: filing})
		refused(t, err, Unmet, words.SourcesChanged)

		w.must(t, "audit.officer", w.bulletin.ID, Command{Event: Return, Opinion: "重新汇总"})
		if s := w.now(t, w.sanitation.ID); s.State != string(Consolidated) {
			t.Errorf("a member of a returned compilation is %s", s.State)
		}
		if _, err := w.compile(t, w.bulletin.ID, Compilation{}, w.building, w.sanitation); err != nil {
			t.Fatal(err)
		}
		if got := w.members(t, w.bulletin.ID); got != "环卫处 建设处" {
			t.Errorf("members: %s", got)
		}
		_, err = w.try(t, "clerk", w.bulletin.ID, Command{Event: File, Payload: Filing{DocNumber: "7"}})
		refused(t, err, Unmet, words.FilingIncomplete)
		w.must(t, "clerk", w.bulletin.ID, Command{Event: File, Payload: filing})
		for _, s := range []models.Subject{w.bulletin, w.building, w.sanitation} {
			if now := w.now(t, s.ID); now.State != string(Filed) || w.last(t, s.ID).CorrelationID != w.last(t, w.bulletin.ID).CorrelationID {
				t.Errorf("%s is %s", s.Title, now.State)
			}
		}
		if r, err := store.View(t.Context()).Report(w.bulletin.ID); err != nil || r.DocNumber != filing.DocNumber || r.FiledOn != "2023-09-13" {
			t.Errorf("filed as %+v, %v", r, err)
		}
	})
}

// Compiling anew without a member releases it, and the compilation is made of the others only.
func TestRecompileWithoutAMember(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := newWeek(t, store)
		if _, err := w.compile(t, w.bulletin.ID, Compilation{}, w.building, w.sanitation); err != nil {
			t.Fatal(err)
		}
		_, err := w.try(t, "audit.officer", w.building.ID, Command{Event: Release})
		refused(t, err, Unmet, words.CompilationClosed)
		w.must(t, "audit.officer", w.bulletin.ID, Command{Event: Return, Opinion: "重新汇总"})
		w.must(t, "audit.officer", w.sanitation.ID, Command{Event: Release})
		if got := w.members(t, w.bulletin.ID); got != "环卫处! 建设处" {
			t.Errorf("members: %s", got)
		}
		if _, err := w.compile(t, w.bulletin.ID, Compilation{Acknowledge: true}, w.sanitation); err != nil {
			t.Fatal(err)
		}
		if got := w.members(t, w.bulletin.ID); got != "环卫处" {
			t.Errorf("members: %s", got)
		}
		if s, e := w.now(t, w.building.ID), w.last(t, w.building.ID); s.State != string(Submitted) || s.CompilationID != nil || e.Event != string(Release) {
			t.Errorf("the released report is %s by %s", s.State, e.Event)
		}
		permitted := func() bool {
			_, can, err := w.engine.Look(t.Context(), w.People["clerk"], w.bulletin.ID)
			if err != nil {
				t.Fatal(err)
			}
			return slices.ContainsFunc(can, func(p Permission) bool { return p.Event == File && p.Allowed })
		}
		if !permitted() {
			t.Error("a compilation on fresh sources cannot be filed")
		}
	})
}

// A contribution is in one compilation at most.
func TestOneCompilationOnly(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		first := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
		second := o.started(t, "audit.officer", NewReport{Kind: models.KindSituation, CampaignID: o.Campaign.ID})
		if _, err := o.compile(t, first.ID, Compilation{}, s); err != nil {
			t.Fatal(err)
		}
		_, err := o.compile(t, second.ID, Compilation{}, s)
		refused(t, err, Unmet, words.MemberNotSubmitted)
	})
}
