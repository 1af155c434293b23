package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// The two headers of a write, well and badly written.
func TestCommandHeaders(t *testing.T) {
	var got *Command
	s := newSite(t).withNotes(func(_ context.Context, _ models.Viewer, c Command, _ *noteInput) error { got = &c; return nil })
	seven := int64(7)
	for _, c := range []struct {
		key, match string
		status     int
		code       words.Code
		version    *int64
	}{
		{"k", "", 201, "", nil},
		{strings.Repeat("k", 200), `"7"`, 201, "", &seven},
		{"k", "*", 201, "", nil},
		{"", "", 400, words.IdempotencyNeeded, nil},
		{strings.Repeat("k", 201), "", 400, words.BadKey, nil},
		{"a b", "", 400, words.BadKey, nil},
		{"编号", "", 400, words.BadKey, nil},
		{"k", "7", 400, words.BadVersion, nil},
		{"k", `"7`, 400, words.BadVersion, nil},
		{"k", `"7", "8"`, 400, words.BadVersion, nil},
		{"k", `W/"7"`, 412, words.VersionUnmatchable, nil},
		{"k", `"07"`, 412, words.VersionUnmatchable, nil},
		{"k", `"abc"`, 412, words.VersionUnmatchable, nil},
		{"k", `"99999999999999999999"`, 412, words.VersionUnmatchable, nil},
	} {
		got = nil
		headers := append([]string{"Idempotency-Key", c.key, "X-Request-Id", "trace-2", "Accept-Language", "en"}, drafter...)
		if c.match != "" {
			headers = append(headers, "If-Match", c.match)
		}
		r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, headers...)
		if c.code != "" {
			if p := r.problem(t); r.status != c.status || p.Code != c.code || got != nil {
				t.Errorf("key %.9q If-Match %q: %d %s", c.key, c.match, r.status, p.Code)
			}
			continue
		}
		if r.status != c.status || got == nil || got.Key != c.key || got.ID != "trace-2" || got.Lang != words.English || len(got.Digest) != 64 {
			t.Fatalf("key %.9q If-Match %q: %d %+v", c.key, c.match, r.status, got)
		}
		if (got.IfVersion == nil) != (c.version == nil) || c.version != nil && *got.IfVersion != *c.version {
			t.Errorf("If-Match %q: version %v", c.match, got.IfVersion)
		}
		if r.header.Get("ETag") != `"1"` || r.header.Get("Location") != "/api/v1/notes/n1" || r.header.Get("Content-Type") != "application/json" {
			t.Errorf("answer headers: %v", r.header)
		}
	}
}

// A route that demands a version answers 428 without one; PUT needs no key.
func TestVersionRequired(t *testing.T) {
	s := newSite(t)
	write[struct {
		Body struct {
			Text string `json:"text"`
		}
	}, struct{}](s.Server, Route{Call: "PUT /api/v1/notes/it", ID: "put-note", Tag: tagSystem, Chinese: "改便笺", English: "Change a note",
		Status: http.StatusNoContent, NeedsVersion: true, Access: Access{AnyUser: true}},
		func(context.Context, models.Viewer, Command, *struct {
			Body struct {
				Text string `json:"text"`
			}
		}) (workflow.Answer, error) {
			return workflow.Answer{Status: http.StatusNoContent}, nil
		})
	r := s.call("PUT", "/api/v1/notes/it", `{"text":"a"}`, drafter...)
	if p := r.problem(t); p.Status != 428 || p.Code != words.VersionRequired {
		t.Errorf("got %+v", p)
	}
	if r := s.call("PUT", "/api/v1/notes/it", `{"text":"a"}`, append([]string{"If-Match", `"3"`}, drafter...)...); r.status != 204 || r.body != "" {
		t.Errorf("got %d %q", r.status, r.body)
	}
}

// The digest moves with everything that makes it another request, and with nothing else.
func TestDigest(t *testing.T) {
	var got string
	s := newSite(t).withNotes(func(_ context.Context, _ models.Viewer, c Command, _ *noteInput) error { got = c.Digest; return nil })
	of := func(path, body string, headers ...string) string {
		t.Helper()
		if r := s.call("POST", path, body, append(headers, drafter...)...); r.status != 201 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		return got
	}
	first := of("/api/v1/notes/n1", `{"event":"submit"}`)
	if again := of("/api/v1/notes/n1", `{"event":"submit"}`, "X-Request-Id", "other", "Accept-Language", "en", "Idempotency-Key", "key-2"); again != first {
		t.Error("the same request has another digest")
	}
	for name, other := range map[string]string{
		"address":  of("/api/v1/notes/n2", `{"event":"submit"}`),
		"If-Match": of("/api/v1/notes/n1", `{"event":"submit"}`, "If-Match", `"1"`),
		"body":     of("/api/v1/notes/n1", `{"event":"submit" }`),
	} {
		if other == first {
			t.Errorf("another %s has the same digest", name)
		}
	}
}

// A right that came or went between the check at the door and the transaction counts at once: the write is tried once
// more with the viewer read anew, or refused.
func TestStaleViewer(t *testing.T) {
	tries, before := 0, func(context.Context) error { return nil }
	s := newSite(t)
	s.withNotes(func(ctx context.Context, _ models.Viewer, _ Command, _ *noteInput) error {
		if tries++; tries > 1 {
			return nil
		}
		return errors.Join(before(ctx), workflow.ErrViewerStale)
	})
	if r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, drafter...); r.status != 201 || tries != 2 {
		t.Errorf("%d after %d tries", r.status, tries)
	}
	tries = 0
	before = func(ctx context.Context) error {
		viewer := requestOf(ctx).viewer
		return s.deps.Sessions.End(ctx, viewer, viewer.SessionID)
	}
	if r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, drafter...); r.problem(t).Status != 401 || tries != 1 {
		t.Errorf("signed out meanwhile: %d after %d tries", r.status, tries)
	}
}

