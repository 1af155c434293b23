package workflow

import (
	"context"
	"sync"
	"time"

	"rectify/models"
	"rectify/workflow/clock"
)

// Rates counts requests against limits that all replicas share. A replica takes a twentieth of a limit from the database at
// a time and spends it by itself, so that most requests cost no statement. Within a minute, all replicas together never let
// more through than the limit; what a replica has taken and not spent, less than a twentieth, is lost to the others. Over
// the edge of two minutes, twice the limit may pass in a short time.
type Rates struct {
	store *models.Store
	clock clock.Clock

	mu     sync.Mutex
	window time.Time
	taken  map[string]*lease
}

// lease is what this replica holds of a limit.
type lease struct {
	mu   sync.Mutex
	left int
	used int64 // by all replicas, as the database last said
}

const (
	rateWindow = time.Minute
	rateShares = 20
	// maxLeases bounds the memory. Beyond it all leases are given up and taken anew, which loses what was left of them.
	maxLeases = 50_000
)

// NewRates returns the rates of a store.
func NewRates(store *models.Store, c clock.Clock) *Rates {
	return &Rates{store: store, clock: c, taken: map[string]*lease{}}
}

// Rate is what a request finds of its limit.
type Rate struct {
	Allowed   bool
	Remaining int           // as far as this replica knows
	Reset     time.Duration // until the next window begins
}

// Take counts one request under a key that may have limit requests a minute.
func (r *Rates) Take(ctx context.Context, key string, limit int) (Rate, error) {
	now := r.clock.Now()
	window := now.UTC().Truncate(rateWindow)
	l := r.lease(key, window)
	l.mu.Lock()
	defer l.mu.Unlock()
	rate := Rate{Reset: window.Add(rateWindow).Sub(now)}
	if l.left == 0 && l.used < int64(limit) && r.store.Held() { // a long import: who watches it is let through, uncounted
		return Rate{Allowed: true, Remaining: int(int64(limit) - l.used), Reset: window.Add(rateWindow).Sub(now)}, nil
	}
	if l.left == 0 && l.used < int64(limit) {
		share := max(1, limit/rateShares)
		used, err := r.store.View(ctx).TakeRate(key, window, share)
		if err != nil {
			return rate, err
		}
		l.used, l.left = used, share-int(min(max(used-int64(limit), 0), int64(share)))
	}
	if rate.Allowed = l.left > 0; rate.Allowed {
		l.left--
	}
	rate.Remaining = l.left + int(max(int64(limit)-l.used, 0))
	return rate, nil
}

func (r *Rates) lease(key string, window time.Time) *lease {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !window.Equal(r.window) || len(r.taken) >= maxLeases {
		r.window, r.taken = window, map[string]*lease{}
	}
	l := r.taken[key]
	if l == nil {
		l = &lease{}
		r.taken[key] = l
	}
	return l
}
