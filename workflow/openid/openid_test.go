package openid

import (
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

const callback = "http://127.0.0.1:9/api/v1/session/oidc/callback"

// provider starts a certified implementation of an OpenID provider, with its own page to sign in.
func provider(t *testing.T) (*httptest.Server, *Provider) {
	t.Helper()
	var router http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { router.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	clients := map[string]*storage.Client{"rectify": storage.WebClient("rectify", "secret", callback)}
	router = exampleop.SetupServer(server.URL, storage.NewStorageWithClients(storage.NewUserStore(server.URL), clients), nil, false)
	return server, New(Settings{Issuer: server.URL, ClientID: "rectify", ClientSecret: "secret", RedirectURL: callback,
		LoginClaim: "preferred_username", Now: time.Now})
}

// signIn walks through the provider's pages as a browser does, and returns what it brings back to us.
func signIn(t *testing.T, server *httptest.Server, address string) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host == "127.0.0.1:9" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = page.Body.Close()
	done, err := browser.PostForm(server.URL+"/login/username", url.Values{"id": {page.Request.URL.Query().Get("authRequestID")},
		"username": {"test-user2"}, "password": {"verysecure"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = done.Body.Close()
	back, err := done.Location()
	if err != nil {
		t.Fatalf("%s: %v", done.Status, err)
	}
	return back.Query()
}

// A person signs in at a real provider; the claim that its ID token lacks comes from its user info.
func TestSignInAtProvider(t *testing.T) {
	server, p := provider(t)
	secrets := Secrets{State: NewVerifier(), Nonce: NewVerifier(), Verifier: NewVerifier()}
	address, err := p.AuthURL(t.Context(), secrets, true)
	if err != nil {
		t.Fatal(err)
	}
	back := signIn(t, server, address)
	if back.Get("state") != secrets.State {
		t.Fatalf("came back with %v", back)
	}
	id, err := p.Redeem(t.Context(), back.Get("code"), secrets)
	if err != nil {
		t.Fatal(err)
	}
	if id.Login != "test-user2" || id.AuthenticatedAt.IsZero() || time.Since(id.AuthenticatedAt) > time.Minute {
		t.Errorf("%+v", id)
	}
	if _, err := p.Redeem(t.Context(), back.Get("code"), secrets); !errors.Is(err, ErrRefused) {
		t.Errorf("the same code again: %v", err)
	}
}

// The provider gives a code only to who began: another verifier is refused by it, another nonce by us, another secret by it.
func TestProviderRefuses(t *testing.T) {
	server, p := provider(t)
	for name, change := range map[string]func(*Secrets, *Provider){
		"verifier": func(s *Secrets, _ *Provider) { s.Verifier = NewVerifier() },
		"nonce":    func(s *Secrets, _ *Provider) { s.Nonce = NewVerifier() },
		"client":   func(_ *Secrets, p *Provider) { p.settings.ClientSecret = "guess" },
		"claim":    func(_ *Secrets, p *Provider) { p.settings.LoginClaim = "employee_number" },
	} {
		secrets := Secrets{State: NewVerifier(), Nonce: NewVerifier(), Verifier: NewVerifier()}
		address, err := p.AuthURL(t.Context(), secrets, false)
		if err != nil {
			t.Fatal(err)
		}
		back := signIn(t, server, address)
		other := New(p.settings)
		change(&secrets, other)
		if id, err := other.Redeem(t.Context(), back.Get("code"), secrets); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %+v, %v", name, id, err)
		}
	}
}

func TestProviderIsDown(t *testing.T) {
	server, _ := provider(t)
	address := server.URL
	server.Close()
	if _, err := New(Settings{Issuer: address}).AuthURL(t.Context(), Secrets{}, false); !errors.Is(err, ErrUnavailable) {
		t.Error(err)
	}
}
