package api_test

import (
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

const proposals = "/api/v1/grant-proposals"

// A role takes two administrators: who proposed it cannot confirm it, nor can who gets it. The audit administrator confirms
// only while there is no other security administrator.
func TestRoleTakesTwoAdministrators(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		propose := func(login, who, unit, role string) *apitest.Answer {
			return w.As(login).Post(proposals, map[string]any{"user_id": w.People[who].UserID, "unit_id": w.Units[unit].ID, "role": role, "reason": "轮岗"})
		}
		p := apitest.Read[api.GrantProposal](propose("security", "observer", "audit", "audit_officer").Want(201))
		one := proposals + "/" + p.ID
		if p.State.Code != "proposed" || p.User.Name != "督导观察员" || p.ProposedBy.Name != "安全管理员" || p.Reason != "轮岗" || p.GrantID != nil {
			t.Errorf("proposed: %+v", p)
		}
		propose("security", "observer", "audit", "audit_officer").Refused(409, words.AlreadyExists)
		w.As("observer").Post("/api/v1/problems", map[string]any{}).Refused(403, words.NotYourRole) // a proposal gives nothing
		for login, code := range map[string]words.Code{"security": words.NotYourself, "system": words.NotYourRole, "observer": words.NotYourRole, "audit.officer": words.NotYourRole} {
			w.As(login).Post(one+"/confirm", map[string]any{}).Refused(403, code)
			w.As(login).Post(one+"/decline", map[string]any{}).Refused(403, code)
		}
		w.As("auditing").Post(one+"/withdraw", nil).Refused(403, words.NotYourRole)
		confirmed := apitest.Read[api.GrantProposal](w.As("auditing").Post(one+"/confirm", map[string]any{"opinion": "同意"}).Want(200))
		if confirmed.State.Code != "confirmed" || confirmed.DecidedBy == nil || confirmed.DecidedBy.Name != "审计管理员" || confirmed.Opinion != "同意" || confirmed.GrantID == nil {
			t.Errorf("confirmed: %+v", confirmed)
		}
		if again := apitest.Read[api.GrantProposal](w.As("auditing").Get(one).Want(200)); again.State.Code != "confirmed" || *again.GrantID != *confirmed.GrantID {
			t.Errorf("read again: %+v", again)
		}
		for _, act := range []string{"/confirm", "/decline"} {
			w.As("auditing").Post(one+act, map[string]any{}).Refused(409, words.ProposalSettled)
		}
		w.As("security").Post(one+"/withdraw", nil).Refused(409, words.ProposalSettled)
		held := apitest.Read[api.Page[api.Grant]](w.As("auditing").Get("/api/v1/users/" + w.People["observer"].UserID + "/roles").Want(200)).Items
		if len(held) != 2 || held[1].GrantedBy == nil || held[1].GrantedBy.Name != "安全管理员" || held[1].ConfirmedBy.Name != "审计管理员" || held[1].RevokedAt != nil {
			t.Errorf("held: %+v", held)
		}

		// One security administrator alone revokes, and it is kept who did.
		w.As("security").Delete("/api/v1/users/" + w.People["observer"].UserID + "/roles/" + *confirmed.GrantID).Want(204)
		w.As("observer").Post("/api/v1/problems", map[string]any{}).Refused(403, words.NotYourRole)
		held = apitest.Read[api.Page[api.Grant]](w.As("security").Get("/api/v1/users/" + w.People["observer"].UserID + "/roles").Want(200)).Items
		if held[1].RevokedAt == nil || held[1].RevokedBy == nil || held[1].RevokedBy.Name != "安全管理员" {
			t.Errorf("revoked: %+v", held[1])
		}

		// With a second security administrator the audit administrator has no say, and each of the two decides what the other
		// proposed, never what concerns himself.
		second := newcomer(t, w, "security.2")
		w.Grant(second.User.ID, w.Units["general"].ID, "security_admin")
		token := apitest.Read[api.SignedIn](signIn(w, "security.2", second.Password).Want(201)).Token
		token = apitest.Read[api.SignedIn](w.WithToken(token).Put("/api/v1/me/password",
			map[string]any{"old_password": second.Password, "new_password": goodPassword}).Want(200)).Token
		p = apitest.Read[api.GrantProposal](propose("security", "clerk", "general", "drafter").Want(201))
		w.As("auditing").Post(proposals+"/"+p.ID+"/confirm", map[string]any{}).Refused(403, words.SecurityAdminDecides)
		w.WithToken(token).Post(proposals+"/"+p.ID+"/decline", map[string]any{"opinion": "不符合最小权限"}).Want(200)
		if got := apitest.Read[api.GrantProposal](w.As("security").Get(proposals + "/" + p.ID)); got.State.Code != "declined" || got.GrantID != nil {
			t.Errorf("declined: %+v", got)
		}
		p = apitest.Read[api.GrantProposal](w.As("security").Post(proposals, map[string]any{"user_id": second.User.ID, "unit_id": w.Units["audit"].ID, "role": "security_admin"}).Want(201))
		w.WithToken(token).Post(proposals+"/"+p.ID+"/confirm", map[string]any{}).Refused(403, words.NotYourself)
		w.As("auditing").Post(proposals+"/"+p.ID+"/confirm", map[string]any{}).Want(200)

		// Who is no longer security administrator when it is confirmed has proposed nothing.
		p = apitest.Read[api.GrantProposal](w.WithToken(token).Post(proposals, map[string]any{"user_id": w.People["clerk"].UserID, "unit_id": w.Units["audit"].ID, "role": "drafter"}).Want(201))
		w.As("system").Patch("/api/v1/users/"+second.User.ID, map[string]any{"disabled": true}).Want(200)
		refused := w.As("security").Post(proposals+"/"+p.ID+"/confirm", map[string]any{}).Refused(422, words.ConditionsUnmet)
		if len(refused.Errors) != 1 || refused.Errors[0].Code != words.ProposerGone {
			t.Errorf("%+v", refused)
		}
	})
}

