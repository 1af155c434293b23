package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// Validate checks what the tags cannot express and returns every fault at once, in the operator's language and by the name
// of the variable. It reads nothing but the settings and touches nothing.
func (c *Config) Validate() error {
	var faults []error
	refuse := func(name, format string, args ...any) {
		faults = append(faults, fmt.Errorf("RECTIFY_%s："+format, append([]any{name}, args...)...))
	}

	if c.DataDir == "" {
		refuse("DATA_DIR", "不能为空")
	}
	if c.Database != "" && c.DatabaseFile.Secret != "" {
		refuse("DATABASE_URL_FILE", "不能与 RECTIFY_DATABASE_URL 同时设置")
	}
	if scheme, _, _ := strings.Cut(c.DatabaseAddress(), ":"); scheme != "" {
		switch scheme {
		case "sqlite", "file", "postgres", "postgresql":
		default:
			refuse("DATABASE_URL", "应以 sqlite: 或 postgres:// 开头") // the value may carry a password
		}
	}
	if c.DatabasePool < 2 {
		refuse("DATABASE_POOL", "不能小于 2")
	}

	if err := checkListen(c.HTTP.Listen); err != nil {
		refuse("LISTEN", "%w", err)
	}
	if (c.HTTP.TLSCert == "") != (c.HTTP.TLSKey == "") {
		refuse("TLS_CERT", "证书与私钥必须同时给出")
	}
	for _, origin := range c.HTTP.AllowedOrigins {
		if !isOrigin(origin) {
			refuse("ALLOWED_ORIGINS", "%q 不是来源，应写作 https://主机 或 https://主机:端口", origin)
		}
	}
	for _, prefix := range c.HTTP.TrustedProxies {
		if prefix.Bits() == 0 {
			refuse("TRUSTED_PROXIES", "%s 等于相信所有人", prefix)
		}
	}

	for _, d := range []struct {
		name  string
		value time.Duration
	}{
		{"SESSION_IDLE", c.Session.Idle},
		{"SESSION_ABSOLUTE", c.Session.Absolute},
		{"LOGIN_WINDOW", c.Login.Window},
		{"LOGIN_LOCK", c.Login.Lock},
		{"LIMIT_REQUEST", c.Limit.Request},
	} {
		if d.value <= 0 {
			refuse(d.name, "必须大于零")
		}
	}
	if c.Session.Idle > c.Session.Absolute {
		refuse("SESSION_IDLE", "不能长于 RECTIFY_SESSION_ABSOLUTE")
	}
	if c.Login.Attempts < 1 {
		refuse("LOGIN_ATTEMPTS", "不能小于 1")
	}
	if c.Login.AddressAttempts <= c.Login.Attempts {
		refuse("LOGIN_ADDRESS_ATTEMPTS", "应大于 RECTIFY_LOGIN_ATTEMPTS，否则一处失败即可锁住他人账号")
	}
	for _, d := range []struct {
		name  string
		value time.Duration
	}{{"LOGIN_WINDOW", c.Login.Window}, {"LOGIN_LOCK", c.Login.Lock}} {
		if d.value > 24*time.Hour {
			refuse(d.name, "不能长于 24h")
		}
	}
	for name, n := range map[string]int{"LIMIT_PER_USER": c.Limit.PerUser, "LIMIT_PER_ADDRESS": c.Limit.PerAddress, "LIMIT_COSTLY": c.Limit.Costly} {
		if n < 0 {
			refuse(name, "不能小于 0")
		}
	}
	if c.Limit.AtWork < 2 {
		refuse("LIMIT_AT_WORK", "不能小于 2")
	}
	if c.Audit.Retention < 200 {
		refuse("AUDIT_RETENTION", "不能少于 200 天")
	}
	if c.OpenID.Issuer != "" {
		c.checkOpenID(refuse)
	}
	if c.Profile == DJBH3 {
		c.checkDJBH3(refuse)
	}
	return errors.Join(faults...)
}

// checkDJBH3 asks for the minima of the profile. GB/T 22239-2019 8.1.4.1 demands the measures; the numbers are ours, within
// the ranges that public clouds offer for the same clause.
func (c *Config) checkDJBH3(refuse func(name, format string, args ...any)) {
	if c.Session.Idle > 30*time.Minute {
		refuse("SESSION_IDLE", "等保三级要求不长于 30m")
	}
	if c.Session.StepUp == Off {
		refuse("SESSION_STEP_UP", "等保三级不允许关闭")
	}
	if c.Session.TOTP == Off {
		refuse("SESSION_TOTP", "等保三级要求双因素，不允许关闭")
	}
	if c.Login.Attempts > 10 {
		refuse("LOGIN_ATTEMPTS", "等保三级要求不大于 10")
	}
	if c.Login.Lock < 15*time.Minute {
		refuse("LOGIN_LOCK", "等保三级要求不短于 15m")
	}
	if !c.TLS() && !isLoopback(c.HTTP.Listen) && len(c.HTTP.TrustedProxies) == 0 {
		refuse("TLS_CERT", "等保三级不允许口令明文传输：请启用 TLS，或只监听本机，或设置可信反向代理")
	}
}

// OpenIDCallback is the path of the address to which the provider sends people back.
const OpenIDCallback = "/api/v1/session/oidc/callback"

func (c *Config) checkOpenID(refuse func(name, format string, args ...any)) {
	if !isSafe(c.OpenID.Issuer) {
		refuse("OIDC_ISSUER", "应为 https 地址（本机可用 http）")
	}
	if c.OpenID.ClientID == "" {
		refuse("OIDC_CLIENT_ID", "不能为空")
	}
	if c.OpenID.LoginClaim == "" {
		refuse("OIDC_LOGIN_CLAIM", "不能为空")
	}
	if !isSafe(c.OpenID.RedirectURL) || !strings.HasSuffix(c.OpenID.RedirectURL, OpenIDCallback) {
		refuse("OIDC_REDIRECT_URL", "应为 https 地址（本机可用 http），以 %s 结尾", OpenIDCallback)
	}
}

// isSafe accepts https, and http on this machine.
func isSafe(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && isLoopback(net.JoinHostPort(u.Hostname(), "0")))
}

// PrepareDataDir makes the data folder, readable by nobody else, and proves that it can be written.
func (c *Config) PrepareDataDir() error {
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return fmt.Errorf("RECTIFY_DATA_DIR：无法创建：%w", err)
	}
	probe, err := os.CreateTemp(c.DataDir, ".probe-*")
	if err != nil {
		return fmt.Errorf("RECTIFY_DATA_DIR：不可写：%w", err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

func checkListen(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q 应写作 地址:端口", address)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || (n == 0 && port != "0") {
		return fmt.Errorf("端口 %q 应在 0 至 65535 之间", port)
	}
	return nil
}

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || (err == nil && ip.IsLoopback())
}

// isOrigin accepts scheme://host[:port] and nothing else: a pattern or "null" would let strangers in.
func isOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" &&
		!strings.ContainsAny(u.Host, "*") && origin == u.Scheme+"://"+u.Host
}
