package workflow

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// A front end acts in a session of the user for whom it acts. The session lives no longer than the token, so that a command's
// own statement checks both at once, as it does for people.

// between stands between a service token and the login for which it acts, where a session's token is expected.
const between = "\x00"

// Acting is what Known and Current take in place of a session's token: a service token and for whom it acts.
func Acting(serviceToken, login string) string { return serviceToken + between + login }

// CheckServiceToken refuses a token that is unknown, expired or revoked.
func (s *Sessions) CheckServiceToken(ctx context.Context, token string) error {
	hash := sha256.Sum256([]byte(token))
	return s.store.InTx(ctx, func(tx models.Tx) error {
		_, _, err := tx.LiveServiceToken(hash[:], s.clock.Now())
		return serviceGone(err)
	})
}

func serviceGone(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return Refuse(Unauthenticated, words.ServiceTokenInvalid, nil)
	}
	return err
}

// loadService returns the user for whom a token acts, and begins the session in which it does. Whoever is not there, not
// listed, disabled or an administrator is one answer. A password that has to be changed is no matter of the front end, which
// signs people in itself.
func (s *Sessions) loadService(ctx context.Context, credential string) (models.Viewer, error) {
	token, login, _ := strings.Cut(credential, between)
	hash := sha256.Sum256([]byte(token))
	var viewer models.Viewer
	err := retryDuplicate(func() error {
		return s.store.InTx(ctx, func(tx models.Tx) error {
			now := s.clock.Now()
			t, account, err := tx.LiveServiceToken(hash[:], now)
			if err != nil {
				return serviceGone(err)
			}
			user, err := tx.UserByLogin(login)
			if errors.Is(err, models.ErrNotFound) {
				return Refuse(Forbidden, words.ActingUserRefused, nil)
			} else if err != nil {
				return err
			}
			if may, err := tx.ServiceMayActFor(account.ID, user.ID); err != nil {
				return err
			} else if !may {
				return Refuse(Forbidden, words.ActingUserRefused, nil)
			}
			if viewer, err = ViewerOf(tx, user, now); err != nil {
				return err
			}
			viewer.MustChangePassword, viewer.Service = false, models.ServiceOf(t, account)
			session, err := tx.ServiceSession(t.ID, user.ID, now)
			if errors.Is(err, models.ErrNotFound) {
				unknown := make([]byte, 32) // no token has this hash
				_, _ = rand.Read(unknown)   // crypto/rand never fails
				session = models.Session{ID: models.NewID(), TokenHash: unknown, UserID: user.ID, ServiceTokenID: &t.ID, CreatedAt: now,
					LastSeenAt: now, ExpiresAt: t.ExpiresAt}
				err = tx.AddSession(session)
			}
			viewer.SessionID = session.ID
			return err
		})
	})
	if err != nil {
		return models.Viewer{}, err
	}
	return viewer, nil
}

// retryDuplicate runs do again when another request has begun the same session.
func retryDuplicate(do func() error) error {
	err := do()
	for i := 1; i < attempts && (errors.Is(err, models.ErrDuplicate) || errors.Is(err, models.ErrConflict)); i++ {
		err = do()
	}
	return err
}
