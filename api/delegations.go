package api

import (
	"context"
	"net/http"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
)

// Delegation lets somebody act for somebody else on some days.
type Delegation struct {
	ID            string     `json:"id" format:"uuid"`
	DelegatorID   string     `json:"delegator_id" format:"uuid" doc:"委托人"`
	DelegatorName string     `json:"delegator_name,omitempty"`
	DelegateID    string     `json:"delegate_id" format:"uuid" doc:"受托人"`
	DelegateName  string     `json:"delegate_name,omitempty"`
	GrantID       *string    `json:"grant_id,omitempty" format:"uuid" doc:"所委托的角色；空为全部业务角色"`
	Role          *Named     `json:"role,omitempty"`
	UnitName      string     `json:"unit_name,omitempty"`
	From          string     `json:"from" format:"date" doc:"起始日期，含当日"`
	To            string     `json:"to" format:"date" doc:"截止日期，含当日"`
	Reason        string     `json:"reason"`
	Active        bool       `json:"active" doc:"此刻是否有效"`
	CreatedAt     time.Time  `json:"created_at"`
	RevokedAt     *time.Time `json:"revoked_at,omitempty"`
}

type delegationInput struct {
	Body struct {
		DelegateID string     `json:"delegate_id" format:"uuid" doc:"受托人"`
		GrantID    string     `json:"grant_id,omitempty" format:"uuid" doc:"本人的一个角色；不填为全部业务角色"`
		From       civil.Date `json:"from" format:"date"`
		To         civil.Date `json:"to" format:"date" doc:"含当日"`
		Reason     string     `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// delegate lets somebody act for the caller.
func (s *Server) delegate(ctx context.Context, v models.Viewer, c Command, in *delegationInput) (workflow.Answer, error) {
	b := in.Body
	return s.deps.Engine.Delegate(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		row := models.DelegationRow{Delegation: result.(models.Delegation)}
		return answer(http.StatusCreated, 0, "", s.delegationOf(ctx, row))
	}), workflow.NewDelegation{DelegateID: b.DelegateID, GrantID: b.GrantID, From: b.From, To: b.To, Reason: b.Reason})
}

// delegations lists those that the caller gave or got; to the security administrator all.
func (s *Server) delegations(ctx context.Context, v models.Viewer, in *struct{ Paging }) (*Page[Delegation], error) {
	var after string
	if _, err := in.after("delegations", &after); err != nil {
		return nil, err
	}
	whose := v.UserID
	if v.Has(workflow.RoleAdmins...) {
		whose = ""
	}
	rows, err := s.deps.Store.View(ctx).Delegations(whose, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	items := make([]Delegation, len(rows))
	for i, row := range rows {
		items[i] = s.delegationOf(ctx, row)
	}
	page, err := pageOf("delegations", items, in.Limit, func(d Delegation) []any { return []any{d.ID} })
	return &page, err
}

func (s *Server) endDelegation(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.EndDelegation(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID)
}

func (s *Server) delegationOf(ctx context.Context, r models.DelegationRow) Delegation {
	now := s.deps.Clock.Now()
	d := Delegation{ID: r.ID, DelegatorID: r.DelegatorID, DelegatorName: r.DelegatorName, DelegateID: r.DelegateID, DelegateName: r.DelegateName,
		GrantID: r.GrantID, UnitName: r.UnitName, From: r.FromOn, To: r.ToOn, Reason: r.Reason, CreatedAt: r.CreatedAt, RevokedAt: r.RevokedAt,
		Active: r.RevokedAt == nil && !now.Before(r.StartsAt) && now.Before(r.EndsAt)}
	if r.Role != "" {
		d.Role = &Named{string(r.Role), workflow.RoleLabels[r.Role].In(requestOf(ctx).lang)}
	}
	return d
}

// ActingFor is somebody for whom the caller acts now, with one role.
type ActingFor struct {
	UserID   string    `json:"user_id" format:"uuid" doc:"委托人；有歧义时写入 On-Behalf-Of"`
	UserName string    `json:"user_name"`
	Role     Named     `json:"role"`
	UnitID   string    `json:"unit_id" format:"uuid"`
	Until    time.Time `json:"until" doc:"到何时为止"`
}

func actingFor(ctx context.Context, v models.Viewer) []ActingFor {
	var list []ActingFor
	for _, g := range v.Grants {
		if g.For != "" {
			list = append(list, ActingFor{UserID: g.For, UserName: g.ForName, UnitID: g.UnitID, Until: g.Until,
				Role: Named{string(g.Role), workflow.RoleLabels[g.Role].In(requestOf(ctx).lang)}})
		}
	}
	return list
}
