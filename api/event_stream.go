package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
)

// The stream's times are those of the network, not of the campaign: they run on the machine's clock.
const (
	streamLook      = 500 * time.Millisecond // how often the feed is looked at
	streamCheck     = 3 * time.Second        // how often the session and the roles are read again
	streamHeartbeat = 15 * time.Second       // a comment, so that proxies keep the connection
	streamWrite     = 10 * time.Second       // a client that takes nothing for this long is gone
	streamBatch     = 100
)

type streamInput struct {
	After       int64 `query:"after" minimum:"0" doc:"只要此序号之后的；断线重连以 Last-Event-ID 为准"`
	LastEventID int64 `header:"Last-Event-ID" minimum:"0" doc:"最后收到的序号"`
	EventFilter
}

// eventStream sends events as they come (Server-Sent Events), from a position on, until the client leaves, its session
// ends or the server stops. It begins with what the caller has missed.
func (s *Server) eventStream(ctx context.Context, v models.Viewer, in *streamInput) (func(echo.Context) error, error) {
	return func(c echo.Context) error {
		c.Response().Header().Set("X-Accel-Buffering", "no") // nginx would hold events back
		c.Response().WriteHeader(http.StatusOK)
		follower := follower{s: s, filter: in.EventFilter, viewer: v, after: max(in.After, in.LastEventID), out: c.Response(),
			control: http.NewResponseController(c.Response())}
		if err := follower.follow(c.Request().Context()); err != nil && c.Request().Context().Err() == nil {
			requestOf(ctx).log.InfoContext(ctx, "event stream ended", "error", err)
		}
		return nil // the answer has begun: nothing more can be said about errors
	}, nil
}

// follower is one open stream.
type follower struct {
	s       *Server
	filter  EventFilter
	viewer  models.Viewer
	after   int64
	out     *echo.Response
	control *http.ResponseController
}

func (f *follower) follow(ctx context.Context) error {
	look, check, beat := time.NewTicker(streamLook), time.NewTicker(streamCheck), time.NewTicker(streamHeartbeat)
	defer look.Stop()
	defer check.Stop()
	defer beat.Stop()
	if err := f.send(": connected\n\n"); err != nil {
		return err
	}
	for {
		if err := f.catchUp(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-f.s.stopping:
			return nil
		case <-look.C:
		case <-check.C:
			if err := f.stillThere(ctx); err != nil {
				return err
			}
		case <-beat.C:
			if err := f.send(": heartbeat\n\n"); err != nil {
				return err
			}
		}
	}
}

// stillThere reads again who the viewer is: the stream ends with the session, and shows what the roles of now
// may see.
func (f *follower) stillThere(ctx context.Context) error {
	viewer, err := f.s.deps.Sessions.Watch(ctx, f.viewer)
	if workflow.ClassOf(err) == workflow.Unauthenticated {
		return errors.Join(err, f.send("event: signed_out\ndata: {}\n\n"))
	}
	f.viewer = viewer
	return err
}

// catchUp sends all that has come since the last look.
func (f *follower) catchUp(ctx context.Context) error {
	for {
		watched, seen := models.Watch(ctx)
		page, err := f.s.feed(watched, f.viewer, f.filter, f.after, streamBatch)
		if err == nil {
			err = f.s.keepReadings(ctx, "stream-events", seen)
		}
		if err != nil {
			return err
		}
		for _, event := range page.Items {
			data, err := json.Marshal(event)
			if err != nil {
				return err
			}
			if err := f.send(fmt.Sprintf("id: %s\nevent: %s\ndata: %s\n\n", event.ID, event.Type, data)); err != nil {
				return err
			}
		}
		if f.after = page.Next; len(page.Items) < streamBatch {
			return nil
		}
	}
}

func (f *follower) send(text string) error {
	if err := f.control.SetWriteDeadline(time.Now().Add(streamWrite)); err != nil {
		return err
	}
	if _, err := f.out.Write([]byte(text)); err != nil {
		return err
	}
	return f.control.Flush()
}
