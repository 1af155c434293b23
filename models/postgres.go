package models

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
)

const postgresPool = 16

func openPostgres(ctx context.Context, address string, opts Options) (*Store, error) {
	config, err := pgx.ParseConfig(address) // its error hides the password
	if err != nil {
		return nil, fmt.Errorf("models: %w", err)
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "rectify"
	}
	config.RuntimeParams["timezone"] = "UTC"
	pool := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(scanUTC))
	size := cmp.Or(opts.MaxConns, postgresPool)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size) // the default of two would open and close connections all day
	pool.SetConnMaxLifetime(time.Hour)

	db, err := open(ctx, pool, postgres.New(postgres.Config{Conn: pool}), opts)
	if err != nil {
		return nil, err
	}
	if !opts.AllowUnsafe {
		if err := checkDurable(ctx, pool); err != nil {
			return nil, errors.Join(err, pool.Close())
		}
	}
	return &Store{db: db, sql: pool, dialect: Postgres, url: address, log: opts.Log}, nil
}

// scanUTC makes instants come back in UTC as they do from SQLite, and not in the zone of this machine.
func scanUTC(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{
		Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
	})
	return nil
}

// checkDurable refuses a server on which a commit that was answered "done" may be gone after a power cut.
func checkDurable(ctx context.Context, pool *sql.DB) error {
	const off = `SELECT coalesce(string_agg(name, ', ' ORDER BY name), '') FROM pg_settings
		WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'`
	var names string
	if err := pool.QueryRowContext(ctx, off).Scan(&names); err != nil {
		return fmt.Errorf("models: read the settings of PostgreSQL: %w", err)
	}
	if names != "" {
		return fmt.Errorf("models: this PostgreSQL may lose acknowledged commits: switch on %s", names)
	}
	return nil
}

// Listener opens a pool of one connection to the same PostgreSQL, on which the job queue waits for notifications: a
// connection of the Store's own pool cannot be kept waiting. The caller closes it.
func (s *Store) Listener(ctx context.Context) (*pgxpool.Pool, error) {
	if s.dialect != Postgres {
		return nil, errors.New("models: only PostgreSQL sends notifications")
	}
	config, err := pgxpool.ParseConfig(s.url)
	if err != nil {
		return nil, fmt.Errorf("models: %w", err)
	}
	config.MaxConns = 1
	return pgxpool.NewWithConfig(ctx, config)
}
