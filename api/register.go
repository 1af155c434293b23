package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Route is one operation: where it is, what it is called, who may use it.
type Route struct {
	Call    string // method and path: "POST /api/v1/problems/{id}/transitions"
	ID      string // operation id: "transition-problem"; part of the API
	Chinese string // a short name, as the office would say it
	English string
	Tag     string
	Access  Access

	Status       int   // of a success; 200 if zero
	NeedsVersion bool  // a write that is refused with 428 without If-Match
	Upload       bool  // a write that takes multipart/form-data instead of JSON
	Refuses      []int // statuses of refusals besides those that every operation of its sort has
	Costly       bool  // counted and bounded apart: an import, an export
	Personal     bool  // what a person does for himself only: closed to service tokens
	Decides      bool  // somebody's decision: a service token needs the scope tag:decide
	Keyless      bool  // a POST without Idempotency-Key: signing in, where a second session does no harm and no answer is kept
}

// read registers an operation that changes nothing. Out is the body of its answer.
func read[In, Out any](s *Server, route Route, handle func(context.Context, models.Viewer, *In) (*Out, error)) {
	type output struct{ Body *Out }
	op := s.operation(route)
	op.Errors = []int{400, 401, 403, 404, 422, 429, 503}
	op.Middlewares = huma.Middlewares{s.bounded}
	describe[Out](s, &op)
	huma.Register(s.huma, op, func(ctx context.Context, in *In) (*output, error) {
		watched, seen := models.Watch(ctx)
		out, err := handle(watched, requestOf(ctx).viewer, in)
		if err == nil {
			err = s.keepReadings(ctx, route.ID, seen)
		}
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return &output{out}, nil
	})
}

// write registers an operation that changes state. In may have path parameters and a Body (or, for an upload, a RawBody
// of huma.MultipartFormFiles). Out is only the published shape of the body: the handler returns the bytes that answer
// has made of it inside the transaction, or that were stored when the same request came before.
func write[In, Out any](s *Server, route Route, handle func(context.Context, models.Viewer, Command, *In) (workflow.Answer, error)) {
	type output struct {
		Status      int
		ETag        string `header:"ETag" doc:"新版本，用于下一次 If-Match"`
		Location    string `header:"Location" doc:"新建对象的地址"`
		ContentType string `header:"Content-Type" hidden:"true"`
		Body        []byte
	}
	op := s.operation(route)
	op.Errors = []int{400, 401, 403, 404, 408, 409, 412, 413, 415, 422, 428, 429, 503}
	op.Parameters = commandParams(route)
	op.MaxBodyBytes = -1 // receive has read it already
	op.Middlewares = huma.Middlewares{s.bounded, s.receive(route)}
	describe[Out](s, &op)
	huma.Register(s.huma, op, func(ctx context.Context, in *In) (*output, error) {
		answer, err := handle(ctx, requestOf(ctx).viewer, commandOf(ctx), in)
		if errors.Is(err, workflow.ErrViewerStale) { // a role came or went since he was known; it counts at once
			if err = s.identifyViewer(ctx, s.accesses[route.ID], s.deps.Sessions.Current); err == nil {
				answer, err = handle(ctx, requestOf(ctx).viewer, commandOf(ctx), in)
			}
		}
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		contentType := "application/json"
		if len(answer.Body) == 0 {
			contentType = ""
		}
		return &output{answer.Status, answer.ETag, answer.Location, contentType, answer.Body}, nil
	})
	if reflect.TypeFor[Out]() == reflect.TypeFor[struct{}]() {
		op.Responses[strconv.Itoa(op.DefaultStatus)].Content = nil // huma has described the bytes
	}
}

// stream registers a read whose answer is not JSON, or not of known length: a file, a live feed. It has no time limit
// of its own, is never compressed, and writes the answer itself once it may no longer fail. Several media types stand with
// commas between; the handler then says which it is.
func stream[In any](s *Server, route Route, mediaType string, handle func(context.Context, models.Viewer, *In) (func(echo.Context) error, error)) {
	type output struct{ Body func(huma.Context) }
	op := s.operation(route)
	op.Errors = append([]int{400, 401, 403, 404, 422, 429, 503}, route.Refuses...)
	op.Responses = map[string]*huma.Response{strconv.Itoa(op.DefaultStatus): {
		Description: route.Chinese,
		Content:     map[string]*huma.MediaType{},
	}}
	for _, one := range strings.Split(mediaType, ", ") {
		op.Responses[strconv.Itoa(op.DefaultStatus)].Content[one] = &huma.MediaType{}
	}
	s.unzipped[strings.NewReplacer("{", ":", "}", "").Replace(op.Path)] = true
	huma.Register(s.huma, op, func(ctx context.Context, in *In) (*output, error) {
		watched, seen := models.Watch(ctx)
		send, err := handle(watched, requestOf(ctx).viewer, in)
		if err == nil { // what is read in the course of sending is the sender's to record
			err = s.keepReadings(ctx, route.ID, seen)
		}
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return &output{func(hc huma.Context) {
			c := unwrap(hc)
			c.Response().Header().Set(echo.HeaderContentType, mediaType)
			if err := send(c); err != nil {
				s.answerError(err, c)
			}
		}}, nil
	})
}

