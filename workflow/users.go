package workflow

import (
	"context"
	"errors"
	"regexp"

	"rectify/models"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// NewUser is what a user is created from.
type NewUser struct {
	Login string // 2 to 64 small letters, digits, ".", "_" or "-"; unique
	Name  string // as the history will show it
}

// LoginForm is how a login is written.
const LoginForm = `^[a-z0-9][a-z0-9._-]{1,63}$`

var loginForm = regexp.MustCompile(LoginForm)

// CreateUser adds a user without roles and without a password, and begins his activation. The result is a Half.
func (e *Engine) CreateUser(ctx context.Context, v models.Viewer, r Request, in NewUser) (Answer, error) {
	half := makeHalf()
	return e.administer(ctx, v, r, OrganisationAdmins, func(w *writing) (any, error) {
		user, err := w.createUser(in, "")
		if err != nil {
			return nil, err
		}
		return w.activate(user, half, models.RoleSystemAdmin)
	})
}

// OneTime is a user with the whole one-time password that the console of the machine makes for him. It is nowhere stored; the
// user must change it when he signs in.
type OneTime struct {
	User     models.User
	Password string
}

// CreateUserAtConsole adds a user with a one-time password. The result is a OneTime.
func (e *Engine) CreateUserAtConsole(ctx context.Context, r Request, in NewUser) (Answer, error) {
	secret := password.OneTime()
	hash := password.Hash(secret) // slow on purpose, so before the transaction
	return e.write(ctx, Console(), r, func(w *writing) (any, error) {
		user, err := w.createUser(in, hash)
		return OneTime{user, secret}, err
	})
}

// createUser adds a user; a password that was made for him must be changed.
func (w *writing) createUser(in NewUser, hash string) (models.User, error) {
	if !loginForm.MatchString(in.Login) {
		return models.User{}, RefuseFor([]Reason{{Code: words.LoginMalformed, Field: "body.login"}})
	}
	user := models.User{ID: models.NewID(), Login: in.Login, Name: in.Name, PasswordHash: hash, MustChangePassword: hash != "",
		PasswordChangedAt: w.now, AuthzVersion: 1, CreatedAt: w.now, UpdatedAt: w.now}
	if err := w.tx.AddUser(user); errors.Is(err, models.ErrDuplicate) {
		return user, exists(words.Label{ZH: "用户名", EN: "login"}, in.Login)
	} else if err != nil {
		return user, err
	}
	return user, w.recordChange("create", "user", user.ID, map[string]any{"login": in.Login, "name": in.Name}, nil, accountState(user))
}

// UserChange is what an administrator may change of a user; nil leaves it as it is.
type UserChange struct {
	Name     *string `json:"name,omitempty"`
	Disabled *bool   `json:"disabled,omitempty"`
}

// ChangeUser changes a user. Disabling ends all his sessions at once. The result is the models.User.
func (e *Engine) ChangeUser(ctx context.Context, v models.Viewer, r Request, id string, change UserChange) (Answer, error) {
	return e.administer(ctx, v, r, OrganisationAdmins, func(w *writing) (any, error) {
		if change.Disabled != nil && id == v.UserID {
			return nil, Refuse(Forbidden, words.NotYourself, nil)
		}
		before, err := w.tx.User(id)
		if err != nil {
			return nil, err
		}
		if err := w.tx.ChangeUser(id, models.UserChange{Name: change.Name, Disabled: change.Disabled}, w.now); err != nil {
			return nil, err
		}
		if change.Disabled != nil && *change.Disabled {
			if err := w.tx.RevokeSessions(id, w.now); err != nil {
				return nil, err
			}
		}
		after, err := w.tx.User(id)
		if err != nil {
			return nil, err
		}
		return after, w.recordChange("change", "user", id, change, accountState(before), accountState(after))
	})
}

// accountState is what the audit log's digests of an account cover. The password is not among it: a digest of a short
// secret is no secret.
func accountState(u models.User) any {
	return map[string]any{"id": u.ID, "login": u.Login, "name": u.Name, "disabled": u.DisabledAt != nil}
}

// ResetPassword takes a user's password away, ends his sessions and begins an activation. The result is a Half.
func (e *Engine) ResetPassword(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	half := makeHalf()
	return e.administer(ctx, v, r, OrganisationAdmins, func(w *writing) (any, error) {
		made, err := w.lockOut(id, half, models.RoleSystemAdmin)
		if err != nil {
			return nil, err
		}
		return made, w.record("reset_password", "user", id, nil)
	})
}

// ResetPasswordAtConsole gives a user a one-time password and ends his sessions. The result is a OneTime.
func (e *Engine) ResetPasswordAtConsole(ctx context.Context, r Request, id string) (Answer, error) {
	secret := password.OneTime()
	hash, must := password.Hash(secret), true
	return e.write(ctx, Console(), r, func(w *writing) (any, error) {
		if err := w.tx.ChangeUser(id, models.UserChange{PasswordHash: &hash, MustChangePassword: &must}, w.now); err != nil {
			return nil, err
		}
		if err := w.tx.RevokeSessions(id, w.now); err != nil {
			return nil, err
		}
		if err := w.tx.EndActivations(id, w.now); err != nil {
			return nil, err
		}
		if err := w.record("reset_password", "user", id, nil); err != nil {
			return nil, err
		}
		user, err := w.tx.User(id)
		return OneTime{user, secret}, err
	})
}
