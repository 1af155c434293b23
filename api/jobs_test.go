package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/archive"
	"rectify/workflow/words"
)

// A job is asked for, runs, is seen by its owner alone, and its result is a file of its name.
func TestJobsOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		enterProblem(t, w)
		head := w.As("sanitation.head")
		job := apitest.Read[api.Job](head.Post("/api/v1/jobs", map[string]any{"kind": "export_ledger",
			"params": map[string]any{"layout": "annex", "format": "csv", "campaign_id": w.Campaign.ID}}).Want(http.StatusAccepted))
		if job.State != models.JobQueued || job.Percent != 0 {
			t.Errorf("%+v", job)
		}
		at := "/api/v1/jobs/" + job.ID
		head.Get(at+"/result").Refused(http.StatusConflict, words.JobNotDone)
		if err := w.Jobs.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		if job = apitest.Read[api.Job](head.Get(at)); job.State != models.JobDone || job.Percent != 100 || job.Result == nil || job.Done != 1 {
			t.Errorf("%+v", job)
		}
		file := head.Get(at + "/result").Want(http.StatusOK)
		if !strings.Contains(string(file.Body), "加密巡查频次") || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment;") ||
			file.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Errorf("%v %s", file.Header, file.Body)
		}
		other := w.As("building.head")
		other.Get(at).Refused(http.StatusNotFound, words.NotFound)
		other.Get(at+"/result").Refused(http.StatusNotFound, words.NotFound)
		other.Post(at+"/cancel", nil).Refused(http.StatusNotFound, words.NotFound)
		if mine := apitest.Read[api.Page[api.Job]](head.Get("/api/v1/jobs")); len(mine.Items) != 1 {
			t.Errorf("%d of his own", len(mine.Items))
		}
		if theirs := apitest.Read[api.Page[api.Job]](other.Get("/api/v1/jobs")); len(theirs.Items) != 0 {
			t.Errorf("%d of somebody else's", len(theirs.Items))
		}
		head.Post(at+"/cancel", nil).Refused(http.StatusConflict, words.JobEnded)
		head.Post("/api/v1/jobs", map[string]any{"kind": "export_ledger", "params": map[string]any{"layout": "annex"}}).
			Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
		head.Post("/api/v1/jobs", map[string]any{"kind": "import_problems"}).Refused(http.StatusForbidden, words.NotYourRole)
	})
}

// The archive package of a campaign is made by a job, and what comes down is whole.
func TestArchiveOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		enterProblem(t, w)
		ask := map[string]any{"kind": "archive", "params": map[string]any{"campaign_id": w.Campaign.ID}}
		w.As("sanitation.head").Post("/api/v1/jobs", ask).Refused(http.StatusForbidden, words.NotYourRole)
		clerk := w.As("clerk")
		at := "/api/v1/jobs/" + apitest.Read[api.Job](clerk.Post("/api/v1/jobs", ask).Want(http.StatusAccepted)).ID
		if err := w.Jobs.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		if job := apitest.Read[api.Job](clerk.Get(at)); job.State != models.JobDone || job.Percent != 100 {
			t.Fatalf("%+v", job)
		}
		file := clerk.Get(at + "/result").Want(http.StatusOK)
		if file.Header.Get("Content-Type") != "application/zip" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment;") {
			t.Errorf("%v", file.Header)
		}
		sum, err := archive.Verify(bytes.NewReader(file.Body), int64(len(file.Body)), archive.Options{All: true}, func(f archive.Fault) {
			t.Error(f.In(words.Chinese))
		})
		if err != nil || sum.Faults != 0 || sum.Entries == 0 || sum.Files == 0 {
			t.Errorf("%+v, %v", sum, err)
		}
	})
}

// enterProblem enters one problem of the sanitation division.
func enterProblem(t *testing.T, w *apitest.World) {
	t.Helper()
	w.As("audit.officer").Post("/api/v1/problems", map[string]any{
		"campaign_id": w.Campaign.ID, "number": "1", "superior_number": "21", "text": "渣土车辆沿途抛洒", "unit_id": w.Units["sanitation"].ID,
		"lead_leader_id": w.People["member.1"].UserID, "co_unit_ids": []string{w.Units["town"].ID},
		"measures": []map[string]any{{"text": "加密巡查频次", "deadline": "9月底"}}}).Want(http.StatusCreated)
}

// The export is the list as a file: what somebody does not see is not in it, and a misspelt filter does not widen it.
func TestExportOverHTTP(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	enterProblem(t, w)
	at := "/api/v1/problems/export?layout=annex&campaign_id=" + w.Campaign.ID
	for login, want := range map[string]bool{"audit.officer": true, "sanitation.head": true, "town.head": true, "building.head": false, "system": false} {
		file := w.As(login).Get(at + "&format=csv").Want(http.StatusOK)
		if strings.Contains(string(file.Body), "渣土") != want {
			t.Errorf("%s: %s", login, file.Body)
		}
	}
	officer := w.As("audit.officer")
	if file := officer.Get(at + "&q=没有").Want(http.StatusOK); file.Header.Get("Content-Type") != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" ||
		!strings.HasPrefix(string(file.Body), "PK") {
		t.Errorf("%v", file.Header)
	}
	officer.Get(at + "&colour=red").Want(http.StatusUnprocessableEntity)
	officer.Get("/api/v1/problems/export?layout=annex").Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
	officer.Get("/api/v1/problems/export?layout=ledger").Want(http.StatusOK)
	w.Anonymous().Get(at).Want(http.StatusUnauthorized)
}

// What stands above the table is set once and comes out of every export.
func TestTableHead(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	at := "/api/v1/campaigns/" + w.Campaign.ID + "/table-head"
	if h := apitest.Read[api.TableHead](w.As("clerk").Get(at)); h.Title != "巡视整改措施一览表" || h.ReportingUnit != w.Campaign.Organisation || h.Anchor.String() != w.Campaign.StartsOn {
		t.Errorf("%+v", h)
	}
	head := map[string]any{"title": "某局整改措施一览表", "reporting_unit": "某局", "contact": "科员", "phone": "123"}
	w.As("sanitation.head").Put(at, head).Refused(http.StatusForbidden, words.NotYourRole)
	if h := apitest.Read[api.TableHead](w.As("audit.officer").Put(at, head)); h.Contact != "科员" || h.Anchor != nil {
		t.Errorf("%+v", h)
	}
	if h := apitest.Read[api.TableHead](w.As("clerk").Get(at)); h.Title != "某局整改措施一览表" || h.Phone != "123" {
		t.Errorf("%+v", h)
	}
}
