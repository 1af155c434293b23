package workflow

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/lights"
	"rectify/workflow/words"
)

var day = func(month time.Month, d int) civil.Date { return civil.Date{Year: 2023, Month: month, Day: d} }

// dossier enters a problem of the sanitation division with two dated measures and a long-term one.
func (o *office) dossier(t testing.TB, number string) models.Subject {
	t.Helper()
	return o.enter(t, NewProblem{CampaignID: o.Campaign.ID, Number: number, SuperiorNumber: "21", Heading: "生态环境保护", Text: "建筑垃圾偷倒时有发生。" + number,
		Assignment: Assignment{UnitID: o.Units["sanitation"].ID, LeadUserID: o.People["leader"].UserID, CoUnits: []string{o.Units["town"].ID}},
		Measures: []MeasureClause{{Text: "排查存量点位", Deadline: "9月15日前"}, {Text: "清运积存垃圾", Deadline: "9月底"},
			{Text: "健全巡查制度", Deadline: "长期坚持"}}})
}

func (o *office) enter(t testing.TB, p NewProblem) models.Subject {
	t.Helper()
	var s models.Subject
	_, err := o.engine.CreateProblem(t.Context(), o.People["audit.officer"], Request{Render: func(result any) (Answer, error) {
		s = result.(Outcome).Subject
		return Answer{Status: 201}, nil
	}}, p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (o *office) row(t testing.TB, id string) models.ProblemRow {
	t.Helper()
	row, err := o.Store.View(t.Context()).Problem(o.People["audit.officer"], id)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// do fires an event on the subject as it is now, where it must work.
func (o *office) do(t testing.TB, login, id string, event Event, payload any) models.Subject {
	t.Helper()
	return o.must(t, login, id, Command{Event: event, Payload: payload, Opinion: "意见"})
}

// sound checks that all history leads to what is stored.
func (o *office) sound(t testing.TB) {
	t.Helper()
	if _, err := o.engine.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// clauses is the dossier of a problem as it stands, to be changed and handed in again.
func clauses(row models.ProblemRow) Dossier {
	d := Dossier{Heading: row.Heading, Text: row.Text}
	for _, m := range row.Measures {
		d.Measures = append(d.Measures, MeasureClause{ID: m.ID, Text: m.Text, Deadline: m.DeadlineRaw})
	}
	return d
}

func TestCreateProblem(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.dossier(t, "1")
		row := o.row(t, s.ID)
		if row.Title != "1（21）：建筑垃圾偷倒时有发生。1" || row.UnitName != "环卫处" || row.LeadLeader != "牵头领导" || len(row.CoUnits) != 1 {
			t.Errorf("%+v", row)
		}
		// The last due day is 30 September: it ends at midnight in Shanghai, 16:00 UTC.
		if want := time.Date(2023, 9, 30, 16, 0, 0, 0, time.UTC); row.DueAt == nil || !row.DueAt.Equal(want) {
			t.Errorf("due at %v", row.DueAt)
		}
		var days []string
		for _, m := range row.Measures {
			days = append(days, m.DueOn)
			if m.State != string(Planned) || *m.ParentID != s.ID || *m.UnitID != *s.UnitID || *m.LeadUserID != *s.LeadUserID {
				t.Errorf("%+v", m.Subject)
			}
		}
		if !slices.Equal(days, []string{"2023-09-15", "2023-09-30", ""}) || !row.Measures[2].LongTerm {
			t.Errorf("%v", days)
		}
		o.sound(t)
	})
}

func TestCreateProblemRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.dossier(t, "1")
		sanitation := o.Units["sanitation"].ID
		valid := NewProblem{CampaignID: o.Campaign.ID, Number: "2", Text: "协议到期未续签。", Assignment: Assignment{UnitID: sanitation}}
		cases := map[string]struct {
			login  string
			change func(*NewProblem)
			class  Class
			code   words.Code
		}{
			"not the audit office": {"sanitation.head", func(*NewProblem) {}, Forbidden, words.NotYourRole},
			"no such campaign":     {"audit.officer", func(p *NewProblem) { p.CampaignID = models.NewID() }, NotFound, words.NotFound},
			"there already":        {"audit.officer", func(p *NewProblem) { p.Number, p.Text = "1", "建筑垃圾偷倒时有发生。1" }, Unmet, words.ProblemExists},
			"no number":            {"audit.officer", func(p *NewProblem) { p.Number = " " }, Unmet, words.FieldRequired},
			"no text":              {"audit.officer", func(p *NewProblem) { p.Text = "" }, Unmet, words.FieldRequired},
			"an empty measure":     {"audit.officer", func(p *NewProblem) { p.Measures = []MeasureClause{{Deadline: "9月底"}} }, Unmet, words.FieldRequired},
			"unknown unit":         {"audit.officer", func(p *NewProblem) { p.UnitID = models.NewID() }, Unmet, words.UnitUnknown},
			"co-operates itself":   {"audit.officer", func(p *NewProblem) { p.CoUnits = []string{sanitation} }, Unmet, words.CoUnitOwn},
			"no leader":            {"audit.officer", func(p *NewProblem) { p.LeadUserID = o.People["clerk"].UserID }, Unmet, words.NotALeadLeader},
		}
		for name, c := range cases {
			p := valid
			c.change(&p)
			_, err := o.engine.CreateProblem(t.Context(), o.People[c.login], Request{}, p)
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.Class != c.class || refusal.Code != c.code && (len(refusal.Reasons) == 0 || refusal.Reasons[0].Code != c.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if rows, _ := store.View(t.Context()).AllProblems(o.People["audit.officer"], o.Campaign.ID); len(rows) != 1 {
			t.Errorf("refusals left %d problems", len(rows)-1)
		}
	})
}

// The dossier is whole: what is new becomes a measure, what changed gets an entry, what is missing is taken out, and
// what only moved keeps its history as it is.
func TestEditDossier(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.dossier(t, "1")
		before := o.row(t, s.ID)
		d := clauses(before)
		d.Measures = []MeasureClause{{Text: "约谈责任企业", Deadline: "10月20日前"}, d.Measures[2],
			{ID: d.Measures[0].ID, Text: d.Measures[0].Text, Deadline: "9月20日前"}}
		edited := o.do(t, "sanitation.drafter", s.ID, Edit, d)
		after := o.row(t, s.ID)
		if after.Revision != 2 || after.Version != 2 || edited.Digest != after.Digest || after.Digest == before.Digest {
			t.Errorf("revision %d, version %d", after.Revision, after.Version)
		}
		if len(after.Measures) != 3 || after.Measures[1].ID != before.Measures[2].ID || after.Measures[2].ID != before.Measures[0].ID {
			t.Fatalf("%+v", after.Measures)
		}
		for i, want := range []int64{1, 1, 2} { // created, moved only, edited
			if after.Measures[i].Version != want {
				t.Errorf("measure %d is at version %d", i+1, after.Measures[i].Version)
			}
		}
		if after.Measures[2].DueOn != "2023-09-20" || !after.DueAt.Equal(time.Date(2023, 10, 20, 16, 0, 0, 0, time.UTC)) {
			t.Errorf("due %s, the problem %v", after.Measures[2].DueOn, after.DueAt)
		}
		gone, err := store.View(t.Context()).Measure(o.People["audit.officer"], before.Measures[1].ID)
		if err != nil || gone.DroppedAt == nil || gone.Version != 2 {
			t.Errorf("dropped: %+v, %v", gone.Subject, err)
		}
		if _, err := o.fire(t, "sanitation.head", Command{SubjectID: gone.ID, Event: Start, IfVersion: version(2)}); ClassOf(err) != Unmet {
			t.Errorf("a measure that was taken out could be started: %v", err)
		}
		// Handing in the same text again is an entry, but no new revision and no change of a measure.
		again := o.do(t, "sanitation.drafter", s.ID, Edit, clauses(after))
		if again.Revision != 2 || o.row(t, s.ID).Measures[2].Version != 2 {
			t.Errorf("the same text made revision %d", again.Revision)
		}
		o.sound(t)
	})
}

func TestEditDossierRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s, other := o.dossier(t, "1"), o.dossier(t, "2")
		settled := o.row(t, s.ID).Measures[0].ID
		o.do(t, "sanitation.head", settled, Start, nil)
		o.do(t, "sanitation.head", settled, Report, MeasureReport{Result: "已排查 12 处"})
		o.attach(t, settled)
		o.do(t, "sanitation.head", settled, Complete, nil)
		cases := map[string]struct {
			change func(*Dossier)
			code   words.Code
		}{
			"changes what is completed":   {func(d *Dossier) { d.Measures[0].Text = "换个说法" }, words.MeasureSettled},
			"takes out what is completed": {func(d *Dossier) { d.Measures = d.Measures[1:] }, words.MeasureSettled},
			"another problem's measure":   {func(d *Dossier) { d.Measures[1].ID = o.row(t, other.ID).Measures[0].ID }, words.MeasureUnknown},
			"a measure twice":             {func(d *Dossier) { d.Measures = append(d.Measures, d.Measures[1]) }, words.MeasureTwice},
			"no text":                     {func(d *Dossier) { d.Text = "　" }, words.FieldRequired},
		}
		for name, c := range cases {
			d := clauses(o.row(t, s.ID))
			c.change(&d)
			_, err := o.fire(t, "sanitation.drafter", Command{SubjectID: s.ID, Event: Edit, IfVersion: version(1), Payload: d})
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.Class != Unmet || refusal.Reasons[0].Code != c.code {
				t.Errorf("%s: %v", name, err)
			}
		}
		if row := o.row(t, s.ID); row.Version != 1 || row.Revision != 1 || len(row.Measures) != 3 {
			t.Errorf("refusals changed the problem: %+v", row.Subject)
		}
		o.sound(t)
	})
}