// redirect registers a read that sends a browser elsewhere. It is for browsers that navigate, which cannot send headers.
func redirect[In any](s *Server, route Route, handle func(context.Context, *In) (string, error)) {
	type output struct {
		Status   int
		Location string `header:"Location"`
	}
	route.Status = http.StatusSeeOther
	op := s.operation(route)
	op.Errors = []int{400, 401, 403, 404, 422, 429, 503}
	op.Middlewares = huma.Middlewares{s.bounded}
	op.Responses = map[string]*huma.Response{strconv.Itoa(route.Status): {
		Description: route.Chinese,
		Headers:     map[string]*huma.Param{"Location": {Schema: &huma.Schema{Type: "string"}}},
	}}
	huma.Register(s.huma, op, func(ctx context.Context, in *In) (*output, error) {
		to, err := handle(ctx, in)
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return &output{route.Status, to}, nil
	})
}

// operation turns a Route into huma's form. A Route that is not complete is a programming error, found at start.
func (s *Server) operation(route Route) huma.Operation {
	method, path, ok := strings.Cut(route.Call, " ")
	if !ok || route.ID == "" || route.Chinese == "" || route.English == "" || route.Tag == "" {
		panic(fmt.Sprintf("api: incomplete route %+v", route))
	}
	if err := route.Access.check(); err != nil {
		panic(fmt.Sprintf("api: %s: %v", route.Call, err))
	}
	route.Access.Scope = scopeOf(route)
	if route.Status == 0 {
		route.Status = http.StatusOK
	}
	s.accesses[route.ID] = route.Access
	s.names[route.ID] = words.Label{ZH: route.Chinese, EN: route.English}
	op := huma.Operation{
		Method: method, Path: path, OperationID: route.ID, Tags: []string{route.Tag},
		Summary: route.Chinese, Description: route.English, DefaultStatus: route.Status,
		Metadata:   map[string]any{accessKey: route.Access, costlyKey: route.Costly},
		Extensions: map[string]any{authzExtension: route.Access},
	}
	if !route.Access.Public {
		op.Security = signedIn
		if route.Access.Scope != "" {
			op.Security = append(slices.Clone(signedIn), map[string][]string{"service": {}})
		}
	}
	return op
}

// describe publishes Out as the body of a success. struct{} stands for no body.
func describe[Out any](s *Server, op *huma.Operation) {
	response := &huma.Response{Description: op.Summary}
	if t := reflect.TypeFor[Out](); t != reflect.TypeFor[struct{}]() {
		schema := s.huma.OpenAPI().Components.Schemas.Schema(t, true, op.OperationID+"-answer")
		response.Content = map[string]*huma.MediaType{"application/json": {Schema: schema}}
	}
	op.Responses = map[string]*huma.Response{strconv.Itoa(op.DefaultStatus): response}
}

// needsKey reports whether a write is refused without Idempotency-Key.
func (r Route) needsKey() bool { return strings.HasPrefix(r.Call, http.MethodPost) && !r.Keyless }

func commandParams(route Route) []*huma.Param {
	one, most := 1, maxKey
	return []*huma.Param{
		{
			Name: "Idempotency-Key", In: "header", Required: route.needsKey(),
			Description: "本次办理的唯一编号，重发时不变",
			Schema:      &huma.Schema{Type: "string", MinLength: &one, MaxLength: &most, Pattern: `^[!-~]+$`},
		},
		{
			Name: "If-Match", In: "header", Required: route.NeedsVersion,
			Description: "所依据的版本，如 \"7\"；* 为任意版本",
			Schema:      &huma.Schema{Type: "string"},
		},
		{
			Name: "On-Behalf-Of", In: "header",
			Description: "代谁办理（人员编号）；只在受多人委托、无法判定时需要",
			Schema:      &huma.Schema{Type: "string", Format: "uuid"},
		},
	}
}

// bounded gives the operation its time to think.
func (s *Server) bounded(ctx huma.Context, next func(huma.Context)) {
	limited, cancel := context.WithTimeout(ctx.Context(), s.deps.Limits.Handler)
	defer cancel()
	next(huma.WithContext(ctx, limited))
}

// refuse answers from a layer before the handler.
func (s *Server) refuse(ctx huma.Context, err error) { s.answerError(err, unwrap(ctx)) }

// unwrap finds echo's context under huma's.
func unwrap(ctx huma.Context) echo.Context { return humaecho.UnwrapV4(ctx) }
