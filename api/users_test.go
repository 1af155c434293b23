package api_test

import (
	"slices"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

var aUnit = map[string]any{"code": "roads", "name": "道路处", "kind": "division"}

// Two servers share a database. What the security administrator changes on one counts on the other with the next request,
// for reads and for writes, although both know the person already.
func TestRolesCountAtOnce(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		replica := w.Replica()
		made := newcomer(t, w, "wang.wu")
		user, general := "/api/v1/users/"+made.User.ID, w.Units["general"].ID
		token := apitest.Read[api.SignedIn](signIn(w, "wang.wu", made.Password).Want(201)).Token
		token = apitest.Read[api.SignedIn](w.WithToken(token).Put("/api/v1/me/password",
			map[string]any{"old_password": made.Password, "new_password": goodPassword}).Want(200)).Token
		here, there := w.WithToken(token), replica.WithToken(token)
		for _, c := range []*apitest.Client{here, there} {
			c.Post("/api/v1/units", aUnit).Refused(403, words.NotYourRole)
			c.Get("/api/v1/users").Refused(403, words.NotYourRole)
		}

		grant := w.Grant(made.User.ID, general, "system_admin")
		there.Post("/api/v1/units", aUnit).Want(201) // known there without the role: a refusal may not rest on that
		here.Get("/api/v1/users").Want(200)
		if me := apitest.Read[api.Me](there.Get("/api/v1/me")); !slices.Contains(me.Rights, "create-unit") || slices.Contains(me.Rights, "propose-grant") {
			t.Errorf("rights %q", me.Rights)
		}

		w.As("security").Delete(user + "/roles/" + grant).Want(204)
		for _, c := range []*apitest.Client{here, there} { // known with the role, which the transaction finds gone
			c.Post("/api/v1/units", map[string]any{"code": "parks", "name": "公园处", "kind": "division"}).Refused(403, words.NotYourRole)
			c.Get("/api/v1/users").Refused(403, words.NotYourRole)
		}

		w.Grant(made.User.ID, general, "system_admin")
		there.Get("/api/v1/users").Want(200)
		w.As("system").Patch(user, map[string]any{"disabled": true}).Want(200)
		for _, c := range []*apitest.Client{here, there} {
			c.Post("/api/v1/units", map[string]any{"code": "parks", "name": "公园处", "kind": "division"}).Refused(401, words.Unauthenticated)
			c.Get("/api/v1/units").Refused(401, words.Unauthenticated)
		}
		w.As("system").Patch(user, map[string]any{"disabled": false}).Want(200)
		there.Get("/api/v1/units").Refused(401, words.Unauthenticated) // his sessions are gone for good
		signIn(w, "wang.wu", goodPassword).Want(201)
		if units, err := store.View(t.Context()).Units(); err != nil || len(units) != len(w.Units)+1 {
			t.Errorf("%d units, %v", len(units), err)
		}
	})
}

// Who may administer what, and what even an administrator may not.
func TestAdministratorsRestrainEachOther(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		id := func(login string) string { return "/api/v1/users/" + w.People[login].UserID }
		const proposals = "/api/v1/grant-proposals"
		role := func(login, role string) map[string]any {
			return map[string]any{"user_id": w.People[login].UserID, "unit_id": w.Units["general"].ID, "role": role}
		}
		w.As("system").Post(proposals, role("clerk", "drafter")).Refused(403, words.NotYourRole)
		w.As("auditing").Post(proposals, role("clerk", "drafter")).Refused(403, words.NotYourRole)
		w.As("security").Post("/api/v1/users", map[string]any{"login": "x.y", "name": "某"}).Refused(403, words.NotYourRole)
		w.As("auditing").Post("/api/v1/units", aUnit).Refused(403, words.NotYourRole)
		w.As("secretary").Get("/api/v1/users").Refused(403, words.NotYourRole)
		w.As("auditing").Get("/api/v1/users").Want(200)

		w.As("security").Post(proposals, role("security", "drafter")).Refused(403, words.NotYourself)
		w.As("system").Post(id("system")+"/password-resets", nil).Refused(403, words.NotYourself)
		w.As("system").Patch(id("system"), map[string]any{"disabled": true}).Refused(403, words.NotYourself)

		for login, given := range map[string]string{"system": "audit_admin", "auditing": "drafter", "clerk": "system_admin", "observer": "security_admin"} {
			p := w.As("security").Post(proposals, role(login, given)).Refused(422, words.ConditionsUnmet)
			if len(p.Errors) != 1 || p.Errors[0].Code != words.RolesSeparate || p.Errors[0].Field != "body.role" {
				t.Errorf("%s as %s: %+v", login, given, p.Errors)
			}
		}
		w.Grant(w.People["clerk"].UserID, w.Units["general"].ID, "drafter")
		w.As("security").Post(proposals, role("clerk", "drafter")).Refused(409, words.AlreadyExists)

		// The database holds the same, whatever the program does.
		err := store.InTx(t.Context(), func(tx models.Tx) error {
			return tx.AddGrant(models.RoleGrant{ID: models.NewID(), UserID: w.People["clerk"].UserID, UnitID: w.Units["general"].ID,
				Role: models.RoleSystemAdmin, CreatedAt: w.Clock.Now()})
		})
		if err == nil || !strings.Contains(err.Error(), "grants_separate") {
			t.Errorf("the database took a second kind of role: %v", err)
		}

		acts, err := store.View(t.Context()).AuditRecords(models.AuditFilter{Result: models.Done}, 0, 100)
		if err != nil || len(acts) != 3 || acts[0].Act != "propose" || *acts[0].ActorID != w.People["security"].UserID ||
			acts[1].Act != "grant" || acts[1].ObjectID != w.People["clerk"].UserID || acts[2].Act != "confirm" || *acts[2].ActorID != w.People["auditing"].UserID {
			t.Errorf("recorded acts %+v, %v", acts, err)
		}
	})
}

// The list of people shows whom one may choose, by name and page by page, and never a login.
func TestPeople(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		var seen []string
		for path := "/api/v1/people?limit=4"; path != ""; {
			answer := w.As("building.drafter").Get(path).Want(200)
			if strings.Contains(string(answer.Body), "login") {
				t.Errorf("a login is shown: %s", answer.Body)
			}
			page := apitest.Read[api.Page[api.Person]](answer)
			for _, p := range page.Items {
				seen = append(seen, p.ID)
			}
			path = ""
			if page.NextCursor != "" {
				path = "/api/v1/people?limit=4&cursor=" + page.NextCursor
			}
		}
		slices.Sort(seen)
		if len(seen) != len(w.People) || len(slices.Compact(seen)) != len(w.People) {
			t.Errorf("%d people in pages of 4, want %d, each once", len(seen), len(w.People))
		}
		members := apitest.Read[api.Page[api.Person]](w.As("clerk").Get("/api/v1/people?role=party_member&unit_id=" + w.Units["party"].ID))
		if len(members.Items) != 4 || members.Items[0].Roles[0].Unit.Name != "局党组" {
			t.Errorf("members %+v", members.Items)
		}
		w.Anonymous().Get("/api/v1/people").Refused(401, words.Unauthenticated)
	})
}
