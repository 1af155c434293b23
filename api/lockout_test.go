package api_test

import (
	"fmt"
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

func limits(account, address int) func(*api.Deps) {
	return apitest.WithRules(func(r *workflow.SessionRules) {
		r.Login = workflow.LoginLimits{Attempts: account, AddressAttempts: address, Window: 10 * time.Minute, Lock: time.Hour}
	})
}

// Guesses are counted for all replicas together. The account is locked for every address and on every replica, whether it
// exists or not; the right password does not help, until the time is over or the security administrator ends it.
func TestAccountIsLocked(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(3, 100))
		replica := w.Replica()
		made := newcomer(t, w, "zhang.san")
		for _, login := range []string{"zhang.san", "nobody"} {
			for i := range 3 {
				signIn([]*apitest.World{w, replica}[i%2], login, "guess").Refused(401, words.BadCredentials)
			}
			for _, server := range []*apitest.World{w, replica} {
				for _, secret := range []string{"guess", made.Password} {
					locked := signIn(server, login, secret)
					locked.Refused(429, words.SignInLocked)
					if got := locked.Header.Get("Retry-After"); got != "3600" {
						t.Errorf("%s: Retry-After %q", login, got)
					}
				}
			}
		}
		w.As("system").Get("/api/v1/sign-in-locks").Refused(403, words.NotYourRole)
		locks := apitest.Read[api.Page[api.SignInLock]](w.As("security").Get("/api/v1/sign-in-locks").Want(200)).Items
		if len(locks) != 2 {
			t.Fatalf("locks %+v", locks)
		}
		for _, l := range locks {
			if l.Scope != models.TryAccount || l.Login != "zhang.san" && l.Login != "" || l.Address != "127.0.0.1" {
				t.Errorf("%+v", l)
			}
			w.As("security").Delete("/api/v1/sign-in-locks/" + l.ID).Want(204)
			w.As("security").Delete("/api/v1/sign-in-locks/"+l.ID).Refused(404, words.NotFound)
		}
		signIn(replica, "zhang.san", made.Password).Want(201)

		for range 3 {
			signIn(w, "zhang.san", "guess").Refused(401, words.BadCredentials)
		}
		w.Clock.Advance(9 * time.Minute)
		signIn(w, "zhang.san", "guess").Refused(429, words.SignInLocked)
		w.Clock.Advance(59 * time.Minute)
		if got := signIn(w, "zhang.san", "guess").Header.Get("Retry-After"); got != "60" { // asking has not lengthened it
			t.Errorf("Retry-After %q", got)
		}
		w.Clock.Advance(time.Minute)
		signIn(w, "zhang.san", made.Password).Want(201)
		for range 10 { // a success forgets what was before, and so does a new window
			signIn(w, "zhang.san", "guess").Refused(401, words.BadCredentials)
			signIn(w, "zhang.san", "guess").Refused(401, words.BadCredentials)
			signIn(w, "zhang.san", made.Password).Want(201)
		}
		for range 5 {
			signIn(w, "zhang.san", "guess").Refused(401, words.BadCredentials)
			w.Clock.Advance(5 * time.Minute)
		}
	})
}

// Who guesses from one address is stopped before he has locked many people out; successes in between do not help him.
func TestAddressIsLocked(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(3, 7))
		own := newcomer(t, w, "own")
		for i := range 7 {
			signIn(w, fmt.Sprintf("leader.%d", i/3), "guess").Refused(401, words.BadCredentials)
			if i < 6 {
				signIn(w, "own", own.Password).Want(201)
			}
		}
		signIn(w, "own", own.Password).Refused(429, words.SignInLocked)
		locks := apitest.Read[api.Page[api.SignInLock]](w.As("security").Get("/api/v1/sign-in-locks").Want(200)).Items
		if len(locks) != 1 || locks[0].Scope != models.TryAddress || locks[0].Address != "127.0.0.1" {
			t.Errorf("locks %+v", locks)
		}
	})
}

