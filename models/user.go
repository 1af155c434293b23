package models

import (
	"time"

	"gorm.io/gorm"
)

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

// RoleGrant is a role of a user inside a unit, from when until when. Two people give it; the console of the machine, which
// is nobody, gives it alone.
type RoleGrant struct {
	ID          string `gorm:"primaryKey"`
	UserID      string
	UnitID      string
	Role        Role
	GrantedBy   *string // who proposed it; nil for the console
	ConfirmedBy *string // another administrator
	CreatedAt   time.Time
	RevokedBy   *string
	RevokedAt   *time.Time
}

// TableName names the table.
func (RoleGrant) TableName() string { return "grants" }

// AddUser stores a new user. A login that is taken gives ErrDuplicate.
func (tx Tx) AddUser(u User) error { return translate(tx.db.Create(&u).Error) }

// AddGrant stores a role. A role that the user already holds there gives ErrDuplicate.
func (tx Tx) AddGrant(g RoleGrant) error { return translate(tx.db.Create(&g).Error) }

// User returns a user, or ErrNotFound.
func (tx Tx) User(id string) (User, error) {
	var u User
	err := tx.db.Where("id = ?", id).Take(&u).Error
	return u, translate(err)
}

// UserByLogin returns a user, or ErrNotFound.
func (tx Tx) UserByLogin(login string) (User, error) {
	var u User
	err := tx.db.Where("login = ?", login).Take(&u).Error
	return u, translate(err)
}

// Users returns every user in the order of their logins.
func (tx Tx) Users() ([]User, error) {
	var users []User
	err := tx.db.Order("login").Find(&users).Error
	return users, translate(err)
}

// Leaders returns the users who may lead a problem now, in the order of their logins.
func (tx Tx) Leaders() ([]User, error) {
	var users []User
	err := tx.db.Where(`disabled_at IS NULL AND EXISTS (SELECT 1 FROM grants g WHERE g.user_id = users.id AND g.role = ?
		AND g.revoked_at IS NULL)`, RoleLeadLeader).Order("login").Find(&users).Error
	return users, translate(err)
}

// CountUsers returns how many users there are, disabled ones included.
func (tx Tx) CountUsers() (int64, error) {
	var n int64
	err := tx.db.Model(&User{}).Count(&n).Error
	return n, translate(err)
}

// UserChange is what may be changed of a user; nil leaves it as it is.
type UserChange struct {
	Name               *string
	PasswordHash       *string
	MustChangePassword *bool
	Disabled           *bool
}

// ChangeUser changes a user and raises his authz_version, so that what he may do is read again. ErrNotFound when there
// is none.
func (tx Tx) ChangeUser(id string, change UserChange, now time.Time) error {
	set := map[string]any{"updated_at": now, "authz_version": gorm.Expr("authz_version + 1")}
	if change.Name != nil {
		set["name"] = *change.Name
	}
	if change.PasswordHash != nil {
		set["password_hash"], set["password_changed_at"] = *change.PasswordHash, now
	}
	if change.MustChangePassword != nil {
		set["must_change_password"] = *change.MustChangePassword
	}
	if change.Disabled != nil {
		set["disabled_at"] = nil
		if *change.Disabled {
			set["disabled_at"] = now
		}
	}
	result := tx.db.Model(&User{}).Where("id = ?", id).Updates(set)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	if result.Error != nil {
		return translate(result.Error)
	}
	return tx.raiseDelegates(id, now)
}

// Grants returns the roles that users hold now, in the order in which they were given.
func (tx Tx) Grants(userIDs ...string) ([]RoleGrant, error) {
	var grants []RoleGrant
	err := tx.db.Where("user_id IN ? AND revoked_at IS NULL", userIDs).Order("created_at, id").Find(&grants).Error
	return grants, translate(err)
}

// RevokeGrant ends a role; by is nil for the console. ErrNotFound when the user does not hold it.
func (tx Tx) RevokeGrant(userID, grantID string, by *string, now time.Time) error {
	result := tx.db.Model(&RoleGrant{}).Where("id = ? AND user_id = ? AND revoked_at IS NULL", grantID, userID).
		Updates(map[string]any{"revoked_at": now, "revoked_by": by})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}
