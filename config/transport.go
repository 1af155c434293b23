package config

import "errors"

// CheckTransport refuses to serve passwords and drafts in the clear to other machines: the server listens on this machine
// only, speaks TLS itself, stands behind a trusted proxy, or was told that somebody else takes care of it. Only the server
// asks; the other commands do not listen.
func (c *Config) CheckTransport() error {
	if c.TLS() || isLoopback(c.HTTP.Listen) || len(c.HTTP.TrustedProxies) > 0 || c.HTTP.AllowPlain && c.Profile == Standard {
		return nil
	}
	return errors.New("RECTIFY_LISTEN：不以明文 HTTP 向其他机器提供服务：请配置 RECTIFY_TLS_CERT 与 RECTIFY_TLS_KEY，或设置 RECTIFY_TRUSTED_PROXIES，" +
		"或只监听本机；确有其他保护时设置 RECTIFY_ALLOW_PLAIN_HTTP=true")
}
