package workflow

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"rectify/models"
	"rectify/workflow/words"
)

// The second factor is a time-based code (RFC 6238) as every authenticator app makes it: SHA-1, six digits, 30 seconds. A
// code of the step before or after is accepted as well, for clocks that differ.
const (
	totpPurpose = "totp"
	totpStep    = 30 * time.Second
	totpSkew    = 1
)

// OfferedSecret is the secret of a second factor. It is shown once.
type OfferedSecret struct {
	Secret string // base32
	URL    string // otpauth://, for the QR code that an app reads
}

// OfferTOTP makes the secret of a second factor, which counts as soon as its owner has confirmed it with a code. Somebody
// who has one already must have it reset first.
func (s *Sessions) OfferTOTP(ctx context.Context, v models.Viewer) (OfferedSecret, error) {
	secret := make([]byte, 20)
	_, _ = rand.Read(secret) // crypto/rand never fails
	var offered OfferedSecret
	err := s.own(ctx, v, func(tx models.Tx, now time.Time) error {
		user, err := tx.User(v.UserID)
		if err != nil {
			return err
		}
		err = tx.OfferAuthenticator(models.Authenticator{UserID: v.UserID, Secret: s.rules.Key.Seal(totpPurpose, v.UserID, secret), CreatedAt: now})
		if errors.Is(err, models.ErrDuplicate) {
			return Refuse(Conflict, words.TOTPEnrolled, nil)
		}
		offered.Secret = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
		offered.URL = "otpauth://totp/" + url.PathEscape(totpIssuer+":"+user.Login) + "?" +
			url.Values{"secret": {offered.Secret}, "issuer": {totpIssuer}}.Encode()
		if err != nil {
			return err
		}
		return RecordAct(tx, now, v, Acted{Act: "offer_totp", Kind: "user", ID: v.UserID})
	})
	return offered, err
}

const totpIssuer = "Rectify"

// ConfirmTOTP makes the offered second factor count, from now on for every sign-in.
func (s *Sessions) ConfirmTOTP(ctx context.Context, v models.Viewer, code, address string) error {
	if err := s.admitPerson(ctx, v.UserID, address); err != nil {
		return err
	}
	return s.own(ctx, v, func(tx models.Tx, now time.Time) error {
		a, err := tx.Authenticator(v.UserID)
		if errors.Is(err, models.ErrNotFound) || err == nil && a.ConfirmedAt != nil {
			return Refuse(Conflict, words.TOTPNotOffered, nil)
		}
		if err != nil {
			return err
		}
		if err := s.useCode(tx, a, code, now); err != nil {
			return err
		}
		if err := tx.ChangeUser(v.UserID, models.UserChange{}, now); err != nil { // what he may do is read again
			return err
		}
		if err := tx.ForgetTries(models.TryPerson, s.personKey(v.UserID)); err != nil {
			return err
		}
		return RecordAct(tx, now, v, Acted{Act: "confirm_totp", Kind: "user", ID: v.UserID})
	})
}

// useCode accepts a code once, or refuses it with TOTPWrong.
func (s *Sessions) useCode(tx models.Tx, a models.Authenticator, code string, now time.Time) error {
	secret, err := s.rules.Key.Open(totpPurpose, a.UserID, a.Secret)
	if err != nil {
		return err
	}
	step, ok := matchingStep(secret, code, now)
	if !ok {
		return Refuse(Unmet, words.TOTPWrong, nil)
	}
	err = tx.UseStep(a, step, now)
	if errors.Is(err, models.ErrNotFound) {
		return Refuse(Unmet, words.TOTPWrong, nil)
	}
	return err
}

// matchingStep returns the step whose code this is, among those that are near enough.
func matchingStep(secret []byte, code string, now time.Time) (int64, bool) {
	code = strings.ReplaceAll(code, " ", "")
	text := base32.StdEncoding.EncodeToString(secret)
	current := now.Unix() / int64(totpStep/time.Second)
	found, ok := int64(0), false
	for step := current - totpSkew; step <= current+totpSkew; step++ {
		want, err := hotp.GenerateCodeCustom(text, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found, ok = step, true
		}
	}
	return found, ok
}

// ResetTOTP removes a user's second factor. With it goes the password, so that whoever asked for the reset is not one
// password away from the account; the result is a Half, whose other half the system administrator takes.
func (e *Engine) ResetTOTP(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	half := makeHalf()
	return e.administer(ctx, v, r, FactorAdmins, func(w *writing) (any, error) {
		made, err := w.lockOut(id, half, models.RoleSecurityAdmin)
		if err != nil {
			return nil, err
		}
		if err := w.tx.RemoveAuthenticator(id); err != nil {
			return nil, err
		}
		return made, w.record("reset_totp", "user", id, nil)
	})
}

// own runs do in a transaction for somebody whose session still holds.
func (s *Sessions) own(ctx context.Context, v models.Viewer, do func(models.Tx, time.Time) error) error {
	return s.store.InTx(ctx, func(tx models.Tx) error {
		now := s.clock.Now()
		if authz, err := tx.Authz(v, now); err != nil {
			return err
		} else if authz == 0 {
			return Refuse(Unauthenticated, words.Unauthenticated, nil)
		}
		return do(tx, now)
	})
}
