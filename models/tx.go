package models

import (
	"context"
	"database/sql"

	"gorm.io/gorm"
)

// Tx is one open transaction. Everything that a command reads and writes goes through one Tx, so that it happens whole
// or not at all.
type Tx struct {
	db      *gorm.DB
	dialect Dialect
	audited *int // audit records written in it
}

// InTx runs do in one transaction (see Store.Tx). What protects a transition on PostgreSQL is its guarded write, not the
// isolation level.
func (s *Store) InTx(ctx context.Context, do func(Tx) error) error {
	return s.Tx(ctx, func(db *gorm.DB) error { return do(s.on(db)) })
}

// Snapshot runs do on the database as it is at one moment, whatever is written meanwhile and without keeping anybody from
// writing. Do must only read.
func (s *Store) Snapshot(ctx context.Context, do func(Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true} // on SQLite every transaction that reads sees one moment
	if s.dialect == Postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return translate(s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error { return do(s.on(db)) }, opts))
}

// View returns the database without a transaction, for reads of one statement each.
func (s *Store) View(ctx context.Context) Tx {
	return s.on(s.db.WithContext(ctx))
}

func (s *Store) on(db *gorm.DB) Tx { return Tx{db: db, dialect: s.dialect, audited: new(int)} }

// scanError names an error that came from a row: gorm translates only those of its own statements.
func (tx Tx) scanError(err error) error {
	if t, can := tx.db.Dialector.(gorm.ErrorTranslator); can && err != nil {
		err = t.Translate(err)
	}
	return translate(err)
}
