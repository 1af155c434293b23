package models

import "time"

// User is a person who can sign in, or a service account for an external front end.
type User struct {
	ID                 string `gorm:"primaryKey"`
	Login              string
	Name               string // as shown in the history
	PasswordHash       string // argon2id in PHC form
	MustChangePassword bool
	PasswordChangedAt  time.Time
	AuthzVersion       int64 // raised whenever what the user may do changes
	DisabledAt         *time.Time
	CreatedAt          time.Time
	UpdatedAt          time.Time
}

// RoleGrant is a role of a user inside a unit, from when until when.
type RoleGrant struct {
	ID        string `gorm:"primaryKey"`
	UserID    string
	UnitID    string
	Role      Role
	GrantedBy *string
	CreatedAt time.Time
	RevokedBy *string
	RevokedAt *time.Time
}

// TableName names the table.
func (RoleGrant) TableName() string { return "grants" }

// Session is one sign-in. The token itself is known to the client only; its SHA-256 is stored.
type Session struct {
	ID         string `gorm:"primaryKey"`
	TokenHash  []byte
	UserID     string
	Address    string
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
}

// AddUser stores a new user. A login that is taken gives ErrDuplicate.
func (tx Tx) AddUser(u User) error { return translate(tx.db.Create(&u).Error) }

// AddGrant stores a role. A role that the user already holds there gives ErrDuplicate.
func (tx Tx) AddGrant(g RoleGrant) error { return translate(tx.db.Create(&g).Error) }

// AddSession stores a session.
func (tx Tx) AddSession(s Session) error { return translate(tx.db.Create(&s).Error) }
