// Package clock is the one source of time of the program. Everything that needs "now" is given a Clock, so that a
// simulated campaign, a test and the real service run the same code.
package clock

import (
	"sync"
	"time"
	_ "time/tzdata" // a container without zone files still knows Asia/Shanghai
)

// Shanghai is the zone in which deadlines, cycles and meetings are read and shown.
var Shanghai = mustLoad("Asia/Shanghai")

// Clock tells the present moment. Implementations return UTC with microsecond precision, which both databases keep.
type Clock interface{ Now() time.Time }

// System is the machine's clock.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Manual is a clock that stands still until it is moved. It never goes back.
type Manual struct {
	mu    sync.Mutex
	now   time.Time
	since time.Time // the machine's time when it began to run, zero while it stands
}

// NewManual returns a clock standing at t.
func NewManual(t time.Time) *Manual { return &Manual{now: t.UTC().Truncate(time.Microsecond)} }

// Now returns the moment the clock stands at, or has reached since it runs.
func (c *Manual) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reading()
}

// Run lets the clock go on from where it stands, as fast as the machine's: what was simulated becomes a service.
func (c *Manual) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.since = c.reading(), time.Now()
}

func (c *Manual) reading() time.Time {
	if c.since.IsZero() {
		return c.now
	}
	return c.now.Add(time.Since(c.since)).Truncate(time.Microsecond)
}

// Set moves the clock forward to t; an earlier t is ignored.
func (c *Manual) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t = t.UTC().Truncate(time.Microsecond); !t.After(c.reading()) {
		return
	}
	if c.now = t; !c.since.IsZero() {
		c.since = time.Now()
	}
}

// Advance moves the clock forward by d.
func (c *Manual) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // the zone data is compiled in
	}
	return loc
}
