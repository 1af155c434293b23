package workflow

import (
	"context"

	"rectify/models"
	"rectify/workflow/password"
)

// firstPeople are who can begin: one makes the users, the second gives them roles, the third confirms each and reads the
// logs. None can do another's part (三员分立).
var firstPeople = []struct {
	NewUser
	role models.Role
}{
	{NewUser{Login: "admin", Name: "系统管理员"}, models.RoleSystemAdmin},
	{NewUser{Login: "security", Name: "安全管理员"}, models.RoleSecurityAdmin},
	{NewUser{Login: "auditor", Name: "审计管理员"}, models.RoleAuditAdmin},
}

// Bootstrap makes the three administrators of an empty installation, inside the first unit, which it makes when there
// is none. It returns their one-time passwords, and nothing when there are users already. When several replicas start at
// once, one of them does it.
func (e *Engine) Bootstrap(ctx context.Context) ([]OneTime, error) {
	if n, err := e.store.View(ctx).CountUsers(); err != nil || n > 0 {
		return nil, err
	}
	secrets := make([]string, len(firstPeople))
	hashes := make([]string, len(firstPeople))
	for i := range firstPeople {
		secrets[i] = password.OneTime()
		hashes[i] = password.Hash(secrets[i])
	}
	var made []OneTime
	_, err := e.write(ctx, Console(), Request{}, func(w *writing) (any, error) {
		made = nil
		unit, err := w.firstUnit()
		if err != nil {
			return nil, err
		}
		for i, p := range firstPeople {
			user, err := w.createUser(p.NewUser, hashes[i])
			if err != nil {
				return nil, err
			}
			if _, err := w.grant(NewGrant{UserID: user.ID, UnitID: unit.ID, Role: p.role}, nil, nil); err != nil {
				return nil, err
			}
			made = append(made, OneTime{user, secrets[i]})
		}
		return nil, nil
	})
	if ClassOf(err) == Conflict { // another replica was faster
		return nil, nil
	}
	return made, err
}

func (w *writing) firstUnit() (models.Unit, error) {
	units, err := w.tx.Units()
	if err != nil || len(units) > 0 {
		return append(units, models.Unit{})[0], err
	}
	return w.createUnit(NewUnit{Code: "office", Name: "办公室", Kind: models.UnitGeneralOffice})
}
