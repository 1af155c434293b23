package api_test

import (
	"strings"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// A half is shown once, to one administrator. Who asks again under the same key gets the same answer without it.
func TestHalvesAreShownOnce(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		body := map[string]any{"login": "zhao.liu", "name": "赵"}
		first := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users", body, apitest.Key("k1")).Want(201))
		again := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users", body, apitest.Key("k1")).Want(201))
		if len(first.Half) != 11 || again.Half != "" || again.User.ID != first.User.ID {
			t.Errorf("first %+v, again %+v", first, again)
		}
		w.As("system").Post("/api/v1/users", body).Refused(409, words.AlreadyExists)

		path := "/api/v1/users/" + first.User.ID + "/activation"
		w.As("system").Post(path, nil).Refused(403, words.NotYourRole) // who has the first half
		w.As("auditing").Post(path, nil).Refused(403, words.NotYourRole)
		second := apitest.Read[api.ActivationHalf](w.As("security").Post(path, nil, apitest.Key("k2")).Want(200))
		again = apitest.Read[api.ActivationHalf](w.As("security").Post(path, nil, apitest.Key("k2")).Want(200))
		if len(second.Half) != 11 || second.Half == first.Half || again.Half != "" {
			t.Errorf("second %+v, again %+v", second, again)
		}
		w.As("security").Post(path, nil).Refused(409, words.HalfTaken)
		w.As("security").Post("/api/v1/users/"+w.People["clerk"].UserID+"/activation", nil).Refused(404, words.NotFound)
		w.As("security").Post("/api/v1/users/"+w.People["security"].UserID+"/activation", nil).Refused(403, words.NotYourself)

		var stored string
		err := store.SQL().QueryRowContext(t.Context(), `SELECT first_hash || second_hash || (SELECT string_agg(CAST(body AS text), ' ') FROM idempotency_keys) FROM activations`).Scan(&stored)
		if err != nil || strings.Contains(stored, first.Half) || strings.Contains(stored, second.Half) || strings.Contains(w.Log.String(), first.Half) {
			t.Errorf("a half is kept: %s, %v", stored, err)
		}
	})
}

// Only both halves together, in order, within a day and once, let a person choose a password. A reset ends sessions and the
// password before it.
func TestActivation(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(100, 1000))
		made := newcomer(t, w, "zhao.liu")
		token := apitest.Read[api.SignedIn](signIn(w, "zhao.liu", made.Password).Want(201)).Token
		reset := func() string {
			return apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users/"+made.User.ID+"/password-resets", nil).Want(200)).Half
		}
		first := reset()
		w.WithToken(token).Get("/api/v1/me").Refused(401, words.Unauthenticated)
		signIn(w, "zhao.liu", made.Password).Refused(401, words.BadCredentials)
		activate(w, "zhao.liu", first+first, goodPassword).Refused(401, words.BadActivation)
		second := takeHalf(w, "security", made.User.ID)
		for name, code := range map[string]string{"first half": first, "second half": second, "wrong order": second + first, "guess": first + password.Half(),
			"nothing": "-", "first twice": first + first} {
			before := password.Computed()
			activate(w, "zhao.liu", code, goodPassword).Refused(401, words.BadActivation)
			if n := password.Computed() - before; n != 2 {
				t.Errorf("%s: %d hashes", name, n)
			}
		}
		before := password.Computed()
		activate(w, "nobody", first+second, goodPassword).Refused(401, words.BadActivation)
		if n := password.Computed() - before; n != 2 {
			t.Errorf("unknown user: %d hashes", n)
		}
		if p := activate(w, "zhao.liu", first+second, "short").Refused(422, words.ConditionsUnmet); p.Errors[0].Code != words.PasswordLength {
			t.Errorf("%+v", p)
		}
		activate(w, "zhao.liu", strings.ToUpper(first)+" "+second, goodPassword).Want(204)
		activate(w, "zhao.liu", first+second, "another good password").Refused(401, words.BadActivation)
		if signed := apitest.Read[api.SignedIn](signIn(w, "zhao.liu", goodPassword).Want(201)); signed.MustChange {
			t.Error("he has chosen it himself")
		}

		first = reset()
		second = takeHalf(w, "security", made.User.ID)
		replaced := first + second
		first = reset() // the earlier code is void
		activate(w, "zhao.liu", replaced, goodPassword).Refused(401, words.BadActivation)
		second = takeHalf(w, "security", made.User.ID)
		w.Clock.Advance(24 * time.Hour)
		activate(w, "zhao.liu", first+second, goodPassword).Refused(401, words.BadActivation)

		first, second = reset(), takeHalf(w, "security", made.User.ID)
		w.As("system").Patch("/api/v1/users/"+made.User.ID, map[string]any{"disabled": true}).Want(200)
		activate(w, "zhao.liu", first+second, goodPassword).Refused(401, words.BadActivation)
		w.As("system").Post("/api/v1/users/"+models.NewID()+"/password-resets", nil).Refused(404, words.NotFound)
	})
}