// A proposal can be withdrawn by who made it, and waits seven days.
func TestProposalsEnd(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		body := map[string]any{"user_id": w.People["clerk"].UserID, "unit_id": w.Units["general"].ID, "role": "drafter"}
		list := func(state string) []api.GrantProposal {
			return apitest.Read[api.Page[api.GrantProposal]](w.As("auditing").Get(proposals + "?state=" + state).Want(200)).Items
		}
		first := apitest.Read[api.GrantProposal](w.As("security").Post(proposals, body).Want(201))
		withdrawn := apitest.Read[api.GrantProposal](w.As("security").Post(proposals+"/"+first.ID+"/withdraw", nil).Want(200))
		if withdrawn.State.Code != "withdrawn" {
			t.Errorf("withdrawn: %+v", withdrawn)
		}
		second := apitest.Read[api.GrantProposal](w.As("security").Post(proposals, body).Want(201))
		w.Clock.Advance(7*24*time.Hour - time.Second)
		if open := list("proposed"); len(open) != 1 || open[0].ID != second.ID {
			t.Errorf("open: %+v", open)
		}
		w.Clock.Advance(time.Second)
		w.As("auditing").Post(proposals+"/"+second.ID+"/confirm", map[string]any{}).Refused(409, words.ProposalSettled)
		if open, expired := list("proposed"), list("expired"); len(open) != 0 || len(expired) != 1 || expired[0].State.Code != "expired" {
			t.Errorf("open %+v, expired %+v", open, expired)
		}
		third := apitest.Read[api.GrantProposal](w.As("security").Post(proposals, body).Want(201)) // what is expired stands in nobody's way
		if expired, open := list("expired"), list("proposed"); len(expired) != 1 || len(open) != 1 || open[0].ID != third.ID {
			t.Errorf("after the third: %+v, %+v", expired, open)
		}
		var seen int
		for path := proposals + "?limit=2"; path != ""; {
			page := apitest.Read[api.Page[api.GrantProposal]](w.As("security").Get(path).Want(200))
			seen, path = seen+len(page.Items), ""
			if page.NextCursor != "" {
				path = proposals + "?limit=2&cursor=" + page.NextCursor
			}
		}
		if seen != 3 {
			t.Errorf("%d proposals in pages of 2", seen)
		}
		w.As("security").Post(proposals, map[string]any{"user_id": models.NewID(), "unit_id": w.Units["general"].ID, "role": "drafter"}).Refused(422, words.ConditionsUnmet)
	})
}
