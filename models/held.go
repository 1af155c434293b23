package models

// HoldWrites says that one transaction will write for many seconds, until release is called. On SQLite nobody else can
// write meanwhile; what may be left out then asks Held first. On PostgreSQL it means nothing.
func (s *Store) HoldWrites() (release func()) {
	s.held.Add(1)
	return func() { s.held.Add(-1) }
}

// Held reports whether a write now would wait for many seconds.
func (s *Store) Held() bool { return s.dialect == SQLite && s.held.Load() > 0 }
