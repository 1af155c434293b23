package api

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/workflow"
	"rectify/workflow/words"
)

// The cookie that binds a sign-in at the provider to its browser. It comes back from another site, so it is Lax where the
// session's cookie is Strict.
const openIDCookie = "-oidc"

func setOpenID(c echo.Context, value string, age time.Duration) {
	name := sessionCookie(c)
	c.SetCookie(&http.Cookie{Name: name + openIDCookie, Value: value, Path: "/", MaxAge: int(age / time.Second), HttpOnly: true,
		Secure: name == secureCookie, SameSite: http.SameSiteLaxMode})
}

type openIDStart struct {
	Again bool `query:"again" doc:"要求在认证平台重新验证身份"`
}

// startOpenID sends the browser to the provider.
func (s *Server) startOpenID(ctx context.Context, in *openIDStart) (string, error) {
	c := requestOf(ctx).http
	if !cookiesWork(c) {
		return "", workflow.Refuse(workflow.Unmet, words.CookieNeedsTLS, nil)
	}
	start, err := s.deps.Sessions.StartOpenID(ctx, in.Again)
	if err != nil {
		return "", err
	}
	setOpenID(c, start.Browser, start.ExpiresAt.Sub(s.deps.Clock.Now()))
	return start.URL, nil
}

type openIDCallback struct {
	State string `query:"state" maxLength:"200"`
	Code  string `query:"code" maxLength:"2000"`
}

// finishOpenID takes the browser back from the provider, with a session's cookie, to the console.
func (s *Server) finishOpenID(ctx context.Context, in *openIDCallback) (string, error) {
	c := requestOf(ctx).http
	browser := ""
	if cookie, err := c.Cookie(sessionCookie(c) + openIDCookie); err == nil {
		browser = cookie.Value
	}
	setOpenID(c, "", -time.Second)
	signed, err := s.deps.Sessions.FinishOpenID(ctx, workflow.OpenIDCallback{State: in.State, Code: in.Code, Browser: browser, Address: c.RealIP()})
	if err != nil {
		return "", err
	}
	setSession(c, signed.Token, signed.ExpiresAt.Sub(s.deps.Clock.Now()))
	return "/", nil
}
