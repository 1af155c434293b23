package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"rectify/api"
	"rectify/config"
	"rectify/models"
	"rectify/web"
	"rectify/workflow"
	"rectify/workflow/archiving"
	"rectify/workflow/clock"
	"rectify/workflow/document/pdf"
	"rectify/workflow/jobs"
	"rectify/workflow/keyring"
	"rectify/workflow/openid"
	"rectify/workflow/password"
)

// service is the whole program on one database: the API, the sequencer of the history and the jobs.
type service struct {
	config *config.Config
	log    *slog.Logger
	store  *models.Store
	engine *workflow.Engine
	files  *workflow.FileJobs
	api    *api.Server
	pdf    *pdf.Converter

	certificate *certificate // nil: plain HTTP
}

// newService wires the program on an open store whose schema is current. Nothing runs yet.
func newService(ctx context.Context, c *config.Config, store *models.Store, now clock.Clock, log *slog.Logger) (*service, error) {
	blobs, err := models.OpenBlobs(c.EvidenceDir())
	if err != nil {
		return nil, err
	}
	key, err := keyring.Load(c.SecretsKey())
	if err != nil {
		return nil, err
	}
	passwords := password.Standard
	if c.Profile == config.DJBH3 {
		passwords = password.DJBH3
	}
	var own *certificate
	if c.TLS() {
		if own, err = newCertificate(c.HTTP.TLSCert, c.HTTP.TLSKey); err != nil {
			return nil, err
		}
	}
	console, err := web.New(web.Dist())
	if err != nil {
		return nil, err
	}
	engine := workflow.NewEngine(store, now, log)
	if c.NeedsStepUp() {
		engine.RequireStepUp()
	}
	engine.UseSecrets(key)
	if err := useLogKey(ctx, c, store, engine); err != nil {
		return nil, err
	}
	files, err := workflow.OpenFileJobs(engine, c.JobsDir())
	if err != nil {
		return nil, err
	}
	converter, err := pdf.Find(c.Soffice)
	if err != nil {
		return nil, fmt.Errorf("RECTIFY_SOFFICE：%w", err)
	}
	engine.UseArchivist(archiving.Archivist{Store: store, Engine: engine, Blobs: blobs, Converter: converter, Clock: now})
	server, err := api.New(api.Deps{
		Clock: now, Logger: log, Build: build(), Store: store, Engine: engine, Blobs: blobs, Jobs: files, Console: console,
		Sessions: workflow.NewSessions(store, now, workflow.SessionRules{
			Idle: c.Session.Idle, Absolute: c.Session.Absolute, Passwords: passwords, Key: key, TOTP: c.NeedsTOTP(), OpenID: provider(c, now),
			Login: workflow.LoginLimits{Attempts: c.Login.Attempts, AddressAttempts: c.Login.AddressAttempts, Window: c.Login.Window, Lock: c.Login.Lock},
		}),
		Origins: c.HTTP.AllowedOrigins, TrustedProxies: c.HTTP.TrustedProxies,
		Limits: api.Limits{Body: int64(c.Limit.Body), Upload: int64(c.Limit.Upload), Handler: c.Limit.Request,
			PerUser: c.Limit.PerUser, PerAddress: c.Limit.PerAddress, Costly: c.Limit.Costly, AtWork: c.Limit.AtWork},
		PDF: converter,
	})
	if err != nil {
		return nil, err
	}
	return &service{config: c, log: log, store: store, engine: engine, files: files, api: server, pdf: converter, certificate: own}, nil
}

// provider is where people can sign in as well, nil when none is set.
func provider(c *config.Config, now clock.Clock) *openid.Provider {
	if c.OpenID.Issuer == "" {
		return nil
	}
	return openid.New(openid.Settings{Issuer: c.OpenID.Issuer, ClientID: c.OpenID.ClientID, ClientSecret: c.OpenID.ClientSecret.Reveal(),
		RedirectURL: c.OpenID.RedirectURL, LoginClaim: c.OpenID.LoginClaim, Now: now.Now})
}

// grace is how long requests and jobs may take to finish once the program is told to stop. Container runtimes kill after
// ten seconds by default.
const grace = 8 * time.Second

// run serves on the listener until ctx ends, then lets what is under way finish.
func (s *service) run(ctx context.Context, listener net.Listener) error {
	runner, err := jobs.Start(ctx, s.store, s.engine, s.files, s.log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	var background sync.WaitGroup
	background.Go(func() { s.engine.RunSequencer(working) })
	background.Go(func() { s.engine.RunRefusals(working) })
	background.Go(func() { s.probePDF(working) })

	server := s.api.HTTP(listener.Addr().String())
	served := make(chan error, 1)
	go func() { served <- s.serve(server, listener) }()
	select {
	case err = <-served: // the listener broke
	case <-ctx.Done():
		s.log.Info("stopping")
	}

	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err = errors.Join(err, server.Shutdown(last), runner.Stop(last))
	stopWork()
	background.Wait()
	return err
}

// probePDF finds out whether documents can be had as PDF, and says so in the log. It takes LibreOffice seconds.
func (s *service) probePDF(ctx context.Context) {
	program := s.pdf.Program()
	if program == "" {
		s.log.Info("no LibreOffice: documents are DOCX only")
		return
	}
	if err := s.pdf.Probe(ctx); err != nil {
		s.log.Warn("LibreOffice does not convert documents: they are DOCX only", "program", program, "error", err)
		return
	}
	s.log.Info("LibreOffice makes PDF of documents", "program", program)
}

func (s *service) serve(server *http.Server, listener net.Listener) error {
	var err error
	if s.certificate != nil {
		server.TLSConfig = s.certificate.config()
		err = server.ServeTLS(listener, "", "")
	} else {
		err = server.Serve(listener)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
