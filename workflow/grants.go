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

// GrantRole gives a user a role. It counts from his next request on. Nobody gives himself a role, and an administrator
// holds no other (三员分立). The result is the models.RoleGrant.
func (e *Engine) GrantRole(ctx context.Context, v models.Viewer, r Request, in NewGrant) (Answer, error) {
	return e.administer(ctx, v, r, RoleAdmins, func(w *writing) (any, error) {
		if in.UserID == v.UserID {
			return nil, Refuse(Forbidden, words.NotYourself, nil)
		}
		return w.grant(in)
	})
}

func (w *writing) grant(in NewGrant) (models.RoleGrant, error) {
	grant := models.RoleGrant{ID: models.NewID(), UserID: in.UserID, UnitID: in.UnitID, Role: in.Role,
		GrantedBy: optional(w.viewer.UserID), CreatedAt: w.now}
	// Raising the user's authz_version locks him, so that of two grants at once the second sees the first.
	if err := w.tx.ChangeUser(in.UserID, models.UserChange{}, w.now); err != nil {
		return grant, err
	}
	unit, err := w.tx.Unit(in.UnitID)
	if errors.Is(err, models.ErrNotFound) || err == nil && !unit.Active {
		return grant, RefuseFor([]Reason{{Code: words.UnitUnknown, Params: words.Params{"unit": in.UnitID}, Field: "body.unit_id"}})
	} else if err != nil {
		return grant, err
	}
	held, err := w.tx.Grants(in.UserID)
	if err != nil {
		return grant, err
	}
	for _, h := range held {
		if separate(h.Role, in.Role) {
			return grant, RefuseFor([]Reason{{Code: words.RolesSeparate, Field: "body.role",
				Params: words.Params{"held": RoleLabels[h.Role], "role": RoleLabels[in.Role]}}})
		}
		if h.Role == in.Role && h.UnitID == in.UnitID {
			return grant, exists(words.Label{ZH: "角色", EN: "role"}, unit.Name+" "+RoleLabels[in.Role].ZH)
		}
	}
	if err := w.tx.AddGrant(grant); err != nil {
		return grant, err
	}
	return grant, w.recordChange("grant", "user", in.UserID, in, rolesState(held), rolesState(append(held, grant)))
}

// RevokeRole takes a role away. It counts from the user's next request on, on every replica. The result is nil.
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
