package api

import (
	"net/http"

	"rectify/workflow"
)

// administratorRoutes are the operations of the security and the audit administrator: who holds which role, by whom.
func (s *Server) administratorRoutes() {
	propose := Access{Roles: workflow.RoleAdmins, Object: "not the caller's own account"}
	confirm := Access{Roles: workflow.GrantConfirmers,
		Object: "neither proposed by nor for the caller; the audit administrator only where there is no other security administrator"}
	review := Access{Roles: workflow.AccountReviewers}

	read(s, Route{Call: "GET /api/v1/grant-proposals", ID: "list-grant-proposals", Tag: tagUsers, Access: review,
		Chinese: "授权申请", English: "Proposed roles, the newest first"}, s.proposals)
	read(s, Route{Call: "GET /api/v1/grant-proposals/{id}", ID: "get-grant-proposal", Tag: tagUsers, Access: review,
		Chinese: "授权申请详情", English: "A proposed role"}, s.proposal)
	write[newProposalInput, GrantProposal](s, Route{Call: "POST /api/v1/grant-proposals", ID: "propose-grant", Tag: tagUsers, Access: propose,
		Status: http.StatusCreated, Chinese: "提出授予角色", English: "Propose a role; another administrator confirms it within seven days"}, s.proposeGrant)
	write[decisionInput, GrantProposal](s, Route{Call: "POST /api/v1/grant-proposals/{id}/confirm", ID: "confirm-grant", Tag: tagUsers, Access: confirm,
		Chinese: "确认授予角色", English: "Confirm a proposed role, which counts from now on"}, s.decideGrant(true))
	write[decisionInput, GrantProposal](s, Route{Call: "POST /api/v1/grant-proposals/{id}/decline", ID: "decline-grant", Tag: tagUsers, Access: confirm,
		Chinese: "否决授予角色", English: "Decline a proposed role"}, s.decideGrant(false))
	write[ByID, GrantProposal](s, Route{Call: "POST /api/v1/grant-proposals/{id}/withdraw", ID: "withdraw-grant", Tag: tagUsers,
		Access:  Access{Roles: workflow.RoleAdmins, Object: "own proposal"},
		Chinese: "撤回授权申请", English: "Withdraw the caller's own proposal"}, s.withdrawGrant)

	read(s, Route{Call: "GET /api/v1/users/review", ID: "review-users", Tag: tagUsers, Access: review,
		Chinese: "账号核查", English: "Every account with roles, last sign-in and what to look at: unused, without a role, disabled with one, old password"}, s.reviewAccounts)
	stream(s, Route{Call: "GET /api/v1/users/review.csv", ID: "export-user-review", Tag: tagUsers, Access: review, Costly: true,
		Chinese: "导出账号核查（CSV）", English: "The review of accounts as CSV"}, "text/csv; charset=utf-8", s.exportAccounts)
	read(s, Route{Call: "GET /api/v1/users/{id}/roles", ID: "list-user-roles", Tag: tagUsers, Access: review,
		Chinese: "账号的授权记录", English: "The roles that an account holds and held: who proposed, confirmed and revoked them"}, s.grants)
	write[heldRoleInput, struct{}](s, Route{Call: "DELETE /api/v1/users/{id}/roles/{grant_id}", ID: "revoke-role", Tag: tagUsers, Access: propose,
		Status: http.StatusNoContent, Chinese: "撤销角色", English: "Revoke a role; it ends with the next request"}, s.revokeRole)
}
