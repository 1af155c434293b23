package api

import "net/http"

// delegationRoutes are the operations on who acts for whom.
func (s *Server) delegationRoutes() {
	signedIn := Access{AnyUser: true, Object: "own; the security administrator's are all"}
	read(s, Route{Call: "GET /api/v1/delegations", ID: "list-delegations", Tag: tagUsers, Access: signedIn, Personal: true,
		Chinese: "委托代办", English: "Delegations that the caller gave or got, the latest first"}, s.delegations)
	write[delegationInput, Delegation](s, Route{Call: "POST /api/v1/delegations", ID: "create-delegation", Tag: tagUsers, Access: signedIn, Personal: true,
		Status: http.StatusCreated, Chinese: "委托他人代办", English: "Let somebody act for the caller on some days"}, s.delegate)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/delegations/{id}", ID: "end-delegation", Tag: tagUsers, Access: signedIn, Personal: true,
		Status: http.StatusNoContent, Chinese: "撤销委托", English: "End a delegation at once"}, s.endDelegation)
}
