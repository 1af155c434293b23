package api

import (
	"maps"
	"sync"
	"time"

	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// SignInLimits slow down who guesses passwords: so many tries in a window without a success lock the key.
type SignInLimits struct {
	Attempts int           // 5
	Window   time.Duration // 15 min
	Lock     time.Duration // 30 min
}

// guard counts tries per key: an address with a login, so that a stranger cannot lock a person out from elsewhere. It
// counts in this process only.
type guard struct {
	clock  clock.Clock
	limits SignInLimits

	mu    sync.Mutex
	tries map[string]tries
}

type tries struct {
	count       int
	since       time.Time
	lockedUntil time.Time
}

// maxGuarded bounds the memory of the guard. Beyond it new keys are refused: to get there within a window, somebody must
// have had that many passwords hashed.
const maxGuarded = 100_000

func newGuard(c clock.Clock, limits SignInLimits) *guard {
	if limits.Attempts == 0 {
		limits.Attempts = 5
	}
	if limits.Window == 0 {
		limits.Window = 15 * time.Minute
	}
	if limits.Lock == 0 {
		limits.Lock = 30 * time.Minute
	}
	return &guard{clock: c, limits: limits, tries: map[string]tries{}}
}

// try counts a try before it is made, so that many at once do not slip through, or refuses it with TooMany.
func (g *guard) try(key string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	t := g.tries[key]
	if wait := t.lockedUntil.Sub(now); wait > 0 {
		return tooMany(wait)
	}
	if g.over(t, now) {
		t = tries{since: now}
	}
	if t.count++; t.count > g.limits.Attempts {
		t.lockedUntil = now.Add(g.limits.Lock)
		g.tries[key] = t
		return tooMany(g.limits.Lock)
	}
	if len(g.tries) >= maxGuarded {
		maps.DeleteFunc(g.tries, func(_ string, t tries) bool { return g.over(t, now) })
		if len(g.tries) >= maxGuarded {
			return tooMany(g.limits.Window)
		}
	}
	g.tries[key] = t
	return nil
}

// over reports whether tries no longer count: their window and their lock are past.
func (g *guard) over(t tries, now time.Time) bool {
	return !now.Before(t.since.Add(g.limits.Window)) && !now.Before(t.lockedUntil) || !t.lockedUntil.IsZero() && !now.Before(t.lockedUntil)
}

// succeed forgets the tries of a key.
func (g *guard) succeed(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.tries, key)
}

func tooMany(wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return workflow.Refuse(workflow.TooMany, words.TooManyRequests, words.Params{"seconds": seconds})
}
