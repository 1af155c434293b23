package models

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What a statement writes and looks for stays out of the log, however the statement ends and at every level.
func TestQueryLog(t *testing.T) {
	const secret = "某单位违规线索"
	for _, c := range []struct {
		name, statement string
		slow            time.Duration
		want            string
	}{
		{"ordinary", "INSERT INTO notes VALUES (?)", time.Hour, "level=DEBUG msg=statement "},
		{"slow", "INSERT INTO notes VALUES (?)", time.Nanosecond, `level=WARN msg="slow statement"`},
		{"violated constraint", "INSERT INTO notes SELECT ? || hex(zeroblob(10))", time.Hour, "level=DEBUG msg=statement "},
		{"wrong", "INSERT INTO nowhere VALUES (?)", time.Hour, `level=ERROR msg="statement failed"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "log.db"), Options{
				Slow: c.slow, Log: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})),
			})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			if err := db.db.Exec("CREATE TABLE notes (body TEXT PRIMARY KEY CHECK (length(body) < 20))").Error; err != nil {
				t.Fatal(err)
			}
			out.Reset()
			_ = db.db.Exec(c.statement, secret).Error // the log is what counts here
			if !strings.Contains(out.String(), c.want) || !strings.Contains(out.String(), c.statement) {
				t.Errorf("want %q in %s", c.want, &out)
			}
			if strings.Contains(out.String(), secret) {
				t.Errorf("the value is logged: %s", &out)
			}
		})
	}
}
