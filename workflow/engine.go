package workflow

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"rectify/models"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
	"rectify/workflow/keyring"
	"rectify/workflow/words"
)

// Engine fires events. It is the only writer of subjects.
type Engine struct {
	store *models.Store
	clock clock.Clock
	log   *slog.Logger
	// stepUp: the rules with StepUp ask for a recent proof of who acts.
	stepUp bool
	// wake is told after every commit that wrote history, so that the sequencer need not poll.
	wake     chan struct{}
	refusals refusals
	// key signs checkpoints; nil where none is taken.
	key *checkpoint.Key
	// archivist makes archive packages; nil where none are made.
	archivist Archivist
	// secrets seals what must be read again: the secrets of webhooks.
	secrets keyring.Key
}

// NewEngine returns an engine on a store.
func NewEngine(store *models.Store, c clock.Clock, log *slog.Logger) *Engine {
	return &Engine{store: store, clock: c, log: log, wake: make(chan struct{}, 1)}
}

// attempts is how often a command is tried when another one was faster.
const attempts = 5

// Fire decides and records one event: one transaction, one statement to read, one to write. A refusal is an *Error and
// has changed nothing. With a key that was answered before, it gives the same answer and does nothing.
func (e *Engine) Fire(ctx context.Context, c Command) (Answer, error) {
	var answer Answer
	err := e.inTx(ctx, func(tx models.Tx) (err error) {
		answer, err = e.fire(ctx, tx, c)
		return err
	})
	return answer, e.finish(err)
}

// inTx runs do in a transaction, and again while another command wins the race for the same rows or the same key. When
// the client named a version, the second look finds it stale; when it named a key, it finds the answer.
func (e *Engine) inTx(ctx context.Context, do func(models.Tx) error) error {
	var err error
	for range attempts {
		err = e.store.InTx(ctx, do)
		if !errors.Is(err, models.ErrConflict) && !errors.Is(err, models.ErrDuplicate) || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// finish wakes the sequencer after a commit and names what is left of a race.
func (e *Engine) finish(err error) error {
	if err == nil {
		select {
		case e.wake <- struct{}{}:
		default:
		}
		return nil
	}
	if errors.Is(err, models.ErrConflict) {
		return &Error{Class: Unavailable, Code: words.Busy, Cause: err}
	}
	return err
}

// Wake is signalled after commits that wrote history.
func (e *Engine) Wake() <-chan struct{} { return e.wake }

func (e *Engine) fire(ctx context.Context, tx models.Tx, c Command) (Answer, error) {
	c.now = e.clock.Now()
	c.Viewer = actsFor(c.Viewer.At(c.now), c.Request.OnBehalfOf)
	if err := lock(tx, c); err != nil {
		return Answer{}, err
	}
	seen, err := tx.Step(models.StepQuery{Viewer: c.Viewer, SubjectID: c.SubjectID, Kinds: c.Kinds, Key: c.Key,
		Facts: factsFor(c.Kinds, c.Event), Now: c.now, Today: today(c.now), Hold: true,
		FreshSince: e.freshSince(c.now)})
	if err != nil {
		return Answer{}, err
	}
	if done, err := settled(c.Viewer, c.Request, seen.Authz, seen.Stored); err != nil {
		return Answer{}, err
	} else if done != nil {
		return *done, nil
	}
	if !seen.Found {
		return Answer{}, Refuse(NotFound, words.NotFound, nil)
	}
	t := &transition{ctx: ctx, engine: e, tx: tx, command: &c, subject: seen.Subject, facts: seen.Facts, correlation: models.NewID()}
	if err := t.decide(); err != nil {
		return Answer{}, err
	}
	if err := t.apply(); err != nil {
		return Answer{}, err
	}
	return t.write()
}

// lock locks before anything is read what the command must not lose to others.
func lock(tx models.Tx, c Command) error {
	switch {
	case reaches[c.Event]: // what it touches besides its subject, so that the facts read next stay true
		return tx.LockAround(c.SubjectID, alsoTouched(c.Payload)...)
	case c.IfVersion == nil: // many sign or vote at the same time: they queue, instead of losing one race after the other
		return tx.Lock(c.SubjectID)
	}
	return nil
}

// settled answers a command before it is decided: the session has ended, or the key was answered before. It returns
// nil, nil when the command is still to be decided.
func settled(v models.Viewer, r Request, authz int64, stored *models.StoredAnswer) (*Answer, error) {
	if authz == 0 {
		return nil, Refuse(Unauthenticated, words.Unauthenticated, nil)
	}
	if v.SessionID != "" && authz != v.AuthzVersion {
		return nil, ErrViewerStale
	}
	if stored == nil {
		return nil, nil
	}
	if stored.Digest != r.Digest {
		return nil, Refuse(Unmet, words.IdempotencyReused, nil)
	}
	return &Answer{Status: stored.Status, Body: stored.Body, ETag: stored.ETag, Location: stored.Location, Replayed: true}, nil
}

// keep is the answer as it is stored under the request's key, nil when there is no key.
func keep(v models.Viewer, r Request, a Answer, now time.Time) *models.StoredAnswer {
	if r.Key == "" {
		return nil
	}
	body := a.Body
	if a.Kept != nil {
		body = a.Kept
	}
	return &models.StoredAnswer{UserID: v.UserID, Key: r.Key, Digest: r.Digest, Status: a.Status, Body: body, ETag: a.ETag,
		Location: a.Location, CreatedAt: now}
}
