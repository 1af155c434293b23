// Package openid signs people in at an OpenID provider: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0,
// RFC 7636). It knows no database; who a person is here is decided by its caller.
package openid

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Settings say which provider it is and who we are there.
type Settings struct {
	Issuer, ClientID, ClientSecret string
	RedirectURL                    string           // of our callback, as it is registered at the provider
	LoginClaim                     string           // which claim is the login here
	Now                            func() time.Time // the clock by which tokens expire
}

// Errors of a sign-in. Anything else is internal.
var (
	ErrUnavailable = errors.New("openid: the provider does not answer")
	ErrRefused     = errors.New("openid: the provider's answer does not hold")
)

// Provider is an OpenID provider. It is asked for its endpoints when the first person signs in, so that a provider that is
// down does not keep the program from starting.
type Provider struct {
	settings Settings
	client   *http.Client

	mu    sync.Mutex
	found *oidc.Provider
}

// New returns a provider.
func New(s Settings) *Provider {
	return &Provider{settings: s, client: &http.Client{Timeout: 10 * time.Second}}
}

// Secrets of one sign-in. All but State stay here.
type Secrets struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
}

// NewVerifier makes a PKCE verifier; 32 random bytes, so that it serves as state and nonce too.
func NewVerifier() string { return oauth2.GenerateVerifier() }

// AuthURL is where the browser goes to sign in. With again the provider is asked to have the person prove who he is even if
// it knows him already.
func (p *Provider) AuthURL(ctx context.Context, s Secrets, again bool) (string, error) {
	_, config, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(s.Nonce), oauth2.S256ChallengeOption(s.Verifier)}
	if again {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return config.AuthCodeURL(s.State, options...), nil
}

// Identity is what the provider vouches for.
type Identity struct {
	Login           string
	AuthenticatedAt time.Time // when the person proved who he is there; zero when the provider does not say
	SecondFactor    bool      // with more than a password (RFC 8176)
}

// secondFactors are the methods of RFC 8176 that stand for more than a password.
var secondFactors = []string{"mfa", "otp", "hwk", "swk", "sc", "fpt", "face", "iris", "retina"}

// Redeem exchanges the code of a callback. The ID token must be signed by the provider, for us, not expired, and for this
// sign-in; otherwise it is ErrRefused.
func (p *Provider) Redeem(ctx context.Context, code string, s Secrets) (Identity, error) {
	provider, config, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(s.Verifier))
	if err != nil {
		return Identity{}, told(err)
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := provider.Verifier(&oidc.Config{ClientID: p.settings.ClientID, Now: p.settings.Now}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if verified.Nonce == "" || verified.Nonce != s.Nonce {
		return Identity{}, fmt.Errorf("%w: another nonce", ErrRefused)
	}
	claims := map[string]any{}
	if err := verified.Claims(&claims); err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	id := Identity{Login: text(claims[p.settings.LoginClaim])}
	if id.Login == "" {
		if id.Login, err = p.fromUserInfo(ctx, provider, token, verified.Subject); err != nil {
			return Identity{}, err
		}
	}
	if at, ok := claims["auth_time"].(float64); ok {
		id.AuthenticatedAt = time.Unix(int64(at), 0).UTC()
	}
	methods, _ := claims["amr"].([]any)
	id.SecondFactor = slices.ContainsFunc(methods, func(m any) bool { return slices.Contains(secondFactors, text(m)) })
	return id, nil
}

// fromUserInfo asks the provider for the claim that its token lacks.
func (p *Provider) fromUserInfo(ctx context.Context, provider *oidc.Provider, token *oauth2.Token, subject string) (string, error) {
	if provider.UserInfoEndpoint() == "" {
		return "", fmt.Errorf("%w: no claim %s", ErrRefused, p.settings.LoginClaim)
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return "", told(err)
	}
	claims := map[string]any{}
	if err := info.Claims(&claims); err != nil || info.Subject != subject { // OpenID Connect Core 5.3.2
		return "", fmt.Errorf("%w: user info of somebody else", ErrRefused)
	}
	login := text(claims[p.settings.LoginClaim])
	if login == "" {
		return "", fmt.Errorf("%w: no claim %s", ErrRefused, p.settings.LoginClaim)
	}
	return login, nil
}

func text(claim any) string {
	s, _ := claim.(string)
	return strings.TrimSpace(s)
}

// discover reads the provider's configuration, once.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The keys are fetched with this context later on; each fetch has the client's own time limit.
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.settings.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		p.found = found
	}
	return p.found, &oauth2.Config{ClientID: p.settings.ClientID, ClientSecret: p.settings.ClientSecret, Endpoint: p.found.Endpoint(),
		RedirectURL: p.settings.RedirectURL, Scopes: []string{oidc.ScopeOpenID, "profile"}}, nil
}

// told says whether the provider refused or did not answer.
func told(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil && refused.Response.StatusCode < http.StatusInternalServerError {
		return fmt.Errorf("%w: %s", ErrRefused, refused.ErrorCode) // its text may repeat what we sent
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}
