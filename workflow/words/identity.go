package words

// Sentences about signing in and who may do what.
const (
	BadCredentials     Code = "bad_credentials"
	PasswordWeak       Code = "password_weak"
	PasswordSame       Code = "password_same"
	MustChangePassword Code = "must_change_password"
)

var _ = add(map[Code]text{
	BadCredentials:     {"用户名或口令不正确。", "Wrong user name or password."},
	PasswordWeak:       {"新口令须为 {min} 至 {max} 个字符，且至少包含大写字母、小写字母、数字、其他字符中的三类。", "The new password needs {min} to {max} characters of at least three kinds: capitals, small letters, digits, others."},
	PasswordSame:       {"新口令不能与原口令相同。", "The new password must differ from the old one."},
	MustChangePassword: {"请先修改口令。", "Change your password first."},
})
