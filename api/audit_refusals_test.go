package api_test

import (
	"net/http"
	"strings"
	"testing"

	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// What is refused is in the audit log: who, what, from where, why. What cannot be read at all, or is merely not found by a
// name nobody has, is not.
func TestRefusalsAreAudited(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		id := models.NewID()
		agent := apitest.Header("User-Agent", "Mozilla/5.0\u202e"+strings.Repeat("x", 300))
		w.Anonymous().Get("/api/v1/me", agent).Refused(http.StatusUnauthorized, words.Unauthenticated)
		w.As("clerk").Get("/api/v1/users", agent).Refused(http.StatusForbidden, words.NotYourRole)
		w.As("clerk").Get("/api/v1/problems/"+id).Refused(http.StatusNotFound, words.NotFound)
		w.As("system").Post("/api/v1/units", map[string]any{"code": "audit", "name": "另一个", "kind": "division"}).Refused(http.StatusConflict, words.AlreadyExists)
		w.As("system").Post("/api/v1/units", "{").Want(http.StatusBadRequest)
		w.As("system").Get("/api/v1/nothing").Want(http.StatusNotFound)

		list, err := store.View(t.Context()).AuditRecords(models.AuditFilter{}, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		want := []struct{ login, act, code, object string }{
			{"", "get-me", "unauthenticated", ""}, {"clerk", "list-users", "not_your_role", ""}, {"clerk", "get-problem", "not_found", id},
			{"system", "create-unit", "already_exists", ""},
		}
		if len(list) != len(want) {
			t.Fatalf("%d records: %+v", len(list), list)
		}
		for i, r := range list {
			actor := ""
			if r.ActorID != nil {
				actor = *r.ActorID
			}
			if r.Act != want[i].act || r.Code != want[i].code || r.ObjectID != want[i].object || actor != w.People[want[i].login].UserID ||
				r.Result != models.Refused || r.Address != "127.0.0.1" || r.RequestID == "" || r.Operation != want[i].act {
				t.Errorf("record %d: %+v", i, r)
			}
		}
		if got := list[0].UserAgent; len([]rune(got)) != 200 || !strings.HasPrefix(got, "Mozilla/5.0 x") {
			t.Errorf("the user agent is kept as %q", got)
		}
	})
}
