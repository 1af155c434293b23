package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/workflow/words"
)

// ProblemDetails is every answer that is not a success (RFC 9457, application/problem+json). Programs switch on Code,
// people read Detail.
type ProblemDetails struct {
	Type     string         `json:"type" format:"uri" doc:"urn:rectify:error: 加 code"`
	Title    string         `json:"title" doc:"这一类问题的名称"`
	Status   int            `json:"status" doc:"HTTP 状态码"`
	Code     words.Code     `json:"code" doc:"稳定的代码，供程序判断"`
	Detail   string         `json:"detail" doc:"给人看的说明；中文或英文，依 Accept-Language"`
	Instance string         `json:"instance" doc:"请求编号，与 X-Request-Id 相同"`
	Version  *int64         `json:"version,omitempty" doc:"版本冲突时：该事项的当前版本"`
	Errors   []ProblemError `json:"errors,omitempty" doc:"逐条说明"`

	retryAfter int // seconds; 0 gives no header
}

// ProblemError is one reason or one fault of the input.
type ProblemError struct {
	Code   words.Code `json:"code"`
	Detail string     `json:"detail"`
	Field  string     `json:"field,omitempty" doc:"位置，如 body.sections[1].text、query.limit"`
	// AgainAt is set where time alone mends it.
	AgainAt *time.Time `json:"again_at,omitempty" doc:"自此时起可以再次办理"`
}

// Error makes it an error that huma passes on unchanged.
func (p *ProblemDetails) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus tells huma the status.
func (p *ProblemDetails) GetStatus() int { return p.Status }

// ContentType tells huma the media type, whatever the client would rather have.
func (p *ProblemDetails) ContentType(string) string { return problemType }

// GetHeaders tells huma the headers that belong to the status.
func (p *ProblemDetails) GetHeaders() http.Header {
	h := http.Header{}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer")
	}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(p.retryAfter))
	}
	return h
}

const problemType = "application/problem+json"

// send writes the problem where huma is not, or not yet, at work.
func (p *ProblemDetails) send(c echo.Context) error {
	for name, values := range p.GetHeaders() {
		c.Response().Header()[name] = values
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return c.Blob(p.Status, problemType, body)
}
