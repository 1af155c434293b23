package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// Grant is a role that was given.
type Grant struct {
	ID        string    `json:"id" format:"uuid"`
	UserID    string    `json:"user_id" format:"uuid"`
	UnitID    string    `json:"unit_id" format:"uuid"`
	Role      Named     `json:"role"`
	GrantedBy *string   `json:"granted_by,omitempty" format:"uuid"`
	CreatedAt time.Time `json:"created_at"`
}

type newGrant struct {
	UnitID string      `json:"unit_id" format:"uuid"`
	Role   models.Role `json:"role" enum:"drafter,unit_head,lead_leader,audit_officer,party_member,party_secretary,filing_clerk,observer,system_admin,security_admin,audit_admin"`
}

type newGrantInput struct {
	ByID
	Body newGrant
}

func (s *Server) grantRole(ctx context.Context, v models.Viewer, c Command, in *newGrantInput) (workflow.Answer, error) {
	return s.deps.Engine.GrantRole(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		g := result.(models.RoleGrant)
		return answer(http.StatusCreated, 0, "", Grant{ID: g.ID, UserID: g.UserID, UnitID: g.UnitID, GrantedBy: g.GrantedBy, CreatedAt: g.CreatedAt,
			Role: Named{string(g.Role), workflow.RoleLabels[g.Role].In(c.Lang)}})
	}), workflow.NewGrant{UserID: in.ID, UnitID: in.Body.UnitID, Role: in.Body.Role})
}

type heldRoleInput struct {
	ByID
	GrantID string `path:"grant_id" format:"uuid"`
}

func (s *Server) revokeRole(ctx context.Context, v models.Viewer, c Command, in *heldRoleInput) (workflow.Answer, error) {
	return s.deps.Engine.RevokeRole(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID, in.GrantID)
}
