package api

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// wait returns for how many seconds a try is refused, 0 when it is not.
func wait(t *testing.T, err error) int {
	t.Helper()
	var refusal *workflow.Error
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &refusal) || refusal.Class != workflow.TooMany || refusal.Code != words.TooManyRequests:
		t.Fatal(err)
	}
	return refusal.Params["seconds"].(int)
}

// Steps of a guesser: three tries in ten minutes are free, then the key is locked for an hour.
func TestGuard(t *testing.T) {
	now := clock.NewManual(noon)
	g := newGuard(now, SignInLimits{Attempts: 3, Window: 10 * time.Minute, Lock: time.Hour})
	for i, step := range []struct {
		advance time.Duration
		key     string
		want    int // seconds
	}{
		{0, "a", 0},
		{time.Minute, "a", 0},
		{time.Minute, "a", 0},
		{time.Minute, "a", 3600},
		{0, "b", 0},                                 // others go on
		{59 * time.Minute, "a", 60},                 // still locked, and asking does not lengthen it
		{time.Minute - time.Microsecond, "a", 1},    // to the last moment
		{time.Microsecond, "a", 0},                  // a lock that is over has left nothing behind
		{0, "a", 0},                                 //
		{10*time.Minute - time.Microsecond, "a", 0}, // the third in the window
		{time.Microsecond, "a", 0},                  // a new window
	} {
		now.Advance(step.advance)
		if got := wait(t, g.try(step.key)); got != step.want {
			t.Errorf("step %d: %d seconds, want %d", i, got, step.want)
		}
	}
	for range 10 {
		if got := wait(t, g.try("c")); got != 0 {
			t.Fatalf("a success did not reset the count: %d seconds", got)
		}
		g.succeed("c")
	}
}

// Keys whose time is over make room; while all count, newcomers wait and those known go on.
func TestGuardIsBounded(t *testing.T) {
	now := clock.NewManual(noon)
	g := newGuard(now, SignInLimits{})
	for i := range maxGuarded {
		if err := g.try(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if got := wait(t, g.try("newcomer")); got != 900 {
		t.Errorf("a newcomer to a full guard waits %d seconds", got)
	}
	now.Advance(15 * time.Minute)
	if got := wait(t, g.try("newcomer")); got != 0 || len(g.tries) != 1 {
		t.Errorf("%d seconds, %d keys left", got, len(g.tries))
	}
}
