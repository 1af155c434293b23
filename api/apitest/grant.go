package apitest

import (
	"net/http"

	"rectify/api"
)

// Grant gives a user a role the way it is given: the security administrator proposes, the audit administrator confirms.
// It returns the id of the grant.
func (w *World) Grant(userID, unitID, role string) string {
	w.t.Helper()
	p := Read[api.GrantProposal](w.As("security").Post("/api/v1/grant-proposals",
		map[string]any{"user_id": userID, "unit_id": unitID, "role": role}).Want(http.StatusCreated))
	p = Read[api.GrantProposal](w.As("auditing").Post("/api/v1/grant-proposals/"+p.ID+"/confirm", map[string]any{}).Want(http.StatusOK))
	return *p.GrantID
}
