package api

import (
	"context"
	"testing"
	"time"

	"rectify/workflow"
)

// Who finds no place waits; when as many wait as there are places, the next is refused at once; who has waited for two
// seconds is refused; and who waits while another leaves gets in.
func TestTurnstile(t *testing.T) {
	gate := newTurnstile(1)
	if err := gate.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	waited := make(chan error)
	go func() { waited <- gate.enter(t.Context()) }()
	for gate.waiting.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := gate.enter(t.Context()); workflow.ClassOf(err) != workflow.Unavailable {
		t.Errorf("a second may wait: %v", err)
	}
	gate.leave()
	if err := <-waited; err != nil {
		t.Errorf("a place is free, and still %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := gate.enter(gone); workflow.ClassOf(err) != workflow.Unavailable {
		t.Errorf("who is gone still waits: %v", err)
	}
	began := time.Now()
	if err := gate.enter(t.Context()); workflow.ClassOf(err) != workflow.Unavailable || time.Since(began) < patience {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}
