package models

import (
	"time"

	"gorm.io/gorm"
)

// TryScope says whose tries are counted together.
type TryScope string

// The scopes.
const (
	TryAccount TryScope = "account" // at signing in to one account, from anywhere
	TryAddress TryScope = "address" // at signing in from one address, to any account
	TryPerson  TryScope = "person"  // at proving again who is signed in
)

// SignInTry counts the tries of one account or address that were not followed by a success.
type SignInTry struct {
	ID          string `gorm:"primaryKey"`
	Scope       TryScope
	KeyHash     []byte  // of the login, the address or the person
	UserID      *string // nil for an address and for a login that nobody has
	Address     string  // of the last try
	Tries       int64
	Since       time.Time // the beginning of the window
	LockedUntil *time.Time
}

// TryLimit is how many tries within a window are free, and for how long the next one locks.
type TryLimit struct {
	Tries  int
	Window time.Duration
	Lock   time.Duration
}

// CountTry counts a try before it is made, in one statement, so that many at once on many replicas do not slip through. It
// returns the row as it is then: the try is refused when LockedUntil is in the future. A try during a lock does not
// lengthen it.
func (tx Tx) CountTry(t SignInTry, limit TryLimit, now time.Time) (SignInTry, error) {
	const locked, over = `sign_in_tries.locked_until > @now`, `(sign_in_tries.locked_until IS NOT NULL OR sign_in_tries.since <= @start)`
	var row SignInTry
	err := tx.db.Raw(`INSERT INTO sign_in_tries (id, scope, key_hash, user_id, address, tries, since)
		VALUES (@id, @scope, @key, @user, @address, 1, @now)
		ON CONFLICT (scope, key_hash) DO UPDATE SET user_id = excluded.user_id, address = excluded.address,
			tries = CASE WHEN `+locked+` THEN sign_in_tries.tries WHEN `+over+` THEN 1 ELSE sign_in_tries.tries + 1 END,
			since = CASE WHEN `+locked+` THEN sign_in_tries.since WHEN `+over+` THEN excluded.since ELSE sign_in_tries.since END,
			locked_until = CASE WHEN `+locked+` THEN sign_in_tries.locked_until WHEN `+over+` THEN NULL
				WHEN sign_in_tries.tries >= @limit THEN @until ELSE sign_in_tries.locked_until END
		RETURNING id, scope, key_hash, user_id, address, tries, since, locked_until`,
		map[string]any{"id": NewID(), "scope": t.Scope, "key": t.KeyHash, "user": t.UserID, "address": t.Address, "now": now,
			"start": now.Add(-limit.Window), "limit": limit.Tries, "until": now.Add(limit.Lock)}).Scan(&row).Error
	return row, translate(err)
}

// ForgetTries forgets the tries of a key after a success.
func (tx Tx) ForgetTries(scope TryScope, key []byte) error {
	return translate(tx.db.Where("scope = ? AND key_hash = ?", scope, key).Delete(&SignInTry{}).Error)
}

// TakeBackTry takes one try of a key back: it was a success, which does not make the failures of others undone.
func (tx Tx) TakeBackTry(scope TryScope, key []byte) error {
	return translate(tx.db.Model(&SignInTry{}).Where("scope = ? AND key_hash = ? AND tries > 0", scope, key).
		Update("tries", gorm.Expr("tries - 1")).Error)
}

// Lock is a lock that holds, and whose account it is.
type Lock struct {
	SignInTry
	Login string // "" for an address, and for a login that nobody has
	Name  string
}

// Locks returns the locks that hold now, the latest first.
func (tx Tx) Locks(now time.Time) ([]Lock, error) {
	var locks []Lock
	err := tx.db.Table("sign_in_tries t").Select("t.*, coalesce(u.login, '') AS login, coalesce(u.name, '') AS name").
		Joins("LEFT JOIN users u ON u.id = t.user_id").Where("t.locked_until > ?", now).
		Order("t.locked_until DESC, t.id").Limit(200).Scan(&locks).Error
	return locks, translate(err)
}

// Unlock ends a lock and forgets the tries before it. ErrNotFound when there is no such lock now.
func (tx Tx) Unlock(id string, now time.Time) (SignInTry, error) {
	var lock SignInTry
	if err := tx.db.Where("id = ? AND locked_until > ?", id, now).Take(&lock).Error; err != nil {
		return lock, translate(err)
	}
	return lock, translate(tx.db.Where("id = ?", id).Delete(&SignInTry{}).Error)
}

// UnlockUser ends the locks of a user's account.
func (tx Tx) UnlockUser(userID string) error {
	return translate(tx.db.Where("user_id = ?", userID).Delete(&SignInTry{}).Error)
}

// ForgetOldTries deletes what has not counted since a time.
func (tx Tx) ForgetOldTries(before time.Time) error {
	return translate(tx.db.Where("since < ? AND (locked_until IS NULL OR locked_until < ?)", before, before).Delete(&SignInTry{}).Error)
}
