package workflow

import (
	"errors"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// create starts a report.
func (o *office) create(t testing.TB, login string, n NewReport) (models.Subject, error) {
	t.Helper()
	var s models.Subject
	_, err := o.engine.CreateReport(t.Context(), o.People[login], Request{Render: func(result any) (Answer, error) {
		s = result.(Outcome).Subject
		return Answer{}, nil
	}}, n)
	return s, err
}

// started is create where it must work.
func (o *office) started(t testing.TB, login string, n NewReport) models.Subject {
	t.Helper()
	s, err := o.create(t, login, n)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// now reads a subject as it is stored.
func (o *office) now(t testing.TB, id string) models.Subject {
	t.Helper()
	list, err := o.Store.View(t.Context()).Subjects(id)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d subjects, %v", len(list), err)
	}
	return list[0]
}

// try fires an event on a subject as it is now.
func (o *office) try(t testing.TB, login, id string, c Command) (models.Subject, error) {
	t.Helper()
	c.SubjectID, c.IfVersion = id, version(o.now(t, id).Version)
	outcome, err := o.fire(t, login, c)
	return outcome.Subject, err
}

// must is try where it must work.
func (o *office) must(t testing.TB, login, id string, c Command) models.Subject {
	t.Helper()
	s, err := o.try(t, login, id, c)
	if err != nil {
		t.Fatalf("%s: %v", c.Event, err)
	}
	return s
}

// refused checks that an error is a refusal of the class which names the code, as its own or as one of its reasons.
func refused(t testing.TB, err error, class Class, code words.Code) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Class != class {
		t.Errorf("got %v, want a refusal of class %d for %s", err, class, code)
		return
	}
	codes := []words.Code{e.Code}
	for _, r := range e.Reasons {
		codes = append(codes, r.Code)
	}
	for _, c := range codes {
		if c == code {
			return
		}
	}
	t.Errorf("refused for %v, want %s", codes, code)
}

// cycle stores a due moment of the weekly report, owed by the units.
func (o *office) cycle(t testing.TB, number int, due time.Time, units ...string) models.Cycle {
	t.Helper()
	c := models.Cycle{ID: models.NewID(), CampaignID: o.Campaign.ID, Series: "weekly", Number: number, DueOn: today(due).String(),
		DueAt: due, CreatedAt: o.clock.Now()}
	var ids []string
	for _, code := range units {
		ids = append(ids, o.Units[code].ID)
	}
	if err := o.Store.InTx(t.Context(), func(tx models.Tx) error { return tx.AddCycle(c, ids...) }); err != nil {
		t.Fatal(err)
	}
	return c
}

// weekly starts the weekly report of a division and fills its required items.
func (o *office) weekly(t testing.TB, unit string, c models.Cycle) models.Subject {
	t.Helper()
	return o.started(t, unit+".drafter", NewReport{Kind: models.KindWeekly, CycleID: c.ID, UnitID: o.Units[unit].ID, Content: &Content{
		Sections: []Section{{Key: SectionProgress, Text: unit + "已完成三项措施。"}, {Key: SectionExperience, Text: "台账日清。"}}}})
}

