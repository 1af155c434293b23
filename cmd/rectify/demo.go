package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"rectify/api"
	"rectify/cmd/rectify/demo"
	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/password"
)

type demoCommand struct {
	Once bool `help:"走完全程即退出，不继续提供服务。"`
	Port int  `default:"0" placeholder:"端口" help:"监听的本机端口；0 为任选空闲端口。"`

	through func(http.Handler) http.Handler `kong:"-"` // for tests: between the people and the server
}

// Run lives a whole campaign through the API on an empty database, prints what happens, and then goes on serving. It exits
// with 1 when a step was refused that should have passed, or passed that should have been refused.
func (d *demoCommand) Run(ctx context.Context, c *config.Config, o output) error {
	dir, err := demoFolder(c)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(o.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	settings := *c
	settings.DataDir = dir
	store, err := openStore(ctx, &settings, log)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := onlyEmpty(ctx, store); err != nil {
		return err
	}
	return d.serve(ctx, &settings, o, store, log)
}

// demoFolder is a fresh folder, unless one was named: the usual data folder is for real work and the demo keeps away from it.
func demoFolder(c *config.Config) (string, error) {
	usual, err := filepath.Abs("data")
	if err != nil {
		return "", err
	}
	if named, err := filepath.Abs(c.DataDir); err != nil || named != usual {
		return named, err
	}
	return os.MkdirTemp("", "rectify-demo-")
}

// onlyEmpty brings the schema up to date and refuses a database in which somebody works: the demo's passwords are known
// to all.
func onlyEmpty(ctx context.Context, store *models.Store) error {
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	users, err := store.View(ctx).UsersAfter("", 1)
	if err != nil {
		return err
	}
	campaigns, err := store.View(ctx).CampaignsAfter("", "", 1)
	if err != nil {
		return err
	}
	if len(users) > 0 || len(campaigns) > 0 {
		return errors.New("数据库中已有账号或整改专项；演示会写入口令公开的账号，只能在空数据库上进行")
	}
	return nil
}

func (d *demoCommand) serve(ctx context.Context, c *config.Config, o output, store *models.Store, log *slog.Logger) error {
	now := clock.NewManual(demo.Start)
	engine := workflow.NewEngine(store, now, log)
	if err := engine.SeedCalendar(ctx); err != nil {
		return err
	}
	admins, err := admitFirst(ctx, engine)
	if err != nil {
		return err
	}
	blobs, err := models.OpenBlobs(c.EvidenceDir())
	if err != nil {
		return err
	}
	// People stay signed in over the whole month, which the story takes in seconds.
	rules := workflow.SessionRules{Idle: 60 * 24 * time.Hour, Absolute: 60 * 24 * time.Hour, Passwords: password.Standard}
	server, err := api.New(api.Deps{Clock: now, Logger: log, Build: api.Build{Version: "demo"}, Store: store, Engine: engine,
		Sessions: workflow.NewSessions(store, now, rules), Blobs: blobs})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(d.Port)))
	if err != nil {
		return err
	}
	service := server.HTTP("")
	if d.through != nil {
		service.Handler = d.through(service.Handler)
	}
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(listener) }()
	defer service.Close()
	background, stop := context.WithCancel(ctx)
	defer stop()
	go engine.RunSequencer(background)

	options := demo.Options{URL: "http://" + listener.Addr().String(), Clock: now, Admins: admins, Out: o.out,
		Verify: func(ctx context.Context) (workflow.Verification, error) {
			if _, err := engine.Sequence(ctx); err != nil {
				return workflow.Verification{}, err
			}
			return engine.Verify(ctx, blobs)
		}}
	if _, err := demo.Run(ctx, options); err != nil {
		return err
	}
	tellWhere(o.out, options, c)
	if d.Once {
		return nil
	}
	now.Run()
	fmt.Fprintln(o.out, "\n服务继续运行，时钟自演示结束时刻起照常走动；按 Ctrl-C 结束。")
	select {
	case <-ctx.Done():
		return nil
	case err := <-ended:
		return err
	}
}

// admitFirst makes the accounts that let everybody else in, as the operator does at the console, and returns their
// one-time passwords by login.
func admitFirst(ctx context.Context, engine *workflow.Engine) (map[string]string, error) {
	var unit models.Unit
	request := func(keep func(result any)) workflow.Request {
		return workflow.Request{Render: func(result any) (workflow.Answer, error) { keep(result); return workflow.Answer{}, nil }}
	}
	if _, err := engine.CreateUnit(ctx, workflow.Console(), request(func(made any) { unit = made.(models.Unit) }),
		workflow.NewUnit{Code: demo.FirstUnit.Code, Name: demo.FirstUnit.Name, Kind: models.UnitGeneralOffice}); err != nil {
		return nil, err
	}
	passwords := map[string]string{}
	for _, first := range demo.First {
		var made workflow.OneTime
		if _, err := engine.CreateUser(ctx, workflow.Console(), request(func(result any) { made = result.(workflow.OneTime) }),
			workflow.NewUser{Login: first.Login, Name: first.Name}); err != nil {
			return nil, err
		}
		if _, err := engine.GrantRole(ctx, workflow.Console(), request(func(any) {}),
			workflow.NewGrant{UserID: made.User.ID, UnitID: unit.ID, Role: models.Role(first.Role)}); err != nil {
			return nil, err
		}
		passwords[first.Login] = made.Password
	}
	return passwords, nil
}

// tellWhere says where the results are and how to look at them.
func tellWhere(w io.Writer, o demo.Options, c *config.Config) {
	fmt.Fprintf(w, "\n结果在哪里\n  数据目录  %s\n  接口      %s/api/v1\n  接口说明  %s/docs\n", c.DataDir, o.URL, o.URL)
	fmt.Fprintf(w, "  例        TOKEN=$(curl -s %s/api/v1/sessions -H 'Content-Type: application/json' -d '{\"login\":\"audit.head\",\"password\":\"%s\"}' | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n", o.URL, demo.Password)
	fmt.Fprintf(w, "            curl -s %s/api/v1/problems -H \"Authorization: Bearer $TOKEN\"\n", o.URL)
	fmt.Fprintf(w, "  演示账号（口令仅用于演示；专项代码 %s 标明本库为演示库）\n", demo.CampaignCode)
	o.Accounts()
}
