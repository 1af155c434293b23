package api

import (
	"context"
	"fmt"
	"math"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/workflow"
	"rectify/workflow/words"
)

// costlyKey marks operations that cost much, such as imports and exports, in huma's Operation.Metadata.
const costlyKey = "costly"

// patience is how long a request waits for its turn before it is sent away with 503.
const patience = 2 * time.Second

// healthy are the operations that answer under any load.
var healthy = map[string]bool{"get-liveness": true, "get-readiness": true}

// limitAddress counts a request against the limit of the address that it comes from.
func (s *Server) limitAddress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if path := c.Request().URL.Path; path == "/healthz" || path == "/readyz" {
			return next(c)
		}
		if err := s.limit(c.Request().Context(), c, "address", c.RealIP(), s.deps.Limits.PerAddress); err != nil {
			return err
		}
		return next(c)
	}
}

// limit counts a request against a limit a minute, of 0 for none, and tells the client how much is left.
func (s *Server) limit(ctx context.Context, c echo.Context, policy, key string, perMinute int) error {
	if perMinute <= 0 {
		return nil
	}
	rate, err := s.rates.Take(ctx, policy+":"+key, perMinute)
	if err != nil { // a database that cannot count cannot answer either; who asks for its health must learn that
		requestOf(ctx).log.WarnContext(ctx, "request not counted", "limit", policy, "error", err)
		return nil
	}
	seconds := int(math.Ceil(rate.Reset.Seconds()))
	h := c.Response().Header()
	h.Set("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=60", policy, perMinute))
	h.Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", policy, rate.Remaining, seconds))
	if !rate.Allowed {
		return workflow.Refuse(workflow.TooMany, words.TooManyRequests, words.Params{"seconds": seconds})
	}
	return nil
}

// limitViewer counts a request of a known person against his limit, and against that of costly operations.
func (s *Server) limitViewer(ctx huma.Context, r *request) error {
	c := unwrap(ctx)
	if service := r.viewer.Service; service != nil { // over all users for whom the front end acts
		if err := s.limit(ctx.Context(), c, "token", service.TokenID, service.RatePerMinute); err != nil {
			return err
		}
	}
	if err := s.limit(ctx.Context(), c, "user", r.viewer.UserID, s.deps.Limits.PerUser); err != nil {
		return err
	}
	if ctx.Operation().Metadata[costlyKey] == true {
		return s.limit(ctx.Context(), c, "costly", r.viewer.UserID, s.deps.Limits.Costly)
	}
	return nil
}

// turnstile lets so many requests be at work at the same time, and as many wait for them.
type turnstile struct {
	places  chan struct{}
	waiting atomic.Int64
}

func newTurnstile(places int) *turnstile { return &turnstile{places: make(chan struct{}, places)} }

// enter waits for a place, and refuses when none becomes free in time or too many wait already. The caller leaves.
func (t *turnstile) enter(ctx context.Context) error {
	select {
	case t.places <- struct{}{}:
		return nil
	default:
	}
	defer t.waiting.Add(-1)
	if t.waiting.Add(1) > int64(cap(t.places)) {
		return workflow.Refuse(workflow.Unavailable, words.Busy, nil)
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case t.places <- struct{}{}:
		return nil
	case <-timer.C:
	case <-ctx.Done():
	}
	return workflow.Refuse(workflow.Unavailable, words.Busy, nil)
}

func (t *turnstile) leave() { <-t.places }

// shed keeps the service answering under load: an operation waits briefly for its place and for a connection to the
// database, or is sent away at once. Feeds last for hours and hold no place.
func (s *Server) shed(ctx huma.Context, next func(huma.Context)) {
	op := ctx.Operation()
	gate := s.atWork
	switch {
	case healthy[op.OperationID], op.OperationID == "stream-events":
		next(ctx)
		return
	case op.Metadata[costlyKey] == true:
		gate = s.costly
	}
	if err := gate.enter(ctx.Context()); err != nil {
		s.refuse(ctx, err)
		return
	}
	defer gate.leave()
	if err := s.deps.Store.Room(ctx.Context(), patience); err != nil {
		s.refuse(ctx, &workflow.Error{Class: workflow.Unavailable, Code: words.Busy, Cause: err})
		return
	}
	next(ctx)
}
