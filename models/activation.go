package models

import (
	"time"
)

// Activation is the one-time code with which a person chooses a password. It has two halves, and only their hashes are
// stored.
type Activation struct {
	ID         string `gorm:"primaryKey"`
	UserID     string
	FirstHash  string  // argon2id in PHC form
	FirstRole  Role    // in which the first half was taken; the second is for the other administrator
	FirstBy    *string // nil for the console of the machine
	SecondHash string  // "" until the second half is taken
	SecondBy   *string
	CreatedAt  time.Time
	ExpiresAt  time.Time
	EndedAt    *time.Time // used, or replaced by another
}

// AddActivation stores an activation in place of the one that a user had before.
func (tx Tx) AddActivation(a Activation) error {
	if err := tx.EndActivations(a.UserID, a.CreatedAt); err != nil {
		return err
	}
	return translate(tx.db.Create(&a).Error)
}

// OpenActivation returns the activation that a user can still use, or ErrNotFound.
func (tx Tx) OpenActivation(userID string, now time.Time) (Activation, error) {
	var a Activation
	err := tx.db.Where("user_id = ? AND ended_at IS NULL AND expires_at > ?", userID, now).Take(&a).Error
	return a, translate(err)
}

// OpenActivations returns what users have not used, whether it can still be used or is over its time.
func (tx Tx) OpenActivations(userIDs ...string) ([]Activation, error) {
	var open []Activation
	err := tx.db.Where("user_id IN ? AND ended_at IS NULL", userIDs).Find(&open).Error
	return open, translate(err)
}

// TakeSecondHalf stores the second half of an open activation. ErrConflict when somebody has taken it already.
func (tx Tx) TakeSecondHalf(id, hash string, by *string) error {
	result := tx.db.Model(&Activation{}).Where("id = ? AND second_hash = '' AND ended_at IS NULL", id).
		Updates(map[string]any{"second_hash": hash, "second_by": by})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrConflict
	}
	return translate(result.Error)
}

// UseActivation ends an open activation, once. ErrNotFound when it has ended.
func (tx Tx) UseActivation(id string, now time.Time) error {
	result := tx.db.Model(&Activation{}).Where("id = ? AND ended_at IS NULL AND expires_at > ?", id, now).Update("ended_at", now)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// EndActivations ends what a user has not used yet.
func (tx Tx) EndActivations(userID string, now time.Time) error {
	return translate(tx.db.Model(&Activation{}).Where("user_id = ? AND ended_at IS NULL", userID).Update("ended_at", now).Error)
}
