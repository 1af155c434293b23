package workflow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// NewDelegation lets somebody act for the viewer (委托代办).
type NewDelegation struct {
	DelegateID string     `json:"delegate_id"`
	GrantID    string     `json:"grant_id,omitempty"` // one of the viewer's roles; "" for all
	From       civil.Date `json:"from"`               // both days included, in Shanghai
	To         civil.Date `json:"to"`
	Reason     string     `json:"reason"`
}

// longestDelegation is how many days one may last [D]: who is away longer hands his role over.
const longestDelegation = 366

// Delegate stores a delegation of the viewer's own roles. It counts from its first day and from the delegate's next
// request on. The result is the models.Delegation.
func (e *Engine) Delegate(ctx context.Context, v models.Viewer, r Request, in NewDelegation) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		d := models.Delegation{ID: models.NewID(), DelegatorID: v.UserID, DelegateID: in.DelegateID, GrantID: optional(in.GrantID),
			FromOn: in.From.String(), ToOn: in.To.String(), StartsAt: in.From.In(clock.Shanghai).UTC(), EndsAt: in.To.AddDays(1).In(clock.Shanghai).UTC(),
			Reason: strings.TrimSpace(in.Reason), CreatedAt: w.now}
		if err := w.delegable(d, in); err != nil {
			return nil, err
		}
		// Raising the delegate's authz_version makes his next request see it.
		if err := w.tx.ChangeUser(d.DelegateID, models.UserChange{}, w.now); err != nil {
			return nil, err
		}
		if err := w.tx.AddDelegation(d); err != nil {
			return nil, err
		}
		return d, w.record("delegate", "delegation", d.ID, in)
	})
}

// delegable names what stands against a delegation. What somebody has been given to do for others he cannot give away:
// only grants of his own are looked at.
func (w *writing) delegable(d models.Delegation, in NewDelegation) error {
	var reasons []Reason
	refuse := func(bad bool, field string, code words.Code) {
		if bad {
			reasons = append(reasons, Reason{Code: code, Field: "body." + field})
		}
	}
	grants, err := w.tx.Grants(d.DelegatorID)
	if err != nil {
		return err
	}
	grants = slices.DeleteFunc(grants, func(g models.RoleGrant) bool {
		return slices.Contains(models.Administrators, g.Role) || in.GrantID != "" && g.ID != in.GrantID
	})
	refuse(len(grants) == 0, "grant_id", words.DelegationNoRole)
	readers, err := w.tx.Readers([]string{d.DelegateID})
	if err != nil {
		return err
	}
	refuse(d.DelegateID == d.DelegatorID, "delegate_id", words.DelegationToSelf)
	refuse(len(readers) == 0, "delegate_id", words.DelegateUnfit)
	refuse(d.Reason == "", "reason", words.DelegationUnexplained)
	refuse(!d.StartsAt.Before(d.EndsAt) || !w.now.Before(d.EndsAt), "to", words.DelegationDays)
	refuse(in.To.DaysSince(in.From) >= longestDelegation, "to", words.DelegationTooLong)
	return RefuseFor(reasons)
}

// EndDelegation ends a delegation at once: the delegator's own, or as security administrator anybody's. The result is nil.
func (e *Engine) EndDelegation(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		d, err := w.tx.Delegation(id)
		if errors.Is(err, models.ErrNotFound) || err == nil && d.DelegatorID != v.UserID && !v.Has(RoleAdmins...) {
			return nil, Refuse(NotFound, words.NotFound, nil)
		}
		if err != nil {
			return nil, err
		}
		// The delegate's commands hold his row until they have committed: after this nothing of them happens any more.
		if err := w.tx.ChangeUser(d.DelegateID, models.UserChange{}, w.now); err != nil {
			return nil, err
		}
		if err := w.tx.RevokeDelegation(id, v.UserID, w.now); err != nil {
			return nil, notFound(err)
		}
		return nil, w.record("end_delegation", "delegation", id, nil)
	})
}

// actsFor returns the viewer as he acts for one person only, himself included; all that he may when none is named.
func actsFor(v models.Viewer, person string) models.Viewer {
	if person == "" {
		return v
	}
	v.Grants = slices.DeleteFunc(slices.Clone(v.Grants), func(g models.Grant) bool {
		return g.For != person && !(g.For == "" && person == v.UserID)
	})
	return v
}

// ambiguous refuses what could be done for several people.
func ambiguous(people []models.Viewer) error {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	return RefuseFor([]Reason{{Code: words.OnBehalfAmbiguous, Params: words.Params{"names": strings.Join(names, "、")}, Field: "header.On-Behalf-Of"}})
}

// behalf is the id of the one for whom the viewer acts, nil for himself.
func behalf(v, as models.Viewer) *string {
	if as.UserID == "" || as.UserID == v.UserID {
		return nil
	}
	return &as.UserID
}

// actorName is how the history names who acted: 乙（代甲）.
func actorName(v, as models.Viewer) string {
	if behalf(v, as) == nil {
		return v.Name
	}
	return v.Name + "（代" + as.Name + "）"
}
