//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// binaries finds the folder with initdb and postgres: in PATH, or where Debian and its kin put them, the newest first.
// On a Debian where we are root it installs them; elsewhere it says what to install.
func binaries(ctx context.Context) (string, error) {
	if bin := find(); bin != "" {
		return bin, nil
	}
	apt, err := exec.LookPath("apt-get")
	if os.Geteuid() != 0 || err != nil {
		return "", errors.New("PostgreSQL 15 or newer is needed (Debian: apt-get install postgresql; macOS: brew install " +
			"postgresql), or set " + addressVariable + " to the address of a server; `go test ./...` alone runs on SQLite only")
	}
	if err := install(ctx, apt); err != nil {
		return "", fmt.Errorf("install PostgreSQL: %w", err)
	}
	if bin := find(); bin != "" {
		return bin, nil
	}
	return "", errors.New("apt-get has installed postgresql, but initdb is nowhere")
}

func find() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path)
		}
	}
	var found []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb"} {
		paths, _ := filepath.Glob(pattern) // fails only for a malformed pattern
		found = append(found, paths...)
	}
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.Max(found))
}

// install fetches the package and keeps it from starting a server of its own.
func install(ctx context.Context, apt string) error {
	const setting = "/etc/postgresql-common/createcluster.conf"
	if _, err := os.Stat(setting); errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(setting), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(setting, []byte("create_main_cluster = false\n"), 0o644); err != nil {
			return err
		}
	}
	for _, args := range [][]string{
		{"update", "-q"},
		{"install", "-q", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "postgresql"},
	} {
		command := exec.CommandContext(ctx, apt, args...)
		command.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		command.Stdout, command.Stderr = os.Stderr, os.Stderr
		if err := command.Run(); err != nil {
			return fmt.Errorf("apt-get %s: %w", args[0], err)
		}
	}
	return nil
}
