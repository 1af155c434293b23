package workflow

import (
	"context"

	"rectify/models"
	"rectify/workflow/words"
)

// Look returns a subject as the viewer may see it, with what he can do with it now and why not the rest. It reads one
// statement.
func (e *Engine) Look(ctx context.Context, v models.Viewer, id string, kinds ...models.Kind) (models.Subject, []Permission, error) {
	now := e.clock.Now()
	seen, err := e.store.View(ctx).Step(models.StepQuery{Viewer: v, SubjectID: id, Kinds: kinds, Facts: factsFor(kinds, ""), Now: now, Today: today(now),
		FreshSince: e.freshSince(now)})
	switch {
	case err != nil:
		return models.Subject{}, nil, err
	case seen.Authz == 0:
		return models.Subject{}, nil, Refuse(Unauthenticated, words.Unauthenticated, nil)
	case !seen.Found:
		return models.Subject{}, nil, Refuse(NotFound, words.NotFound, nil)
	}
	return seen.Subject, permissions(v, seen.Subject, seen.Facts, now), nil
}
