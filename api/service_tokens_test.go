package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// frontEnd is an external front end that may act for the people of some units.
type frontEnd struct {
	w              *apitest.World
	account, token string // ids
	secret         string
}

func newFrontEnd(t *testing.T, w *apitest.World, units []string, scopes ...string) *frontEnd {
	t.Helper()
	ids := make([]string, len(units))
	for i, code := range units {
		ids[i] = w.Units[code].ID
	}
	account := apitest.Read[api.AccountRef](w.As("security").Post("/api/v1/service-accounts", map[string]any{"name": "移动端", "unit_ids": ids}).Want(201))
	f := &frontEnd{w: w, account: account.ID}
	issued := apitest.Read[api.IssuedToken](w.As("security").Post("/api/v1/service-accounts/"+account.ID+"/tokens", map[string]any{"scopes": scopes}).Want(201))
	f.token, f.secret = issued.ServiceToken.ID, issued.Token
	return f
}

// as calls for a user.
func (f *frontEnd) as(login string) apitest.Option { return apitest.Header("Rectify-User", login) }

func (f *frontEnd) client() *apitest.Client { return f.w.WithToken(f.secret) }

// allScopes are the scopes of the installation.
func allScopes(w *apitest.World) (scopes []string) {
	for _, s := range apitest.Read[api.Page[api.Scope]](w.As("auditing").Get("/api/v1/service-scopes").Want(200)).Items {
		scopes = append(scopes, s.Scope)
	}
	return scopes
}