// Divisions start what they write, the audit office what it compiles, and nobody anything else.
func TestWhoStartsReports(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		cycle := o.cycle(t, 1, o.clock.Now().Add(time.Hour), "sanitation")
		problem := o.problem(t)
		weekly := NewReport{Kind: models.KindWeekly, CycleID: cycle.ID, UnitID: o.Units["sanitation"].ID}
		progress := NewReport{Kind: models.KindProgress, ProblemID: problem.ID}
		bulletin := NewReport{Kind: models.KindBulletin, CycleID: cycle.ID}
		plan := NewReport{Kind: models.KindPlan, CampaignID: o.Campaign.ID}
		for _, c := range []struct {
			name, login string
			report      NewReport
			class       Class // 0: allowed
			code        words.Code
		}{
			{"another division's weekly", "building.head", weekly, Forbidden, words.NotYourRole},
			{"a weekly by the audit office", "audit.officer", weekly, Forbidden, words.NotYourRole},
			{"its own weekly", "sanitation.drafter", weekly, 0, ""},
			{"a second weekly", "sanitation.head", weekly, Conflict, words.AlreadyExists},
			{"no such cycle", "sanitation.head", NewReport{Kind: models.KindWeekly, CycleID: models.NewID(), UnitID: weekly.UnitID}, NotFound, words.NotFound},
			{"progress of a problem it cannot see", "building.head", progress, NotFound, words.NotFound},
			{"progress of a problem it only co-operates in", "town.head", progress, Forbidden, words.NotYourRole},
			{"progress by the audit office", "audit.officer", progress, Forbidden, words.NotYourRole},
			{"its own progress", "sanitation.head", progress, 0, ""},
			{"a bulletin by a division", "sanitation.head", bulletin, Forbidden, words.NotYourRole},
			{"a bulletin", "audit.officer", bulletin, 0, ""},
			{"a second bulletin", "audit.officer", bulletin, Conflict, words.AlreadyExists},
			{"a plan by the Party group", "secretary", plan, Forbidden, words.NotYourRole},
			{"a plan", "audit.officer", plan, 0, ""},
			{"a plan of no campaign", "audit.officer", NewReport{Kind: models.KindPlan, CampaignID: models.NewID()}, NotFound, words.NotFound},
			{"a meeting", "audit.officer", NewReport{Kind: models.KindMeeting}, Unmet, words.NotAReport},
		} {
			_, err := o.create(t, c.login, c.report)
			if c.class != 0 {
				t.Run(c.name, func(t *testing.T) { refused(t, err, c.class, c.code) })
			} else if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

// problem creates a bare problem of the sanitation division with the town co-operating.
func (o *office) problem(t testing.TB) models.Subject {
	t.Helper()
	var s models.Subject
	unit, leader := o.Units["sanitation"].ID, o.People["leader"].UserID
	_, err := o.engine.write(t.Context(), o.People["audit.officer"], Request{}, func(w *writing) (_ any, err error) {
		s, err = w.create(models.Subject{CampaignID: o.Campaign.ID, Kind: models.KindProblem, Title: "垃圾分类不到位", UnitID: &unit,
			LeadUserID: &leader}, nil, models.RoleAuditOfficer, "", nil)
		if err != nil {
			return nil, err
		}
		return nil, w.tx.SetCoUnits(s.ID, []string{o.Units["town"].ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A progress report has unit, lead leader and co-operating units of its problem.
func TestProgressInheritsFromItsProblem(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		problem := o.problem(t)
		s := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: problem.ID})
		if *s.UnitID != *problem.UnitID || *s.LeadUserID != *problem.LeadUserID || *s.ParentID != problem.ID {
			t.Errorf("%+v is not of %+v", s, problem)
		}
		o.must(t, "sanitation.head", s.ID, Command{Event: Edit, Payload: Edited{Content: someText}})
		_, err := o.try(t, "sanitation.head", s.ID, Command{Event: Submit})
		refused(t, err, Unmet, words.UnitsUnsigned)
		refused(t, err, Unmet, words.LeaderUnsigned)
	})
}

func TestReportsAreListedByPage(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		c := o.cycle(t, 1, o.clock.Now().Add(time.Hour), "sanitation", "building")
		mine, other := o.weekly(t, "sanitation", c), o.weekly(t, "building", c)
		bulletin := o.started(t, "audit.officer", NewReport{Kind: models.KindBulletin, CycleID: c.ID})
		list := func(login string, f models.ReportFilter) (ids []string) {
			if f.Limit == 0 {
				f.Limit = 10
			}
			rows, err := store.View(t.Context()).Reports(o.People[login], f)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				if r.Report.SubjectID != r.Subject.ID || *r.Report.CycleID != c.ID || r.UnitName == "" {
					t.Errorf("a row without its details: %+v", r)
				}
				ids = append(ids, r.Subject.ID)
			}
			return ids
		}
		for _, check := range []struct {
			name, login string
			filter      models.ReportFilter
			want        []string
		}{
			{"the office sees all, newest first", "audit.officer", models.ReportFilter{}, []string{bulletin.ID, other.ID, mine.ID}},
			{"a page", "audit.officer", models.ReportFilter{Limit: 1, After: bulletin.ID}, []string{other.ID}},
			{"a division sees its own", "sanitation.head", models.ReportFilter{}, []string{mine.ID}},
			{"an administrator sees nothing", "system", models.ReportFilter{}, nil},
			{"by kind and state", "audit.officer", models.ReportFilter{Kinds: []models.Kind{models.KindWeekly}, States: []string{"drafted"}}, []string{other.ID, mine.ID}},
			{"by unit and cycle", "audit.officer", models.ReportFilter{UnitID: *other.UnitID, CycleID: c.ID, CampaignID: o.Campaign.ID}, []string{other.ID}},
			{"by problem", "audit.officer", models.ReportFilter{ProblemID: models.NewID()}, nil},
		} {
			got := list(check.login, check.filter)
			if len(got) != len(check.want) {
				t.Errorf("%s: %d reports, want %d", check.name, len(got), len(check.want))
				continue
			}
			for i := range got {
				if got[i] != check.want[i] {
					t.Errorf("%s: report %d is %s, want %s", check.name, i, got[i], check.want[i])
				}
			}
		}
	})
}

func TestUsualTitle(t *testing.T) {
	for _, c := range []struct{ campaign, kind, want string }{
		{"某局巡视整改", "整改情况报告", "某局巡视整改情况报告"},
		{"某局巡视整改", "工作方案", "某局巡视整改工作方案"},
		{"某局巡视整改（第二轮）", "整改情况报告", "某局巡视整改（第二轮）整改情况报告"},
	} {
		if got := usualTitle(c.campaign, c.kind); got != c.want {
			t.Errorf("%s of %s is called %s", c.kind, c.campaign, got)
		}
	}
}
