package words

// Sentences about administrators and the roles they give.
const (
	UserUnknown          Code = "user_unknown"
	SecondPersonNeeded   Code = "second_person_needed"
	SecurityAdminDecides Code = "security_admin_decides"
	NotYourProposal      Code = "not_your_proposal"
	ProposalSettled      Code = "proposal_settled"
	ProposerGone         Code = "proposer_gone"
	ServiceTokenInvalid  Code = "service_token_invalid"
	ServiceTokenEnded    Code = "service_token_ended"
	ServiceDisabled      Code = "service_account_disabled"
	ServiceNotForAdmins  Code = "service_not_for_administrators"
	ActingUserRequired   Code = "acting_user_required"
	ActingUserRefused    Code = "acting_user_refused"
	ActingUserMisplaced  Code = "acting_user_misplaced"
	ScopeMissing         Code = "scope_missing"
	ScopeUnknown         Code = "scope_unknown"
	NotForServices       Code = "not_for_services"
)

var _ = add(map[Code]text{
	UserUnknown:          {"没有这个账号。", "There is no such account."},
	SecondPersonNeeded:   {"授予角色须先提出，再由另一名管理员确认。", "A role is proposed first, then confirmed by another administrator."},
	SecurityAdminDecides: {"现有另一名安全管理员，须由其确认；仅有一名安全管理员时才由审计管理员确认。", "Another security administrator decides this. The audit administrator does only where there is none."},
	NotYourProposal:      {"只有提出人可以撤回。", "Only who proposed it can withdraw it."},
	ProposalSettled:      {"该授权{state}，不能再办理。", "This proposal is {state} already."},
	ProposerGone:         {"提出人{name}已不再担任安全管理员，请由现任安全管理员重新提出。", "{name}, who proposed it, is no longer security administrator. Somebody who is must propose it again."},
	ServiceTokenInvalid:  {"接入令牌无效、已到期或已吊销。", "The service token is unknown, expired or revoked."},
	ServiceTokenEnded:    {"该令牌已到期或已吊销。", "The token has expired or was revoked."},
	ServiceDisabled:      {"该接入账号已停用。", "The service account is disabled."},
	ServiceNotForAdmins:  {"接入账号不能代管理员办理。", "A service account never acts for an administrator."},
	ActingUserRequired:   {"请用 Rectify-User 说明代哪位用户办理。", "Say in Rectify-User for whom you act."},
	ActingUserRefused:    {"该令牌不能代此用户办理。", "This token may not act for that user."},
	ActingUserMisplaced:  {"只有接入令牌可以使用 Rectify-User。", "Rectify-User goes with a service token only."},
	ScopeMissing:         {"该令牌的权限范围不含“{scope}”。", "The token lacks the scope {scope}."},
	ScopeUnknown:         {"没有“{scope}”这一权限范围。", "There is no scope {scope}."},
	NotForServices:       {"此操作须由本人登录办理，不能使用接入令牌。", "This takes the person's own sign-in, not a service token."},
})
