package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/words"
)

// code is what an authenticator app shows now.
func code(t *testing.T, w *apitest.World, secret string) string {
	t.Helper()
	shown, err := totp.GenerateCode(secret, w.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

func signInWith(w *apitest.World, login, password, code string) *apitest.Answer {
	return w.Anonymous().Post("/api/v1/sessions", map[string]any{"login": login, "password": password, "code": code})
}

// enrol gives a signed-in person a second factor and returns its secret.
func enrol(t *testing.T, w *apitest.World, token string) string {
	t.Helper()
	offered := apitest.Read[api.OfferedSecret](w.WithToken(token).Post("/api/v1/me/totp", nil).Want(200))
	w.WithToken(token).Put("/api/v1/me/totp", map[string]any{"code": code(t, w, offered.Secret)}).Want(204)
	return offered.Secret
}

// A second factor counts once it is confirmed. Then every sign-in needs a code, each code works once, and neither the
// database nor the log holds the secret.
func TestTOTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(100, 1000))
		made := newcomer(t, w, "zhang.san")
		token := apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201)).Token
		offered := apitest.Read[api.OfferedSecret](w.WithToken(token).Post("/api/v1/me/totp", nil).Want(200))
		if !strings.HasPrefix(offered.URL, "otpauth://totp/Rectify:zhang.san?") || !strings.Contains(offered.URL, offered.Secret) {
			t.Errorf("offered %+v", offered)
		}
		signIn(w, "zhang.san", made.Password).Want(201) // not confirmed yet
		w.WithToken(token).Put("/api/v1/me/totp", map[string]any{"code": "000000"}).Refused(422, words.TOTPWrong)
		first := code(t, w, offered.Secret)
		w.WithToken(token).Put("/api/v1/me/totp", map[string]any{"code": first}).Want(204)
		w.WithToken(token).Put("/api/v1/me/totp", map[string]any{"code": first}).Refused(409, words.TOTPNotOffered)
		w.WithToken(token).Post("/api/v1/me/totp", nil).Refused(409, words.TOTPEnrolled)

		signIn(w, "zhang.san", made.Password).Refused(401, words.TOTPRequired)
		signInWith(w, "zhang.san", "guess", first).Refused(401, words.BadCredentials)
		signInWith(w, "zhang.san", made.Password, first).Refused(401, words.TOTPWrong) // it was used to confirm
		w.Clock.Advance(30 * time.Second)
		next := code(t, w, offered.Secret)
		signInWith(w, "zhang.san", made.Password, next).Want(201)
		signInWith(w.Replica(), "zhang.san", made.Password, next).Refused(401, words.TOTPWrong)
		w.Clock.Advance(30 * time.Second)
		late := code(t, w, offered.Secret)
		w.Clock.Advance(30 * time.Second)
		signInWith(w, "zhang.san", made.Password, late[:3]+" "+late[3:]).Want(201) // a clock that is one step behind
		w.Clock.Advance(time.Minute)
		old := code(t, w, offered.Secret)
		w.Clock.Advance(time.Minute)
		signInWith(w, "zhang.san", made.Password, old).Refused(401, words.TOTPWrong)

		var stored []byte
		if err := store.SQL().QueryRowContext(t.Context(), `SELECT secret FROM authenticators`).Scan(&stored); err != nil || len(stored) != 20+28 ||
			strings.Contains(w.Log.String(), offered.Secret) {
			t.Errorf("stored %x, %v", stored, err)
		}
	})
}

// Where everybody must have a second factor, signing in without one admits to enrolling it, and to nothing else.
func TestTOTPForEverybody(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, apitest.WithRules(func(r *workflow.SessionRules) { r.TOTP = true }))
		w.As("clerk").Get("/api/v1/units").Refused(403, words.MustEnrolTOTP)
		w.As("clerk").Post("/api/v1/meetings", map[string]any{}).Refused(403, words.MustEnrolTOTP)
		replica := w.Replica()
		replica.As("clerk").Get("/api/v1/units").Refused(403, words.MustEnrolTOTP)
		if me := apitest.Read[api.Me](w.As("clerk").Get("/api/v1/me").Want(200)); !me.MustEnrol {
			t.Errorf("%+v", me)
		}
		offered := apitest.Read[api.OfferedSecret](w.As("clerk").Post("/api/v1/me/totp", nil).Want(200))
		w.As("clerk").Put("/api/v1/me/totp", map[string]any{"code": code(t, w, offered.Secret)}).Want(204)
		w.As("clerk").Get("/api/v1/units").Want(200)
		replica.As("clerk").Get("/api/v1/units").Want(200)
	})
}

