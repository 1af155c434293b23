package workflow

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"time"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/keyring"
	"rectify/workflow/openid"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// Sessions signs people in and knows who is behind a token. A session that is known needs no query of its own for a
// write: the write's own statement checks that it still holds. For a read, Current checks by primary key.
type Sessions struct {
	store *models.Store
	clock clock.Clock
	rules SessionRules

	mu    sync.Mutex
	known map[[sha256.Size]byte]*knownSession
}

// SessionRules bound a session and the passwords that begin it.
type SessionRules struct {
	Idle      time.Duration    // a session unused for this long has ended
	Absolute  time.Duration    // and so has one of this age
	Passwords password.Policy  // what a newly chosen password must be like
	TOTP      bool             // everybody must have a second factor
	OpenID    *openid.Provider // where people sign in as well; nil for nowhere
	Login     LoginLimits      // against guessing; zero fields take the defaults
	Key       keyring.Key      // encrypts and sums up what must not be read from the database alone
}

type knownSession struct {
	viewer   models.Viewer
	lastSeen time.Time
	chosen   time.Time // when the password was chosen; zero when there is none
}

// maxKnown bounds the memory of known sessions; beyond it they are all forgotten and read again.
const maxKnown = 10_000

// NewSessions returns the sessions of a store.
func NewSessions(store *models.Store, c clock.Clock, rules SessionRules) *Sessions {
	rules.Login = rules.Login.orDefaults()
	return &Sessions{store: store, clock: c, rules: rules, known: map[[sha256.Size]byte]*knownSession{}}
}

// Idle is how long a session lives that is not used.
func (s *Sessions) Idle() time.Duration { return s.rules.Idle }

// SignedIn is a fresh sign-in.
type SignedIn struct {
	Token     string // shown once; only its hash is stored
	Viewer    models.Viewer
	ExpiresAt time.Time
}

// Credentials are what a person shows to sign in.
type Credentials struct {
	Login, Password string
	Code            string // of the second factor, from who has one
	Address         string // of the client
}

// SignIn checks a password and begins a session. Unknown login, wrong password and disabled user are one refusal and
// take the same time; each is counted, and too many lock the account or the address.
func (s *Sessions) SignIn(ctx context.Context, c Credentials) (SignedIn, error) {
	user, err := s.store.View(ctx).UserByLogin(c.Login)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return SignedIn{}, err
	}
	k := s.knockOf(c.Login, c.Address)
	if err := s.admit(ctx, k, user.ID); err != nil {
		return SignedIn{}, err
	}
	if !password.Check(user.PasswordHash, c.Password) || user.DisabledAt != nil {
		return SignedIn{}, Refuse(Unauthenticated, words.BadCredentials, nil)
	}
	var fresh freshSession
	err = s.store.InTx(ctx, func(tx models.Tx) error {
		now := s.clock.Now()
		// The check took its time on purpose: a password that was reset meanwhile begins no session any more.
		if err := tx.HoldPassword(user.ID, user.PasswordHash); err != nil {
			return err
		}
		if err := s.secondFactor(tx, user.ID, c.Code, now); err != nil {
			return err
		}
		if err := s.welcome(tx, k); err != nil {
			return err
		}
		fresh = s.newSession(user.ID, c.Address, now)
		fresh.row.AuthenticatedAt = &now
		if err := tx.AddSession(fresh.row); err != nil {
			return err
		}
		return RecordAct(tx, now, person(user, fresh.row.ID), Acted{Act: "sign_in", Kind: "session", ID: fresh.row.ID})
	})
	if errors.Is(err, models.ErrNotFound) {
		err = Refuse(Unauthenticated, words.BadCredentials, nil)
	}
	if err != nil {
		return SignedIn{}, err
	}
	return s.signedIn(ctx, fresh)
}

// secondFactor asks for a code from who has confirmed a second factor.
func (s *Sessions) secondFactor(tx models.Tx, userID, code string, now time.Time) error {
	a, err := tx.Authenticator(userID)
	if errors.Is(err, models.ErrNotFound) || err == nil && a.ConfirmedAt == nil {
		return nil
	}
	if err != nil {
		return err
	}
	if code == "" {
		return Refuse(Unauthenticated, words.TOTPRequired, nil)
	}
	err = s.useCode(tx, a, code, now)
	if ClassOf(err) == Unmet {
		return Refuse(Unauthenticated, words.TOTPWrong, nil)
	}
	return err
}

// person is a user as the actor of what he does to his own account.
func person(u models.User, sessionID string) models.Viewer {
	return models.Viewer{UserID: u.ID, Login: u.Login, Name: u.Name, SessionID: sessionID}
}

// freshSession is a session with its token, which only its client will know.
type freshSession struct {
	token string
	row   models.Session
}

func (s *Sessions) newSession(userID, address string, now time.Time) freshSession {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // crypto/rand never fails
	token := base64.RawURLEncoding.EncodeToString(random)
	hash := sha256.Sum256([]byte(token))
	return freshSession{token, models.Session{ID: models.NewID(), TokenHash: hash[:], UserID: userID, Address: address, CreatedAt: now,
		LastSeenAt: now, ExpiresAt: now.Add(s.rules.Absolute)}}
}