// Wrong codes lock like wrong passwords.
func TestActivationIsCounted(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t), limits(2, 100))
	for _, login := range []string{"clerk", "nobody"} {
		activate(w, login, "guess", goodPassword).Refused(401, words.BadActivation)
		signIn(w, login, "guess").Refused(401, words.BadCredentials)
		activate(w, login, "guess", goodPassword).Refused(429, words.SignInLocked)
	}
}

// Under the profile for classified protection a password mixes classes, is none of the last five and lasts 90 days.
func TestStrictPasswords(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, apitest.WithRules(func(r *workflow.SessionRules) { r.Passwords = password.DJBH3 }))
		first := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users", map[string]any{"login": "zhao.liu", "name": "赵"}).Want(201))
		code := first.Half + takeHalf(w, "security", first.User.ID)
		if p := activate(w, "zhao.liu", code, goodPassword).Refused(422, words.ConditionsUnmet); p.Errors[0].Code != words.PasswordWeak {
			t.Errorf("%+v", p)
		}
		chosen := func(i int) string { return "Rectify-Zhenggai-" + string(rune('0'+i)) }
		activate(w, "zhao.liu", code, chosen(0)).Want(204)
		signed := apitest.Read[api.SignedIn](signIn(w, "zhao.liu", chosen(0)).Want(201))
		change := func(old, new string) *apitest.Answer {
			return w.WithToken(signed.Token).Put("/api/v1/me/password", map[string]any{"old_password": old, "new_password": new})
		}
		for i := range 5 {
			if p := change(chosen(i), chosen(0)); i > 0 {
				if p := p.Refused(422, words.ConditionsUnmet); p.Errors[0].Code != words.PasswordUsed {
					t.Errorf("%d: %+v", i, p)
				}
			}
			signed = apitest.Read[api.SignedIn](change(chosen(i), chosen(i+1)).Want(200))
		}
		w.Clock.Advance(90*24*time.Hour - time.Second)
		w.WithToken(signed.Token).Get("/api/v1/units").Want(200)
		w.Clock.Advance(time.Second) // known by then: it counts all the same
		w.WithToken(signed.Token).Get("/api/v1/units").Refused(403, words.MustChangePassword)
		w.Replica().WithToken(signed.Token).Get("/api/v1/units").Refused(403, words.MustChangePassword)
		if !apitest.Read[api.SignedIn](signIn(w, "zhao.liu", chosen(5)).Want(201)).MustChange {
			t.Error("a password that is too old need not be changed")
		}
		signed = apitest.Read[api.SignedIn](change(chosen(5), chosen(0)).Want(200)) // five others were between
		w.WithToken(signed.Token).Get("/api/v1/units").Want(200)
	})
}

// The list of accounts says whose code waits to be used and who may still take a half, and never a half.
func TestListOfAccountsNamesAwaitedCodes(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(100, 1000))
		awaited := func() *api.Awaited {
			for _, u := range apitest.Read[api.Page[api.User]](w.As("security").Get("/api/v1/users?limit=200").Want(200)).Items {
				if u.Login == "zhao.liu" {
					return u.Activation
				}
			}
			t.Fatal("no such account")
			return nil
		}
		made := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users", map[string]any{"login": "zhao.liu", "name": "赵"}).Want(201))
		if a := awaited(); a == nil || a.HeldBy.Code != "system_admin" || a.Taken || !a.ExpiresAt.Equal(made.ExpiresAt) {
			t.Errorf("before the second half: %+v", a)
		}
		second := apitest.Read[api.ActivationHalf](w.As("security").Post("/api/v1/users/"+made.User.ID+"/activation", nil).Want(200))
		if a := awaited(); a == nil || !a.Taken {
			t.Errorf("after the second half: %+v", a)
		}
		w.WithToken("").Post("/api/v1/activations", map[string]any{"login": "zhao.liu", "code": made.Half + "-" + second.Half, "new_password": goodPassword}).Want(204)
		if a := awaited(); a != nil {
			t.Errorf("after use: %+v", a)
		}
	})
}
