package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// Authenticator is the second factor of a user (RFC 6238).
type Authenticator struct {
	UserID      string `gorm:"primaryKey"`
	Secret      []byte // encrypted with a key that is not in the database
	CreatedAt   time.Time
	ConfirmedAt *time.Time // nil until its owner has shown that he has it
	LastStep    int64      // of the last code that was accepted; no code counts twice
}

// Authenticator returns the second factor of a user, or ErrNotFound.
func (tx Tx) Authenticator(userID string) (Authenticator, error) {
	var a Authenticator
	err := tx.db.Where("user_id = ?", userID).Take(&a).Error
	return a, translate(err)
}

// OfferAuthenticator stores a second factor that is still to be confirmed, in place of another such. ErrDuplicate when the
// user has a confirmed one.
func (tx Tx) OfferAuthenticator(a Authenticator) error {
	result := tx.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "user_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"secret", "created_at", "last_step"}),
		Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "authenticators.confirmed_at IS NULL"}}},
	}).Create(&a)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrDuplicate
	}
	return translate(result.Error)
}

// UseStep notes that the code of a step was accepted, and confirms the second factor with it. ErrNotFound when that code
// or a later one was accepted before, or the secret is no longer the same.
func (tx Tx) UseStep(a Authenticator, step int64, now time.Time) error {
	set := map[string]any{"last_step": step}
	if a.ConfirmedAt == nil {
		set["confirmed_at"] = now
	}
	result := tx.db.Model(&Authenticator{}).Where("user_id = ? AND last_step < ? AND created_at = ?", a.UserID, step, a.CreatedAt).Updates(set)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// RemoveAuthenticator removes the second factor of a user, if there is one.
func (tx Tx) RemoveAuthenticator(userID string) error {
	return translate(tx.db.Where("user_id = ?", userID).Delete(&Authenticator{}).Error)
}