// signedIn reads a session that was just stored.
func (s *Sessions) signedIn(ctx context.Context, fresh freshSession) (SignedIn, error) {
	known, err := s.load(ctx, fresh.token)
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Token: fresh.token, Viewer: known.viewer, ExpiresAt: fresh.row.ExpiresAt}, nil
}

// Known returns who is behind a token, without a query when he was seen before. It is for commands, whose transaction
// checks the session itself.
func (s *Sessions) Known(ctx context.Context, token string) (models.Viewer, error) {
	k, err := s.lookUp(ctx, token)
	if err != nil {
		return models.Viewer{}, err
	}
	return k.viewer.At(s.clock.Now()), nil
}

// Current returns who is behind a token as it is now: a revoked session, a disabled user and a changed role hold at once,
// on every replica. It costs one look-up by primary key.
func (s *Sessions) Current(ctx context.Context, token string) (models.Viewer, error) {
	k, err := s.lookUp(ctx, token)
	if err != nil {
		return models.Viewer{}, err
	}
	authz, _, err := s.store.View(ctx).SessionHolds(k.viewer.SessionID, s.clock.Now())
	if err != nil {
		return models.Viewer{}, err
	}
	if authz != k.viewer.AuthzVersion {
		s.Forget(token)
		if k, err = s.load(ctx, token); err != nil {
			return models.Viewer{}, err
		}
	}
	return k.viewer.At(s.clock.Now()), nil
}

// Forget drops what is known of a token, so that it is read again.
func (s *Sessions) Forget(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, sha256.Sum256([]byte(token)))
}

// lookUp returns what is known of a token and notes, at most once a minute, that it was used.
func (s *Sessions) lookUp(ctx context.Context, token string) (knownSession, error) {
	now := s.clock.Now()
	s.mu.Lock()
	k := s.known[sha256.Sum256([]byte(token))]
	var seen knownSession
	note := false
	if k != nil && now.Sub(k.lastSeen) <= s.rules.Idle {
		note = now.Sub(k.lastSeen) > time.Minute && !s.store.Held()
		if note {
			k.lastSeen = now
		}
		seen = *k
	}
	s.mu.Unlock()
	if seen.viewer.UserID == "" {
		return s.load(ctx, token)
	}
	s.expire(&seen, now)
	if note {
		if err := s.store.View(ctx).SeeSession(seen.viewer.SessionID, now); err != nil {
			return knownSession{}, err
		}
	}
	return seen, nil
}

// expire makes a person change a password that has grown too old.
func (s *Sessions) expire(k *knownSession, now time.Time) {
	if !k.chosen.IsZero() && s.rules.Passwords.Expired(k.chosen, now) {
		k.viewer.MustChangePassword = true
	}
}

// load reads a session, its user and his roles, and remembers them.
func (s *Sessions) load(ctx context.Context, token string) (knownSession, error) {
	now := s.clock.Now()
	hash := sha256.Sum256([]byte(token))
	if strings.Contains(token, between) {
		viewer, err := s.loadService(ctx, token)
		return s.remember(hash, knownSession{viewer: viewer, lastSeen: now}), err
	}
	tx := s.store.View(ctx)
	session, user, err := tx.LiveSession(hash[:], now)
	if errors.Is(err, models.ErrNotFound) || err == nil && now.Sub(session.LastSeenAt) > s.rules.Idle {
		return knownSession{}, Refuse(Unauthenticated, words.Unauthenticated, nil)
	}
	if err != nil {
		return knownSession{}, err
	}
	viewer, err := ViewerOf(tx, user, now)
	if err != nil {
		return knownSession{}, err
	}
	viewer.SessionID = session.ID
	if s.rules.TOTP {
		a, err := tx.Authenticator(user.ID)
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return knownSession{}, err
		}
		viewer.MustEnrolTOTP = a.ConfirmedAt == nil
	}
	k := knownSession{viewer: viewer, lastSeen: now}
	if user.PasswordHash != "" {
		k.chosen = user.PasswordChangedAt
	}
	s.expire(&k, now)
	if err := tx.SeeSession(session.ID, now); err != nil {
		return knownSession{}, err
	}
	return s.remember(hash, k), nil
}

// remember keeps what is known of a token, unless that is nobody.
func (s *Sessions) remember(hash [sha256.Size]byte, k knownSession) knownSession {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= maxKnown {
		clear(s.known)
	}
	if k.viewer.SessionID != "" {
		s.known[hash] = &k
	}
	return k
}

// ViewerOf returns a user with his roles, and those with which he may act for others now or later (Viewer.At), without a
// session: for the command line.
func ViewerOf(tx models.Tx, user models.User, now time.Time) (models.Viewer, error) {
	grants, err := tx.Grants(user.ID)
	v := models.Viewer{UserID: user.ID, Login: user.Login, Name: user.Name, AuthzVersion: user.AuthzVersion, MustChangePassword: user.MustChangePassword}
	for _, g := range grants {
		v.Grants = append(v.Grants, models.Grant{UnitID: g.UnitID, Role: g.Role})
	}
	if err != nil {
		return v, err
	}
	delegated, err := tx.DelegatedGrants(user.ID, now)
	v.Grants = append(v.Grants, delegated...)
	return v, err
}
