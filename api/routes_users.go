package api

import (
	"net/http"

	"rectify/workflow"
)

// sessionRoutes are signing in and out, and what concerns the caller's own account.
func (s *Server) sessionRoutes() {
	public := Access{Public: true}
	own := Access{AnyUser: true, Object: "own"}
	first := Access{AnyUser: true, Object: "own", BeforePassword: true}
	second := Access{AnyUser: true, Object: "own", BeforeTOTP: true}

	write[signInInput, SignedIn](s, Route{Call: "POST /api/v1/sessions", ID: "sign-in", Tag: tagSessions, Access: public, Keyless: true,
		Status: http.StatusCreated, Chinese: "登录", English: "Sign in"}, s.signIn)
	write[activationInput, struct{}](s, Route{Call: "POST /api/v1/activations", ID: "activate", Tag: tagSessions, Access: public, Keyless: true,
		Status: http.StatusNoContent, Chinese: "凭激活码设定口令", English: "Choose a password with an activation code"}, s.activate)
	redirect(s, Route{Call: "GET /api/v1/session/oidc", ID: "start-openid", Tag: tagSessions, Access: public,
		Chinese: "经统一认证平台登录", English: "Send the browser to the OpenID provider to sign in"}, s.startOpenID)
	redirect(s, Route{Call: "GET /api/v1/session/oidc/callback", ID: "finish-openid", Tag: tagSessions, Access: public,
		Chinese: "统一认证平台登录返回", English: "Where the OpenID provider sends the browser back to"}, s.finishOpenID)
	read(s, Route{Call: "GET /api/v1/sessions", ID: "list-sessions", Tag: tagSessions, Access: own,
		Chinese: "本人的登录会话", English: "Where the caller is signed in"}, s.sessions)
	write[struct{}, struct{}](s, Route{Call: "DELETE /api/v1/sessions/current", ID: "sign-out", Tag: tagSessions, Access: first,
		Status: http.StatusNoContent, Chinese: "退出登录", English: "Sign out"}, s.signOut)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/sessions/{id}", ID: "end-session", Tag: tagSessions, Access: own,
		Status: http.StatusNoContent, Chinese: "结束本人的一个会话", English: "End one of the caller's sessions"}, s.endSession)
	read(s, Route{Call: "GET /api/v1/me", ID: "get-me", Tag: tagSessions, Access: first,
		Chinese: "本人", English: "The caller: roles and rights"}, s.me)
	write[passwordInput, SignedIn](s, Route{Call: "PUT /api/v1/me/password", ID: "change-password", Tag: tagSessions, Access: first,
		Chinese: "修改口令", English: "Change the password; ends all other sessions"}, s.changePassword)
	write[struct{}, OfferedSecret](s, Route{Call: "POST /api/v1/me/totp", ID: "offer-totp", Tag: tagSessions, Access: second, Keyless: true,
		Chinese: "绑定验证器", English: "Begin to enrol a second factor; the secret is shown once"}, s.offerTOTP)
	write[totpInput, struct{}](s, Route{Call: "PUT /api/v1/me/totp", ID: "confirm-totp", Tag: tagSessions, Access: second,
		Status: http.StatusNoContent, Chinese: "确认验证器", English: "Confirm the second factor with a code"}, s.confirmTOTP)
	write[proofInput, struct{}](s, Route{Call: "POST /api/v1/session/re-authentications", ID: "re-authenticate", Tag: tagSessions, Access: own, Keyless: true,
		Status: http.StatusNoContent, Chinese: "再次验证身份", English: "Prove again who is signed in, before an event that asks for it"}, s.reauthenticate)
}

// userRoutes are the operations on units, accounts and roles.
func (s *Server) userRoutes() {
	signedIn := Access{AnyUser: true}
	organisation := Access{Roles: workflow.OrganisationAdmins}
	locks := Access{Roles: workflow.LockAdmins}
	admins := Access{Roles: workflow.AccountReaders}
	otherAdmin := Access{Roles: workflow.ActivationAdmins, Object: "of the other kind than who has the first half"}

	read(s, Route{Call: "GET /api/v1/units", ID: "list-units", Tag: tagUsers, Access: signedIn,
		Chinese: "单位", English: "Units in official order"}, s.units)
	write[newUnitInput, Unit](s, Route{Call: "POST /api/v1/units", ID: "create-unit", Tag: tagUsers, Access: organisation,
		Status: http.StatusCreated, Chinese: "新建单位", English: "Create a unit"}, s.createUnit)
	write[unitChangeInput, Unit](s, Route{Call: "PATCH /api/v1/units/{id}", ID: "change-unit", Tag: tagUsers, Access: organisation,
		Chinese: "修改单位", English: "Change a unit"}, s.changeUnit)
	write[unitOrderInput, Page[Unit]](s, Route{Call: "PUT /api/v1/units/order", ID: "order-units", Tag: tagUsers, Access: organisation,
		Chinese: "调整机构序列", English: "Set the official order of the units"}, s.orderUnits)
	read(s, Route{Call: "GET /api/v1/people", ID: "list-people", Tag: tagUsers, Access: signedIn,
		Chinese: "人员（供选择）", English: "People who can be chosen, with their roles"}, s.people)
	read(s, Route{Call: "GET /api/v1/users", ID: "list-users", Tag: tagUsers, Access: admins,
		Chinese: "账号", English: "Accounts"}, s.users)
	write[newUserInput, ActivationHalf](s, Route{Call: "POST /api/v1/users", ID: "create-user", Tag: tagUsers, Access: organisation,
		Status: http.StatusCreated, Chinese: "新建账号", English: "Create an account; the answer has the first half of its activation code"}, s.createUser)
	write[userChangeInput, User](s, Route{Call: "PATCH /api/v1/users/{id}", ID: "change-user", Tag: tagUsers, Access: organisation,
		Chinese: "修改、停用或启用账号", English: "Rename, disable or enable an account"}, s.changeUser)
	write[ByID, ActivationHalf](s, Route{Call: "POST /api/v1/users/{id}/password-resets", ID: "reset-password", Tag: tagUsers, Access: organisation,
		Chinese: "重置口令", English: "Take an account's password away; the answer has the first half of its activation code"}, s.resetPassword)
	write[ByID, ActivationHalf](s, Route{Call: "POST /api/v1/users/{id}/activation", ID: "take-activation-half", Tag: tagUsers, Access: otherAdmin,
		Chinese: "领取激活码的后一半", English: "Take the second half of an activation code, once, as the other administrator"}, s.takeHalf)
	write[ByID, ActivationHalf](s, Route{Call: "POST /api/v1/users/{id}/totp-resets", ID: "reset-totp", Tag: tagUsers, Access: Access{Roles: workflow.FactorAdmins},
		Chinese: "重置验证器", English: "Take an account's second factor and password away; the answer has the first half of its activation code"}, s.resetTOTP)
	read(s, Route{Call: "GET /api/v1/sign-in-locks", ID: "list-sign-in-locks", Tag: tagUsers, Access: locks,
		Chinese: "因登录失败被锁定的账号与地址", English: "Accounts and addresses that are locked after failed sign-ins"}, s.signInLocks)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/sign-in-locks/{id}", ID: "unlock", Tag: tagUsers, Access: locks,
		Status: http.StatusNoContent, Chinese: "解除登录锁定", English: "End a lock before its time"}, s.unlock)
}
