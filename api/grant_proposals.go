package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// GrantProposal is a role that one administrator proposed and another has to confirm.
type GrantProposal struct {
	ID         string     `json:"id" format:"uuid"`
	User       UserRef    `json:"user" doc:"被授予人"`
	Unit       UnitRef    `json:"unit"`
	Role       Named      `json:"role"`
	Reason     string     `json:"reason,omitempty"`
	State      Named      `json:"state"`
	ProposedBy UserRef    `json:"proposed_by"`
	ProposedAt time.Time  `json:"proposed_at"`
	ExpiresAt  time.Time  `json:"expires_at" doc:"逾期未确认即失效"`
	DecidedBy  *UserRef   `json:"decided_by,omitempty" doc:"确认、否决或撤回的人"`
	DecidedAt  *time.Time `json:"decided_at,omitempty"`
	Opinion    string     `json:"opinion,omitempty"`
	GrantID    *string    `json:"grant_id,omitempty" format:"uuid" doc:"确认后的授权编号，撤销时使用"`
}

func proposalOf(p models.ProposalRow, now time.Time, lang words.Lang) GrantProposal {
	state := p.At(now)
	return GrantProposal{ID: p.ID, User: UserRef{p.UserID, p.UserName}, Unit: UnitRef{p.UnitID, p.UnitName},
		Role: Named{string(p.Role), workflow.RoleLabels[p.Role].In(lang)}, Reason: p.Reason,
		State: Named{string(state), workflow.ProposalLabels[state].In(lang)}, ProposedBy: UserRef{p.ProposedBy, p.ProposedByName},
		ProposedAt: p.ProposedAt, ExpiresAt: p.ExpiresAt, DecidedBy: userRef(p.DecidedBy, p.DecidedByName), DecidedAt: p.DecidedAt,
		Opinion: p.Opinion, GrantID: p.GrantID}
}

type proposalsInput struct {
	Paging
	State string `query:"state" enum:"proposed,confirmed,declined,withdrawn,expired" doc:"只列该状态的"`
}

func (s *Server) proposals(ctx context.Context, _ models.Viewer, in *proposalsInput) (*Page[GrantProposal], error) {
	var before string
	if _, err := in.after("grant-proposals", &before); err != nil {
		return nil, err
	}
	now, lang := s.deps.Clock.Now(), requestOf(ctx).lang
	rows, err := s.deps.Store.View(ctx).Proposals(models.ProposalState(in.State), now, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("grant-proposals", mapped(rows, func(p models.ProposalRow) GrantProposal { return proposalOf(p, now, lang) }), in.Limit,
		func(p GrantProposal) []any { return []any{p.ID} })
	return &page, err
}

func (s *Server) proposal(ctx context.Context, _ models.Viewer, in *ByID) (*GrantProposal, error) {
	row, err := s.deps.Store.View(ctx).ProposalByID(in.ID)
	if err != nil {
		return nil, err
	}
	p := proposalOf(row, s.deps.Clock.Now(), requestOf(ctx).lang)
	return &p, nil
}

type newProposal struct {
	UserID string      `json:"user_id" format:"uuid"`
	UnitID string      `json:"unit_id" format:"uuid"`
	Role   models.Role `json:"role" enum:"drafter,unit_head,lead_leader,audit_officer,party_member,party_secretary,filing_clerk,observer,system_admin,security_admin,audit_admin"`
	Reason string      `json:"reason,omitempty" maxLength:"500" doc:"授权事由"`
}

type newProposalInput struct{ Body newProposal }

func (s *Server) proposeGrant(ctx context.Context, v models.Viewer, c Command, in *newProposalInput) (workflow.Answer, error) {
	return s.deps.Engine.ProposeGrant(ctx, v, s.proposalAnswer(c, http.StatusCreated), workflow.NewProposal(in.Body))
}

type decision struct {
	Opinion string `json:"opinion,omitempty" maxLength:"500"`
}

type decisionInput struct {
	ByID
	Body decision
}

// decideGrant confirms or declines.
func (s *Server) decideGrant(confirm bool) func(context.Context, models.Viewer, Command, *decisionInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *decisionInput) (workflow.Answer, error) {
		return s.deps.Engine.DecideGrant(ctx, v, s.proposalAnswer(c, http.StatusOK), in.ID, workflow.Decision{Confirm: confirm, Opinion: in.Body.Opinion})
	}
}

func (s *Server) withdrawGrant(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.WithdrawGrant(ctx, v, s.proposalAnswer(c, http.StatusOK), in.ID)
}

func (s *Server) proposalAnswer(c Command, status int) workflow.Request {
	return c.Rendering(func(result any) (workflow.Answer, error) {
		p := result.(models.ProposalRow)
		location := ""
		if status == http.StatusCreated {
			location = "/api/v1/grant-proposals/" + p.ID
		}
		return answer(status, 0, location, proposalOf(p, s.deps.Clock.Now(), c.Lang))
	})
}
