package api

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// statuses is the one table from what was refused to the HTTP status.
var statuses = map[workflow.Class]int{
	workflow.Malformed:       http.StatusBadRequest,
	workflow.Unauthenticated: http.StatusUnauthorized,
	workflow.Forbidden:       http.StatusForbidden,
	workflow.NotFound:        http.StatusNotFound,
	workflow.Conflict:        http.StatusConflict, // also a stale If-Match: the answer carries the version to use
	workflow.Missing:         http.StatusPreconditionRequired,
	workflow.Unmet:           http.StatusUnprocessableEntity,
	workflow.TooLarge:        http.StatusRequestEntityTooLarge,
	workflow.TooMany:         http.StatusTooManyRequests,
	workflow.Unavailable:     http.StatusServiceUnavailable,
}

// httpCodes are the sentences for what only HTTP can get wrong.
var httpCodes = map[int]words.Code{
	http.StatusBadRequest:           words.BodyUnreadable,
	http.StatusUnauthorized:         words.Unauthenticated,
	http.StatusForbidden:            words.Forbidden,
	http.StatusNotFound:             words.NotFound,
	http.StatusMethodNotAllowed:     words.MethodNotAllowed,
	http.StatusNotAcceptable:        words.NotAcceptable,
	http.StatusRequestTimeout:       words.RequestTimeout,
	http.StatusPreconditionFailed:   words.VersionUnmatchable,
	http.StatusUnsupportedMediaType: words.UnsupportedMediaType,
	http.StatusUnprocessableEntity:  words.InvalidInput,
	http.StatusServiceUnavailable:   words.Busy,
}

// statusError is a refusal with a status that no workflow.Class has, because it is about HTTP alone.
type statusError struct {
	status int
	params words.Params
}

func (e *statusError) Error() string { return fmt.Sprintf("http %d", e.status) }

// problemOf turns any error into the answer. What is not a refusal is logged under the request's id and shown as 500
// without any of its text.
func problemOf(ctx context.Context, err error) *ProblemDetails {
	r := requestOf(ctx)
	var (
		done    *ProblemDetails
		refused *workflow.Error
		status  *statusError
		http4   *echo.HTTPError
		tooBig  *http.MaxBytesError
	)
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &refused) && statuses[refused.Class] != 0:
		if refused.Cause != nil {
			r.log.WarnContext(ctx, "refused", "code", refused.Code, "cause", refused.Cause)
		}
		return ofRefusal(r, refused)
	case errors.As(err, &status) && httpCodes[status.status] != "":
		return r.problem(status.status, httpCodes[status.status], status.params)
	case errors.As(err, &tooBig):
		return r.problem(http.StatusRequestEntityTooLarge, words.TooLarge, words.Params{"limit": bytesText(tooBig.Limit)})
	case errors.As(err, &http4) && http4.Code < http.StatusInternalServerError && httpCodes[http4.Code] != "":
		return r.problem(http4.Code, httpCodes[http4.Code], nil)
	case errors.Is(err, models.ErrNotFound):
		return r.problem(http.StatusNotFound, words.NotFound, nil)
	case errors.Is(err, workflow.ErrViewerStale): // twice within one request
		return r.problem(http.StatusServiceUnavailable, words.Busy, nil)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		r.log.WarnContext(ctx, "gave up", "error", err)
		return r.problem(http.StatusServiceUnavailable, words.Busy, nil)
	}
	r.log.ErrorContext(ctx, "internal error", "error", err)
	return r.problem(http.StatusInternalServerError, words.Internal, nil)
}

func ofRefusal(r *request, e *workflow.Error) *ProblemDetails {
	params := maps.Clone(e.Params)
	if params == nil {
		params = words.Params{}
	}
	faults := make([]ProblemError, len(e.Reasons))
	for i, reason := range e.Reasons {
		faults[i] = problemErrorOf(r.lang, reason)
	}
	if _, given := params["reasons"]; !given {
		params["reasons"] = r.join(placed(e.Code, faults))
	}
	if _, given := params["version"]; !given && e.Version > 0 {
		params["version"] = e.Version
	}
	p := r.problem(statuses[e.Class], e.Code, params)
	p.Errors = faults
	if e.Class == workflow.Conflict && e.Version > 0 {
		p.Version = &e.Version
	}
	if seconds, ok := params["seconds"].(int); ok {
		p.retryAfter = seconds
	}
	return p
}

// problem builds the answer for a status and a sentence in the language of the request.
func (r *request) problem(status int, code words.Code, params words.Params) *ProblemDetails {
	p := &ProblemDetails{
		Type:     "urn:rectify:error:" + string(code),
		Title:    words.Text(r.lang, titleCode(status), nil),
		Status:   status,
		Code:     code,
		Detail:   words.Text(r.lang, code, params),
		Instance: r.id,
	}
	if status == http.StatusServiceUnavailable {
		p.retryAfter = 5
	}
	r.refusal = p
	return p
}

// placed takes away the places of conditions, whose sentences name what they are about. Faults of a form's fields and of a
// workbook's cells say nothing without their place.
func placed(code words.Code, faults []ProblemError) []ProblemError {
	if code != words.ConditionsUnmet {
		return faults
	}
	told := slices.Clone(faults)
	for i, f := range told {
		if !strings.HasPrefix(string(f.Code), "field_") {
			told[i].Field = ""
		}
	}
	return told
}

// join makes one sentence of the faults, each with its place.
func (r *request) join(faults []ProblemError) string {
	var b strings.Builder
	for i, f := range faults {
		if i > 0 {
			b.WriteString(map[words.Lang]string{words.Chinese: "；", words.English: "; "}[r.lang])
		}
		if f.Field != "" {
			b.WriteString(f.Field + ": ")
		}
		b.WriteString(strings.TrimRight(f.Detail, "。."))
	}
	return b.String()
}

// bytesText says a limit as people do.
func bytesText(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// bodyStatus tells what went wrong while a body was read, or 0 for what an error of the body alone cannot tell.
func bodyStatus(err error) int {
	var network net.Error
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return 0 // problemOf knows
	case errors.As(err, &network) && network.Timeout():
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}

// answerError is echo's error handler: its own 404 and 405, panics, and every error of a plain route.
func (s *Server) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problemOf(c.Request().Context(), err)
	if p.Status == http.StatusMethodNotAllowed { // RFC 9110: a 405 says what is allowed; echo has found it out
		if allow, ok := c.Get(echo.ContextKeyHeaderAllow).(string); ok {
			c.Response().Header().Set(echo.HeaderAllow, allow)
		}
	}
	if sendErr := p.send(c); sendErr != nil {
		requestOf(c.Request().Context()).log.Warn("answer not sent", "error", sendErr)
	}
}

// titleCode is the sentence that says what a status means.
func titleCode(status int) words.Code { return words.Code(fmt.Sprintf("title_%d", status)) }
