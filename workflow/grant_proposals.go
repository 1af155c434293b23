package workflow

import (
	"context"
	"errors"
	"slices"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// proposalLife is how long a proposed role waits for another administrator.
const proposalLife = 7 * 24 * time.Hour

// NewProposal is a role that a security administrator wants to give.
type NewProposal struct {
	UserID string      `json:"user_id"`
	UnitID string      `json:"unit_id"`
	Role   models.Role `json:"role"`
	Reason string      `json:"reason,omitempty"`
}

func (p NewProposal) grant() NewGrant {
	return NewGrant{UserID: p.UserID, UnitID: p.UnitID, Role: p.Role}
}

// ProposeGrant proposes a role. Nobody proposes one for himself. It gives nothing until another administrator confirms it,
// within seven days. The result is the models.ProposalRow.
func (e *Engine) ProposeGrant(ctx context.Context, v models.Viewer, r Request, in NewProposal) (Answer, error) {
	return e.administer(ctx, v, r, RoleAdmins, func(w *writing) (any, error) {
		if in.UserID == v.UserID {
			return nil, Refuse(Forbidden, words.NotYourself, nil)
		}
		if _, err := w.tx.User(in.UserID); errors.Is(err, models.ErrNotFound) {
			return nil, RefuseFor([]Reason{{Code: words.UserUnknown, Field: "body.user_id"}})
		} else if err != nil {
			return nil, err
		}
		if _, err := w.grantable(in.grant()); err != nil {
			return nil, err
		}
		p := models.GrantProposal{ID: models.NewID(), UserID: in.UserID, UnitID: in.UnitID, Role: in.Role, Reason: in.Reason,
			State: models.ProposalOpen, ProposedBy: v.UserID, ProposedAt: w.now, ExpiresAt: w.now.Add(proposalLife)}
		if err := w.tx.AddProposal(p); errors.Is(err, models.ErrDuplicate) {
			return nil, exists(words.Label{ZH: "待确认的授权", EN: "proposal"}, RoleLabels[in.Role].ZH)
		} else if err != nil {
			return nil, err
		}
		if err := w.record("propose", "grant_proposal", p.ID, in); err != nil {
			return nil, err
		}
		return w.tx.ProposalByID(p.ID)
	})
}

// Decision is what another administrator says to a proposed role.
type Decision struct {
	Confirm bool   `json:"confirm"`
	Opinion string `json:"opinion,omitempty"`
}

// DecideGrant confirms or declines a proposed role. Whoever proposed it and whoever gets it cannot. It takes a second
// security administrator, or the audit administrator where there is no other (docs/adr/0015-three-administrators.md).
// The result is the models.ProposalRow.
func (e *Engine) DecideGrant(ctx context.Context, v models.Viewer, r Request, id string, d Decision) (Answer, error) {
	return e.administer(ctx, v, r, GrantConfirmers, func(w *writing) (any, error) {
		p, err := w.openProposal(id)
		if err != nil {
			return nil, err
		}
		if err := w.mayDecide(p); err != nil {
			return nil, err
		}
		p.State, p.DecidedBy, p.DecidedAt, p.Opinion = models.ProposalDeclined, &v.UserID, &w.now, d.Opinion
		act := "decline_grant"
		if d.Confirm {
			if err := w.stillProposed(p); err != nil {
				return nil, err
			}
			grant, err := w.grant(NewGrant{UserID: p.UserID, UnitID: p.UnitID, Role: p.Role}, &p.ProposedBy, &v.UserID)
			if err != nil {
				return nil, err
			}
			p.State, p.GrantID, act = models.ProposalConfirmed, &grant.ID, "confirm"
		}
		return w.closeProposal(p, act, d)
	})
}

// WithdrawGrant takes a proposal back; only who made it does. The result is the models.ProposalRow.
func (e *Engine) WithdrawGrant(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, RoleAdmins, func(w *writing) (any, error) {
		p, err := w.openProposal(id)
		if err != nil {
			return nil, err
		}
		if p.ProposedBy != v.UserID {
			return nil, Refuse(Forbidden, words.NotYourProposal, nil)
		}
		p.State, p.DecidedBy, p.DecidedAt = models.ProposalWithdrawn, &v.UserID, &w.now
		return w.closeProposal(p, "withdraw_grant", nil)
	})
}

// openProposal returns a proposal that can still be decided.
func (w *writing) openProposal(id string) (models.GrantProposal, error) {
	p, err := w.tx.Proposal(id)
	if err != nil {
		return p, err
	}
	if state := p.At(w.now); state != models.ProposalOpen {
		return p, Refuse(Conflict, words.ProposalSettled, words.Params{"state": ProposalLabels[state]})
	}
	return p, nil
}

func (w *writing) closeProposal(p models.GrantProposal, act string, detail any) (any, error) {
	if err := w.tx.DecideProposal(p); err != nil {
		return nil, err
	}
	if err := w.record(act, "grant_proposal", p.ID, detail); err != nil {
		return nil, err
	}
	return w.tx.ProposalByID(p.ID)
}

// mayDecide refuses whoever has a hand in the proposal, and the audit administrator while a security administrator is
// there to decide.
func (w *writing) mayDecide(p models.GrantProposal) error {
	if slices.Contains([]string{p.ProposedBy, p.UserID}, w.viewer.UserID) {
		return Refuse(Forbidden, words.NotYourself, nil)
	}
	if w.viewer.Has(models.RoleSecurityAdmin) {
		return nil
	}
	others, err := w.tx.OtherHolders(models.RoleSecurityAdmin, p.ProposedBy, p.UserID)
	if err == nil && others > 0 {
		err = Refuse(Forbidden, words.SecurityAdminDecides, nil)
	}
	return err
}

// stillProposed refuses a proposal whose maker has lost the right to make it.
func (w *writing) stillProposed(p models.GrantProposal) error {
	user, err := w.tx.User(p.ProposedBy)
	if err != nil {
		return err
	}
	v, err := ViewerOf(w.tx, user, w.now)
	if err == nil && (user.DisabledAt != nil || !v.Has(RoleAdmins...)) {
		err = RefuseFor([]Reason{{Code: words.ProposerGone, Params: words.Params{"name": user.Name}}})
	}
	return err
}
