package models

import (
	"context"
	"errors"
	"time"
)

// RateWindow is how much of a limit all replicas together have taken since a moment.
type RateWindow struct {
	Key      string `gorm:"primaryKey"`
	StartsAt time.Time
	Used     int64
}

// TakeRate takes n more and returns how much is taken in the window now, in one statement.
func (tx Tx) TakeRate(key string, startsAt time.Time, n int) (int64, error) {
	var used int64
	err := tx.db.Raw(`INSERT INTO rate_windows (key, starts_at, used) VALUES (?, ?, ?)
		ON CONFLICT (key, starts_at) DO UPDATE SET used = rate_windows.used + excluded.used RETURNING used`, key, startsAt, n).Row().Scan(&used)
	return used, tx.scanError(err)
}

// ForgetRates deletes the windows that began before a moment.
func (tx Tx) ForgetRates(before time.Time) error {
	return translate(tx.db.Exec(`DELETE FROM rate_windows WHERE starts_at < ?`, before).Error)
}

// ErrBusy says that no connection to the database became free in time.
var ErrBusy = errors.New("models: every connection is in use")

// Room waits until a connection of the pool is free, when all are in use, for no longer than wait: then it is ErrBusy.
func (s *Store) Room(ctx context.Context, wait time.Duration) error {
	if stats := s.sql.Stats(); stats.InUse < stats.MaxOpenConnections {
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	conn, err := s.sql.Conn(limited)
	if err != nil {
		if errors.Is(limited.Err(), context.DeadlineExceeded) {
			return ErrBusy
		}
		return err
	}
	return conn.Close()
}
