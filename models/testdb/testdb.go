// Package testdb gives each test a fresh, migrated database of its own: a file on SQLite, a clone of a template on
// PostgreSQL. `make test` starts a PostgreSQL for the whole run (see cluster) and puts its address into
// RECTIFY_TEST_POSTGRES. Without that address the PostgreSQL half is skipped, loudly; with the address "required" it fails.
package testdb

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/peterldowns/pgtestdb"

	"rectify/models"
)

const addressVariable = "RECTIFY_TEST_POSTGRES"

// Each runs the same test on every database, as a subtest named after it.
func Each(t *testing.T, run func(t *testing.T, db *models.Store)) {
	t.Helper()
	t.Run(string(models.SQLite), func(t *testing.T) { run(t, SQLite(t)) })
	t.Run(string(models.Postgres), func(t *testing.T) { run(t, Postgres(t)) })
}

// EachAddress is Each for tests that open the database themselves: several replicas, or the whole program.
func EachAddress(t *testing.T, run func(t *testing.T, address string)) {
	t.Helper()
	t.Run(string(models.SQLite), func(t *testing.T) { run(t, SQLiteAddress(t)) })
	t.Run(string(models.Postgres), func(t *testing.T) { run(t, PostgresAddress(t)) })
}

// SQLite opens a fresh database file, which is gone after the test.
func SQLite(t testing.TB) *models.Store { t.Helper(); return Open(t, SQLiteAddress(t)) }

// Postgres opens a fresh database on the server of this run. It is dropped after the test, unless the test failed.
func Postgres(t testing.TB) *models.Store { t.Helper(); return Open(t, PostgresAddress(t)) }

// Open opens an address and closes it after the test.
func Open(t testing.TB, address string) *models.Store {
	t.Helper()
	db, err := models.Open(t.Context(), address, models.Options{MaxConns: 8}) // many tests share one server
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// SQLiteAddress makes a fresh database file and returns its address.
func SQLiteAddress(t testing.TB) string {
	t.Helper()
	content, err := template()
	if err != nil {
		t.Fatal("migrate the SQLite template:", err)
	}
	path := filepath.Join(t.TempDir(), "rectify.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// template migrates one file per test binary and keeps its bytes: writing them out is much faster than migrating again.
var template = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "rectify-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "template.db")
	if err := migrate(context.Background(), "sqlite:"+path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) // complete: closing the last connection emptied the write-ahead log into the file
})

// PostgresAddress makes a fresh database on the server of this run and returns its address. It skips the test when there
// is no server, and fails it when one is required.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	switch address := os.Getenv(addressVariable); address {
	case "":
		t.Skip("no PostgreSQL: " + addressVariable + " is not set; `make test` starts a server and sets it")
	case "required":
		t.Fatal("no PostgreSQL: " + addressVariable + " demands one; set it to the address of a server")
	default:
		return clone(t, address)
	}
	return "" // not reached
}

func clone(t testing.TB, address string) string {
	t.Helper()
	server, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(addressVariable+":", err)
	}
	return pgtestdb.Custom(t, pgtestdb.Config{
		DriverName: "pgx",
		Host:       server.Host,
		Port:       strconv.Itoa(int(server.Port)),
		User:       server.User,
		Password:   server.Password,
		Database:   server.Database,
		Options:    "sslmode=disable",
		// Whoever runs replicas or kills them may leave a connection behind.
		ForceTerminateConnections: true,
	}, migrator{}).URL()
}

// migrator makes pgtestdb's template with the program's own migrations, once for each state of the schema.
type migrator struct{}

// Hash names the template after the schema.
func (migrator) Hash() (string, error) { return models.SchemaDigest() }

// Migrate fills an empty database.
func (migrator) Migrate(ctx context.Context, _ *sql.DB, empty pgtestdb.Config) error {
	return migrate(ctx, empty.URL())
}

func migrate(ctx context.Context, address string) error {
	db, err := models.Open(ctx, address, models.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}
