package workflow

import (
	"context"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/password"
	"rectify/workflow/words"
)

// The one-time code with which a person chooses his first or next password has two halves: one is shown to the administrator
// who asked for it, the other to an administrator of the other kind. The person needs both, so that neither administrator
// alone can become him (docs/adr/0014).

// activationTime is how long a code can be used.
const activationTime = 24 * time.Hour

// Half is one half of a one-time code. It is shown once and nowhere stored.
type Half struct {
	User      models.User
	Half      string
	ExpiresAt time.Time
}

// newHalf is a half with the hash that is stored of it. Hashing is slow on purpose, so it is done before a transaction.
type newHalf struct{ text, hash string }

func makeHalf() newHalf {
	text := password.Half()
	return newHalf{text, password.Hash(text)}
}

// activate begins an activation of a user in place of an earlier one.
func (w *writing) activate(user models.User, half newHalf, role models.Role) (Half, error) {
	a := models.Activation{ID: models.NewID(), UserID: user.ID, FirstHash: half.hash, FirstRole: role, FirstBy: optional(w.viewer.UserID),
		CreatedAt: w.now, ExpiresAt: w.now.Add(activationTime)}
	return Half{user, half.text, a.ExpiresAt}, w.tx.AddActivation(a)
}

// lockOut takes a user's password away, ends his sessions and begins an activation.
func (w *writing) lockOut(id string, half newHalf, role models.Role) (Half, error) {
	if id == w.viewer.UserID {
		return Half{}, Refuse(Forbidden, words.NotYourself, nil)
	}
	none, must := "", false
	if err := w.tx.ChangeUser(id, models.UserChange{PasswordHash: &none, MustChangePassword: &must}, w.now); err != nil {
		return Half{}, err
	}
	if err := w.tx.RevokeSessions(id, w.now); err != nil {
		return Half{}, err
	}
	user, err := w.tx.User(id)
	if err != nil {
		return Half{}, err
	}
	return w.activate(user, half, role)
}

// TakeHalf gives the second half of a user's code to an administrator of the other kind than who has the first, once. The
// result is a Half.
func (e *Engine) TakeHalf(ctx context.Context, v models.Viewer, r Request, userID string) (Answer, error) {
	half := makeHalf()
	return e.administer(ctx, v, r, ActivationAdmins, func(w *writing) (any, error) {
		if userID == v.UserID {
			return nil, Refuse(Forbidden, words.NotYourself, nil)
		}
		open, err := w.tx.OpenActivation(userID, w.now)
		if err != nil {
			return nil, err
		}
		if other := otherAdmin(open.FirstRole); !v.Has(other) || value(open.FirstBy) == v.UserID {
			return nil, Refuse(Forbidden, words.NotYourRole, words.Params{"roles": RolesLabel([]models.Role{other})})
		}
		if open.SecondHash != "" {
			return nil, Refuse(Conflict, words.HalfTaken, nil)
		}
		if err := w.tx.TakeSecondHalf(open.ID, half.hash, optional(v.UserID)); err != nil {
			return nil, err
		}
		if err := w.record("take_half", "user", userID, nil); err != nil {
			return nil, err
		}
		user, err := w.tx.User(userID)
		return Half{user, half.text, open.ExpiresAt}, err
	})
}

func otherAdmin(r models.Role) models.Role {
	if r == models.RoleSystemAdmin {
		return models.RoleSecurityAdmin
	}
	return models.RoleSystemAdmin
}

// Activation is what a person brings to choose a password without having one.
type Activation struct {
	Login, Code string // the code is both halves, the first first
	Password    string // the chosen one
	Address     string // of the client
}

// Activate uses a code, once. A wrong one is counted like a failed sign-in, and one refusal tells nothing about who exists.
func (s *Sessions) Activate(ctx context.Context, a Activation) error {
	user, err := s.store.View(ctx).UserByLogin(a.Login)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	k := s.knockOf(a.Login, a.Address)
	if err := s.admit(ctx, k, user.ID); err != nil {
		return err
	}
	var open models.Activation
	if user.ID != "" {
		if open, err = s.store.View(ctx).OpenActivation(user.ID, s.clock.Now()); err != nil && !errors.Is(err, models.ErrNotFound) {
			return err
		}
	}
	first, second := password.Halves(a.Code)
	one, two := password.Check(open.FirstHash, first), password.Check(open.SecondHash, second) // both, whatever the first says
	if !one || !two || user.DisabledAt != nil {
		return Refuse(Unauthenticated, words.BadActivation, nil)
	}
	if err := s.checkPassword(ctx, user, a.Password); err != nil {
		return err
	}
	hash := password.Hash(a.Password)
	err = s.store.InTx(ctx, func(tx models.Tx) error {
		now := s.clock.Now()
		if err := tx.UseActivation(open.ID, now); err != nil {
			return err
		}
		if err := s.setPassword(tx, user.ID, hash, now); err != nil {
			return err
		}
		if err := s.welcome(tx, k); err != nil {
			return err
		}
		return RecordAct(tx, now, person(user, ""), Acted{Act: "activate", Kind: "user", ID: user.ID})
	})
	if errors.Is(err, models.ErrNotFound) { // used meanwhile
		return Refuse(Unauthenticated, words.BadActivation, nil)
	}
	return err
}
