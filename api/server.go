package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/document/pdf"
	"rectify/workflow/words"
)

// Deps is what the server stands on. Clock, Logger, Store, Engine, Sessions, Blobs and Jobs are required.
type Deps struct {
	Clock          clock.Clock
	Logger         *slog.Logger
	Build          Build
	Store          *models.Store      // what is read
	Engine         *workflow.Engine   // what is written
	Sessions       *workflow.Sessions // who stands behind a token
	Blobs          *models.Blobs      // where the bytes of evidence are
	Jobs           *workflow.FileJobs // long work
	Origins        []string           // other origins whose browsers may call, exactly as they write themselves: "https://desk.example.cn"
	TrustedProxies []netip.Prefix     // whose X-Forwarded-For and X-Forwarded-Proto are believed; empty believes nobody
	Limits         Limits             // zero fields take the defaults

	// PDF makes PDF of documents. Left out, there is none.
	PDF *pdf.Converter

	// Console serves what is not the API: the pages of the web console. Nil serves none.
	Console http.Handler

	// Ready says why the service cannot work at this moment, or nil. Left out, it asks the database.
	Ready func(ctx context.Context) error
}

// Build says which program this is.
type Build struct{ Version, Revision string }

// Limits bound what one request may cost.
type Limits struct {
	Body    int64         // bytes of a JSON body; 1 MiB
	Upload  int64         // bytes of a multipart body; 20 MiB
	Header  int           // bytes of all header lines; 16 KiB (net/http adds 4 KiB of its own)
	Handler time.Duration // how long one operation may think; 10 s

	// Requests a minute, counted over all replicas; 0 for no limit.
	PerUser    int
	PerAddress int // an office may stand behind one address
	Costly     int // imports and exports of one user

	AtWork       int // requests at work at the same time; 128
	AtWorkCostly int // of those, imports and exports; 2
}

// Server serves the API.
type Server struct {
	deps     Deps
	echo     *echo.Echo
	huma     huma.API
	stopping chan struct{} // closed when the server shuts down: open streams end
	rates    *workflow.Rates
	atWork   *turnstile
	costly   *turnstile
	accesses map[string]Access      // by operation id
	names    map[string]words.Label // by operation id
	unzipped map[string]bool        // echo paths whose answers are never compressed: streams and downloads
}

// New wires every route. It refuses dependencies that are missing and origins that are not exact.
func New(deps Deps) (*Server, error) {
	if deps.Clock == nil || deps.Logger == nil || deps.Store == nil || deps.Engine == nil || deps.Sessions == nil || deps.Blobs == nil || deps.Jobs == nil {
		return nil, errors.New("api: Clock, Logger, Store, Engine, Sessions, Blobs and Jobs are required")
	}
	if deps.PDF == nil {
		deps.PDF = pdf.None()
	}
	if deps.Ready == nil {
		deps.Ready = deps.Store.Ping
	}
	for _, origin := range deps.Origins {
		if u, err := url.Parse(origin); err != nil || u.Host == "" || origin != u.Scheme+"://"+u.Host ||
			(u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "*" {
			return nil, fmt.Errorf("api: %q is not an origin such as https://desk.example.cn", origin)
		}
	}
	deps.Limits = deps.Limits.orDefaults()
	s := &Server{
		deps: deps, echo: echo.New(), stopping: make(chan struct{}),
		accesses: map[string]Access{}, names: map[string]words.Label{}, unzipped: map[string]bool{},
	}
	s.rates, s.atWork, s.costly = workflow.NewRates(deps.Store, deps.Clock), newTurnstile(deps.Limits.AtWork), newTurnstile(deps.Limits.AtWorkCostly)
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = ipExtractor(deps.TrustedProxies)
	s.echo.HTTPErrorHandler = s.answerError
	if err := s.useMiddleware(); err != nil {
		return nil, err
	}
	s.huma = newHuma(s.echo)
	s.huma.UseMiddleware(s.shed, s.admit)
	s.routes()
	return s, nil
}

// Handler returns the whole API as one handler.
func (s *Server) Handler() http.Handler { return s.echo }

// HTTP returns the server for addr, whose limits fit the API: a slow or endless client is cut off.
func (s *Server) HTTP(addr string) *http.Server {
	server := &http.Server{
		Addr:              addr,
		Handler:           s.echo,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    s.deps.Limits.Header,
		ErrorLog:          slog.NewLogLogger(s.deps.Logger.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(sync.OnceFunc(func() { close(s.stopping) }))
	return server
}

func (l Limits) orDefaults() Limits {
	if l.Body == 0 {
		l.Body = 1 << 20
	}
	if l.Upload == 0 {
		l.Upload = 20 << 20
	}
	if l.Header == 0 {
		l.Header = 16 << 10
	}
	if l.AtWork == 0 {
		l.AtWork = 128
	}
	if l.AtWorkCostly == 0 {
		l.AtWorkCostly = 2
	}
	if l.Handler == 0 {
		l.Handler = 10 * time.Second
	}
	return l
}