// Assigning a problem takes its measures along; the old division no longer sees it.
func TestAssign(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.dossier(t, "1")
		o.do(t, "sanitation.head", o.row(t, s.ID).Measures[0].ID, Start, nil)
		o.do(t, "audit.officer", s.ID, Assign, Assignment{UnitID: o.Units["building"].ID, LeadLeader: "分管领导"})
		row := o.row(t, s.ID)
		if *row.UnitID != o.Units["building"].ID || row.LeadUserID != nil || row.LeadLeader != "分管领导" || len(row.CoUnits) != 0 {
			t.Errorf("%+v", row)
		}
		for i, want := range []State{InProgress, Planned, Planned} {
			if m := row.Measures[i]; *m.UnitID != *row.UnitID || m.LeadUserID != nil || m.State != string(want) {
				t.Errorf("%+v", m.Subject)
			}
		}
		for login, sees := range map[string]bool{"building.head": true, "sanitation.head": false, "town.head": false, "leader": false} {
			if _, err := store.View(t.Context()).Problem(o.People[login], s.ID); (err == nil) != sees {
				t.Errorf("%s: %v", login, err)
			}
		}
		o.sound(t)
	})
}

// A reopened problem begins a round, outside of any compilation.
func TestReopen(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.dossier(t, "1")
		o.put(t, s.ID, Filed)
		o.clock.Advance(time.Hour)
		if _, err := o.fire(t, "audit.officer", Command{SubjectID: s.ID, Event: Reopen, IfVersion: version(1), Opinion: "回头看发现反弹"}); ClassOf(err) != Unmet {
			t.Errorf("reopened without new evidence: %v", err)
		}
		o.attach(t, s.ID)
		edited := o.do(t, "audit.officer", s.ID, Reopen, nil)
		row := o.row(t, s.ID)
		if row.Round != 2 || row.CompilationID != nil || row.State != string(Drafted) || edited.Round != 2 {
			t.Errorf("%+v", row.Subject)
		}
	})
}

// put brings a subject into a state without its history, to test what can be done from there.
func (o *office) put(t testing.TB, id string, state State) {
	t.Helper()
	if _, err := o.Store.SQL().ExecContext(t.Context(), `UPDATE subjects SET state = '`+string(state)+`' WHERE id = '`+id+`'`); err != nil {
		t.Fatal(err)
	}
}

// attach gives a subject one piece of evidence, now.
func (o *office) attach(t testing.TB, id string) {
	t.Helper()
	_, err := o.fire(t, "audit.officer", Command{SubjectID: id, Event: Attach, Payload: Attachment{EvidenceID: models.NewID(), Name: "照片.jpg",
		MediaType: "image/jpeg", Size: 1, SHA256: "00"}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestProblemLight(t *testing.T) {
	approved := time.Date(2023, 9, 5, 1, 0, 0, 0, time.UTC)
	p := DefaultPolicies()
	immediate := models.MeasureRow{Immediate: true}
	if due := MeasureDue(immediate, nil, p); due != nil {
		t.Errorf("before the plan's approval an immediate measure is due on %v", due)
	}
	if due := MeasureDue(immediate, &approved, p); due == nil || *due != day(10, 5) {
		t.Errorf("due %v", due)
	}
	row := models.ProblemRow{ApprovedAt: &approved, Measures: []models.MeasureRow{immediate, {DueOn: "2023-09-30"}}}
	for at, want := range map[civil.Date]lights.Light{day(9, 20): lights.Green, day(9, 28): lights.Yellow, day(10, 1): lights.Red} {
		if got := ProblemLight(row, p, at.In(time.UTC)); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}
