//go:build unix

// Cluster runs a command with a throw-away PostgreSQL beside it:
//
//	go run ./models/testdb/cluster -- go test ./...
//
// The command finds the server's address in RECTIFY_TEST_POSTGRES. The server listens on the loopback interface only,
// keeps fsync and synchronous_commit on as in production, and is gone with its data when the command has ended. When
// RECTIFY_TEST_POSTGRES is set already, that server is used and none is started.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

const addressVariable = "RECTIFY_TEST_POSTGRES"

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: cluster -- COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, args)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
	}
	os.Exit(code)
}

// run starts the server, runs the command and stops the server. It returns the exit code of the command, or 1 and an error
// when it never came to that.
func run(ctx context.Context, args []string) (code int, err error) {
	address := os.Getenv(addressVariable)
	if address == "" || address == "required" {
		server, err := start(ctx)
		if err != nil {
			return 1, err
		}
		defer func() { err = errors.Join(err, server.stop()) }()
		address = server.address
	}
	command := exec.CommandContext(ctx, args[0], args[1:]...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.Env = append(os.Environ(), addressVariable+"="+address)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() > 0 {
			return exit.ExitCode(), nil // the command has said what was wrong
		}
		return 1, err
	}
	return 0, nil
}
