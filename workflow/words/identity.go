package words

// Sentences about signing in and who may do what.
const (
	BadCredentials     Code = "bad_credentials"
	PasswordLength     Code = "password_length"
	PasswordWeak       Code = "password_weak"
	PasswordHasLogin   Code = "password_has_login"
	PasswordSame       Code = "password_same"
	MustChangePassword Code = "must_change_password"
	OldPasswordWrong   Code = "old_password_wrong"
	PasswordWrong      Code = "password_wrong"
	CookieNeedsTLS     Code = "cookie_needs_tls"
	LoginMalformed     Code = "login_malformed"
	NotYourself        Code = "not_yourself"
	RolesSeparate      Code = "roles_separate"
	OrderIncomplete    Code = "order_incomplete"
	SignInLocked       Code = "sign_in_locked"
	PasswordCommon     Code = "password_common"
	PasswordUsed       Code = "password_used"
	BadActivation      Code = "bad_activation"
	HalfTaken          Code = "half_taken"
	TOTPRequired       Code = "totp_required"
	TOTPWrong          Code = "totp_wrong"
	TOTPEnrolled       Code = "totp_enrolled"
	TOTPNotOffered     Code = "totp_not_offered"
	MustEnrolTOTP      Code = "must_enrol_totp"
	StepUpRequired     Code = "step_up_required"
	OpenIDState        Code = "openid_state"
	OpenIDRefused      Code = "openid_refused"
	OpenIDUnknown      Code = "openid_unknown"
	OpenIDOneFactor    Code = "openid_one_factor"
	OpenIDUnavailable  Code = "openid_unavailable"
)

var _ = add(map[Code]text{
	BadCredentials:     {"用户名或口令不正确。", "Wrong user name or password."},
	PasswordLength:     {"新口令须为 {min} 至 {max} 个字符。", "The new password needs {min} to {max} characters."},
	PasswordWeak:       {"新口令须为 {min} 至 {max} 个字符，且至少包含大写字母、小写字母、数字、其他字符中的三类。", "The new password needs {min} to {max} characters of at least three kinds: capitals, small letters, digits, others."},
	PasswordHasLogin:   {"新口令不能包含用户名。", "The new password must not contain the login."},
	PasswordSame:       {"新口令不能与原口令相同。", "The new password must differ from the old one."},
	MustChangePassword: {"请先修改口令。", "Change your password first."},
	OldPasswordWrong:   {"原口令不正确。", "The old password is wrong."},
	PasswordWrong:      {"口令不正确。", "The password is wrong."},
	CookieNeedsTLS:     {"浏览器会话须通过 HTTPS（或本机）登录。", "A browser session needs HTTPS, or this machine itself."},
	LoginMalformed:     {"用户名须为 2 至 64 个小写字母、数字、点、下划线或短横线，以字母或数字开头。", "A login is 2 to 64 small letters, digits, dots, underscores or dashes, and begins with a letter or digit."},
	NotYourself:        {"不能对本人账号办理此事项，请由另一名管理员办理。", "You cannot do this to your own account. Another administrator must."},
	RolesSeparate:      {"已担任“{held}”，不能同时担任“{role}”：系统管理员、安全管理员、审计管理员互斥，且不得兼任业务角色。", "Whoever is {held} cannot be {role}: the three administrators exclude each other and every business role."},
	SignInLocked:       {"登录尝试过多，已暂时锁定，请在 {seconds} 秒后重试，或请安全管理员解锁。", "Too many tries: locked for {seconds} more seconds, unless the security administrator ends it."},
	PasswordCommon:     {"新口令过于常见，容易被猜出，请另选一个。", "The new password is too common and easily guessed. Choose another."},
	PasswordUsed:       {"新口令不能与最近 {count} 次使用过的口令相同。", "The new password must differ from the last {count}."},
	BadActivation:      {"用户名或激活码不正确，或激活码已失效。", "Wrong user name or activation code, or the code has expired."},
	HalfTaken:          {"该账号激活码的另一半已被领取；如未送达本人，请重新重置口令。", "The other half of this account's code has been taken. If it has not reached its person, reset the password again."},
	TOTPRequired:       {"请输入验证器显示的验证码。", "The code of your authenticator is needed."},
	TOTPWrong:          {"验证码不正确，或已使用过。", "The code is wrong, or was used before."},
	TOTPEnrolled:       {"已绑定验证器；如需更换，请安全管理员重置。", "You have an authenticator already. The security administrator can reset it."},
	TOTPNotOffered:     {"没有待确认的验证器，请重新绑定。", "There is no authenticator to confirm. Begin again."},
	MustEnrolTOTP:      {"请先绑定验证器。", "Enrol an authenticator first."},
	StepUpRequired:     {"此事项须在 {minutes} 分钟内再次验证身份后办理。", "This needs a proof of who you are that is no older than {minutes} minutes."},
	OpenIDState:        {"本次统一认证登录已失效或已使用，请重新登录。", "This sign-in has expired or was finished already. Begin again."},
	OpenIDRefused:      {"统一认证平台未能证明您的身份，请重新登录。", "The identity provider has not vouched for you. Begin again."},
	OpenIDUnknown:      {"您在统一认证平台的账号在本系统没有可用账号，请联系系统管理员。", "Your account at the identity provider is no usable account here. Ask the system administrator."},
	OpenIDOneFactor:    {"本系统要求双因素登录，统一认证平台未提供第二种验证。", "Two factors are needed here, and the identity provider has checked only one."},
	OpenIDUnavailable:  {"统一认证平台暂时无法访问，请稍后再试或用口令登录。", "The identity provider does not answer. Try again later, or use your password."},
	OrderIncomplete:    {"排序须恰好列出全部单位，每个一次。", "The order must name every unit exactly once."},
})
