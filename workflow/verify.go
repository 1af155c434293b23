package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"rectify/models"
	"rectify/workflow/chain"
)

// Verification is the result of replaying all history.
type Verification struct {
	Subjects  int
	Entries   int
	Revisions int
	Kinds     map[models.Kind]int
}

// BadEntry is the first thing that verification found wrong.
type BadEntry struct {
	Kind    models.Kind
	Subject string // id
	Title   string
	Seq     int64 // 0 when it is about the subject as a whole
	Err     error
}

// Error names the entry and what is wrong.
func (b *BadEntry) Error() string {
	where := fmt.Sprintf("%s %s (%s)", b.Kind, b.Subject, b.Title)
	if b.Seq > 0 {
		where += fmt.Sprintf(", entry %d", b.Seq)
	}
	return where + ": " + b.Err.Error()
}

// Unwrap gives what is wrong.
func (b *BadEntry) Unwrap() error { return b.Err }

// What verification finds besides the faults of package chain.
var (
	ErrIllegal     = errors.New("the machine has no such move")
	ErrStateDrift  = errors.New("the state is not the one its history leads to")
	ErrVersion     = errors.New("the version is not the number of its entries")
	ErrHead        = errors.New("the head is not the hash of the newest entry")
	ErrNoHistory   = errors.New("it has no history")
	ErrOrphans     = errors.New("history entries without their subject")
	ErrDigest      = errors.New("the text is not the one its digest names")
	ErrNoRevision  = errors.New("the text is not the one its newest entry names")
	ErrFeed        = errors.New("the feed is not the history in one order")
	ErrRoundsDrift = errors.New("the round is not one more than the number of reopenings")
)

// Verify replays all history through the machines: numbers, links, hashes, legality of each move, and that state,
// version and head of every subject are what its history leads to, and that the feed holds each entry once. It returns counts and, when something is wrong, the
// first BadEntry.
func (e *Engine) Verify(ctx context.Context) (Verification, error) {
	v := Verification{Kinds: map[models.Kind]int{}}
	err := e.store.InTx(ctx, func(tx models.Tx) error {
		err := tx.EachChain(func(s models.Subject, entries []models.Entry) error {
			v.Subjects++
			v.Entries += len(entries)
			v.Kinds[s.Kind]++
			return replay(s, entries)
		})
		if err != nil {
			return err
		}
		orphans, err := tx.OrphanEntries()
		if err != nil {
			return err
		}
		if orphans > 0 {
			return fmt.Errorf("%d %w", orphans, ErrOrphans)
		}
		if err := verifyFeed(tx); err != nil {
			return err
		}
		return tx.EachRevision(func(r models.Revision) error {
			v.Revisions++
			sum := sha256.Sum256([]byte(r.Content))
			if hex.EncodeToString(sum[:]) != r.Digest {
				return &BadEntry{Kind: "revision", Subject: r.SubjectID, Title: fmt.Sprintf("revision %d", r.Number), Err: ErrDigest}
			}
			return nil
		})
	})
	return v, err
}

// replay checks one subject against its history.
func replay(s models.Subject, entries []models.Entry) error {
	bad := func(seq int64, err error) error {
		return &BadEntry{Kind: s.Kind, Subject: s.ID, Title: s.Title, Seq: seq, Err: err}
	}
	if len(entries) == 0 {
		return bad(0, ErrNoHistory)
	}
	sealed := make([]chain.Sealed, len(entries))
	for i, entry := range entries {
		sealed[i] = chain.Sealed{Entry: ChainEntry(entry), PrevHash: entry.PrevHash, Hash: entry.Hash}
	}
	if err := chain.Verify(sealed); err != nil {
		var fault *chain.Fault
		errors.As(err, &fault)
		return bad(fault.Seq, fault.Err)
	}
	rounds := 1
	for _, entry := range entries {
		if !legal(s.Kind, entry) {
			return bad(entry.Seq, ErrIllegal)
		}
		if Event(entry.Event) == Reopen {
			rounds++
		}
	}
	last := entries[len(entries)-1]
	switch {
	case last.ToState != s.State:
		return bad(0, ErrStateDrift)
	case s.Version != int64(len(entries)):
		return bad(0, ErrVersion)
	case !bytes.Equal(last.Hash, s.HeadHash):
		return bad(0, ErrHead)
	case last.Digest != s.Digest || last.Revision != s.Revision:
		return bad(0, ErrNoRevision)
	case s.Round != rounds:
		return bad(0, ErrRoundsDrift)
	}
	return nil
}

// legal reports whether the table has the move that an entry claims.
func legal(kind models.Kind, entry models.Entry) bool {
	m := MachineOf(kind)
	if Event(entry.Event) == Create {
		return entry.Seq == 1 && entry.FromState == "" && State(entry.ToState) == m.Initial
	}
	rule := m.Rule(Event(entry.Event), State(entry.FromState))
	return entry.Seq > 1 && rule != nil && rule.to(State(entry.FromState)) == State(entry.ToState)
}

// verifyFeed checks that the feed is history in one order: positions without holes, each entry once, nothing else.
func verifyFeed(tx models.Tx) error {
	f, err := tx.FeedState()
	if err != nil {
		return err
	}
	for _, fault := range []struct {
		count int64
		what  string
	}{{f.Last - f.Entries, "holes"}, {f.Foreign, "entries that history does not have"}, {f.Lost, "entries of history that it lacks"},
		{f.Twice, "entries that still wait for their position"}, {f.Swapped, "entries that stand before what they follow"}} {
		if fault.count != 0 {
			return fmt.Errorf("%w: %d %s", ErrFeed, fault.count, fault.what)
		}
	}
	return nil
}
