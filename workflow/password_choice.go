package workflow

import (
	"context"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// Passwords is what a newly chosen password must be like.
func (s *Sessions) Passwords() password.Policy { return s.rules.Passwords }

// checkPassword names what is wrong with a password that a person chooses.
func (s *Sessions) checkPassword(ctx context.Context, user models.User, chosen string) error {
	var reasons []Reason
	policy := s.rules.Passwords
	refuse := func(code words.Code) {
		reasons = append(reasons, Reason{Code: code, Field: "body.new_password", Params: words.Params{"min": policy.Min, "max": policy.Max,
			"count": policy.Remember}})
	}
	switch {
	case !policy.Accepts(chosen) && policy.Classes > 1:
		refuse(words.PasswordWeak)
	case !policy.Accepts(chosen):
		refuse(words.PasswordLength)
	case strings.Contains(strings.ToLower(chosen), user.Login):
		refuse(words.PasswordHasLogin)
	case password.Check(user.PasswordHash, chosen):
		refuse(words.PasswordSame)
	case password.Common(chosen, user.Login, user.Name):
		refuse(words.PasswordCommon)
	default:
		former, err := s.store.View(ctx).FormerPasswords(user.ID, policy.Remember)
		if err != nil {
			return err
		}
		for _, f := range former {
			if password.Check(f.Hash, chosen) {
				refuse(words.PasswordUsed)
				break
			}
		}
	}
	return RefuseFor(reasons)
}

// setPassword gives a user the password that he has chosen and ends his sessions.
func (s *Sessions) setPassword(tx models.Tx, userID, hash string, now time.Time) error {
	must := false
	if err := tx.ChangeUser(userID, models.UserChange{PasswordHash: &hash, MustChangePassword: &must}, now); err != nil {
		return err
	}
	former := models.FormerPassword{ID: models.NewID(), UserID: userID, Hash: hash, CreatedAt: now}
	if err := tx.AddFormerPassword(former, password.Kept); err != nil {
		return err
	}
	return tx.RevokeSessions(userID, now)
}
