package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"rectify/models"
	"rectify/workflow/words"
)

// Each row is one way in which a body can be wrong: what it is told, and where.
func TestInputFaults(t *testing.T) {
	var got *noteInput
	s := newSite(t).withNotes(func(_ context.Context, _ models.Viewer, _ Command, in *noteInput) error { got = in; return nil })
	for _, c := range []struct {
		name, body string
		status     int
		code       words.Code
		field      string
	}{
		{"another casing of a known name", `{"event":"submit","EVENT":"nuke"}`, 422, words.FieldUnknown, "body.EVENT"},
		{"only another casing", `{"Event":"submit"}`, 422, words.FieldRequired, "body.event"},
		{"a field of the row behind it", `{"event":"submit","state":"approved"}`, 422, words.FieldUnknown, "body.state"},
		{"the mark of a state secret", `{"event":"submit","sections":[1,{"a":{"b":"机密★10年"}}]}`, 400, words.TextClassified, "body.sections[1].a.b"},
		{"the mark of a state secret by escapes", `{"event":"\u79d8\u5bc6\u2605"}`, 400, words.TextClassified, "body.event"},
		{"a name given twice", `{"event":"submit","event":"approve"}`, 400, words.DuplicateKey, "body.event"},
		{"a name given twice by escapes", `{"event":"submit","\u0065vent":"approve"}`, 400, words.DuplicateKey, "body.event"},
		{"a name given twice deep inside", `{"event":"submit","sections":[1,{"a":{"b":1,"b":2}}]}`, 400, words.DuplicateKey, "body.sections[1].a.b"},
		{"broken off", `{"event":`, 400, words.NotJSON, "body"},
		{"two values", `{"event":"submit"} {}`, 400, words.NotJSON, "body"},
		{"values nested without end", `{"event":"submit","sections":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`, 400, words.NestedTooDeep, "body"},
		{"bytes that are no UTF-8", "{\"event\":\"\xff\"}", 400, words.NotUTF8, "body"},
		{"nothing where a field is required", `{}`, 422, words.FieldRequired, "body.event"},
		{"not one of the values", `{"event":"nuke"}`, 422, words.FieldNotOneOf, "body.event"},
		{"null where a text belongs", `{"event":null}`, 422, words.FieldNotString, "body.event"},
		{"six characters of five", `{"event":"submit","text":"一二三四五六"}`, 422, words.FieldTooLong, "body.text"},
		{"too small", `{"event":"submit","weight":0}`, 422, words.FieldTooSmall, "body.weight"},
		{"a fraction", `{"event":"submit","weight":1.5}`, 422, words.FieldNotInteger, "body.weight"},
		{"no day of the calendar", `{"event":"submit","due":"2023-02-30"}`, 422, words.FieldNotDate, "body.due"},
		{"too many entries", `{"event":"submit","sections":["a","b","c"]}`, 422, words.FieldTooMany, "body.sections"},
		{"a list for the object", `[]`, 422, words.FieldNotObject, "body"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got = nil
			r := s.call("POST", "/api/v1/notes/n1", c.body, drafter...)
			p := r.problem(t)
			if r.status != c.status || len(p.Errors) == 0 || p.Errors[0].Code != c.code || p.Errors[0].Field != c.field {
				t.Errorf("got %d %+v", r.status, p.Errors)
			}
			if got != nil {
				t.Errorf("the handler was called with %+v", got.Body)
			}
		})
	}
	// Five Chinese characters are five, not fifteen.
	if r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit","text":"一二三四五"}`, drafter...); r.status != 201 || got.Body.Text != "一二三四五" {
		t.Errorf("good input: %d %s", r.status, r.body)
	}
	if r := s.call("POST", "/api/v1/notes/n1", "", drafter...); r.status != 400 || r.problem(t).Code != words.BodyRequired {
		t.Errorf("no body: %d %s", r.status, r.body)
	}
}

