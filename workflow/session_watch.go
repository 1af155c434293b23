package workflow

import (
	"context"

	"rectify/models"
	"rectify/workflow/words"
)

// Watch returns a viewer with the roles he has now, or refuses when his session has ended. Unlike Current it is no use of
// the session: whoever only keeps a page open is signed out as if he had left. A front end begins again when the
// roles of its user have changed.
func (s *Sessions) Watch(ctx context.Context, v models.Viewer) (models.Viewer, error) {
	now, tx := s.clock.Now(), s.store.View(ctx)
	authz, lastSeen, err := tx.SessionHolds(v.SessionID, now)
	if err != nil {
		return v, err
	}
	if authz == 0 || v.Service == nil && now.Sub(lastSeen) > s.rules.Idle || v.Service != nil && authz != v.AuthzVersion {
		return v, Refuse(Unauthenticated, words.Unauthenticated, nil)
	}
	if authz == v.AuthzVersion {
		return v.At(now), nil
	}
	user, err := tx.User(v.UserID)
	if err != nil {
		return v, err
	}
	current, err := ViewerOf(tx, user, now)
	current.SessionID = v.SessionID
	return current.At(now), err
}
