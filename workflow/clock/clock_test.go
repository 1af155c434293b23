package clock

import (
	"testing"
	"time"
)

// A manual clock stands until it is moved, never goes back, and goes on by itself once it runs.
func TestManual(t *testing.T) {
	start := time.Date(2023, 9, 13, 15, 0, 0, 0, Shanghai)
	c := NewManual(start)
	c.Advance(time.Minute)
	c.Set(start) // back: ignored
	if got := c.Now(); !got.Equal(start.Add(time.Minute)) || got.Location() != time.UTC {
		t.Errorf("it stands at %s", got)
	}
	c.Run()
	began := time.Now()
	time.Sleep(2 * time.Millisecond)
	gone := c.Now().Sub(start.Add(time.Minute))
	if most := time.Since(began) + time.Second; gone < 2*time.Millisecond || gone > most {
		t.Errorf("running, it went %s in at most %s", gone, most)
	}
	c.Set(start.Add(time.Hour))
	if ahead := c.Now().Sub(start.Add(time.Hour)); ahead < 0 || ahead > time.Minute {
		t.Errorf("moved while it runs, it is %s off", ahead)
	}
}