// Who has lost the second factor gets it and the password reset by the security administrator, and a code from both.
func TestTOTPReset(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		made := newcomer(t, w, "zhang.san")
		token := apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201)).Token
		enrol(t, w, token)
		path := "/api/v1/users/" + made.User.ID + "/totp-resets"
		w.As("system").Post(path, nil).Refused(403, words.NotYourRole)
		w.As("security").Post("/api/v1/users/"+w.People["security"].UserID+"/totp-resets", nil).Refused(403, words.NotYourself)
		first := apitest.Read[api.ActivationHalf](w.As("security").Post(path, nil).Want(200)).Half
		w.WithToken(token).Get("/api/v1/me").Refused(401, words.Unauthenticated)
		signIn(w, "zhang.san", made.Password).Refused(401, words.BadCredentials)
		w.As("security").Post("/api/v1/users/"+made.User.ID+"/activation", nil).Refused(403, words.NotYourRole)
		activate(w, "zhang.san", first+takeHalf(w, "system", made.User.ID), goodPassword).Want(204)
		signIn(w, "zhang.san", goodPassword).Want(201)
	})
}

// Where it is asked for, a vote, the end of a meeting and a filing need a proof that is no older than five minutes, of this
// session; what can be done says so before. Other events do not ask.
func TestStepUp(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, func(d *api.Deps) { d.Engine.RequireStepUp() })
		password := "a password of mine"
		first := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users/"+w.People["clerk"].UserID+"/password-resets", nil).Want(200)).Half
		activate(w, "clerk", first+takeHalf(w, "security", w.People["clerk"].UserID), password).Want(204)
		clerk := w.WithToken(apitest.Read[api.SignedIn](signIn(w, "clerk", password).Want(201)).Token)

		meeting := apitest.Read[api.Outcome](clerk.Post("/api/v1/meetings", map[string]any{"campaign_id": w.Campaign.ID, "title": "党组会议",
			"held_at": "2023-09-05T09:00:00+08:00", "chair_id": w.People["secretary"].UserID, "items": []map[string]any{{"title": "其他事项"}}}).Want(201)).Subject
		path := "/api/v1/meetings/" + meeting.ID
		version := func() int64 { return apitest.Read[api.MeetingDetail](clerk.Get(path).Want(200)).Version }
		move := func(c *apitest.Client, event string) *apitest.Answer {
			return c.Post(path+"/transitions", map[string]any{"event": event}, apitest.IfMatch(version()))
		}
		members := []map[string]any{}
		for _, login := range []string{"secretary", "member.1", "member.2", "member.3", "member.4"} {
			members = append(members, map[string]any{"user_id": w.People[login].UserID, "attendance": "present"})
		}
		clerk.Post(path+"/attendance", map[string]any{"members": members}).Want(200)
		w.Clock.Advance(10 * time.Minute)
		detail := apitest.Read[api.MeetingDetail](clerk.Get(path).Want(200))
		if len(detail.Can) == 0 {
			t.Fatal("nothing can be done")
		}
		move(w.As("secretary"), "open").Want(200) // does not ask
		bring := func() bool {
			for _, p := range apitest.Read[api.MeetingDetail](clerk.Get(path).Want(200)).Can {
				for _, r := range p.Bring {
					if p.Event.Code == "adjourn" && r.Code == words.StepUpRequired {
						return true
					}
				}
			}
			return false
		}
		if !bring() {
			t.Error("it is not said that adjourning asks for a proof")
		}
		move(clerk, "adjourn").Refused(403, words.StepUpRequired)
		w.As("secretary").Post(path+"/transitions", map[string]any{"event": "adjourn"}, apitest.IfMatch(version())).Refused(403, words.StepUpRequired)

		prove := func(c *apitest.Client, body map[string]any) *apitest.Answer {
			return c.Post("/api/v1/session/re-authentications", body)
		}
		prove(clerk, map[string]any{"password": "guess"}).Refused(422, words.PasswordWrong)
		prove(clerk, map[string]any{"code": "123456"}).Refused(422, words.TOTPWrong)
		prove(clerk, map[string]any{}).Refused(422, words.PasswordWrong)
		prove(clerk, map[string]any{"password": password}).Want(204)
		if bring() {
			t.Error("a proof is asked for right after it")
		}
		w.Clock.Advance(5*time.Minute + time.Second)
		move(clerk, "adjourn").Refused(403, words.StepUpRequired)
		prove(clerk, map[string]any{"password": password}).Want(204)
		w.Clock.Advance(5 * time.Minute)
		if p := move(clerk, "adjourn"); strings.Contains(string(p.Body), string(words.StepUpRequired)) {
			t.Errorf("refused although he has proved himself: %s", p.Body)
		}
	})
}

// Guesses at proving oneself are counted, and do not lock the account for others.
func TestProofsAreCounted(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t), limits(2, 100))
	made := newcomer(t, w, "zhang.san")
	c := w.WithToken(apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201)).Token)
	for range 2 {
		c.Post("/api/v1/session/re-authentications", map[string]any{"password": "guess"}).Refused(422, words.PasswordWrong)
	}
	c.Post("/api/v1/session/re-authentications", map[string]any{"password": made.Password}).Refused(429, words.SignInLocked)
	c.Put("/api/v1/me/password", map[string]any{"old_password": made.Password, "new_password": goodPassword}).Refused(429, words.SignInLocked)
	signIn(w, "zhang.san", made.Password).Want(201)
}
