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

func setSession(c echo.Context, token string, expires time.Time) {
	name := sessionCookie(c)
	c.SetCookie(&http.Cookie{Name: name, Value: token, Path: "/", Expires: expires, HttpOnly: true,
		Secure: name == secureCookie, SameSite: http.SameSiteStrictMode})
}

// clearSession makes the browser forget its session.
func clearSession(c echo.Context) {
	name := sessionCookie(c)
	c.SetCookie(&http.Cookie{Name: name, Path: "/", MaxAge: -1, HttpOnly: true, Secure: name == secureCookie, SameSite: http.SameSiteStrictMode})
}
