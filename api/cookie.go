package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// cookiesWork reports whether the browser behind a request would keep a session cookie: Secure ones need TLS.
func cookiesWork(c echo.Context) bool { return secure(c) || sessionCookie(c) == plainCookie }

// byCookie reports whether the request was authenticated by its cookie.
func (r *request) byCookie() bool { return r.http.Request().Header.Get("Authorization") == "" }

// setSession gives the browser its session for as long as it may last. The span is relative, because a browser's clock and
// this program's need not agree.
func setSession(c echo.Context, token string, lasts time.Duration) {
	name := sessionCookie(c)
	c.SetCookie(&http.Cookie{Name: name, Value: token, Path: "/", MaxAge: int(lasts / time.Second), HttpOnly: true,
		Secure: name == secureCookie, SameSite: http.SameSiteStrictMode})
}

// clearSession makes the browser forget its session.
func clearSession(c echo.Context) {
	name := sessionCookie(c)
	c.SetCookie(&http.Cookie{Name: name, Path: "/", MaxAge: -1, HttpOnly: true, Secure: name == secureCookie, SameSite: http.SameSiteStrictMode})
}
