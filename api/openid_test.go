package api_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/openid"
	"rectify/workflow/words"
)

// liar is an OpenID provider that signs whatever a test wants. That we get along with an honest one is tested in package
// openid.
type liar struct {
	*httptest.Server
	world  *apitest.World
	keys   *ecdsa.PrivateKey
	other  *ecdsa.PrivateKey // not published
	claims map[string]any    // of the next ID token; what is nil is left out
	forged bool              // signed with a key that is not published
}

func newLiar(t *testing.T) *liar {
	t.Helper()
	l := &liar{claims: map[string]any{}}
	for _, key := range []**ecdsa.PrivateKey{&l.keys, &l.other} {
		made, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		*key = made
	}
	honest := &oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: l.keys.Public(), KeyID: "k", Algorithm: "ES256"}}, Algorithms: []string{"ES256"}}
	mux := http.NewServeMux()
	mux.Handle("/", honest)
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		now := l.world.Clock.Now()
		claims := map[string]any{"iss": l.URL, "aud": "rectify", "sub": "1", "preferred_username": "clerk", "exp": now.Add(time.Hour).Unix(),
			"iat": now.Unix(), "auth_time": now.Unix(), "nonce": r.FormValue("code")} // the test hands the nonce over as the code
		maps.Copy(claims, l.claims)
		maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
		text, err := json.Marshal(claims)
		if err != nil {
			t.Error(err)
		}
		key := l.keys
		if l.forged {
			key = l.other
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"access_token":"a","token_type":"Bearer","id_token":%q}`, oidctest.SignIDToken(key, "k", "ES256", string(text)))
	})
	l.Server = httptest.NewServer(mux)
	t.Cleanup(l.Close)
	honest.SetIssuer(l.URL)
	return l
}

// world starts a server that believes the liar.
func (l *liar) start(t *testing.T, store *models.Store, change func(*workflow.SessionRules)) *apitest.World {
	t.Helper()
	l.world = apitest.New(t, store, func(d *api.Deps) {
		rules := apitest.SessionRules()
		rules.OpenID = openid.New(openid.Settings{Issuer: l.URL, ClientID: "rectify", ClientSecret: "secret", LoginClaim: "preferred_username",
			RedirectURL: "http://127.0.0.1/api/v1/session/oidc/callback", Now: d.Clock.Now})
		change(&rules)
		d.Sessions = workflow.NewSessions(d.Store, d.Clock, rules)
	})
	return l.world
}

// browser is a sign-in that is under way.
type browser struct {
	cookie, state, nonce string
}

func begin(t *testing.T, w *apitest.World, query string) browser {
	t.Helper()
	sent := w.Anonymous().Get("/api/v1/session/oidc" + query).Want(http.StatusSeeOther)
	to, err := url.Parse(sent.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	q := to.Query()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("client_id") != "rectify" || len(q.Get("nonce")) < 32 ||
		!strings.HasSuffix(q.Get("redirect_uri"), "/callback") || (query != "") != (q.Get("prompt") == "login") {
		t.Errorf("sent to %s", to)
	}
	cookie, err := http.ParseSetCookie(sent.Header.Get("Set-Cookie"))
	if err != nil || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.MaxAge != 600 || cookie.Path != "/" {
		t.Errorf("%+v, %v", cookie, err)
	}
	return browser{cookie.Name + "=" + cookie.Value, q.Get("state"), q.Get("nonce")}
}

func (b browser) back(w *apitest.World) *apitest.Answer {
	return w.Anonymous().Get("/api/v1/session/oidc/callback?state="+b.state+"&code="+b.nonce, apitest.Header("Cookie", b.cookie))
}

// A user who exists is signed in with a cookie; the sign-in is finished once, by the browser that began it, on any replica.
func TestOpenIDSignIn(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newLiar(t)
		w := l.start(t, store, func(*workflow.SessionRules) {})
		b := begin(t, w, "")
		stolen := browser{begin(t, w, "?again=true").cookie, b.state, b.nonce}
		stolen.back(w).Refused(401, words.OpenIDState)
		in := b.back(w.Replica()).Want(http.StatusSeeOther)
		if in.Header.Get("Location") != "/" {
			t.Errorf("sent to %q", in.Header.Get("Location"))
		}
		var token string
		for _, line := range in.Header.Values("Set-Cookie") {
			if cookie, err := http.ParseSetCookie(line); err == nil && cookie.Name == "rectify" {
				if token = cookie.Value; !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode {
					t.Errorf("%+v", cookie)
				}
			}
		}
		if me := apitest.Read[api.Me](w.Anonymous().Get("/api/v1/me", apitest.Header("Cookie", "rectify="+token))); me.Login != "clerk" {
			t.Errorf("signed in as %+v", me)
		}
		b.back(w).Refused(401, words.OpenIDState) // replayed

		late := begin(t, w, "")
		w.Clock.Advance(10 * time.Minute)
		late.back(w).Refused(401, words.OpenIDState)
		w.Anonymous().Get("/api/v1/session/oidc/callback").Refused(401, words.OpenIDState)
		denied := begin(t, w, "")
		denied.nonce = ""
		denied.back(w).Refused(401, words.OpenIDRefused)
	})
}

// Whatever does not hold of the provider's token signs nobody in.
func TestOpenIDRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newLiar(t)
		w := l.start(t, store, func(*workflow.SessionRules) {})
		sessions := func() (n int) {
			if err := store.SQL().QueryRowContext(t.Context(), "SELECT count(*) FROM sessions").Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		before := sessions()
		disabled := newcomer(t, w, "disabled")
		w.As("system").Patch("/api/v1/users/"+disabled.User.ID, map[string]any{"disabled": true}).Want(200)
		for name, c := range map[string]struct {
			claims map[string]any
			code   words.Code
		}{
			"another audience":   {map[string]any{"aud": "another"}, words.OpenIDRefused},
			"another nonce":      {map[string]any{"nonce": "another"}, words.OpenIDRefused},
			"no nonce":           {map[string]any{"nonce": nil}, words.OpenIDRefused},
			"another issuer":     {map[string]any{"iss": "https://idp.example.cn"}, words.OpenIDRefused},
			"expired":            {map[string]any{"exp": w.Clock.Now().Add(-time.Second).Unix()}, words.OpenIDRefused},
			"no login":           {map[string]any{"preferred_username": nil}, words.OpenIDRefused},
			"login of no string": {map[string]any{"preferred_username": 1}, words.OpenIDRefused},
			"unknown user":       {map[string]any{"preferred_username": "nobody"}, words.OpenIDUnknown},
			"disabled user":      {map[string]any{"preferred_username": "disabled"}, words.OpenIDUnknown},
		} {
			l.claims = c.claims
			answer := begin(t, w, "").back(w)
			if p := answer.Refused(401, c.code); p.Code != c.code {
				t.Error(name)
			}
		}
		l.claims, l.forged = nil, true
		begin(t, w, "").back(w).Refused(401, words.OpenIDRefused)
		if after := sessions(); after != before {
			t.Errorf("%d sessions more", after-before)
		}
		if strings.Contains(w.Log.String(), "eyJ") {
			t.Error("a token is in the log")
		}
		l.Close()
		l.forged = false
		begun := begin(t, w, "")
		begun.back(w).Refused(503, words.OpenIDUnavailable)
	})
}

// Where everybody must have a second factor, the provider must have checked one too.
func TestOpenIDSecondFactor(t *testing.T) {
	l := newLiar(t)
	w := l.start(t, testdb.SQLite(t), func(r *workflow.SessionRules) { r.TOTP = true })
	l.claims = map[string]any{"amr": []string{"pwd"}}
	begin(t, w, "").back(w).Refused(401, words.OpenIDOneFactor)
	l.claims = map[string]any{"amr": []string{"pwd", "otp"}}
	begin(t, w, "").back(w).Want(http.StatusSeeOther)
}

// Without a provider there is no such sign-in.
func TestNoOpenID(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	w.Anonymous().Get("/api/v1/session/oidc").Refused(404, words.NotFound)
	w.Anonymous().Get("/api/v1/session/oidc/callback?state=a&code=b").Refused(404, words.NotFound)
}
