package workflow

import (
	"context"
	"errors"
	"slices"

	"rectify/models"
	"rectify/workflow/words"
)

// NewGrant is a role to be given to a user inside a unit.
type NewGrant struct {
	UserID string      `json:"-"`
	UnitID string      `json:"unit_id"`
	Role   models.Role `json:"role"`
}

// GrantRole gives a user a role at once. Only the console of the machine does that, which is nobody and needs no second
// person; everybody else proposes (see ProposeGrant). The result is the models.RoleGrant.
func (e *Engine) GrantRole(ctx context.Context, v models.Viewer, r Request, in NewGrant) (Answer, error) {
	return e.administer(ctx, v, r, RoleAdmins, func(w *writing) (any, error) {
		if v.UserID != "" {
			return nil, Refuse(Forbidden, words.SecondPersonNeeded, nil)
		}
		return w.grant(in, nil, nil)
	})
}

// grant gives the role: by is who proposed it and confirmed the other administrator, both nil for the console.
func (w *writing) grant(in NewGrant, by, confirmed *string) (models.RoleGrant, error) {
	grant := models.RoleGrant{ID: models.NewID(), UserID: in.UserID, UnitID: in.UnitID, Role: in.Role,
		GrantedBy: by, ConfirmedBy: confirmed, CreatedAt: w.now}
	// Raising the user's authz_version locks him, so that of two grants at once the second sees the first.
	if err := w.tx.ChangeUser(in.UserID, models.UserChange{}, w.now); err != nil {
		return grant, err
	}
	held, err := w.grantable(in)
	if err != nil {
		return grant, err
	}
	if err := w.tx.AddGrant(grant); err != nil {
		return grant, err
	}
	return grant, w.recordChange("grant", "user", in.UserID, in, rolesState(held), rolesState(append(held, grant)))
}

// grantable says what stands against a role: an administrator holds no other (三员分立), the unit is there, and the user
// does not hold it already. It returns the roles that he holds.
func (w *writing) grantable(in NewGrant) ([]models.RoleGrant, error) {
	unit, err := w.tx.Unit(in.UnitID)
	if errors.Is(err, models.ErrNotFound) || err == nil && !unit.Active {
		return nil, RefuseFor([]Reason{{Code: words.UnitUnknown, Params: words.Params{"unit": in.UnitID}, Field: "body.unit_id"}})
	} else if err != nil {
		return nil, err
	}
	held, err := w.tx.Grants(in.UserID)
	if err != nil {
		return nil, err
	}
	for _, h := range held {
		if separate(h.Role, in.Role) {
			return nil, RefuseFor([]Reason{{Code: words.RolesSeparate, Field: "body.role",
				Params: words.Params{"held": RoleLabels[h.Role], "role": RoleLabels[in.Role]}}})
		}
		if h.Role == in.Role && h.UnitID == in.UnitID {
			return nil, exists(words.Label{ZH: "角色", EN: "role"}, unit.Name+" "+RoleLabels[in.Role].ZH)
		}
	}
	return held, nil
}

// RevokeRole takes a role away, by one security administrator alone: safety first. It counts from the user's next request
// on, on every replica. The result is nil.
func (e *Engine) RevokeRole(ctx context.Context, v models.Viewer, r Request, userID, grantID string) (Answer, error) {
	return e.administer(ctx, v, r, RoleAdmins, func(w *writing) (any, error) {
		if userID == v.UserID {
			return nil, Refuse(Forbidden, words.NotYourself, nil)
		}
		if err := w.tx.ChangeUser(userID, models.UserChange{}, w.now); err != nil {
			return nil, err
		}
		before, err := w.tx.Grants(userID)
		if err != nil {
			return nil, err
		}
		if err := w.tx.RevokeGrant(userID, grantID, optional(v.UserID), w.now); err != nil {
			return nil, err
		}
		after, err := w.tx.Grants(userID)
		if err != nil {
			return nil, err
		}
		return nil, w.recordChange("revoke", "user", userID, map[string]any{"grant_id": grantID}, rolesState(before), rolesState(after))
	})
}

// rolesState is what the audit log's digests of somebody's roles cover.
func rolesState(held []models.RoleGrant) any {
	roles := make([]string, len(held))
	for i, g := range held {
		roles[i] = g.UnitID + " " + string(g.Role)
	}
	slices.Sort(roles)
	return roles
}
