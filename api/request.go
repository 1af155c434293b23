package api

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"rectify/models"
	"rectify/workflow/words"
)

// request is what every layer may want to know about the request at hand. It travels in the context.
type request struct {
	id        string
	lang      words.Lang
	log       *slog.Logger
	token     string
	viewer    models.Viewer   // empty until the person is known
	tried     string          // login of the account that somebody tried to sign in to, where there is one
	operation string          // id of the operation, "" before it is found
	refusal   *ProblemDetails // the last that was made for this request, nil when there is none
	http      echo.Context    // the exchange itself, for cookies and the client's address; nil outside a request
}

type requestKey struct{}

// requestOf finds the request of ctx. Outside a request it gives an empty one, which speaks Chinese.
func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{lang: words.Chinese, log: slog.Default()}
}

// saneID is what an inbound X-Request-Id may look like: it is written into logs and answers.
var saneID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// identify gives the request its id and language. It runs first, so that every later line can be traced.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.Request().Header.Get(echo.HeaderXRequestID)
		if !saneID.MatchString(id) {
			id = models.NewID()
		}
		r := &request{id: id, lang: preferred(c.Request()), log: s.deps.Logger.With("request_id", id), http: c}
		c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), requestKey{}, r)))
		h := c.Response().Header()
		h.Set(echo.HeaderXRequestID, id)
		h.Set("Content-Language", string(r.lang))
		h.Add(echo.HeaderVary, "Accept-Language")
		return next(c)
	}
}

var (
	languages = []words.Lang{words.Chinese, words.English, words.Chinese} // the first is the default
	matcher   = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English, language.TraditionalChinese})
)

// preferred picks the language of the answer from Accept-Language.
func preferred(r *http.Request) words.Lang {
	_, i := language.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	return languages[i]
}
