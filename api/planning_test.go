package api_test

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// planned is a world whose calendar is filled.
func planned(t *testing.T, store *models.Store) *apitest.World {
	t.Helper()
	w := apitest.New(t, store)
	if err := w.Engine.SeedCalendar(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w
}

// withProblem makes the sanitation division responsible for a problem.
func withProblem(t *testing.T, w *apitest.World) {
	t.Helper()
	unit := w.Units["sanitation"].ID
	s := models.Subject{ID: models.NewID(), CampaignID: w.Campaign.ID, Kind: models.KindProblem, Title: "问题", State: "drafted", Version: 1, Round: 1,
		UnitID: &unit, CreatedBy: w.People["audit.officer"].UserID, CreatedAt: w.Clock.Now(), UpdatedAt: w.Clock.Now(), StateSince: w.Clock.Now(), HeadHash: []byte{1}}
	entry := models.Entry{CampaignID: s.CampaignID, SubjectID: s.ID, Seq: 1, Kind: s.Kind, Event: "create", ToState: s.State, ActorID: s.CreatedBy,
		ActorName: "审计办干部", Role: "audit_officer", At: s.CreatedAt, CorrelationID: models.NewID(), Alg: "sha256", PrevHash: []byte{}, Hash: []byte{1}}
	if err := w.Store.View(t.Context()).Insert(s, entry); err != nil {
		t.Fatal(err)
	}
}

func TestCyclesOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		withProblem(t, w)
		path := "/api/v1/campaigns/" + w.Campaign.ID + "/cycles"
		w.As("sanitation.head").Post(path, nil).Refused(403, words.NotYourRole)
		w.As("audit.officer").Post("/api/v1/campaigns/"+models.NewID()+"/cycles", nil).Refused(404, words.NotFound)
		first := w.As("audit.officer").Post(path, nil, apitest.Key("plan")).Want(200)
		again := w.As("audit.officer").Post(path, nil, apitest.Key("plan")).Want(200)
		if plan := apitest.Read[api.CyclePlan](first); plan != (api.CyclePlan{Cycles: 5, Obligations: 5}) || string(first.Body) != string(again.Body) {
			t.Errorf("%+v; under the same key %s", plan, again.Body)
		}
		w.Clock.Set(time.Date(2023, 9, 4, 0, 0, 0, 0, time.UTC))
		list := apitest.Read[api.CycleList](w.As("clerk").Get(path).Want(200))
		if len(list.Items) != 5 || list.Items[0].Counts != (api.Counts{Owed: 1, Missing: 1}) || list.Items[4].Counts != (api.Counts{Owed: 1, Pending: 1}) {
			t.Errorf("%+v", list)
		}
		exemption := map[string]string{"unit_id": w.Units["sanitation"].ID, "reason": "机构调整"}
		url := path + "/" + list.Items[0].ID + "/exemptions"
		w.As("sanitation.head").Post(url, exemption).Refused(403, words.NotYourRole)
		w.As("audit.officer").Post(url, exemption).Want(200)
		for login, rows := range map[string]int{"secretary": 1, "sanitation.drafter": 1, "building.head": 0, "security": 0} {
			m := apitest.Read[api.CycleMatrix](w.As(login).Get(path + "/matrix").Want(200))
			if len(m.Units) != rows || rows == 1 && m.Units[0].Cells[0].Status != (api.Named{Code: "exempt", Label: "免报"}) {
				t.Errorf("%s sees %+v", login, m.Units)
			}
		}
	})
}

// A missing notice is said where the cycles are looked at and refused where they are planned.
func TestBlockedCyclesOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		path := "/api/v1/campaigns/" + w.Campaign.ID + "/cycles"
		p := w.As("audit.officer").Post(path, nil).Refused(422, words.ConditionsUnmet)
		if len(p.Errors) != 1 || p.Errors[0].Code != words.CalendarYearUnknown {
			t.Errorf("%+v", p)
		}
		if list := apitest.Read[api.CycleList](w.As("system").Get(path).Want(200)); len(list.Items) != 0 || len(list.Blocked) != 1 {
			t.Errorf("%+v", list)
		}
	})
}

func TestCalendarOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		admin, user := w.As("system"), w.As("sanitation.drafter")
		if years := apitest.Read[api.List[api.CalendarYear]](user.Get("/api/v1/calendar/years").Want(200)); len(years.Items) != 4 {
			t.Errorf("%d years", len(years.Items))
		}
		days := apitest.Read[api.List[api.Day]](user.Get("/api/v1/calendar/days?from=2026-12-28&to=2026-12-29").Want(200)).Items
		if len(days) != 2 || !days[0].Known || !*days[0].Workday || days[1].Known || days[1].Workday != nil || len(days[1].Why) != 1 {
			t.Errorf("%+v", days)
		}
		user.Get("/api/v1/calendar/days?from=2023-02-30&to=2023-03-01").Refused(422, words.InvalidInput)
		user.Get("/api/v1/calendar/days?from=2023-03-02&to=2023-03-01").Refused(422, words.ConditionsUnmet)
		sum := apitest.Read[api.WorkdaySum](user.Get("/api/v1/calendar/workdays?from=2023-09-28&days=1").Want(200))
		if sum.Date.String() != "2023-10-07" {
			t.Errorf("%+v", sum)
		}
		user.Get("/api/v1/calendar/workdays?from=2026-12-28&days=5").Refused(422, words.ConditionsUnmet)

		year := "/api/v1/calendar/years/2027"
		notice := `{"$schema":"x","year":2027,"papers":["https://example.org/2027"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},
			{"name":"劳动节","date":"2027-05-01","isOffDay":true},{"name":"国庆节","date":"2027-10-01","isOffDay":true}]}`
		user.Put(year, notice).Refused(403, words.NotYourRole)
		p := admin.Put(year, `{"year":2027,"papers":["x"],"days":[]}`).Refused(422, words.ConditionsUnmet)
		if len(p.Errors) != 3 {
			t.Errorf("an empty notice: %+v", p.Errors)
		}
		user.Get(year).Refused(404, words.NotFound)
		remarks := func() []string { // on a deadline that falls on a holiday of the notice
			preview := user.Get("/api/v1/deadlines/preview?base=2027-01-04&text=" + url.QueryEscape("2027年10月1日"))
			return apitest.Read[api.DeadlinePreview](preview.Want(200)).Remarks
		}
		if got := remarks(); len(got) != 0 {
			t.Errorf("in a year without a notice: %q", got)
		}
		admin.Put(year, notice).Want(200)
		if got := remarks(); len(got) != 1 {
			t.Errorf("on the holiday: %q", got)
		}
		stored := apitest.Read[api.CalendarYear](user.Get(year).Want(200))
		if len(stored.Days) != 3 || len(stored.Changes) != 1 || stored.Changes[0].ChangedBy != w.People["system"].UserID {
			t.Errorf("%+v", stored)
		}
		user.Delete(year).Refused(403, words.NotYourRole)
		admin.Delete(year).Want(204)
		admin.Delete(year).Refused(404, words.NotFound)
	})
}

func TestTasksOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		for range 3 {
			withProblem(t, w)
		}
		if _, err := w.Engine.EnsureCycles(t.Context(), w.Campaign.ID); err != nil {
			t.Fatal(err)
		}
		me := w.As("sanitation.drafter")
		var got []api.Task
		for path := "/api/v1/tasks?limit=1"; ; {
			page := apitest.Read[api.Tasks](me.Get(path).Want(200))
			if page.Counts != (api.TaskCounts{Todo: 4}) {
				t.Fatalf("counts %+v", page.Counts)
			}
			if got = append(got, page.Items...); page.NextCursor == "" {
				break
			}
			path = "/api/v1/tasks?limit=1&cursor=" + page.NextCursor
		}
		if len(got) != 4 || got[0].Begun || got[0].Kind != models.KindWeekly || got[3].Event == nil || got[3].Event.Code != "submit" {
			t.Errorf("%+v", got)
		}
		started := apitest.Read[api.Tasks](w.As("audit.officer").Get("/api/v1/tasks?box=started&limit=2").Want(200))
		if len(started.Items) != 2 || started.Counts.Started != 3 {
			t.Errorf("%+v", started)
		}
		me.Get("/api/v1/tasks?box=done&cursor="+started.NextCursor).Refused(400, words.BadCursor)
		w.Anonymous().Get("/api/v1/tasks").Refused(401, words.Unauthenticated)
	})
}

func TestStatisticsOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		enter(w, "1")
		stats := apitest.Read[api.Statistics](w.As("audit.officer").Get("/api/v1/campaigns/" + w.Campaign.ID + "/statistics").Want(200))
		if stats.Problems.Total != 1 || stats.Problems.Percent == nil || *stats.Problems.Percent != 0 || stats.Measures.Total != 3 ||
			len(stats.Units) != 1 || stats.Problems.Lights[0].Shape != "●" {
			t.Errorf("%+v", stats)
		}
		w.As("audit.officer").Get("/api/v1/campaigns/"+models.NewID()+"/statistics").Refused(404, words.NotFound)
	})
}

// The feed shows each viewer the events of what he may see, in order, and goes on where he left off.
func TestEventsOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		for range 3 {
			withProblem(t, w)
		}
		officer := w.As("audit.officer")
		if page := apitest.Read[api.EventPage](officer.Get("/api/v1/events").Want(200)); len(page.Items) != 0 || page.Next != 0 {
			t.Errorf("before the sequencer: %+v", page)
		}
		if _, err := w.Engine.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		page := apitest.Read[api.EventPage](officer.Get("/api/v1/events?limit=2&kind=problem,plan").Want(200))
		if len(page.Items) != 2 || page.Next != 2 || page.Items[1].ID != "2" || page.Items[0].Type != "rectify.problem.create" || page.Items[0].Data.Seq != 1 {
			b, _ := json.Marshal(page)
			t.Errorf("%s", b)
		}
		page = apitest.Read[api.EventPage](officer.Get("/api/v1/events?after=2").Want(200))
		if len(page.Items) != 1 || page.Next != 3 {
			t.Errorf("the rest: %+v", page)
		}
		for login, want := range map[string]int{"sanitation.head": 3, "building.head": 0, "system": 0, "observer": 0} {
			page := apitest.Read[api.EventPage](w.As(login).Get("/api/v1/events").Want(200))
			if len(page.Items) != want || page.Next != 3 {
				t.Errorf("%s sees %d events up to %d", login, len(page.Items), page.Next)
			}
		}
		for query, want := range map[string]int{"campaign_id=" + w.Campaign.ID: 3, "campaign_id=" + models.NewID(): 0, "kind=plan": 0, "subject_id=" + page.Items[0].Subject: 1} {
			if page := apitest.Read[api.EventPage](officer.Get("/api/v1/events?" + query).Want(200)); len(page.Items) != want {
				t.Errorf("%s: %d events", query, len(page.Items))
			}
		}
		officer.Get("/api/v1/events?after=-1").Refused(422, words.InvalidInput)
	})
}
