package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"github.com/mattn/go-isatty"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
)

type serveCommand struct{}

// Run serves the API until the process is told to stop (SIGTERM, Ctrl-C).
func (serveCommand) Run(ctx context.Context, c *config.Config, o output) error {
	log := newLogger(c, o.err)
	if err := c.CheckTransport(); err != nil {
		return err
	}
	if err := c.PrepareDataDir(); err != nil {
		return err
	}
	store, err := openToServe(ctx, c, log)
	if err != nil {
		return err
	}
	defer store.Close()
	s, err := newService(ctx, c, store, clock.System{}, log)
	if err != nil {
		return err
	}
	if err := s.engine.SeedCalendar(ctx); err != nil {
		return err
	}
	if err := s.engine.KeepAudit(ctx, c.Audit.Retention); err != nil {
		return err
	}
	made, err := s.engine.Bootstrap(ctx)
	if err != nil {
		return err
	}
	if err := showFirstPasswords(c, o, made, log); err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.HTTP.Listen)
	if err != nil {
		return err
	}
	scheme := "http"
	if c.TLS() {
		scheme = "https"
	}
	log.Info("listening", "address", scheme+"://"+listener.Addr().String(), "version", build().Version, "database", store.Dialect())
	return s.run(ctx, listener)
}

// openToServe opens the database. An embedded one that is brand new gets its schema at once, because nothing can be lost;
// any other is left to `rectify migrate`, which an operator runs after a backup.
func openToServe(ctx context.Context, c *config.Config, log *slog.Logger) (*models.Store, error) {
	store, err := openStore(ctx, c, log)
	if err != nil {
		return nil, err
	}
	blank, err := store.Blank(ctx)
	if err == nil && blank && store.Dialect() == models.SQLite {
		log.Info("new database", "folder", c.DataDir)
		err = store.Migrate(ctx)
	} else if err == nil {
		err = store.CheckSchema(ctx)
	}
	if err != nil {
		_ = store.Close()
		return nil, err
	}
	return store, nil
}

// showFirstPasswords hands over the passwords of the three administrators where no collector of logs sees them: on the
// terminal, or, when there is none, in a file that only its owner can read.
func showFirstPasswords(c *config.Config, o output, made []workflow.OneTime, log *slog.Logger) error {
	if len(made) == 0 {
		return nil
	}
	text := "首次启动，已建立三名管理员（系统、安全、审计）。一次性口令只显示这一次，首次登录后须修改：\n"
	for _, m := range made {
		text += fmt.Sprintf("  %-10s %s\n", m.User.Login, m.Password)
	}
	if terminal, ok := o.out.(*os.File); ok && isatty.IsTerminal(terminal.Fd()) {
		_, err := fmt.Fprint(terminal, text)
		return err
	}
	path := filepath.Join(c.DataDir, "first-passwords.txt")
	log.Warn("first start: the one-time passwords of the administrators are in a file; delete it when you have signed in", "file", path)
	return os.WriteFile(path, []byte(text), 0o600)
}