// All faults come at once, in the language asked for, and none quotes what was sent.
func TestInputFaultsInBothLanguages(t *testing.T) {
	s := newSite(t).withNotes(nil)
	body := `{"event":"hunter1","secret":"hunter2","weight":-770077}`
	for _, c := range []struct{ accept, detail, secret string }{
		{"", "提交的内容不符合要求：", "至少 8 个字。"},
		{"zh-TW, en;q=0.5", "提交的内容不符合要求：", "至少 8 个字。"},
		{"de, en-GB;q=0.8", "The input is not valid: ", "At least 8 characters."},
		{"fr", "提交的内容不符合要求：", "至少 8 个字。"},
	} {
		r := s.call("POST", "/api/v1/notes/n1", body, append([]string{"Accept-Language", c.accept}, drafter...)...)
		p := r.problem(t)
		if len(p.Errors) != 3 || !strings.HasPrefix(p.Detail, c.detail) || !strings.Contains(r.body, c.secret) {
			t.Errorf("%q: %s", c.accept, r.body)
		}
		if strings.Contains(r.body, "hunter") || strings.Contains(r.body, "770077") {
			t.Errorf("the answer quotes the input: %s", r.body)
		}
		if !strings.Contains(strings.Join(r.header.Values("Vary"), ","), "Accept-Language") {
			t.Errorf("Vary: %q", r.header.Values("Vary"))
		}
	}
}

// Every sentence of huma's validator is one of ours: a new version of huma must not bring English texts back.
func TestEveryValidatorMessageIsCoded(t *testing.T) {
	messages := map[string]string{
		"MsgExpectedRFC3339Date": validation.MsgExpectedRFC3339Date, "MsgExpectedDuration": validation.MsgExpectedDuration,
		"MsgExpectedRFC5322Email": validation.MsgExpectedRFC5322Email, "MsgExpectedConst": validation.MsgExpectedConst,
		"MsgExpectedDependentRequiredProperty": validation.MsgExpectedDependentRequiredProperty,
	}
	for name, message := range messages {
		code := words.Code(strings.Split(strings.TrimPrefix(message, mark), mark)[0])
		if !strings.HasPrefix(message, mark) || !words.Known(code) {
			t.Errorf("%s is %q", name, message)
		}
	}
	r := &request{lang: words.English}
	for _, hard := range hardCoded {
		if !words.Known(hard.code) {
			t.Errorf("%q has no sentence", hard.code)
		}
	}
	got := r.fault(&huma.ErrorDetail{Message: "invalid value: hunter2", Location: "query.x", Value: "hunter2"})
	if want := (ProblemError{Code: words.FieldUnreadable, Detail: "The value cannot be read.", Field: "query.x"}); got != want {
		t.Errorf("a text nobody foresaw: %+v", got)
	}
	got = r.fault(&huma.ErrorDetail{Message: huma.ErrorFormatter(validation.MsgExpectedDependentRequiredProperty, "reason", "late"), Location: "body"})
	if want := (ProblemError{Code: words.FieldDependent, Detail: "This is required with late.", Field: "body.reason"}); got != want {
		t.Errorf("a message with two places: %+v", got)
	}
}

// The query is held to the description too: a misspelt filter must not widen a list.
func TestQueryFaults(t *testing.T) {
	s := newSite(t)
	read(s.Server, Route{Call: "GET /api/v1/notes", ID: "list-notes", Tag: tagSystem, Chinese: "便笺", English: "Notes",
		Access: Access{AnyUser: true}},
		func(_ context.Context, _ models.Viewer, in *struct {
			Paging
			Since string `query:"since" format:"date"`
			Late  bool   `query:"late"`
		}) (*Page[noteAnswer], error) {
			page, err := pageOf("notes", []noteAnswer{}, in.Limit, func(noteAnswer) []any { return nil })
			return &page, err
		})
	for _, c := range []struct {
		query string
		code  words.Code
		field string
	}{
		{"?limt=5", words.FieldUnknown, "query.limt"},
		{"?limit=0", words.FieldTooSmall, "query.limit"},
		{"?limit=201", words.FieldTooBig, "query.limit"},
		{"?limit=many", words.FieldNotInteger, "query.limit"},
		{"?since=soon", words.FieldNotDate, "query.since"},
		{"?late=perhaps", words.FieldNotBoolean, "query.late"},
	} {
		r := s.call("GET", "/api/v1/notes"+c.query, "", drafter...)
		if p := r.problem(t); r.status != 422 || len(p.Errors) != 1 || p.Errors[0].Code != c.code || p.Errors[0].Field != c.field {
			t.Errorf("%s: %s", c.query, r.body)
		}
	}
	if r := s.call("GET", "/api/v1/notes", "", drafter...); r.status != 200 || strings.TrimSpace(r.body) != `{"items":[]}` {
		t.Errorf("an empty list: %d %s", r.status, r.body)
	}
}

