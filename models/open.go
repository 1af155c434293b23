// Package models is what is stored: rows, queries, guarded moves and migrations, on SQLite and on PostgreSQL. It is the
// only package that knows gorm. It decides nothing: who may do what is asked in package workflow.
package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// Dialect names the kind of database behind a Store.
type Dialect string

// The databases on which the whole suite runs.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Options of a Store. The zero value is fit for production.
type Options struct {
	DataDir string // folder of the database file when the address is empty; "" is the working folder

	// MaxConns bounds the pool on PostgreSQL, open and idle alike; 0 means 16. On SQLite the pool is always 12: one
	// connection writes at a time, the others read beside it.
	MaxConns int

	// AllowUnsafe opens a PostgreSQL that may forget an acknowledged commit when the power fails. For throw-away data.
	AllowUnsafe bool

	Slow time.Duration // a statement that takes longer is logged as a warning; 0 means 500 ms
	Log  *slog.Logger  // nil means slog.Default()
}

// Store is an open database. All its methods may be called from many goroutines.
type Store struct {
	db      *gorm.DB
	sql     *sql.DB
	dialect Dialect
	url     string
	held    atomic.Int32 // see HoldWrites
	log     *slog.Logger
}

// Open opens the database at address without touching its schema (see Migrate and CheckSchema):
//
//	""                      the file rectify.db in Options.DataDir
//	sqlite:PATH, file:PATH  a SQLite file, created when absent; its folder must exist
//	postgres://…            PostgreSQL 15 or newer, an address as libpq reads it
//
// It refuses a PostgreSQL that is configured to lose commits, unless Options.AllowUnsafe.
func Open(ctx context.Context, address string, opts Options) (*Store, error) {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.Slow == 0 {
		opts.Slow = 500 * time.Millisecond
	}
	if address == "" {
		address = "sqlite:" + filepath.Join(opts.DataDir, "rectify.db")
	}
	scheme, rest, _ := strings.Cut(address, ":")
	switch scheme {
	case "sqlite", "file":
		return openSQLite(ctx, rest, opts)
	case "postgres", "postgresql":
		return openPostgres(ctx, address, opts)
	}
	// The address itself stays out of the message: it may carry a password.
	return nil, errors.New("models: a database address begins with sqlite:, file: or postgres://")
}

// open puts gorm on top of an opened pool and makes sure that the database answers.
func open(ctx context.Context, pool *sql.DB, dialector gorm.Dialector, opts Options) (*gorm.DB, error) {
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("models: open: %w", err), pool.Close())
	}
	db, err := gorm.Open(dialector, &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true, // transactions are opened by Tx, where they belong
		DisableAutomaticPing:   true,
		Logger:                 queryLog{log: opts.Log, slow: opts.Slow},
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("models: open: %w", err), pool.Close())
	}
	return db, nil
}

// Close closes every connection. Running transactions are rolled back.
func (s *Store) Close() error { return s.sql.Close() }

// Dialect tells the kind of database.
func (s *Store) Dialect() Dialect { return s.dialect }

// SQL gives the pool under the Store, for the job queue and for health checks.
func (s *Store) SQL() *sql.DB { return s.sql }

// Ping asks the database for a sign of life.
func (s *Store) Ping(ctx context.Context) error { return s.sql.PingContext(ctx) }

// Tx runs fn in one transaction: READ COMMITTED on PostgreSQL; on SQLite BEGIN IMMEDIATE, so that a transaction that reads
// first and writes later never fails half-way for want of the write lock. An error or a panic of fn rolls everything back.
func (s *Store) Tx(ctx context.Context, fn func(tx *gorm.DB) error) error {
	var opts *sql.TxOptions
	if s.dialect == Postgres {
		opts = &sql.TxOptions{Isolation: sql.LevelReadCommitted}
	}
	return translate(s.db.WithContext(ctx).Transaction(fn, opts))
}
