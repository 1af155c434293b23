package workflow

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// ServiceGraceHours is how long a token that was rotated goes on at most.
const ServiceGraceHours = 24

// servicePrefix makes a token that leaked recognisable, for people and for scanners of secrets:
// rct_ and 43 characters of A–Z, a–z, 0–9, - and _.
const servicePrefix = "rct_"

const serviceTokenLength = len(servicePrefix) + 43

// IsServiceToken reports whether a token is that of a front end, by its form.
func IsServiceToken(token string) bool {
	return strings.HasPrefix(token, servicePrefix) && len(token) == serviceTokenLength
}

// NewServiceAccount is what a service account is created from.
type NewServiceAccount struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	UserIDs     []string `json:"user_ids"` // for whom it may act
	UnitIDs     []string `json:"unit_ids"` // for whose people it may act
}

// CreateServiceAccount adds a front end, which acts for nobody who is not named. The result is the models.ServiceAccount.
func (e *Engine) CreateServiceAccount(ctx context.Context, v models.Viewer, r Request, in NewServiceAccount) (Answer, error) {
	return e.administer(ctx, v, r, TokenAdmins, func(w *writing) (any, error) {
		a := models.ServiceAccount{ID: models.NewID(), Name: in.Name, Description: in.Description, CreatedBy: v.UserID, CreatedAt: w.now, UpdatedAt: w.now}
		if err := w.tx.AddServiceAccount(a); errors.Is(err, models.ErrDuplicate) {
			return nil, exists(words.Label{ZH: "接入账号", EN: "service account"}, in.Name)
		} else if err != nil {
			return nil, err
		}
		if err := w.actFor(a.ID, &in.UserIDs, &in.UnitIDs); err != nil {
			return nil, err
		}
		return a, w.record("create", "service_account", a.ID, in)
	})
}

// ServiceAccountChange is what may be changed of a service account; nil leaves it as it is.
type ServiceAccountChange struct {
	Description *string   `json:"description,omitempty"`
	Disabled    *bool     `json:"disabled,omitempty"`
	UserIDs     *[]string `json:"user_ids,omitempty"`
	UnitIDs     *[]string `json:"unit_ids,omitempty"`
}

// ChangeServiceAccount changes a service account; it counts with the next request. The result is the models.ServiceAccount.
func (e *Engine) ChangeServiceAccount(ctx context.Context, v models.Viewer, r Request, id string, c ServiceAccountChange) (Answer, error) {
	return e.administer(ctx, v, r, TokenAdmins, func(w *writing) (any, error) {
		a, err := w.tx.ServiceAccount(id)
		if err != nil {
			return nil, err
		}
		set(&a.Description, c.Description)
		if c.Disabled != nil {
			if a.DisabledAt = nil; *c.Disabled {
				a.DisabledAt = &w.now
			}
		}
		a.UpdatedAt = w.now
		if err := w.tx.SaveServiceAccount(a); err != nil {
			return nil, err
		}
		if err := w.actFor(id, c.UserIDs, c.UnitIDs); err != nil {
			return nil, err
		}
		if err := w.tx.EndServiceSessions(id, w.now); err != nil {
			return nil, err
		}
		return a, w.record("change", "service_account", id, c)
	})
}

// actFor sets for whom an account may act. An administrator is never among them.
func (w *writing) actFor(accountID string, userIDs, unitIDs *[]string) error {
	if userIDs != nil {
		for _, id := range *userIDs {
			user, err := w.tx.User(id)
			if errors.Is(err, models.ErrNotFound) {
				return RefuseFor([]Reason{{Code: words.UserUnknown, Field: "body.user_ids"}})
			} else if err != nil {
				return err
			}
			if v, err := ViewerOf(w.tx, user, w.now); err != nil {
				return err
			} else if v.Has(models.Administrators...) {
				return RefuseFor([]Reason{{Code: words.ServiceNotForAdmins, Field: "body.user_ids"}})
			}
		}
		if err := w.tx.SetServiceUsers(accountID, distinct(*userIDs)); err != nil {
			return err
		}
	}
	if unitIDs == nil {
		return nil
	}
	for _, id := range *unitIDs {
		if _, err := w.tx.Unit(id); errors.Is(err, models.ErrNotFound) {
			return RefuseFor([]Reason{{Code: words.UnitUnknown, Params: words.Params{"unit": id}, Field: "body.unit_ids"}})
		} else if err != nil {
			return err
		}
	}
	return w.tx.SetServiceUnits(accountID, distinct(*unitIDs))
}

