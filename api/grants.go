package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// Grant is a role that was given: who proposed it, who confirmed it, and who took it away.
type Grant struct {
	ID          string     `json:"id" format:"uuid"`
	UserID      string     `json:"user_id" format:"uuid"`
	Unit        UnitRef    `json:"unit"`
	Role        Named      `json:"role"`
	GrantedBy   *UserRef   `json:"granted_by,omitempty" doc:"提出人；控制台授予的没有"`
	ConfirmedBy *UserRef   `json:"confirmed_by,omitempty" doc:"确认人"`
	CreatedAt   time.Time  `json:"created_at"`
	RevokedBy   *UserRef   `json:"revoked_by,omitempty" doc:"撤销人；控制台撤销的没有"`
	RevokedAt   *time.Time `json:"revoked_at,omitempty"`
}

// UserRef names a user.
type UserRef struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name"`
}

// grants lists the roles that a user holds and held.
func (s *Server) grants(ctx context.Context, _ models.Viewer, in *ByID) (*Page[Grant], error) {
	tx, lang := s.deps.Store.View(ctx), requestOf(ctx).lang
	if _, err := tx.User(in.ID); err != nil {
		return nil, err
	}
	rows, err := tx.GrantsEver(in.ID)
	if err != nil {
		return nil, err
	}
	return &Page[Grant]{Items: append([]Grant{}, mapped(rows, func(g models.GrantRow) Grant {
		return Grant{ID: g.ID, UserID: g.UserID, Unit: UnitRef{g.UnitID, g.UnitName}, Role: Named{string(g.Role), workflow.RoleLabels[g.Role].In(lang)},
			GrantedBy: userRef(g.GrantedBy, g.GrantedByName), ConfirmedBy: userRef(g.ConfirmedBy, g.ConfirmedByName), CreatedAt: g.CreatedAt,
			RevokedBy: userRef(g.RevokedBy, g.RevokedByName), RevokedAt: g.RevokedAt}
	})...)}, nil
}

// userRef names a user who may be nobody.
func userRef(id, name *string) *UserRef {
	if id == nil || name == nil {
		return nil
	}
	return &UserRef{*id, *name}
}

type heldRoleInput struct {
	ByID
	GrantID string `path:"grant_id" format:"uuid"`
}

func (s *Server) revokeRole(ctx context.Context, v models.Viewer, c Command, in *heldRoleInput) (workflow.Answer, error) {
	return s.deps.Engine.RevokeRole(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID, in.GrantID)
}
