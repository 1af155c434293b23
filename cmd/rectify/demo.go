package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"rectify/cmd/rectify/demo"
	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
)

type demoCommand struct {
	Once bool `help:"走完全程即退出，不继续提供服务。"`
	Port int  `placeholder:"端口" help:"监听的本机端口；不填时用 8080，已被占用的任选空闲端口。"`

	through func(url string) string `kong:"-"` // for tests: what stands between the people and the server at the URL
}

// Run lives a whole campaign through the API on an empty database, prints what happens, and then goes on serving. It exits
// with 1 when a step was refused that should have passed, or passed that should have been refused.
func (d *demoCommand) Run(ctx context.Context, c *config.Config, o output) error {
	settings, err := demoSettings(c)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(o.err, &slog.HandlerOptions{Level: slog.LevelError}))
	store, err := openStore(ctx, settings, log)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := onlyEmpty(ctx, store); err != nil {
		return err
	}
	now := clock.NewManual(demo.Start)
	s, err := newService(ctx, settings, store, now, log)
	if err != nil {
		return err
	}
	if err := s.engine.SeedCalendar(ctx); err != nil {
		return err
	}
	admins, err := s.engine.Bootstrap(ctx)
	if err != nil {
		return err
	}
	listener, err := d.listen(ctx)
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.run(serving, listener) }()

	told := d.tell(ctx, s, now, admins, "http://"+listener.Addr().String(), o)
	if told == nil && !d.Once {
		now.Run()
		fmt.Fprintln(o.out, "\n服务继续运行，时钟自演示结束时刻起照常走动；按 Ctrl-C 结束。")
		return <-ended // the listener broke, or Ctrl-C
	}
	stop()
	return errors.Join(told, <-ended)
}

// listen takes the port that was asked for. Without one it takes the usual one, for which the documentation is written, or
// else any that is free.
func (d *demoCommand) listen(ctx context.Context) (net.Listener, error) {
	ports := []int{d.Port}
	if d.Port == 0 {
		ports = []int{8080, 0}
	}
	var listener net.Listener
	err := errors.New("no port")
	for i := 0; err != nil && i < len(ports); i++ {
		listener, err = new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(ports[i])))
	}
	return listener, err
}

// tell lets the people live through the campaign and says where the results are.
func (d *demoCommand) tell(ctx context.Context, s *service, now *clock.Manual, admins []workflow.OneTime, url string, o output) error {
	blobs, err := models.OpenBlobs(s.config.EvidenceDir())
	if err != nil {
		return err
	}
	options := demo.Options{URL: url, Clock: now, Admins: map[string]string{}, Out: o.out,
		Verify: func(ctx context.Context) (workflow.Verification, error) {
			if _, err := s.engine.Sequence(ctx); err != nil {
				return workflow.Verification{}, err
			}
			return s.engine.Verify(ctx, blobs)
		}}
	for _, a := range admins {
		options.Admins[a.User.Login] = a.Password
	}
	if d.through != nil {
		options.URL = d.through(url)
	}
	if err := demo.Run(ctx, options); err != nil {
		return err
	}
	options.TellWhere(s.config.DataDir, s.config.DatabaseAddress() != "", !d.Once)
	return nil
}

// month is longer than the story: people stay signed in over the weeks that it takes in seconds.
const month = 60 * 24 * time.Hour

// demoSettings are the settings of the demo: only the database and a folder that was named are taken from the
// configuration. The usual data folder is for real work, so without another one the demo makes a fresh one.
func demoSettings(c *config.Config) (*config.Config, error) {
	usual, err := filepath.Abs("data")
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(c.DataDir)
	if err == nil && dir == usual {
		dir, err = os.MkdirTemp("", "rectify-demo-")
	}
	return &config.Config{Profile: config.Standard, DataDir: dir, Database: c.Database, DatabaseFile: c.DatabaseFile,
		DatabasePool: c.DatabasePool, Session: config.Session{Idle: month, Absolute: month}}, err
}

// onlyEmpty brings the schema up to date and refuses a database in which somebody works: the demo's passwords are known
// to all.
func onlyEmpty(ctx context.Context, store *models.Store) error {
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	users, err := store.View(ctx).CountUsers()
	if err != nil {
		return err
	}
	campaigns, err := store.View(ctx).CampaignsAfter("", "", 1)
	if err != nil {
		return err
	}
	if users > 0 || len(campaigns) > 0 {
		return errors.New("数据库中已有账号或整改专项；演示会写入口令公开的账号，只能在空数据库上进行")
	}
	return nil
}
