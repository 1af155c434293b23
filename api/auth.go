package api

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

var securitySchemes = map[string]*huma.SecurityScheme{
	"bearer": {Type: "http", Scheme: "bearer", Description: "接口令牌或会话令牌"},
	"cookie": {Type: "apiKey", In: "cookie", Name: secureCookie, Description: "浏览器会话"},
	"service": {Type: "http", Scheme: "bearer", BearerFormat: "rct_ 加 43 个字符", Description: "外部前端的接入令牌。每次请求须用 Rectify-User 写明代哪位用户办理（登录名），" +
		"以该用户的权限为准；只能调用 x-authz 标有 scope 的操作，且令牌须含该权限范围。"},
}

// signedIn is the OpenAPI form of "one of the two".
var signedIn = []map[string][]string{{"bearer": {}}, {"cookie": {}}}

const (
	secureCookie = "__Host-rectify" // browsers take it only with Secure, Path=/ and no Domain
	plainCookie  = "rectify"        // for http on the machine itself, where Secure cookies do not exist
)

// tokenOf finds the token of a request: the bearer token, or the session cookie if no Authorization was sent at all.
func tokenOf(c echo.Context) string {
	if authorization := c.Request().Header.Values("Authorization"); len(authorization) > 0 {
		scheme, token, _ := strings.Cut(authorization[0], " ")
		if len(authorization) > 1 || !strings.EqualFold(scheme, "Bearer") {
			return ""
		}
		return strings.TrimSpace(token)
	}
	cookie, err := c.Cookie(sessionCookie(c))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// sessionCookie names the cookie that counts for this request. The plain one counts only where it cannot be planted by
// a neighbour: from this machine, to this machine, without TLS.
func sessionCookie(c echo.Context) string {
	r := c.Request()
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if !secure(c) && loopback(c.RealIP()) && (host == "localhost" || loopback(strings.Trim(host, "[]"))) {
		return plainCookie
	}
	return secureCookie
}

// secure reports whether the client's own connection is TLS, here or at the trusted proxy that says so.
func secure(c echo.Context) bool {
	return c.Request().TLS != nil || c.Get(forwardedTLS) == true
}

const forwardedTLS = "forwarded_tls" // in echo's context: set by noteProxy

// noteProxy believes X-Forwarded-Proto if the peer is a trusted proxy.
func (s *Server) noteProxy(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("X-Forwarded-Proto") == "https" {
			peer, err := netip.ParseAddrPort(c.Request().RemoteAddr)
			for _, trusted := range s.deps.TrustedProxies {
				if err == nil && trusted.Contains(peer.Addr().Unmap()) {
					c.Set(forwardedTLS, true)
				}
			}
		}
		return next(c)
	}
}

// ipExtractor believes X-Forwarded-For only as far as the trusted proxies go; echo's default believes everybody.
func ipExtractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: p.Masked().Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

func loopback(ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && addr.Unmap().IsLoopback()
}

// crossOrigin refuses what another site makes a browser send (CSRF). A request with an Authorization header is no such
// thing: a browser adds that header to no foreign request without asking first.
func crossOrigin(origins []string) (echo.MiddlewareFunc, error) {
	protection := http.NewCrossOriginProtection()
	for _, origin := range origins {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if c.Request().Header.Get("Authorization") == "" {
				if err := protection.Check(c.Request()); err != nil {
					return refuseCrossOrigin(err)
				}
			}
			return next(c)
		}
	}, nil
}
