package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/openid"
	"rectify/workflow/words"
)

// openIDTime is how long a person may take at the provider.
const openIDTime = 10 * time.Minute

const openIDPurpose = "openid"

// OpenIDStart is a sign-in that begins at the provider.
type OpenIDStart struct {
	URL       string // where the browser goes
	Browser   string // the secret that its cookie keeps, so that nobody else finishes it
	ExpiresAt time.Time
}

// HasOpenID reports whether people can sign in at a provider.
func (s *Sessions) HasOpenID() bool { return s.rules.OpenID != nil }

// StartOpenID begins a sign-in at the provider. With again the person has to prove there who he is.
func (s *Sessions) StartOpenID(ctx context.Context, again bool) (OpenIDStart, error) {
	if !s.HasOpenID() {
		return OpenIDStart{}, Refuse(NotFound, words.NotFound, nil)
	}
	secrets := openid.Secrets{State: openid.NewVerifier(), Nonce: openid.NewVerifier(), Verifier: openid.NewVerifier()}
	url, err := s.rules.OpenID.AuthURL(ctx, secrets, again)
	if err != nil {
		return OpenIDStart{}, openIDRefusal(err)
	}
	kept, err := json.Marshal(secrets)
	if err != nil {
		return OpenIDStart{}, err
	}
	start := OpenIDStart{URL: url, Browser: openid.NewVerifier(), ExpiresAt: s.clock.Now().Add(openIDTime)}
	return start, s.store.View(ctx).AddProviderSignIn(models.ProviderSignIn{StateHash: sum(secrets.State), BrowserHash: sum(start.Browser),
		Sealed: s.rules.Key.Seal(openIDPurpose, secrets.State, kept), ExpiresAt: start.ExpiresAt})
}

// OpenIDCallback is what the browser brings back from the provider.
type OpenIDCallback struct {
	State, Code string
	Browser     string // of its cookie
	Address     string // of the client
}

// FinishOpenID begins a session for the person for whom the provider vouches. He must be a user here already; a sign-in is
// finished once, by the browser that began it.
func (s *Sessions) FinishOpenID(ctx context.Context, c OpenIDCallback) (SignedIn, error) {
	if !s.HasOpenID() {
		return SignedIn{}, Refuse(NotFound, words.NotFound, nil)
	}
	begun, err := s.store.View(ctx).TakeProviderSignIn(sum(c.State), sum(c.Browser), s.clock.Now())
	if errors.Is(err, models.ErrNotFound) {
		return SignedIn{}, Refuse(Unauthenticated, words.OpenIDState, nil)
	}
	if err != nil {
		return SignedIn{}, err
	}
	kept, err := s.rules.Key.Open(openIDPurpose, c.State, begun.Sealed)
	if err != nil {
		return SignedIn{}, err
	}
	var secrets openid.Secrets
	if err := json.Unmarshal(kept, &secrets); err != nil {
		return SignedIn{}, err
	}
	if c.Code == "" { // the provider has refused, or the person has turned back
		return SignedIn{}, Refuse(Unauthenticated, words.OpenIDRefused, nil)
	}
	id, err := s.rules.OpenID.Redeem(ctx, c.Code, secrets)
	if err != nil {
		return SignedIn{}, openIDRefusal(err)
	}
	if s.rules.TOTP && !id.SecondFactor {
		return SignedIn{}, Refuse(Unauthenticated, words.OpenIDOneFactor, nil)
	}
	return s.vouched(ctx, id, c.Address)
}

// vouched begins the session of a user whom the provider has named.
func (s *Sessions) vouched(ctx context.Context, id openid.Identity, address string) (SignedIn, error) {
	var fresh freshSession
	err := s.store.InTx(ctx, func(tx models.Tx) error {
		now := s.clock.Now()
		user, err := tx.UserByLogin(id.Login)
		if err != nil {
			return err
		}
		if err := tx.HoldPassword(user.ID, user.PasswordHash); err != nil { // nor disabled meanwhile
			return err
		}
		fresh = s.newSession(user.ID, address, now)
		if at := id.AuthenticatedAt; !at.IsZero() && at.Before(now.Add(time.Minute)) { // its clock may be a little ahead
			if at.After(now) {
				at = now
			}
			fresh.row.AuthenticatedAt = &at
		}
		if err := tx.AddSession(fresh.row); err != nil {
			return err
		}
		return RecordAct(tx, now, person(user, fresh.row.ID), Acted{Act: "sign_in", Kind: "session", ID: fresh.row.ID,
			Detail: map[string]any{"by": "openid"}})
	})
	if errors.Is(err, models.ErrNotFound) {
		return SignedIn{}, Refuse(Unauthenticated, words.OpenIDUnknown, nil)
	}
	if err != nil {
		return SignedIn{}, err
	}
	return s.signedIn(ctx, fresh)
}

// openIDRefusal names what the provider did, with its reason for the log only.
func openIDRefusal(err error) error {
	switch {
	case errors.Is(err, openid.ErrUnavailable):
		return &Error{Class: Unavailable, Code: words.OpenIDUnavailable, Cause: err}
	case errors.Is(err, openid.ErrRefused):
		return &Error{Class: Unauthenticated, Code: words.OpenIDRefused, Cause: err}
	}
	return err
}

func sum(secret string) []byte {
	hash := sha256.Sum256([]byte(secret))
	return hash[:]
}
