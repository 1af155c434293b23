package models

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// What callers can tell apart. Any other error of this package is internal.
var (
	// ErrNotFound: there is no such row, or not for this viewer; the two are the same answer.
	ErrNotFound = errors.New("models: not found")
	// ErrConflict: a guarded statement moved no row, because the row is no longer as it was read.
	ErrConflict = errors.New("models: changed by someone else")
	// ErrDuplicate: a unique constraint stands against it; the cause names the constraint.
	ErrDuplicate = errors.New("models: exists already")
)

// translate gives gorm's errors the names of this package and keeps the cause. Every exported method returns through it.
func translate(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrDuplicate):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return fmt.Errorf("%w: %w", ErrDuplicate, err)
	}
	return err
}
