package models

import (
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// ServiceToken lets a service account call the API. The token itself is known to its front end only; its SHA-256 is stored.
type ServiceToken struct {
	ID            string `gorm:"primaryKey"`
	AccountID     string
	TokenHash     []byte
	Scopes        string // in alphabetical order, a space between two
	RatePerMinute int    // requests
	CreatedBy     string
	CreatedAt     time.Time
	ExpiresAt     time.Time
	RotatedFrom   *string // the token that this one replaces
	RevokedBy     *string
	RevokedAt     *time.Time
}

// Service is the front end through which a viewer acts.
type Service struct {
	TokenID       string
	Name          string // of the service account
	Scopes        []string
	RatePerMinute int
}

// Allows reports whether the token has a scope.
func (s *Service) Allows(scope string) bool { return slices.Contains(s.Scopes, scope) }

// ServiceOf is what a viewer carries of the token by which he acts.
func ServiceOf(t ServiceToken, a ServiceAccount) *Service {
	return &Service{TokenID: t.ID, Name: a.Name, Scopes: strings.Fields(t.Scopes), RatePerMinute: t.RatePerMinute}
}

// AddServiceToken stores a token.
func (tx Tx) AddServiceToken(t ServiceToken) error { return translate(tx.db.Create(&t).Error) }

// ServiceToken returns a token, or ErrNotFound.
func (tx Tx) ServiceToken(id string) (ServiceToken, error) {
	var t ServiceToken
	err := tx.db.Where("id = ?", id).Take(&t).Error
	return t, translate(err)
}

// ServiceTokens returns the tokens of an account, the newest first, at most 200.
func (tx Tx) ServiceTokens(accountID string) ([]ServiceToken, error) {
	var tokens []ServiceToken
	return tokens, translate(tx.db.Where("account_id = ?", accountID).Order("id DESC").Limit(200).Find(&tokens).Error)
}

// LiveServiceToken returns a token that is neither revoked nor expired with its account, which is not disabled; otherwise
// ErrNotFound. Inside a transaction it keeps both as they are until its end.
func (tx Tx) LiveServiceToken(hash []byte, now time.Time) (ServiceToken, ServiceAccount, error) {
	hold := func() *gorm.DB {
		if tx.dialect == Postgres { // on SQLite the transaction is the lock
			return tx.db.Clauses(clause.Locking{Strength: "SHARE"})
		}
		return tx.db
	}
	var t ServiceToken
	if err := hold().Where("token_hash = ? AND revoked_at IS NULL AND expires_at > ?", hash, now).Take(&t).Error; err != nil {
		return t, ServiceAccount{}, translate(err)
	}
	var a ServiceAccount
	err := hold().Where("id = ? AND disabled_at IS NULL", t.AccountID).Take(&a).Error
	return t, a, translate(err)
}

// ShortenServiceToken lets a token, and what is done by it, end at a time that is earlier than its own end. ErrNotFound when
// it has ended.
func (tx Tx) ShortenServiceToken(id string, end, now time.Time) error {
	result := tx.db.Model(&ServiceToken{}).Where("id = ? AND revoked_at IS NULL AND expires_at > ?", id, now).
		Update("expires_at", clauseLeast(end))
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	if result.Error != nil {
		return translate(result.Error)
	}
	return translate(tx.db.Model(&Session{}).Where("service_token_id = ? AND expires_at > ?", id, end).Update("expires_at", end).Error)
}

func clauseLeast(end time.Time) clause.Expr {
	return clause.Expr{SQL: "CASE WHEN expires_at < ? THEN expires_at ELSE ? END", Vars: []any{end, end}}
}

// RevokeServiceToken ends a token and all that is done by it. ErrNotFound when it was revoked before.
func (tx Tx) RevokeServiceToken(id string, by *string, now time.Time) error {
	result := tx.db.Model(&ServiceToken{}).Where("id = ? AND revoked_at IS NULL", id).Updates(map[string]any{"revoked_at": now, "revoked_by": by})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	if result.Error != nil {
		return translate(result.Error)
	}
	return translate(tx.db.Model(&Session{}).Where("service_token_id = ? AND revoked_at IS NULL", id).Update("revoked_at", now).Error)
}

// EndServiceSessions ends what all tokens of an account do, so that whom it may act for is looked at again.
func (tx Tx) EndServiceSessions(accountID string, now time.Time) error {
	return translate(tx.db.Model(&Session{}).Where("revoked_at IS NULL AND service_token_id IN (SELECT id FROM service_tokens WHERE account_id = ?)", accountID).
		Update("revoked_at", now).Error)
}

// ServiceSession returns the live session in which a token acts for a user, or ErrNotFound.
func (tx Tx) ServiceSession(tokenID, userID string, now time.Time) (Session, error) {
	var s Session
	err := tx.db.Where("service_token_id = ? AND user_id = ? AND revoked_at IS NULL AND expires_at > ?", tokenID, userID, now).Take(&s).Error
	return s, translate(err)
}