// NewServiceToken is what a token is issued from.
type NewServiceToken struct {
	Scopes        []string `json:"scopes"`
	Days          int      `json:"days"`
	RatePerMinute int      `json:"rate_per_minute"`
}

// IssuedToken is a token with its secret, which is known to nobody else and nowhere stored.
type IssuedToken struct {
	Token  models.ServiceToken
	Secret string
}

// IssueServiceToken gives a service account a token. The result is an IssuedToken.
func (e *Engine) IssueServiceToken(ctx context.Context, v models.Viewer, r Request, accountID string, in NewServiceToken) (Answer, error) {
	return e.administer(ctx, v, r, TokenAdmins, func(w *writing) (any, error) {
		a, err := w.tx.ServiceAccount(accountID)
		if err != nil {
			return nil, err
		}
		if a.DisabledAt != nil {
			return nil, RefuseFor([]Reason{{Code: words.ServiceDisabled}})
		}
		issued := w.newServiceToken(models.ServiceToken{AccountID: accountID, Scopes: strings.Join(distinct(in.Scopes), " "),
			RatePerMinute: in.RatePerMinute, ExpiresAt: w.now.AddDate(0, 0, in.Days)})
		if err := w.tx.AddServiceToken(issued.Token); err != nil {
			return nil, err
		}
		return issued, w.record("issue", "service_token", issued.Token.ID, in)
	})
}

func (w *writing) newServiceToken(t models.ServiceToken) IssuedToken {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // crypto/rand never fails
	secret := servicePrefix + base64.RawURLEncoding.EncodeToString(random)
	hash := sha256.Sum256([]byte(secret))
	t.ID, t.TokenHash, t.CreatedBy, t.CreatedAt = models.NewID(), hash[:], w.viewer.UserID, w.now
	return IssuedToken{t, secret}
}

// RotateServiceToken replaces a token by a new one that may do the same for as long as the old one was made for. The old one
// goes on for grace, so that its front end can change over. The result is an IssuedToken.
func (e *Engine) RotateServiceToken(ctx context.Context, v models.Viewer, r Request, id string, grace time.Duration) (Answer, error) {
	return e.administer(ctx, v, r, TokenAdmins, func(w *writing) (any, error) {
		old, err := w.tx.ServiceToken(id)
		if err != nil {
			return nil, err
		}
		if old.RevokedAt != nil || !w.now.Before(old.ExpiresAt) {
			return nil, RefuseFor([]Reason{{Code: words.ServiceTokenEnded}})
		}
		if err := w.tx.ShortenServiceToken(id, w.now.Add(grace), w.now); err != nil {
			return nil, err
		}
		issued := w.newServiceToken(models.ServiceToken{AccountID: old.AccountID, Scopes: old.Scopes, RatePerMinute: old.RatePerMinute,
			ExpiresAt: w.now.Add(old.ExpiresAt.Sub(old.CreatedAt)), RotatedFrom: &old.ID})
		if err := w.tx.AddServiceToken(issued.Token); err != nil {
			return nil, err
		}
		return issued, w.record("rotate", "service_token", id, map[string]any{"new": issued.Token.ID, "grace_hours": grace.Hours()})
	})
}

// RevokeServiceToken ends a token at once. The result is nil.
func (e *Engine) RevokeServiceToken(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, TokenAdmins, func(w *writing) (any, error) {
		if err := w.tx.RevokeServiceToken(id, optional(v.UserID), w.now); err != nil {
			return nil, err
		}
		return nil, w.record("revoke_token", "service_token", id, nil)
	})
}
