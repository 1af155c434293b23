package workflow

import (
	"context"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// List returns the sessions in which the viewer is signed in, the latest first.
func (s *Sessions) List(ctx context.Context, v models.Viewer) ([]models.Session, error) {
	now := s.clock.Now()
	return s.store.View(ctx).LiveSessions(v.UserID, now, now.Add(-s.rules.Idle))
}

// End ends one session of the viewer: this one, or another that he finds in the list.
func (s *Sessions) End(ctx context.Context, v models.Viewer, sessionID string) error {
	return s.own(ctx, v, func(tx models.Tx, now time.Time) error {
		if err := tx.RevokeSession(v.UserID, sessionID, now); err != nil {
			return err
		}
		act := "end_session"
		if sessionID == v.SessionID {
			act = "sign_out"
		}
		return RecordAct(tx, now, v, Acted{Act: act, Kind: "session", ID: sessionID})
	})
}

// ChangePassword gives the person behind a token a new password, ends all his sessions and begins a new one.
func (s *Sessions) ChangePassword(ctx context.Context, token, old, chosen, address string) (SignedIn, error) {
	k, err := s.lookUp(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.admitPerson(ctx, k.viewer.UserID, address); err != nil {
		return SignedIn{}, err
	}
	user, err := s.store.View(ctx).User(k.viewer.UserID)
	if err != nil {
		return SignedIn{}, err
	}
	if !password.Check(user.PasswordHash, old) {
		return SignedIn{}, RefuseFor([]Reason{{Code: words.OldPasswordWrong, Field: "body.old_password"}})
	}
	if err := s.checkPassword(ctx, user, chosen); err != nil {
		return SignedIn{}, err
	}
	hash := password.Hash(chosen)
	var fresh freshSession
	err = s.store.InTx(ctx, func(tx models.Tx) error {
		now := s.clock.Now()
		// The user is locked first: of two changes at once, the second finds its session ended.
		if err := tx.LockUser(user.ID); err != nil {
			return err
		}
		if authz, err := tx.Authz(k.viewer, now); err != nil {
			return err
		} else if authz == 0 {
			return Refuse(Unauthenticated, words.Unauthenticated, nil)
		}
		if err := s.setPassword(tx, user.ID, hash, now); err != nil {
			return err
		}
		if err := tx.ForgetTries(models.TryPerson, s.personKey(user.ID)); err != nil {
			return err
		}
		fresh = s.newSession(user.ID, address, now)
		fresh.row.AuthenticatedAt = &now
		if err := tx.AddSession(fresh.row); err != nil {
			return err
		}
		return RecordAct(tx, now, k.viewer, Acted{Act: "change_password", Kind: "user", ID: user.ID})
	})
	if errors.Is(err, models.ErrNotFound) {
		err = Refuse(Unauthenticated, words.Unauthenticated, nil)
	}
	if err != nil {
		return SignedIn{}, err
	}
	s.Forget(token)
	return s.signedIn(ctx, fresh)
}
