//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a running PostgreSQL with its data in a temporary folder.
type server struct {
	address string
	dir     string
	log     *bytes.Buffer
	process *exec.Cmd
	ended   chan struct{} // closed when the process is gone
}

// start makes a cluster and waits until it answers. Everything is removed again when that fails.
func start(ctx context.Context) (_ *server, err error) {
	bin, err := binaries(ctx)
	if err != nil {
		return nil, err
	}
	account, err := unprivileged()
	if err != nil {
		return nil, err
	}
	s := &server{log: new(bytes.Buffer)}
	if s.dir, err = os.MkdirTemp("", "rectify-postgres-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.stop())
		}
	}()

	password, secret := rand.Text(), filepath.Join(s.dir, "password")
	if err := os.WriteFile(secret, []byte(password), 0o600); err != nil {
		return nil, err
	}
	if account != nil {
		for _, path := range []string{s.dir, secret} {
			if err := os.Chown(path, int(account.Uid), int(account.Gid)); err != nil {
				return nil, err
			}
		}
	}
	data := filepath.Join(s.dir, "data")
	initdb := as(account, exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "--pgdata="+data, "--username=postgres",
		"--auth=scram-sha-256", "--pwfile="+secret, "--encoding=UTF8", "--locale=C", "--no-sync"))
	initdb.Dir = s.dir
	if output, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, output)
	}

	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	// Not with ctx itself: an interrupt ends the command first, and stop ends the server.
	s.process = as(account, exec.CommandContext(context.WithoutCancel(ctx), filepath.Join(bin, "postgres"), "-D", data, "-h", "127.0.0.1", "-p", port,
		"-k", s.dir, "-c", "max_connections=300", "-c", "max_wal_size=256MB"))
	s.process.Dir, s.process.Stdout, s.process.Stderr = s.dir, s.log, s.log
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	s.ended = make(chan struct{})
	go func() {
		_ = s.process.Wait() // why it ended stands in its log
		close(s.ended)
	}()
	s.address = fmt.Sprintf("postgres://postgres:%s@127.0.0.1:%s/postgres?sslmode=disable", password, port)
	return s, s.wait(ctx)
}

// wait returns when the server accepts a connection, or after half a minute with what it has logged.
func (s *server) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.address)
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-s.ended:
			return fmt.Errorf("postgres ended at once (%s):\n%s", s.process.ProcessState, s.log)
		case <-ctx.Done():
			return fmt.Errorf("postgres does not answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// stop ends the server (SIGINT: connections are cut, data is kept sound) and removes its folder.
func (s *server) stop() error {
	if s.ended != nil {
		if err := s.process.Process.Signal(syscall.SIGINT); err == nil {
			select {
			case <-s.ended:
			case <-time.After(20 * time.Second):
				_ = s.process.Process.Kill()
				<-s.ended
			}
		}
	}
	return os.RemoveAll(s.dir)
}

// unprivileged names the account PostgreSQL runs under when we are root, because it refuses root; nil means our own.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(account.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(account.Gid, 10, 32)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and there is neither an account postgres nor nobody")
}

// as lets a command run under an account and in a process group of its own, so that Ctrl-C reaches us first.
func as(account *syscall.Credential, command *exec.Cmd) *exec.Cmd {
	command.SysProcAttr = &syscall.SysProcAttr{Credential: account, Setpgid: true}
	return command
}

// freePort asks the system for a port nobody listens on.
func freePort(ctx context.Context) (string, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, errors.Join(err, listener.Close())
}