// Many guesses at the same moment get no more tries than one after the other.
func TestGuessesAtOnce(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(3, 100))
		servers := []*apitest.World{w, w.Replica()}
		answers := make(chan int, 12)
		for i := range cap(answers) {
			go func() {
				answers <- signIn(servers[i%2], "zhang.san", "guess").Status
			}()
		}
		counts := map[int]int{}
		for range cap(answers) {
			counts[<-answers]++
		}
		if counts[401] != 3 || counts[429] != 9 {
			t.Errorf("answers %v", counts)
		}
	})
}

// Unknown user, wrong password and disabled user are one answer and cost the same: one hash, besides which nothing counts.
func TestRefusalsTellNothing(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t), limits(1000, 10000))
	known, disabled := newcomer(t, w, "known"), newcomer(t, w, "disabled")
	w.As("system").Patch("/api/v1/users/"+disabled.User.ID, map[string]any{"disabled": true}).Want(200)
	var body string
	for _, c := range []struct{ login, password string }{
		{"known", "guess"}, {"nobody", "guess"}, {"disabled", "guess"}, {"disabled", disabled.Password}, {"sanitation.head", "guess"}, // without a password
	} {
		before := password.Computed()
		answer := signIn(w, c.login, c.password)
		problem := answer.Refused(401, words.BadCredentials)
		if n := password.Computed() - before; n != 1 {
			t.Errorf("%s: %d hashes", c.login, n)
		}
		got := strings.ReplaceAll(string(answer.Body), problem.Instance, "")
		if body == "" {
			body = got
		}
		if got != body {
			t.Errorf("%s: %s, and not %s", c.login, got, body)
		}
	}
	before := password.Computed()
	if signIn(w, "known", known.Password).Want(201); password.Computed()-before != 1 {
		t.Error("a success costs another number of hashes")
	}
}

// BenchmarkRefusedSignIn shows that the times are the same: compare the two.
func BenchmarkRefusedSignIn(b *testing.B) {
	for _, login := range []string{"known", "nobody"} {
		b.Run(login, func(b *testing.B) {
			w := apitest.New(b, testdb.SQLite(b), limits(1<<30, 1<<30))
			first := apitest.Read[api.ActivationHalf](w.As("system").Post("/api/v1/users", map[string]any{"login": "known", "name": "新同志"}).Want(201))
			activate(w, "known", first.Half+takeHalf(w, "security", first.User.ID), goodPassword).Want(204)
			for b.Loop() {
				signIn(w, login, "guess").Want(401)
			}
		})
	}
}

// The audit log says whose account was tried, and keeps nothing that nobody has as a login.
func TestTriesAreAudited(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store, limits(1, 100))
		signIn(w, "clerk", "guess").Refused(401, words.BadCredentials)
		signIn(w, "clerk", "guess").Refused(429, words.SignInLocked)
		signIn(w, "a.mistyped.password", "guess").Refused(401, words.BadCredentials)
		made := newcomer(t, w, "zhang.san")
		token := apitest.Read[api.SignedIn](signIn(w, "zhang.san", made.Password).Want(201)).Token
		w.WithToken(token).Post("/api/v1/session/re-authentications", map[string]any{"password": made.Password}).Want(204)
		w.WithToken(token).Delete("/api/v1/sessions/current").Want(204)
		var got []string
		for _, r := range apitest.Read[api.Page[api.AuditRecord]](w.As("auditing").Get("/api/v1/audit-records?limit=200").Want(200)).Items {
			got = append(got, fmt.Sprint(r.Act, " ", r.ActorLogin, " ", r.Code))
		}
		all := strings.Join(got, "\n") + "\n"
		for _, want := range []string{"sign-in clerk bad_credentials", "sign-in clerk sign_in_locked", "sign-in  bad_credentials", "activate zhang.san ",
			"sign_in zhang.san ", "reauthenticate zhang.san ", "sign_out zhang.san "} {
			if !strings.Contains(all, want+"\n") {
				t.Errorf("no %q in\n%s", want, all)
			}
		}
		if strings.Contains(all, "mistyped") {
			t.Error("what was typed is kept")
		}
	})
}
