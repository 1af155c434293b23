package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// Every read of a document with a circle leaves one record per answer, and reads of others none. Only those who may
// change the circle and the audit administrator see the records.
func TestReadingsAreRecorded(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		id, report := m.objects["problems"], m.objects["reports"]
		officer, head := m.As("audit.officer"), m.As("sanitation.head")
		one := "/api/v1/problems/" + id
		head.Get(one).Want(http.StatusOK)
		problem := apitest.Read[api.ProblemDossier](officer.Get(one))
		drawn := apitest.Read[api.Outcome](officer.Put(one+"/circle", map[string]any{"reason": "涉及工作秘密", "reader_ids": []string{
			m.People["sanitation.head"].UserID, m.People["building.drafter"].UserID}}, apitest.IfMatch(problem.Version)).Want(http.StatusOK))
		if !drawn.Subject.Restricted {
			t.Error("the subject is not marked")
		}
		if circle := apitest.Read[api.Circle](m.As("building.drafter").Get(one + "/circle")); !circle.Restricted || len(circle.Readers) != 3 {
			t.Errorf("circle %+v", circle)
		}
		reads := []struct{ path, operation, subject string }{
			{one, "get-problem", id},
			{one + "/history", "list-problem-history", id},
			{one + "/revisions", "list-problem-revisions", id},
			{one + "/revisions/1", "get-problem-revision", id},
			{one + "/evidence", "list-problem-evidence", id},
			{"/api/v1/evidence/" + m.objects["evidence"], "get-evidence", id},
			{"/api/v1/evidence/" + m.objects["evidence"] + "/content", "download-evidence", id},
			{"/api/v1/problems?q=" + "渣土", "list-problems", id},
			{"/api/v1/measures", "list-measures", m.objects["measures"]},
			{"/api/v1/measures/" + m.objects["measures"], "get-measure", m.objects["measures"]},
			{"/api/v1/reports/" + report, "get-report", report},
			{"/api/v1/reports", "list-reports", report},
		}
		for _, r := range reads {
			head.Get(r.path).Want(http.StatusOK)
		}
		m.As("clerk").Get(one).Want(http.StatusNotFound)
		m.As("clerk").Get("/api/v1/problems").Want(http.StatusOK)

		list := apitest.Read[api.Page[api.Reading]](officer.Get(one + "/readings?limit=200")).Items
		var his []api.Reading
		for _, r := range list {
			if r.UserID == m.People["sanitation.head"].UserID {
				his = append(his, r)
			}
			if r.UserID == m.People["clerk"].UserID {
				t.Errorf("the clerk is said to have read %+v", r)
			}
		}
		slices.Reverse(his)
		if len(his) != len(reads) {
			t.Fatalf("%d records of %d reads: %+v", len(his), len(reads), his)
		}
		for i, r := range his {
			want := reads[i]
			if r.Operation != want.operation || r.SubjectID != want.subject || r.CircleID != id || r.Address == "" || r.RequestID == "" || r.UserName != "环卫处处长" {
				t.Errorf("%s: %+v", want.path, r)
			}
			if file := strings.Contains(r.Operation, "-evidence") && !strings.HasPrefix(r.Operation, "list"); file != (r.EvidenceID != "") {
				t.Errorf("%s: evidence %q", want.path, r.EvidenceID)
			}
			if (r.Kind == models.KindMeasure) != (r.Revision == 0) {
				t.Errorf("%s: revision %d", want.path, r.Revision)
			}
		}
		all := apitest.Read[api.Page[api.Reading]](m.As("auditing").Get("/api/v1/readings?subject_id=" + id + "&limit=200")).Items
		if len(all) < len(list) {
			t.Errorf("the audit administrator sees %d of %d", len(all), len(list))
		}
		m.As("auditing").Get(one).Want(http.StatusNotFound)
		m.As("building.drafter").Get(one + "/readings").Want(http.StatusForbidden)
		m.As("secretary").Get(one + "/readings").Want(http.StatusForbidden)
		officer.Post(one+"/circle/lift", map[string]any{"reason": "已公开"}, apitest.IfMatch(drawn.Subject.Version)).Want(http.StatusOK)
		head.Get(one).Want(http.StatusOK)
		if after := apitest.Read[api.Page[api.Reading]](head.Get(one + "/readings?limit=200")).Items; len(after) != len(list)+1 {
			t.Errorf("%d records, before the circle was lifted %d", len(after), len(list)+1)
		}
	})
}

// To whom a problem was copied, to him its measures are open by themselves, too, until a circle without him is drawn round it.
func TestMeasuresOfCopiedProblem(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		id, measure := m.objects["problems"], "/api/v1/measures/"+m.objects["measures"]
		stranger := m.As("building.head")
		stranger.Get(measure).Want(http.StatusNotFound)
		m.As("sanitation.head").Post("/api/v1/problems/"+id+"/copies", map[string]any{"user_ids": []string{m.People["building.head"].UserID}}).Want(http.StatusOK)
		stranger.Get(measure).Want(http.StatusOK)
		stranger.Get(measure + "/history").Want(http.StatusOK)
		if list := apitest.Read[api.Page[api.Subject]](stranger.Get("/api/v1/measures?problem_id=" + id)); len(list.Items) == 0 {
			t.Error("no measures in the list")
		}
		officer := m.As("audit.officer")
		version := apitest.Read[api.ProblemDossier](officer.Get("/api/v1/problems/" + id)).Version
		officer.Put("/api/v1/problems/"+id+"/circle", map[string]any{"reason": "涉及工作秘密", "reader_ids": []string{m.People["sanitation.head"].UserID}}, apitest.IfMatch(version)).Want(http.StatusOK)
		stranger.Get(measure).Want(http.StatusNotFound)
	})
}
