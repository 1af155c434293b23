package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/words"
)

// account is a user with the password that he has chosen.
type account struct {
	User     api.User
	Password string
}

// newcomer has both administrators make an account whose person has chosen a password.
func newcomer(t *testing.T, w *apitest.World, login string) account {
	t.Helper()
	first := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users", map[string]any{"login": login, "name": "新同志"}).Want(201))
	const chosen = "a first password of mine"
	activate(w, login, first.Half+takeHalf(w, "security", first.User.ID), chosen).Want(204)
	return account{first.User, chosen}
}

func takeHalf(w *apitest.World, admin, userID string) string {
	return apitest.Read[api.ActivationHalf](w.As(admin).Post("/api/v1/users/"+userID+"/activation", nil).Want(200)).Half
}

func activate(w *apitest.World, login, code, chosen string) *apitest.Answer {
	return w.Anonymous().Post("/api/v1/activations", map[string]any{"login": login, "code": code, "new_password": chosen})
}

func signIn(w *apitest.World, login, password string) *apitest.Answer {
	return w.Anonymous().Post("/api/v1/sessions", map[string]any{"login": login, "password": password})
}

const goodPassword = "correct horse battery"

// The password that the console has made lets its user do nothing but change it; then he is let in with a new token.
func TestFirstSignIn(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		var made workflow.OneTime
		_, err := w.Engine.CreateUserAtConsole(t.Context(), workflow.Request{Render: func(result any) (workflow.Answer, error) {
			made = result.(workflow.OneTime)
			return workflow.Answer{}, nil
		}}, workflow.NewUser{Login: "zhang.san", Name: "张"})
		if err != nil {
			t.Fatal(err)
		}
		first := apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201))
		if !first.MustChange || first.Token == "" || first.Me.Login != "zhang.san" || !first.Me.MustChange || !first.ExpiresAt.After(w.Clock.Now()) {
			t.Errorf("signed in as %+v", first)
		}
		c := w.WithToken(first.Token)
		c.Get("/api/v1/units").Refused(403, words.MustChangePassword)
		c.Get("/api/v1/sessions").Refused(403, words.MustChangePassword)
		c.Get("/api/v1/me").Want(200)
		change := func(old, chosen string) *apitest.Answer {
			return c.Put("/api/v1/me/password", map[string]any{"old_password": old, "new_password": chosen})
		}
		for _, bad := range []struct {
			old, chosen string
			code        words.Code
		}{
			{"guess", goodPassword, words.OldPasswordWrong},
			{made.Password, "too short", words.PasswordLength},
			{made.Password, made.Password, words.PasswordSame},
			{made.Password, "my ZHANG.SAN password", words.PasswordHasLogin},
			{made.Password, "Password123!", words.PasswordCommon},
		} {
			p := change(bad.old, bad.chosen).Refused(422, words.ConditionsUnmet)
			if len(p.Errors) != 1 || p.Errors[0].Code != bad.code {
				t.Errorf("%q: %+v", bad.chosen, p.Errors)
			}
			w.Clock.Advance(15 * time.Minute) // guesses of the old password are counted too
		}
		second := apitest.Read[api.SignedIn](change(made.Password, goodPassword).Want(200))
		if second.MustChange || second.Token == first.Token {
			t.Errorf("after the change: %+v", second)
		}
		c.Get("/api/v1/me").Refused(401, words.Unauthenticated)
		w.WithToken(second.Token).Get("/api/v1/units").Want(200)
		signIn(w, "zhang.san", made.Password).Refused(401, words.BadCredentials)
		signIn(w, "zhang.san", goodPassword).Want(201)
	})
}

// The browser's session is an HttpOnly cookie and no more: the token is not in the body.
func TestCookieSession(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	made := newcomer(t, w, "zhang.san")
	body := map[string]any{"login": "zhang.san", "password": made.Password, "cookie": true}
	answer := w.Anonymous().Post("/api/v1/sessions", body).Want(201)
	if signed := apitest.Read[api.SignedIn](answer); signed.Token != "" {
		t.Error("the token is in the body")
	}
	cookie, err := http.ParseSetCookie(answer.Header.Get("Set-Cookie"))
	if err != nil {
		t.Fatal(err)
	}
	if cookie.Name != "rectify" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" || cookie.Value == "" {
		t.Errorf("%+v", cookie)
	}
	browser := apitest.Header("Cookie", cookie.Name+"="+cookie.Value)
	w.Anonymous().Get("/api/v1/me", browser).Want(200)
	changed := w.Anonymous().Put("/api/v1/me/password", map[string]any{"old_password": made.Password, "new_password": goodPassword}, browser).Want(200)
	cookie, err = http.ParseSetCookie(changed.Header.Get("Set-Cookie"))
	if err != nil || apitest.Read[api.SignedIn](changed).Token != "" {
		t.Fatalf("%v: %s", err, changed.Body)
	}
	browser = apitest.Header("Cookie", cookie.Name+"="+cookie.Value)
	out := w.Anonymous().Delete("/api/v1/sessions/current", browser).Want(204)
	if got := out.Header.Get("Set-Cookie"); !strings.Contains(got, "Max-Age=0") {
		t.Errorf("after signing out the browser keeps %q", got)
	}
	w.Anonymous().Get("/api/v1/me", browser).Refused(401, words.Unauthenticated)

	// Over plain HTTP between machines no browser would keep a Secure cookie: say so, rather than sign in for nothing.
	w.Anonymous().Post("/api/v1/sessions", body, func(r *http.Request) { r.Host = "rectify.example.cn" }).Refused(422, words.CookieNeedsTLS)
}

// A person finds his sessions and ends one, here and on the other server; nobody ends another's.
func TestOwnSessions(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		replica := w.Replica()
		made := newcomer(t, w, "zhang.san")
		one := apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201))
		c := w.WithToken(apitest.Read[api.SignedIn](w.WithToken(one.Token).Put("/api/v1/me/password",
			map[string]any{"old_password": made.Password, "new_password": goodPassword}).Want(200)).Token)
		two := apitest.Read[api.SignedIn](signIn(replica, "zhang.san", goodPassword).Want(201))
		replica.WithToken(two.Token).Get("/api/v1/me").Want(200)

		list := apitest.Read[api.Page[api.Session]](c.Get("/api/v1/sessions").Want(200)).Items
		if len(list) != 2 || list[0].Current == list[1].Current {
			t.Fatalf("sessions %+v", list)
		}
		for _, session := range list {
			if !session.Current {
				w.As("system").Delete("/api/v1/sessions/"+session.ID).Refused(404, words.NotFound)
				c.Delete("/api/v1/sessions/" + session.ID).Want(204)
				c.Delete("/api/v1/sessions/"+session.ID).Refused(404, words.NotFound)
			}
		}
		replica.WithToken(two.Token).Get("/api/v1/me").Refused(401, words.Unauthenticated)
		replica.WithToken(two.Token).Delete("/api/v1/sessions/current").Refused(401, words.Unauthenticated)
		c.Get("/api/v1/me").Want(200)
		c.Delete("/api/v1/sessions/current").Want(204)
		c.Get("/api/v1/me").Refused(401, words.Unauthenticated)
	})
}