// A token acts for a user it may act for, with that user's rights, inside its scopes, until it ends.
func TestServiceTokens(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		f := newFrontEnd(t, w, []string{"sanitation", "audit", "general"}, "problems:read", "problems:write", "users:read", "sessions:read")
		if len(f.secret) != 47 || !strings.HasPrefix(f.secret, "rct_") {
			t.Fatalf("token %q", f.secret)
		}
		c := f.client()
		c.Get("/api/v1/about").Want(200)
		c.Get("/api/v1/problems").Refused(403, words.ActingUserRequired)
		c.Get("/api/v1/problems", f.as("")).Refused(403, words.ActingUserRequired)
		for _, login := range []string{"nobody", "building.drafter", "system", "security", "auditing"} { // auditing is of a listed unit
			c.Get("/api/v1/problems", f.as(login)).Refused(403, words.ActingUserRefused)
		}
		w.As("sanitation.drafter").Get("/api/v1/problems", f.as("audit.officer")).Refused(400, words.ActingUserMisplaced)
		w.WithToken("rct_"+strings.Repeat("x", 43)).Get("/api/v1/problems", f.as("audit.officer")).Refused(401, words.ServiceTokenInvalid)
		w.WithToken("rct_"+strings.Repeat("x", 43)).Get("/api/v1/problems").Refused(401, words.ServiceTokenInvalid)
		w.Anonymous().Get("/api/v1/problems", f.as("audit.officer"), apitest.Header("Cookie", "__Host-rectify="+f.secret+"; rectify="+f.secret)).Refused(401, words.Unauthenticated)

		body := map[string]any{"campaign_id": w.Campaign.ID, "number": "1", "superior_number": "21", "text": "渣土车辆沿途抛洒",
			"unit_id": w.Units["sanitation"].ID, "lead_leader_id": w.People["member.1"].UserID, "measures": []map[string]any{{"text": "加密巡查", "deadline": "9月底"}}}
		c.Post("/api/v1/problems", body, f.as("sanitation.drafter")).Refused(403, words.NotYourRole) // his rights decide
		made := apitest.Read[api.Outcome](c.Post("/api/v1/problems", body, f.as("audit.officer")).Want(201))
		history := apitest.Read[api.Page[api.HistoryEntry]](w.As("audit.officer").Get("/api/v1/problems/" + made.Subject.ID + "/history")).Items
		if history[0].ActorName != "审计办干部" || !strings.Contains(string(history[0].Detail), `"via":"移动端"`) {
			t.Errorf("history %+v %s", history[0], history[0].Detail)
		}
		records, err := store.View(t.Context()).AuditRecords(models.AuditFilter{ObjectID: made.Subject.ID}, 0, 10)
		if err != nil || len(records) == 0 || records[0].TokenID == nil || *records[0].TokenID != f.token || *records[0].ActorID != w.People["audit.officer"].UserID {
			t.Errorf("audit %+v, %v", records, err)
		}
		c.Get("/api/v1/reports", f.as("audit.officer")).Refused(403, words.ScopeMissing)
		c.Get("/api/v1/me", f.as("audit.officer")).Want(200)
		for _, call := range []string{"/api/v1/sessions", "/api/v1/users", "/api/v1/service-accounts"} {
			c.Get(call, f.as("audit.officer")).Refused(403, words.NotForServices)
		}
		c.Put("/api/v1/me/password", map[string]any{"old_password": "x", "new_password": goodPassword}, f.as("audit.officer")).Refused(403, words.NotForServices)
		c.Delete("/api/v1/sessions/current", f.as("audit.officer")).Refused(403, words.NotForServices)
		c.Post("/api/v1/problems/"+made.Subject.ID+"/transitions", map[string]any{"event": "close"}, f.as("audit.officer"), apitest.IfMatch(1)).Refused(403, words.ScopeMissing)
		if own := apitest.Read[api.Page[api.Session]](w.As("audit.officer").Get("/api/v1/sessions")).Items; len(own) != 1 {
			t.Errorf("his own sessions: %+v", own)
		}

		// What the security administrator changes counts with the next request, here and on another replica.
		there := w.Replica().WithToken(f.secret)
		there.Get("/api/v1/problems", f.as("clerk")).Want(200)
		w.As("security").Patch("/api/v1/service-accounts/"+f.account, map[string]any{"unit_ids": []string{}, "user_ids": []string{w.People["audit.officer"].UserID}}).Want(200)
		there.Get("/api/v1/problems", f.as("clerk")).Refused(403, words.ActingUserRefused)
		there.Get("/api/v1/problems", f.as("audit.officer")).Want(200)
		w.As("security").Patch("/api/v1/service-accounts/"+f.account, map[string]any{"user_ids": []string{w.People["system"].UserID}}).Refused(422, words.ConditionsUnmet)
		w.As("system").Patch("/api/v1/users/"+w.People["audit.officer"].UserID, map[string]any{"disabled": true}).Want(200)
		there.Get("/api/v1/problems", f.as("audit.officer")).Refused(403, words.ActingUserRefused)
		if got := c.Post("/api/v1/problems", body, f.as("audit.officer")); got.Status != 401 && got.Status != 403 {
			t.Errorf("for a disabled user: %d %s", got.Status, got.Body)
		}
		w.As("system").Patch("/api/v1/users/"+w.People["audit.officer"].UserID, map[string]any{"disabled": false}).Want(200)
		c.Get("/api/v1/problems", f.as("audit.officer")).Want(200)
		grants := apitest.Read[api.Page[api.Grant]](w.As("security").Get("/api/v1/users/" + w.People["audit.officer"].UserID + "/roles")).Items
		w.As("security").Delete("/api/v1/users/" + w.People["audit.officer"].UserID + "/roles/" + grants[0].ID).Want(204)
		c.Post("/api/v1/problems", body, f.as("audit.officer")).Refused(403, words.NotYourRole)
		if seen := apitest.Read[api.Page[api.Subject]](c.Get("/api/v1/problems?limit=1", f.as("audit.officer"))).Items; len(seen) > 1 {
			t.Errorf("without a role: %+v", seen)
		}

		// Rotated, the old one goes on for the grace and no longer; revoked, it ends at once.
		rotated := apitest.Read[api.IssuedToken](w.As("security").Post("/api/v1/service-tokens/"+f.token+"/rotate", map[string]any{"grace_hours": 2}, apitest.Key("r")).Want(201))
		if again := apitest.Read[api.IssuedToken](w.As("security").Post("/api/v1/service-tokens/"+f.token+"/rotate", map[string]any{"grace_hours": 2}, apitest.Key("r"))); again.Token != "" {
			t.Error("the secret is shown twice")
		}
		fresh := w.WithToken(rotated.Token)
		w.Clock.Advance(2*time.Hour - time.Second)
		c.Get("/api/v1/units", f.as("audit.officer")).Want(200)
		fresh.Get("/api/v1/units", f.as("audit.officer")).Want(200)
		w.Clock.Advance(time.Second)
		c.Get("/api/v1/units", f.as("audit.officer")).Refused(401, words.ServiceTokenInvalid)
		fresh.Get("/api/v1/units", f.as("audit.officer")).Want(200)
		w.As("security").Post("/api/v1/service-tokens/"+f.token+"/rotate", map[string]any{}).Refused(422, words.ConditionsUnmet)
		w.As("security").Delete("/api/v1/service-tokens/" + rotated.ServiceToken.ID).Want(204)
		fresh.Get("/api/v1/units", f.as("audit.officer")).Refused(401, words.ServiceTokenInvalid)
		fresh.Post("/api/v1/problems", body, f.as("audit.officer")).Refused(401, words.ServiceTokenInvalid)

		other := apitest.Read[api.IssuedToken](w.As("security").Post("/api/v1/service-accounts/"+f.account+"/tokens", map[string]any{"scopes": []string{"users:read"}, "days": 1}).Want(201))
		w.WithToken(other.Token).Get("/api/v1/units", f.as("audit.officer")).Want(200)
		w.Clock.Advance(24 * time.Hour)
		w.WithToken(other.Token).Get("/api/v1/units", f.as("audit.officer")).Refused(401, words.ServiceTokenInvalid)
		w.As("security").Post("/api/v1/service-accounts/"+f.account+"/tokens", map[string]any{"scopes": []string{"users:everything"}}).Refused(422, words.ConditionsUnmet)
		w.As("security").Post("/api/v1/service-accounts/"+f.account+"/tokens", map[string]any{"scopes": []string{"users:read"}, "days": 366}).Refused(422, words.InvalidInput)
		w.As("security").Patch("/api/v1/service-accounts/"+f.account, map[string]any{"disabled": true}).Want(200)
		w.As("security").Post("/api/v1/service-accounts/"+f.account+"/tokens", map[string]any{"scopes": []string{"users:read"}}).Refused(422, words.ConditionsUnmet)
	})
}

