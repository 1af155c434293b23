package api_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
)

// listen opens an event stream and gives its lines, without comments, until it ends.
func listen(t *testing.T, w *apitest.World, login, path string, headers ...string) <-chan string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.URL+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+fixture.Token(login))
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%s: %d %s", path, response.StatusCode, response.Header.Get("Content-Type"))
	}
	lines := make(chan string, 100)
	go func() {
		defer close(lines)
		defer func() { _ = response.Body.Close() }()
		for scanner := bufio.NewScanner(response.Body); scanner.Scan(); {
			if line := scanner.Text(); line != "" && !strings.HasPrefix(line, ":") {
				lines <- line
			}
		}
	}()
	return lines
}

// expect reads the next lines and wants each to begin as told.
func expect(t *testing.T, lines <-chan string, want ...string) {
	t.Helper()
	for _, prefix := range want {
		select {
		case line, open := <-lines:
			if !open || !strings.HasPrefix(line, prefix) {
				t.Fatalf("the stream says %q (open: %v), want %q", line, open, prefix)
			}
		case <-time.After(15 * time.Second):
			t.Fatalf("the stream says nothing, want %q", prefix)
		}
	}
}

// The stream begins with what was missed, goes on as things happen, resumes behind Last-Event-ID, and shows nobody what
// he may not see.
func TestEventStream(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		happen := func() {
			t.Helper()
			withProblem(t, w)
			if _, err := w.Engine.Sequence(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		happen()
		happen()
		all, foreign := listen(t, w, "audit.officer", "/api/v1/events/stream"), listen(t, w, "building.head", "/api/v1/events/stream")
		expect(t, all, "id: 1", "event: rectify.problem.create", `data: {"specversion":"1.0","id":"1"`, "id: 2", "event: ", "data: ")
		resumed := listen(t, w, "audit.officer", "/api/v1/events/stream?after=0", "Last-Event-ID", "1")
		expect(t, resumed, "id: 2", "event: ", "data: ")
		happen()
		expect(t, all, "id: 3", "event: ", "data: ")
		expect(t, resumed, "id: 3", "event: ", "data: ")
		select {
		case line := <-foreign:
			t.Errorf("another division reads %q", line)
		default:
		}
	})
}

// The stream ends soon after its session.
func TestEventStreamEndsWithTheSession(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		lines := listen(t, w, "audit.officer", "/api/v1/events/stream")
		if err := store.View(t.Context()).RevokeSession(w.People["audit.officer"].UserID, w.People["audit.officer"].SessionID, w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		expect(t, lines, "event: signed_out", "data: {}")
		if line, open := <-lines; open {
			t.Errorf("it goes on with %q", line)
		}
	})
}
