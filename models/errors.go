package models

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	modernc "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// What callers can tell apart. Any other error of this package is internal.
var (
	// ErrNotFound: there is no such row, or not for this viewer; the two are the same answer.
	ErrNotFound = errors.New("models: not found")
	// ErrConflict: somebody else was faster. A guarded statement moved no row, because the row is no longer as it was read,
	// or the database gave this transaction up for another one. To do it again may help.
	ErrConflict = errors.New("models: changed by someone else")
	// ErrDuplicate: a unique constraint stands against it; the cause names the constraint.
	ErrDuplicate = errors.New("models: exists already")
)

// translate gives gorm's errors the names of this package and keeps the cause. Every exported method returns through it.
func translate(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrDuplicate), errors.Is(err, ErrConflict):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return fmt.Errorf("%w: %w", ErrDuplicate, err)
	case givenUp(err):
		return fmt.Errorf("%w: %w", ErrConflict, err)
	}
	return err
}

// givenUp reports whether the database ended a transaction in favour of others: a deadlock or a serialization failure on
// PostgreSQL, a wait for the write lock that took too long on SQLite.
func givenUp(err error) bool {
	var postgres *pgconn.PgError
	if errors.As(err, &postgres) {
		return postgres.Code == "40P01" || postgres.Code == "40001"
	}
	var sqlite *modernc.Error
	return errors.As(err, &sqlite) && sqlite.Code()&0xff == lib.SQLITE_BUSY
}
