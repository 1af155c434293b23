package api_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/words"
)

// The review names what is unused, without a role, disabled with one, or has an old password.
func TestAccountReview(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		w.Clock.Advance(50 * 24 * time.Hour)
		newcomer(t, w, "wang.wu")
		if _, err := w.Engine.CreateUserAtConsole(t.Context(), workflow.Request{Render: func(any) (workflow.Answer, error) { return workflow.Answer{}, nil }},
			workflow.NewUser{Login: "li.si", Name: "新同志"}); err != nil { // holds a one-time password from the console
			t.Fatal(err)
		}
		w.As("system").Patch("/api/v1/users/"+w.People["observer"].UserID, map[string]any{"disabled": true}).Want(200)
		found := func() map[string][]string {
			found := map[string][]string{}
			for path := "/api/v1/users/review?limit=5"; path != ""; {
				page := apitest.Read[api.Page[api.ReviewedAccount]](w.As("auditing").Get(path).Want(200))
				for _, a := range page.Items {
					codes := []string{}
					for _, f := range a.Findings {
						codes = append(codes, f.Code)
					}
					found[a.Login] = codes
				}
				path = ""
				if page.NextCursor != "" {
					path = "/api/v1/users/review?limit=5&cursor=" + page.NextCursor
				}
			}
			return found
		}
		want := func(login string, codes ...string) {
			t.Helper()
			if got := found()[login]; !slices.Equal(got, append([]string{}, codes...)) {
				t.Errorf("%s: %q, want %q", login, got, codes)
			}
		}
		want("clerk")
		want("observer", "disabled_role")
		want("wang.wu", "no_role")
		want("li.si", "no_role", "one_time_still")
		w.Clock.Advance(40*24*time.Hour - time.Second)
		want("clerk")
		w.Clock.Advance(time.Second)
		want("clerk", "unused", "password_old")
		if n := len(found()); n != len(w.People)+2 {
			t.Errorf("%d accounts", n)
		}
		for login := range w.People {
			if login != "security" && login != "auditing" && login != "observer" {
				w.As(login).Get("/api/v1/users/review").Refused(403, words.NotYourRole)
			}
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(w.As("security").Get("/api/v1/users/review.csv").Want(200).Body), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != len(w.People)+3 || rows[0][0] != "用户名" {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		i := slices.IndexFunc(rows, func(r []string) bool { return r[0] == "clerk" })
		if rows[i][2] != "局办公室局办文书" || rows[i][4] != "2023-08-29 09:00" || rows[i][7] != "90天未登录、口令超过90天未更换" {
			t.Errorf("%q", rows[i])
		}
		records, err := store.View(t.Context()).AuditRecords(models.AuditFilter{Act: "export"}, 0, 10)
		if err != nil || len(records) != 1 || *records[0].ActorID != w.People["security"].UserID {
			t.Errorf("recorded %+v, %v", records, err)
		}
	})
}
