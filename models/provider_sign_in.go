package models

import "time"

// ProviderSignIn is a sign-in that is under way at an OpenID provider. It can be finished once, in the browser that began
// it.
type ProviderSignIn struct {
	StateHash   []byte `gorm:"primaryKey"` // SHA-256 of the state
	BrowserHash []byte // SHA-256 of the browser's cookie
	Sealed      []byte // nonce and code verifier, encrypted with a key that is not in the database
	ExpiresAt   time.Time
}

// AddProviderSignIn stores a sign-in that begins.
func (tx Tx) AddProviderSignIn(p ProviderSignIn) error { return translate(tx.db.Create(&p).Error) }

// TakeProviderSignIn removes a sign-in and returns it, or ErrNotFound when it was taken already, came from another browser
// or took too long.
func (tx Tx) TakeProviderSignIn(stateHash, browserHash []byte, now time.Time) (ProviderSignIn, error) {
	var rows []ProviderSignIn
	err := tx.db.Raw(`DELETE FROM provider_sign_ins WHERE state_hash = ? AND browser_hash = ? AND expires_at > ? RETURNING *`,
		stateHash, browserHash, now).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		return ProviderSignIn{}, ErrNotFound
	}
	return append(rows, ProviderSignIn{})[0], translate(err)
}

// ForgetProviderSignIns deletes those that nobody finished.
func (tx Tx) ForgetProviderSignIns(before time.Time) error {
	return translate(tx.db.Where("expires_at < ?", before).Delete(&ProviderSignIn{}).Error)
}
