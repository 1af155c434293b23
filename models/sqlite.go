package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	modernc "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// sqliteSettings hold for every connection of the pool.
//
// synchronous(2) is FULL: with NORMAL, transitions that had been answered "done" were gone after a simulated power cut.
// Instants are written as UTC text of one form, so that comparing them as text is comparing them in time.
const sqliteSettings = "_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_pragma=synchronous(2)" +
	"&_txlock=immediate&_time_format=sqlite&_timezone=UTC"

// sqlitePool is enough that readers find a connection while those who wait for the write lock hold one each: the job queue
// alone can hold five.
const sqlitePool = 12

func openSQLite(ctx context.Context, path string, opts Options) (*Store, error) {
	path = strings.TrimPrefix(path, "//")
	if path == "" || strings.Contains(path, ":memory:") || strings.Contains(path, "?") {
		return nil, errors.New("models: a SQLite address is sqlite: and the path of a file, without parameters")
	}
	address := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + sqliteSettings
	pool, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, fmt.Errorf("models: open %s: %w", path, err)
	}
	pool.SetMaxOpenConns(sqlitePool)
	pool.SetMaxIdleConns(sqlitePool)
	db, err := open(ctx, pool, sqliteDialector{&sqlite.Dialector{DriverName: "sqlite", Conn: pool}}, opts)
	if err != nil {
		return nil, err
	}
	return &Store{db: db, sql: pool, dialect: SQLite, url: "sqlite:" + path, log: opts.Log}, nil
}

// sqliteDialector is gorm's own dialect on the driver that needs no C. Only the errors of that driver look different.
type sqliteDialector struct{ *sqlite.Dialector }

// Translate gives a violated constraint gorm's name and keeps SQLite's sentence, which names the constraint.
func (sqliteDialector) Translate(err error) error {
	var failure *modernc.Error
	if !errors.As(err, &failure) {
		return err
	}
	switch failure.Code() {
	case lib.SQLITE_CONSTRAINT_PRIMARYKEY, lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_ROWID:
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
	case lib.SQLITE_CONSTRAINT_CHECK:
		return fmt.Errorf("%w: %w", gorm.ErrCheckConstraintViolated, err)
	}
	return err
}
