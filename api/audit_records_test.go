package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

func TestAuditLogIsReadByItsAdministrator(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		for _, code := range []string{"a1", "a2", "a3"} {
			w.As("system").Post("/api/v1/units", map[string]any{"code": code, "name": "单位" + code, "kind": "division"}).Want(http.StatusCreated)
			w.Clock.Advance(24 * time.Hour)
		}
		w.As("clerk").Get("/api/v1/users").Want(http.StatusForbidden)

		auditor := w.As("auditing")
		list := func(query string) api.Page[api.AuditRecord] {
			return apitest.Read[api.Page[api.AuditRecord]](auditor.Get("/api/v1/audit-records?" + query).Want(http.StatusOK))
		}
		if all := list(""); len(all.Items) != 4 || all.Items[0].Result != "refused" || all.Items[3].Act != "create" || all.Items[3].ActLabel != "建立" ||
			all.Items[3].ActorName != w.People["system"].Name || all.Items[3].Operation != "create-unit" || all.Items[3].AfterDigest == "" {
			t.Errorf("%+v", all)
		}
		first := list("limit=3")
		if rest := list("limit=3&cursor=" + first.NextCursor); len(first.Items) != 3 || len(rest.Items) != 1 || rest.Items[0].ID >= first.Items[2].ID {
			t.Errorf("%+v, then %+v", first, rest)
		}
		for query, want := range map[string]int{
			"act=create": 3, "act=grant": 0, "result=refused": 1, "actor_id=" + w.People["system"].UserID: 3,
			"actor_id=" + w.People["clerk"].UserID + "&result=done":              0,
			"from=2023-08-30T00:00:00%2B08:00&until=2023-08-31T00:00:00%2B08:00": 1,
			"object_id=" + *unitNamed(t, w, "a2"):                                1,
		} {
			if got := list(query); len(got.Items) != want {
				t.Errorf("%s: %d records, want %d", query, len(got.Items), want)
			}
		}
		days := apitest.Read[struct{ Items []api.AuditDay }](auditor.Get("/api/v1/audit-records/days").Want(http.StatusOK)).Items
		if len(days) != 4 || days[0].Day != "2023-08-29" || days[0].Times != 1 || days[3].Result != "refused" {
			t.Errorf("%+v", days)
		}
		auditor.Get("/api/v1/audit-records?from=yesterday").Want(http.StatusUnprocessableEntity)
	})
}

func unitNamed(t *testing.T, w *apitest.World, code string) *string {
	t.Helper()
	units, err := w.Store.View(t.Context()).Units()
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		if u.Code == code {
			return &u.ID
		}
	}
	t.Fatal("no unit " + code)
	return nil
}

func TestAuditLogIsExported(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		w.As("system").Post("/api/v1/units", map[string]any{"code": "a1", "name": "=cmd|x", "kind": "division"}).Want(http.StatusCreated)
		sheet := w.As("auditing").Get("/api/v1/audit-records/export.csv").Want(http.StatusOK)
		if got := sheet.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") || sheet.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Errorf("%q, %q", got, sheet.Header.Get("Content-Type"))
		}
		text, marked := strings.CutPrefix(string(sheet.Body), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || !marked || len(rows) != 3 || rows[1][1] != "2023-08-29 09:00:00.000 +08:00" || rows[1][5] != "系统管理员" || rows[2][11] != "export" {
			t.Errorf("%v: %s", err, sheet.Body)
		}
		lines := strings.Split(strings.TrimSpace(string(w.As("auditing").Get("/api/v1/audit-records/export.jsonl?act=export").Want(http.StatusOK).Body)), "\n")
		var record struct{ Act, Detail string }
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &record); err != nil || len(lines) != 2 || record.Act != "export" || !strings.Contains(record.Detail, "jsonl") {
			t.Errorf("%v: %q", err, lines)
		}
	})
}
