package api

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"rectify/workflow"
	"rectify/workflow/words"
)

// useMiddleware lays the layers around every route, from the outside in.
func (s *Server) useMiddleware() error {
	csrf, err := crossOrigin(s.deps.Origins)
	if err != nil {
		return err
	}
	s.echo.Use(
		s.identify,
		s.noteProxy,
		s.recordRefusals,
		s.logAccess,
		headers,
		middleware.CORSWithConfig(middleware.CORSConfig{
			AllowOriginFunc: func(origin string) (bool, error) { return slices.Contains(s.deps.Origins, origin), nil },
			AllowMethods:    []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete},
			AllowHeaders:    []string{"Authorization", "Content-Type", "Accept-Language", "Idempotency-Key", "If-Match", "Last-Event-ID", "X-Request-Id"},
			ExposeHeaders:   []string{"Content-Disposition", "ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"},
			MaxAge:          600,
		}),
		csrf,
		s.limitAddress,
		middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 1 << 10, Skipper: func(c echo.Context) bool {
			return s.unzipped[c.Path()] // a compressor would hold events back and break byte ranges
		}}),
		middleware.RecoverWithConfig(middleware.RecoverConfig{DisableStackAll: true, LogErrorFunc: logPanic}),
	)
	return nil
}

func logPanic(c echo.Context, err error, stack []byte) error {
	ctx := c.Request().Context()
	requestOf(ctx).log.ErrorContext(ctx, "panic", "error", err, "stack", string(stack))
	return requestOf(ctx).problem(http.StatusInternalServerError, words.Internal, nil)
}

func refuseCrossOrigin(cause error) error {
	return &workflow.Error{Class: workflow.Forbidden, Code: words.CrossOrigin, Cause: cause}
}

// headers sets what every answer carries unless its handler knows better.
func headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		if secure(c) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(c.Request().URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		return next(c)
	}
}

// maxPath is how many characters of a path are logged.
const maxPath = 500

// logAccess writes one line for each request: never a header, a query or a body, in which secrets travel. slog quotes
// what a client may choose, so that no path can forge a second line; line ends that JSON leaves as they are (NEL) go before.
func (s *Server) logAccess(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := s.deps.Clock.Now()
		if err := next(c); err != nil {
			c.Error(err) // writes the answer, so that its status is known here
		}
		r, ctx := requestOf(c.Request().Context()), c.Request().Context()
		level := slog.LevelInfo
		if c.Response().Status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		r.log.Log(ctx, level, "request",
			"method", c.Request().Method, "path", plainText(c.Request().URL.Path, maxPath), "route", c.Path(),
			"status", c.Response().Status, "bytes", c.Response().Size,
			"took", s.deps.Clock.Now().Sub(began), "ip", c.RealIP(), "user", r.viewer.UserID)
		return nil
	}
}