// Too much is refused with 413, whether its length is announced or not; what is not JSON with 415.
func TestJSONBodyLimits(t *testing.T) {
	s := newSite(t, func(d *Deps) { d.Limits.Body, d.Limits.Upload = 1<<10, 4<<10 }).withNotes(nil)
	pad := func(n int) string {
		const start, end = `{"event":"submit"`, `}`
		return start + strings.Repeat(" ", n-len(start)-len(end)) + end
	}
	for size, want := range map[int]int{1 << 10: 201, 1<<10 + 1: 413, 8 << 10: 413} {
		for _, chunked := range []bool{false, true} {
			request, err := http.NewRequestWithContext(t.Context(), "POST", s.url+"/api/v1/notes/n1", io.NopCloser(strings.NewReader(pad(size))))
			if err != nil {
				t.Fatal(err)
			}
			if !chunked {
				request.ContentLength = int64(size)
			}
			request.Header.Set("Content-Type", "application/json; charset=utf-8")
			request.Header.Set("Idempotency-Key", "k")
			request.Header.Set(drafter[0], drafter[1])
			r := s.send(request)
			if r.status != want {
				t.Errorf("%d bytes, chunked %t: %d %s", size, chunked, r.status, r.body)
			}
			if want == 413 && r.problem(t).Code != words.TooLarge {
				t.Errorf("%d bytes: %s", size, r.body)
			}
		}
	}
	for _, media := range []string{"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "", "multipart/form-data; boundary=x"} {
		r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, append([]string{"Content-Type", media}, drafter...)...)
		if p := r.problem(t); p.Status != 415 || p.Code != words.UnsupportedMediaType {
			t.Errorf("%q: %s", media, r.body)
		}
	}
}

// The limit is the configured one, not huma's own of 1 MiB.
func TestLargerBodyLimit(t *testing.T) {
	s := newSite(t, func(d *Deps) { d.Limits.Body = 2 << 20 }).withNotes(nil)
	body := `{"event":"submit"` + strings.Repeat(" ", 3<<19) + `}`
	if r := s.call("POST", "/api/v1/notes/n1", body, drafter...); r.status != 201 {
		t.Errorf("got %d", r.status)
	}
}

type fileInput struct {
	RawBody huma.MultipartFormFiles[struct {
		Note string        `form:"note" maxLength:"5"`
		File huma.FormFile `form:"file" contentType:"application/pdf" required:"true"`
	}]
}

// An upload has its own limit, and a digest that does not depend on the boundary the client happens to choose.
func TestUpload(t *testing.T) {
	var digests []string
	s := newSite(t, func(d *Deps) { d.Limits.Upload = 64 << 10 })
	write[fileInput, struct {
		Size int `json:"size"`
	}](s.Server, Route{Call: "POST /api/v1/files", ID: "upload-file", Tag: tagSystem, Chinese: "上传", English: "Upload", Status: 201, Upload: true,
		Access: Access{AnyUser: true}},
		func(_ context.Context, _ models.Viewer, c Command, in *fileInput) (workflow.Answer, error) {
			digests = append(digests, c.Digest)
			content, err := io.ReadAll(in.RawBody.Data().File)
			if err != nil {
				return workflow.Answer{}, err
			}
			return answer(201, 0, "", map[string]int{"size": len(content)})
		})
	upload := func(boundary, note, name, content string) reply {
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		if err := form.SetBoundary(boundary); err != nil {
			t.Fatal(err)
		}
		if err := form.WriteField("note", note); err != nil {
			t.Fatal(err)
		}
		part, err := form.CreatePart(map[string][]string{
			"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename="a.pdf"`, name)}, "Content-Type": {"application/pdf"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			t.Fatal(err)
		}
		if err := form.Close(); err != nil {
			t.Fatal(err)
		}
		return s.call("POST", "/api/v1/files", b.String(), append([]string{"Content-Type", form.FormDataContentType()}, drafter...)...)
	}
	for _, r := range []reply{upload("one", "n", "file", "%PDF-1"), upload("two", "n", "file", "%PDF-1"), upload("one", "n", "file", "%PDF-2"), upload("one", "m", "file", "%PDF-1")} {
		if r.status != 201 || strings.TrimSpace(r.body) != `{"size":6}` {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
	if digests[0] != digests[1] || digests[0] == digests[2] || digests[0] == digests[3] {
		t.Errorf("digests %q", digests)
	}
	if r := upload("one", "n", "file", strings.Repeat("x", 64<<10)); r.problem(t).Status != 413 {
		t.Errorf("too much: %s", r.body)
	}
	if p := upload("one", "n", "other", "%PDF-1").problem(t); p.Status != 422 || p.Errors[0].Code != words.FileRequired {
		t.Errorf("no file: %+v", p)
	}
	if p := upload("one", "一二三四五六", "file", "%PDF-1").problem(t); p.Status != 422 || p.Errors[0].Code != words.FieldTooLong {
		t.Errorf("a field of the form: %+v", p)
	}
	if p := s.call("POST", "/api/v1/files", `{}`, drafter...).problem(t); p.Status != 415 {
		t.Errorf("JSON to an upload: %+v", p)
	}
	if p := s.call("POST", "/api/v1/files", "--one\r\nbroken", append([]string{"Content-Type", "multipart/form-data; boundary=one"}, drafter...)...).problem(t); p.Status != 400 {
		t.Errorf("broken off: %+v", p)
	}
	if len(digests) != 4 {
		t.Errorf("the handler was called %d times", len(digests))
	}
}
