//go:build unix

package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestRunReturnsTheExitCode(t *testing.T) {
	t.Setenv(addressVariable, "postgres://elsewhere/test") // no server is started
	for _, c := range []struct {
		script string
		want   int
	}{
		{`[ "$RECTIFY_TEST_POSTGRES" = postgres://elsewhere/test ]`, 0},
		{"exit 3", 3},
	} {
		if code, err := run(t.Context(), []string{"sh", "-c", c.script}); code != c.want || err != nil {
			t.Errorf("%s: %d, %v; want %d", c.script, code, err, c.want)
		}
	}
	if code, err := run(t.Context(), []string{"/nonexistent"}); code == 0 || err == nil {
		t.Errorf("a command that cannot run: %d, %v", code, err)
	}
}

// An interrupt ends the command, and run with it.
func TestRunEndsWithItsContext(t *testing.T) {
	t.Setenv(addressVariable, "postgres://elsewhere/test")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if code, _ := run(ctx, []string{"sleep", "60"}); code == 0 || time.Since(begin) > 30*time.Second {
		t.Errorf("code %d after %v", code, time.Since(begin))
	}
}

func TestServerLivesAndLeavesNothing(t *testing.T) {
	if find() == "" {
		t.Skip("no PostgreSQL on this machine")
	}
	s, err := start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var fsync, commit string
	conn, err := pgx.Connect(t.Context(), s.address)
	if err == nil {
		err = conn.QueryRow(t.Context(), "SELECT current_setting('fsync'), current_setting('synchronous_commit')").Scan(&fsync, &commit)
		_ = conn.Close(t.Context())
	}
	if err != nil || fsync != "on" || commit != "on" {
		t.Errorf("fsync %q, synchronous_commit %q, %v; want a server as in production", fsync, commit, err)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(s.dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left behind (%v)", s.dir, err)
	}
	if _, err := pgx.Connect(t.Context(), s.address); err == nil {
		t.Error("the server still answers")
	}
}
