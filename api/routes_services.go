package api

import (
	"net/http"

	"rectify/workflow"
)

const tagServices = "services"

// serviceRoutes are the operations on external front ends and their tokens.
func (s *Server) serviceRoutes() {
	admin := Access{Roles: workflow.TokenAdmins}
	review := Access{Roles: workflow.AccountReviewers}

	read(s, Route{Call: "GET /api/v1/service-scopes", ID: "list-service-scopes", Tag: tagServices, Access: review,
		Chinese: "接入令牌的权限范围", English: "What a service token may be allowed to do, with the operations"}, s.listScopes)
	read(s, Route{Call: "GET /api/v1/service-accounts", ID: "list-service-accounts", Tag: tagServices, Access: review,
		Chinese: "外部前端接入账号", English: "External front ends"}, s.serviceAccounts)
	read(s, Route{Call: "GET /api/v1/service-accounts/{id}", ID: "get-service-account", Tag: tagServices, Access: review,
		Chinese: "接入账号详情", English: "A front end and for whom it may act"}, s.serviceAccount)
	write[newServiceAccountInput, AccountRef](s, Route{Call: "POST /api/v1/service-accounts", ID: "create-service-account", Tag: tagServices, Access: admin,
		Status: http.StatusCreated, Chinese: "新建接入账号", English: "Create an account for a front end"}, s.createServiceAccount)
	write[serviceAccountChangeInput, AccountRef](s, Route{Call: "PATCH /api/v1/service-accounts/{id}", ID: "change-service-account", Tag: tagServices, Access: admin,
		Chinese: "修改或停用接入账号", English: "Change or disable a front end; counts with its next request"}, s.changeServiceAccount)
	read(s, Route{Call: "GET /api/v1/service-accounts/{id}/tokens", ID: "list-service-tokens", Tag: tagServices, Access: review,
		Chinese: "接入令牌", English: "The tokens of a front end, never the secrets"}, s.serviceTokens)
	write[newServiceTokenInput, IssuedToken](s, Route{Call: "POST /api/v1/service-accounts/{id}/tokens", ID: "issue-service-token", Tag: tagServices, Access: admin,
		Status: http.StatusCreated, Chinese: "签发接入令牌", English: "Issue a token, which is shown once"}, s.issueServiceToken)
	write[rotationInput, IssuedToken](s, Route{Call: "POST /api/v1/service-tokens/{id}/rotate", ID: "rotate-service-token", Tag: tagServices, Access: admin,
		Status: http.StatusCreated, Chinese: "轮换接入令牌", English: "Replace a token; the old one goes on for at most a day"}, s.rotateServiceToken)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/service-tokens/{id}", ID: "revoke-service-token", Tag: tagServices, Access: admin,
		Status: http.StatusNoContent, Chinese: "吊销接入令牌", English: "Revoke a token at once"}, s.revokeServiceToken)
}
