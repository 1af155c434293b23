// Package chain links the history entries of one subject with hashes, so that a changed, removed, inserted or reordered
// entry shows. It is pure: the same functions seal an entry, verify a database and verify an archive offline.
package chain

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// SHA256 names the hash of an entry's Alg.
const SHA256 = "sha256"

// Entry is what the hash covers: everything an entry says. The order of the fields is the canonical order.
type Entry struct {
	CampaignID    string `json:"campaign_id"`
	SubjectID     string `json:"subject_id"`
	Seq           int64  `json:"seq"`
	Kind          string `json:"kind"`
	Event         string `json:"event"`
	From          string `json:"from"`
	To            string `json:"to"`
	ActorID       string `json:"actor_id"`
	ActorName     string `json:"actor_name"`
	Role          string `json:"role"`
	UnitID        string `json:"unit_id"`
	OnBehalfOf    string `json:"on_behalf_of"`
	Opinion       string `json:"opinion"`
	Revision      int    `json:"revision"`
	Digest        string `json:"digest"`
	Detail        string `json:"detail"`
	At            string `json:"at"` // RFC 3339, UTC, microseconds: see Instant
	RequestID     string `json:"request_id"`
	CorrelationID string `json:"correlation_id"`
	Alg           string `json:"alg"`
}

// Instant writes a time as an entry holds it.
func Instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Hash returns the hash of an entry that follows one with hash prev; prev is empty for the first entry.
// It is H(alg ‖ 0 ‖ canonical JSON ‖ 0 ‖ prev).
func Hash(e Entry, prev []byte) ([]byte, error) {
	if e.Alg != SHA256 {
		return nil, fmt.Errorf("chain: unknown hash %q", e.Alg)
	}
	canonical, err := Canonical(e)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write([]byte(e.Alg))
	h.Write([]byte{0})
	h.Write(canonical)
	h.Write([]byte{0})
	h.Write(prev)
	return h.Sum(nil), nil
}

// Canonical is the JSON of v with fields in the order of its type, no white space and no HTML escapes.
func Canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Sealed is an entry with the hashes that were stored with it.
type Sealed struct {
	Entry
	PrevHash, Hash []byte
}

// The faults that Verify finds.
var (
	ErrGap     = errors.New("the numbers have a hole or a repetition")
	ErrLink    = errors.New("the previous hash is not that of the entry before")
	ErrHash    = errors.New("the hash is not that of the entry")
	ErrState   = errors.New("the state it starts from is not the state before")
	ErrOrder   = errors.New("the time is before that of the entry before")
	ErrForeign = errors.New("the entry belongs to another subject")
)

// Fault is the first bad entry of a chain.
type Fault struct {
	Seq int64
	Err error
}

// Error names the entry and what is wrong with it.
func (f *Fault) Error() string { return fmt.Sprintf("entry %d: %v", f.Seq, f.Err) }

// Unwrap gives what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// Verify checks the entries of one subject in order: numbers 1..n, links, hashes, states that follow on each other and
// times that do not run back. It returns nil or the first Fault.
func Verify(entries []Sealed) error {
	var prev *Sealed
	for i := range entries {
		e := &entries[i]
		if err := Follows(prev, e); err != nil {
			return &Fault{Seq: e.Seq, Err: err}
		}
		prev = e
	}
	return nil
}

// Follows checks one entry by itself and against the one before it of the same subject, nil for the first.
func Follows(prev, e *Sealed) error {
	var last Sealed
	if prev != nil {
		last = *prev
	}
	switch {
	case e.Seq != last.Seq+1:
		return ErrGap
	case prev != nil && e.SubjectID != last.SubjectID:
		return ErrForeign
	case !bytes.Equal(e.PrevHash, last.Hash):
		return ErrLink
	case e.From != last.To:
		return ErrState
	case e.At < last.At:
		return ErrOrder
	}
	hash, err := Hash(e.Entry, e.PrevHash)
	if err != nil {
		return err
	}
	if !bytes.Equal(hash, e.Hash) {
		return ErrHash
	}
	return nil
}
