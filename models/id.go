package models

import "github.com/google/uuid"

// NewID makes an identifier: a UUIDv7 in its usual text form of 36 characters. Later ones sort after earlier ones, so that
// new rows lie side by side in every index. It is made of random bits and tells nothing but its time.
func NewID() string { return uuid.Must(uuid.NewV7()).String() } // fails only where the machine has no randomness at all
