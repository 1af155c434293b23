package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// Session is one sign-in. The token itself is known to the client only; its SHA-256 is stored.
type Session struct {
	ID         string `gorm:"primaryKey"`
	TokenHash  []byte
	UserID     string
	Address    string
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time // the absolute limit
	RevokedAt  *time.Time
	// AuthenticatedAt is when its person last proved who he is; nil when another has vouched for him.
	AuthenticatedAt *time.Time
	// ServiceTokenID: the token of a front end that acts for him; nil for a sign-in of his own.
	ServiceTokenID *string
}

// AddSession stores a session.
func (tx Tx) AddSession(s Session) error { return translate(tx.db.Create(&s).Error) }

// LiveSession returns the session of a token with its user, or ErrNotFound when it was revoked, has reached its absolute
// limit or belongs to a disabled user.
func (tx Tx) LiveSession(tokenHash []byte, now time.Time) (Session, User, error) {
	var s Session
	if err := tx.db.Where("token_hash = ? AND revoked_at IS NULL AND expires_at > ?", tokenHash, now).Take(&s).Error; err != nil {
		return s, User{}, translate(err)
	}
	var u User
	err := tx.db.Where("id = ? AND disabled_at IS NULL", s.UserID).Take(&u).Error
	return s, u, translate(err)
}

// SessionHolds returns the authz_version of a live session's user and when the session was last seen; 0 when it no
// longer holds. It is one look-up by primary key.
func (tx Tx) SessionHolds(sessionID string, now time.Time) (authz int64, lastSeen time.Time, err error) {
	var row struct {
		AuthzVersion int64
		LastSeenAt   time.Time
	}
	err = tx.db.Raw(`SELECT u.authz_version, x.last_seen_at FROM sessions x JOIN users u ON u.id = x.user_id
		WHERE x.id = ? AND x.revoked_at IS NULL AND x.expires_at > ? AND u.disabled_at IS NULL`, sessionID, now).Scan(&row).Error
	return row.AuthzVersion, row.LastSeenAt, translate(err)
}

// SeeSession notes that a session was used.
func (tx Tx) SeeSession(sessionID string, now time.Time) error {
	return translate(tx.db.Model(&Session{}).Where("id = ? AND last_seen_at < ?", sessionID, now).Update("last_seen_at", now).Error)
}

// Authenticated notes that the person behind a session has proved who he is.
func (tx Tx) Authenticated(sessionID string, now time.Time) error {
	return translate(tx.db.Model(&Session{}).Where("id = ?", sessionID).Update("authenticated_at", now).Error)
}

// RevokeSession ends one live session of a user. ErrNotFound when he has no such session, or it has ended.
func (tx Tx) RevokeSession(userID, sessionID string, now time.Time) error {
	result := tx.db.Model(&Session{}).Where("id = ? AND user_id = ? AND revoked_at IS NULL", sessionID, userID).Update("revoked_at", now)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// LiveSessions returns the sessions of a user that have neither been ended nor reached their absolute limit, nor been
// unused since seenAfter; the latest first.
func (tx Tx) LiveSessions(userID string, now, seenAfter time.Time) ([]Session, error) {
	var sessions []Session
	err := tx.db.Where("user_id = ? AND service_token_id IS NULL AND revoked_at IS NULL AND expires_at > ? AND last_seen_at >= ?", userID, now, seenAfter).
		Order("created_at DESC, id DESC").Limit(200).Find(&sessions).Error
	return sessions, translate(err)
}

// RevokeSessions ends every session of a user.
func (tx Tx) RevokeSessions(userID string, now time.Time) error {
	return translate(tx.db.Model(&Session{}).Where("user_id = ? AND revoked_at IS NULL", userID).Update("revoked_at", now).Error)
}

// HoldPassword keeps a user from being disabled or given another password until the end of the transaction. ErrNotFound
// when either has happened since the hash was read.
func (tx Tx) HoldPassword(userID, hash string) error {
	q := tx.db.Model(&User{}).Where("id = ? AND password_hash = ? AND disabled_at IS NULL", userID, hash)
	if tx.dialect == Postgres { // on SQLite the transaction is the lock
		q = q.Clauses(clause.Locking{Strength: "SHARE"})
	}
	var id string
	return translate(q.Select("id").Take(&id).Error)
}

// LockUser makes others who want to change a user wait until the end of the transaction. ErrNotFound when there is none.
func (tx Tx) LockUser(userID string) error {
	q := tx.db.Model(&User{}).Where("id = ?", userID)
	if tx.dialect == Postgres { // on SQLite the transaction is the lock
		q = q.Clauses(clause.Locking{Strength: "NO KEY UPDATE"})
	}
	var id string
	return translate(q.Select("id").Take(&id).Error)
}

// sessionHolds is the authz_version of a live session's user; its parameters are the session and the time.
const sessionHolds = `SELECT u.authz_version FROM sessions x JOIN users u ON u.id = x.user_id
	WHERE x.id = ? AND x.revoked_at IS NULL AND x.expires_at > ? AND u.disabled_at IS NULL`

// holdSession locks what sessionHolds reads against being changed; others may hold it at the same time.
const holdSession = ` FOR SHARE OF u, x`

// Authz returns the viewer's authz_version now, 0 when the session or the user is no longer valid. The program's own
// viewer, which holds no session, is always valid.
func (tx Tx) Authz(v Viewer, now time.Time) (int64, error) { return tx.authz(v, now, "") }

// HoldAuthz is Authz, and keeps what it read as it is until the end of the transaction (see StepQuery.Hold).
func (tx Tx) HoldAuthz(v Viewer, now time.Time) (int64, error) {
	if tx.dialect == SQLite {
		return tx.authz(v, now, "")
	}
	return tx.authz(v, now, holdSession)
}

func (tx Tx) authz(v Viewer, now time.Time, lock string) (int64, error) {
	if v.SessionID == "" {
		return 1, nil
	}
	var authz int64
	err := tx.db.Raw(sessionHolds+lock, v.SessionID, now).Scan(&authz).Error
	return authz, translate(err)
}
