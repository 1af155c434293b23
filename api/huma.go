package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"rectify/workflow/words"
)

// huma's settings and sentences are variables of its packages, shared by the process. They are set before anything can
// register or validate.
func init() {
	huma.ValidateStrictCasing = true  // else {"EVENT":…} passes the validator and encoding/json still takes it
	huma.DefaultArrayNullable = false // a list is a list; it is never null
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return ofHuma(context.Background(), status, msg, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return ofHuma(ctx.Context(), status, msg, errs)
	}
	speakInCodes()
}

// newHuma lays huma over the router: OpenAPI 3.1, no $schema links, no pages of its own.
func newHuma(e *echo.Echo) huma.API {
	config := huma.DefaultConfig("Rectify 巡视整改工作流", "1")
	config.Info.Description = "巡视整改的任务分解、周报、进展情况、党组会议审议与报送备案。" +
		"除 GET 外的操作可带 If-Match；POST 必须带 Idempotency-Key，用同一编号重发得到同一答复。"
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", "" // its page loads a renderer from a CDN
	config.CreateHooks = nil                                             // adds $schema to every answer
	config.RejectUnknownQueryParameters = true                           // a misspelt filter must not widen a list
	config.Formats = jsonFormats
	config.Components.SecuritySchemes = securitySchemes
	config.Tags = tags
	return humaecho.NewV4(e, config)
}

// ofHuma builds the answer for what huma refuses. It never echoes a value that was sent, and nothing at all of an
// internal error.
func ofHuma(ctx context.Context, status int, msg string, errs []error) *ProblemDetails {
	r := requestOf(ctx)
	if status >= http.StatusInternalServerError {
		r.log.ErrorContext(ctx, "internal error", "message", msg, "errors", errs)
		return r.problem(http.StatusInternalServerError, words.Internal, nil)
	}
	faults := make([]ProblemError, 0, len(errs))
	for _, err := range errs {
		faults = append(faults, r.fault(err))
	}
	code, params := httpCodes[status], words.Params{"reasons": r.join(faults)}
	switch {
	case status == http.StatusBadRequest && len(errs) == 0:
		code = words.BodyRequired // huma's only 400 without a list
	case status == http.StatusBadRequest:
		code, params["detail"] = words.Malformed, params["reasons"]
	case code == "":
		code = words.InvalidInput // the document is built from an answer with status 0
	}
	p := r.problem(status, code, params)
	p.Errors = faults
	return p
}