// Every operation of the document: a token with every scope but its own is refused, one with its scope alone is not refused
// for that; an operation without a scope is closed to all tokens, and none but public ones open to a token without a user.
func TestServiceScopeMatrix(t *testing.T) {
	m := newMatrix(t, testdb.SQLite(t))
	every := allScopes(m.World)
	const login = "audit.officer"
	clients := map[string]*apitest.Client{}
	issue := func(name string, scopes []string) *apitest.Client {
		if clients[name] == nil {
			account := apitest.Read[api.AccountRef](m.As("security").Post("/api/v1/service-accounts",
				map[string]any{"name": name, "user_ids": []string{m.People[login].UserID}}).Want(201))
			issued := apitest.Read[api.IssuedToken](m.As("security").Post("/api/v1/service-accounts/"+account.ID+"/tokens", map[string]any{"scopes": scopes}).Want(201))
			clients[name] = m.WithToken(issued.Token)
		}
		return clients[name]
	}
	open := 0
	for _, op := range m.operations {
		if op.access.Public || op.id == "stream-events" {
			continue
		}
		code := func(c *apitest.Client, acting string) words.Code {
			var p api.ProblemDetails
			got := m.send(c, op, apitest.Header("Rectify-User", acting))
			if got.Status == http.StatusForbidden {
				got.Problem(&p)
			}
			return p.Code
		}
		if got := code(issue("all", every), ""); got != words.ActingUserRequired {
			t.Errorf("%s without a user: %s", op.id, got)
		}
		if op.access.Scope == "" {
			if got := code(issue("all", every), login); got != words.NotForServices {
				t.Errorf("%s, which has no scope: %s", op.id, got)
			}
			continue
		}
		open++
		others := slices.DeleteFunc(slices.Clone(every), func(s string) bool { return s == op.access.Scope })
		if got := code(issue("all but "+op.access.Scope, others), login); got != words.ScopeMissing {
			t.Errorf("%s without %s: %q", op.id, op.access.Scope, got)
		}
		if got := code(issue("only "+op.access.Scope, []string{op.access.Scope}), login); got == words.NotForServices || got == words.ActingUserRefused ||
			got == words.ScopeMissing && !strings.HasPrefix(op.id, "transition-") {
			t.Errorf("%s with %s: %s", op.id, op.access.Scope, got)
		}
	}
	if open < 60 {
		t.Errorf("only %d operations are open to tokens", open)
	}
}