// Whatever fails inside answers 500 and says nothing; the log has it under the request's id.
func TestInternalErrorsSayNothing(t *testing.T) {
	const secret = "postgres://u:p@h"
	for name, fail := range map[string]func() error{
		"a plain error":      func() error { return errors.New(secret) },
		"a panic":            func() error { panic(secret) },
		"an unknown refusal": func() error { return &statusError{status: http.StatusTeapot} },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t).withNotes(func(context.Context, models.Viewer, Command, *noteInput) error { return fail() })
			r := s.call("POST", "/api/v1/notes/n1", `{"event":"submit"}`, append([]string{"X-Request-Id", "trace-1"}, drafter...)...)
			if p := r.problem(t); p.Status != 500 || p.Code != words.Internal || p.Instance != "trace-1" || len(p.Errors) > 0 {
				t.Errorf("got %+v", p)
			}
			if strings.Contains(r.body, "postgres") || strings.Contains(r.body, "goroutine") {
				t.Errorf("the answer tells: %s", r.body)
			}
			log := s.log.String()
			if name != "an unknown refusal" && !strings.Contains(log, secret) || !strings.Contains(log, "request_id=trace-1") {
				t.Errorf("the log does not tell: %s", log)
			}
			if again := s.call("GET", "/healthz", ""); again.status != 200 {
				t.Errorf("afterwards: %d", again.status)
			}
		})
	}
}

// An error huma makes without a request at hand says as little.
func TestHumaErrorWithoutRequest(t *testing.T) {
	p := problemOf(context.Background(), huma.NewError(422, "validation failed", &huma.ErrorDetail{Message: "x", Value: "hunter2"}))
	if p.Status != 422 || p.Code != words.InvalidInput || strings.Contains(fmt.Sprintf("%+v", p), "hunter2") {
		t.Errorf("got %+v", p)
	}
}

// A failure of huma's own, such as an answer that cannot be written, is internal like any other.
func TestHumaInternalError(t *testing.T) {
	ctx := context.WithValue(t.Context(), requestKey{}, &request{lang: words.English, log: slog.New(slog.DiscardHandler)})
	p := ofHuma(ctx, 502, "postgres://u:p@h", []error{errors.New("postgres://u:p@h")})
	if p.Status != 500 || p.Code != words.Internal || len(p.Errors) > 0 || strings.Contains(p.Detail, "postgres") {
		t.Errorf("got %+v", p)
	}
}

// echo's own answers have the same form as all others.
func TestEchoErrors(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		method, path string
		status       int
		code         words.Code
	}{
		{"GET", "/api/v1/nothing", 404, words.NotFound},
		{"GET", "/api/v1/about/", 404, words.NotFound},
		{"DELETE", "/api/v1/about", 405, words.MethodNotAllowed},
		{"GET", "/schemas/ProblemDetails", 404, words.NotFound},
		{"GET", "/openapi.json", 404, words.NotFound},
	} {
		r := s.call(c.method, c.path, "")
		if p := r.problem(t); r.status != c.status || p.Code != c.code {
			t.Errorf("%s %s: %s", c.method, c.path, r.body)
		}
		if c.status == 405 && !strings.Contains(r.header.Get("Allow"), "GET") {
			t.Errorf("405 allows %q", r.header.Get("Allow"))
		}
	}
}

// huma would add $schema, Link and null lists; the description has none of them.
func TestDescriptionIsPlain(t *testing.T) {
	s := newSite(t).withNotes(nil)
	text := s.call("GET", "/api/v1/openapi.json", "").body
	if strings.Contains(text, "$schema") || strings.Contains(text, `["array"`) {
		t.Error("the description has $schema or lists that may be null")
	}
	about := s.call("GET", "/api/v1/about", "", "Accept", "application/cbor")
	if about.header.Get("Link") != "" || strings.Contains(about.body, "$schema") || about.header.Get("Content-Type") != "application/json" {
		t.Errorf("%v %s", about.header, about.body)
	}
	schema := s.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[noteAnswer](), false, "")
	if schema.Properties["sections"].Nullable {
		t.Error("a list may be null")
	}
}
