package models_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"

	"rectify/models"
	"rectify/models/testdb"
)

func TestOpenRefusesAddresses(t *testing.T) {
	for name, address := range map[string]string{
		"unknown scheme":       "mysql://root:hunter2@db/rectify",
		"no scheme":            "rectify.db",
		"memory":               "sqlite::memory:",
		"own parameters":       "sqlite:rectify.db?_pragma=synchronous(0)",
		"no path":              "sqlite:",
		"malformed PostgreSQL": "postgres://rectify:hunter2@db:port/rectify",
	} {
		t.Run(name, func(t *testing.T) {
			db, err := models.Open(t.Context(), address, models.Options{})
			if err == nil {
				_ = db.Close()
				t.Fatal("it was opened")
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the message shows the password: %v", err)
			}
		})
	}
}

// Every connection of the pool must keep the promises, not only the first one.
func TestSQLiteSettingsHoldOnEveryConnection(t *testing.T) {
	db := testdb.SQLite(t)
	for range 4 {
		conn, err := db.SQL().Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }() // held until the end, so that the next round gets another one
		for pragma, want := range map[string]string{
			"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000",
		} {
			var got string
			if err := conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s = %q, %v; want %q", pragma, got, err, want)
			}
		}
	}
}

func TestPathsThatNeedEscaping(t *testing.T) {
	for _, name := range []string{"整改 100%.db", "a#b.db", "a&b=c.db"} {
		path := t.TempDir() + "/" + name
		db, err := models.Open(t.Context(), "sqlite:"+path, models.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var file string
		err = db.SQL().QueryRowContext(t.Context(), "SELECT file FROM pragma_database_list").Scan(&file)
		if err != nil || !strings.HasSuffix(file, "/"+name) {
			t.Errorf("opened %q, %v; want …/%s", file, err, name)
		}
		_ = db.Close()
	}
}

func TestPostgresThatForgetsIsRefused(t *testing.T) {
	address := testdb.PostgresAddress(t) + "&synchronous_commit=off"
	if _, err := models.Open(t.Context(), address, models.Options{}); err == nil ||
		!strings.Contains(err.Error(), "switch on synchronous_commit") {
		t.Errorf("Open = %v, want a refusal that names the setting", err)
	}
	db, err := models.Open(t.Context(), address, models.Options{AllowUnsafe: true})
	if err != nil {
		t.Fatal("AllowUnsafe:", err)
	}
	_ = db.Close()
}

func TestMigrate(t *testing.T) {
	testdb.Each(t, func(t *testing.T, db *models.Store) {
		if err := db.CheckSchema(t.Context()); err != nil {
			t.Error("after Migrate:", err)
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Error("a second Migrate must change nothing:", err)
		}
		steps, err := db.MigrationStatus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range steps {
			if step.Applied.IsZero() || time.Since(step.Applied) > time.Hour {
				t.Errorf("%05d %s applied at %v", step.Number, step.Name, step.Applied)
			}
		}
		if last := steps[len(steps)-1]; last.Number != 900 || last.Name != "river" {
			t.Errorf("last step = %+v, want River's", last)
		}
		var jobs int
		if err := db.SQL().QueryRowContext(t.Context(), "SELECT count(*) FROM river_job").Scan(&jobs); err != nil {
			t.Error("River's table:", err)
		}
	})
}

// Replicas that start together on an empty PostgreSQL: one migrates, the others wait, and none fails.
func TestReplicasMigrateTogether(t *testing.T) {
	address := testdb.PostgresAddress(t)
	first := testdb.Open(t, address)
	if _, err := first.SQL().ExecContext(t.Context(), "DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
		t.Fatal(err)
	}
	var replicas errgroup.Group
	for _, db := range []*models.Store{first, testdb.Open(t, address), testdb.Open(t, address)} {
		replicas.Go(func() error { return db.Migrate(t.Context()) })
	}
	if err := replicas.Wait(); err != nil {
		t.Error(err)
	}
	if err := first.CheckSchema(t.Context()); err != nil {
		t.Error(err)
	}
}

// Violations of constraints come out under the same names on both databases, and undo the transaction.
func TestTxAndConstraints(t *testing.T) {
	testdb.Each(t, func(t *testing.T, db *models.Store) {
		ctx := t.Context()
		run := func(statements ...string) error {
			return db.Tx(ctx, func(tx *gorm.DB) error {
				for _, statement := range statements {
					if err := tx.Exec(statement).Error; err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := run(
			`CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT CONSTRAINT name_given CHECK (name <> ''))`,
			`CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))`,
		); err != nil {
			t.Fatal(err)
		}
		cases := []struct {
			name, statement string
			want            error
		}{
			{"duplicate", `INSERT INTO parent VALUES (1, 'b')`, models.ErrDuplicate},
			{"foreign key", `INSERT INTO child VALUES (7)`, gorm.ErrForeignKeyViolated},
			{"check", `INSERT INTO parent VALUES (2, '')`, gorm.ErrCheckConstraintViolated},
		}
		for _, c := range cases {
			err := run(`DELETE FROM parent`, `INSERT INTO parent VALUES (1, 'a')`, c.statement)
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		var rows int
		if err := db.SQL().QueryRowContext(ctx, "SELECT count(*) FROM parent").Scan(&rows); err != nil || rows != 0 {
			t.Errorf("%d rows are left of transactions that failed (%v)", rows, err)
		}
		err := db.Tx(ctx, func(tx *gorm.DB) error { return tx.Table("parent").Take(&struct{ ID int }{}).Error })
		if !errors.Is(err, models.ErrNotFound) {
			t.Errorf("missing row: %v", err)
		}
	})
}

// PostgreSQL quotes a value that it cannot read; the log must not.
func TestUnreadableValuesAreNotLogged(t *testing.T) {
	var out bytes.Buffer
	db, err := models.Open(t.Context(), testdb.PostgresAddress(t), models.Options{Log: slog.New(slog.NewTextHandler(&out, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.Tx(t.Context(), func(tx *gorm.DB) error { return tx.Exec("SELECT CAST(CAST(? AS text) AS uuid)", "hunter2").Error })
	if err == nil || !strings.Contains(out.String(), "SQLSTATE 22P02") || strings.Contains(out.String(), "hunter2") {
		t.Errorf("%v; logged: %s", err, &out)
	}
}

// An instant written in Chinese time is read back in UTC, and sorts as an instant.
func TestInstants(t *testing.T) {
	testdb.Each(t, func(t *testing.T, db *models.Store) {
		type moment struct {
			ID int
			At time.Time
		}
		shanghai := time.FixedZone("CST", 8*60*60)
		late := time.Date(2023, 9, 13, 15, 0, 0, 123456000, shanghai) // 07:00 UTC, before the next one
		later := time.Date(2023, 9, 13, 9, 0, 0, 0, time.UTC)
		var got []moment
		err := db.Tx(t.Context(), func(tx *gorm.DB) error {
			column := map[models.Dialect]string{models.SQLite: "DATETIME", models.Postgres: "timestamptz"}[db.Dialect()]
			return errors.Join(
				tx.Exec("CREATE TABLE moments (id INTEGER PRIMARY KEY, at "+column+" NOT NULL)").Error,
				tx.Create([]moment{{1, late}, {2, later}}).Error,
				tx.Order("at").Find(&got, "at < ?", later.In(shanghai)).Error,
			)
		})
		if err != nil || len(got) != 1 || !got[0].At.Equal(late) || got[0].At.Location() != time.UTC {
			t.Errorf("got %v, %v; want only %v, in UTC", got, err, late.UTC())
		}
	})
}

// Two transactions that read first and write later follow each other on SQLite: the second waits for the first to end.
func TestSQLiteTransactionsAreImmediate(t *testing.T) {
	db := testdb.SQLite(t)
	err := db.Tx(t.Context(), func(*gorm.DB) error {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		if err := db.Tx(ctx, func(*gorm.DB) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a second transaction = %v, want it to wait until its deadline", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
