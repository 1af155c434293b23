package workflow

import (
	"context"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// FreshFor is how long a proof of who somebody is counts as recent for the events that ask for one (Rule.StepUp).
const FreshFor = 5 * time.Minute

// RequireStepUp makes the rules with StepUp ask for a recent proof. It is called once, before the engine works.
func (e *Engine) RequireStepUp() { e.stepUp = true }

// freshSince is from when on a session must have proved who is behind it; the zero time asks for nothing.
func (e *Engine) freshSince(now time.Time) time.Time {
	if !e.stepUp {
		return time.Time{}
	}
	return now.Add(-FreshFor)
}

// stepUp is what stands against a rule that asks for a recent proof.
func (r *Rule) stepUp(facts models.Facts) []Reason {
	if !r.StepUp || facts.Count(models.FactAuthenticated) > 0 {
		return nil
	}
	return one(words.StepUpRequired, words.Params{"minutes": int(FreshFor / time.Minute)})
}

// Proof is how somebody who is signed in shows again who he is: by his password, or by a code of his second factor.
type Proof struct {
	Password, Code string
	Address        string // of the client
}

// Reauthenticate notes that the person behind a session has just proved who he is. Wrong proofs are counted like failed
// sign-ins.
func (s *Sessions) Reauthenticate(ctx context.Context, v models.Viewer, p Proof) error {
	if err := s.admitPerson(ctx, v.UserID, p.Address); err != nil {
		return err
	}
	user, err := s.store.View(ctx).User(v.UserID)
	if err != nil {
		return err
	}
	if p.Code == "" && !password.Check(user.PasswordHash, p.Password) {
		return Refuse(Unmet, words.PasswordWrong, nil)
	}
	return s.own(ctx, v, func(tx models.Tx, now time.Time) error {
		if p.Code == "" {
			if err := tx.HoldPassword(user.ID, user.PasswordHash); errors.Is(err, models.ErrNotFound) {
				return Refuse(Unauthenticated, words.Unauthenticated, nil)
			} else if err != nil {
				return err
			}
		} else if err := s.proveByCode(tx, v.UserID, p.Code, now); err != nil {
			return err
		}
		if err := tx.Authenticated(v.SessionID, now); err != nil {
			return err
		}
		if err := tx.ForgetTries(models.TryPerson, s.personKey(v.UserID)); err != nil {
			return err
		}
		return RecordAct(tx, now, v, Acted{Act: "reauthenticate", Kind: "session", ID: v.SessionID})
	})
}

// proveByCode accepts a code of a confirmed second factor.
func (s *Sessions) proveByCode(tx models.Tx, userID, code string, now time.Time) error {
	a, err := tx.Authenticator(userID)
	if errors.Is(err, models.ErrNotFound) || err == nil && a.ConfirmedAt == nil {
		return Refuse(Unmet, words.TOTPWrong, nil)
	}
	if err != nil {
		return err
	}
	return s.useCode(tx, a, code, now)
}
