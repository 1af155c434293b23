package api

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Every class of refusal has its status, and the answer carries what the refusal knows.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		err     error
		status  int
		code    words.Code
		zh, en  string
		version int64
	}{
		{workflow.Refuse(workflow.Malformed, words.BadCursor, nil), 400, words.BadCursor,
			"翻页游标无效，请从第一页重新开始。", "The cursor is not valid for this list. Start again from the first page.", 0},
		{workflow.Refuse(workflow.Unauthenticated, words.Unauthenticated, nil), 401, words.Unauthenticated,
			"尚未登录或登录已失效，请重新登录。", "You are not signed in, or your session has ended. Sign in again.", 0},
		{workflow.Refuse(workflow.Forbidden, words.Forbidden, nil), 403, words.Forbidden,
			"您的角色无权办理此事项。", "Your role does not allow this.", 0},
		{fmt.Errorf("read: %w", models.ErrNotFound), 404, words.NotFound, "没有找到，或您无权查看。", "Not found, or not yours to see.", 0},
		{fmt.Errorf("fire: %w", &workflow.Error{Class: workflow.Conflict, Code: words.StaleVersion, Version: 8}), 409, words.StaleVersion,
			"该事项已被他人更新（当前版本 8），请刷新后再办理。", "Somebody has changed this meanwhile (now at version 8). Reload and try again.", 8},
		{workflow.RefuseFor([]workflow.Reason{{Code: words.OpinionRequired, Field: "body.opinion"}, {Code: words.FileRequired}}), 422, words.ConditionsUnmet,
			"尚有条件未满足：请填写意见；请选择文件", "Some conditions are not met: An opinion is required; A file is required", 0},
		{workflow.Refuse(workflow.Missing, words.VersionRequired, nil), 428, words.VersionRequired,
			"请用 If-Match 说明您所依据的版本。", "Say in If-Match which version you act on.", 0},
		{workflow.Refuse(workflow.TooLarge, words.TooLarge, words.Params{"limit": "5 MiB"}), 413, words.TooLarge,
			"内容过大，上限为 5 MiB。", "Too large: the limit is 5 MiB.", 0},
		{workflow.Refuse(workflow.TooMany, words.TooManyRequests, words.Params{"seconds": 30}), 429, words.TooManyRequests,
			"操作过于频繁，请在 30 秒后重试。", "Too many requests: try again in 30 seconds.", 0},
		{fmt.Errorf("query: %w", context.DeadlineExceeded), 503, words.Busy, "系统繁忙，请稍后重试。", "The service is busy. Try again shortly.", 0},
	} {
		s := newSite(t).withNotes(func(context.Context, models.Viewer, Command, *noteInput) error { return c.err })
		for language, want := range map[string]string{"zh-CN": c.zh, "en": c.en} {
			r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, append([]string{"Accept-Language", language}, drafter...)...)
			p := r.problem(t)
			if r.status != c.status || p.Code != c.code || p.Detail != want || r.header.Get("Content-Language") != language {
				t.Errorf("%v in %s: %d %+v", c.err, language, r.status, p)
			}
			if c.version != 0 && (p.Version == nil || *p.Version != c.version) || c.version == 0 && p.Version != nil {
				t.Errorf("%v: version %v", c.err, p.Version)
			}
			header, want := map[int]string{401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}[c.status],
				map[int]string{401: "Bearer", 429: "30", 503: "5"}[c.status]
			if header != "" && r.header.Get(header) != want {
				t.Errorf("%v: %s %q", c.err, header, r.header.Get(header))
			}
		}
	}
}

// Every class has a status and every status a title in both languages.
func TestStatusesAreComplete(t *testing.T) {
	for class := workflow.Malformed; class <= workflow.Unavailable; class++ {
		if statuses[class] == 0 {
			t.Errorf("class %d has no status", class)
		}
	}
	for status, code := range httpCodes {
		if !words.Known(words.Code(fmt.Sprintf("title_%d", status))) || !words.Known(code) {
			t.Errorf("%d %s lacks a title or a sentence", status, code)
		}
	}
	for _, status := range statuses {
		if !words.Known(words.Code(fmt.Sprintf("title_%d", status))) {
			t.Errorf("%d has no title", status)
		}
	}
}

// A handler that thinks too long is told to stop.
func TestHandlerTimeout(t *testing.T) {
	s := newSite(t, func(d *Deps) { d.Limits.Handler = 20 * time.Millisecond }).withNotes(
		func(ctx context.Context, _ models.Viewer, _ Command, _ *noteInput) error {
			<-ctx.Done()
			return ctx.Err()
		})
	if r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, drafter...); r.problem(t).Status != http.StatusServiceUnavailable {
		t.Errorf("got %d", r.status)
	}
}

// Reading a body can fail in four ways; each has its status.
func TestBodyReadFailures(t *testing.T) {
	for err, want := range map[error]int{
		&net.OpError{Op: "read", Err: timeout{}}: http.StatusRequestTimeout,
		fmt.Errorf("unexpected EOF"):             http.StatusBadRequest,
		&http.MaxBytesError{Limit: 1 << 20}:      http.StatusRequestEntityTooLarge,
	} {
		if p := problemOf(context.Background(), unreadable(err)); p.Status != want {
			t.Errorf("%v: %d", err, p.Status)
		}
	}
}

type timeout struct{}

func (timeout) Error() string { return "i/o timeout" }
func (timeout) Timeout() bool { return true }
