package workflow

import (
	"context"
	"errors"
	"fmt"

	"rectify/models"
	"rectify/workflow/checkpoint"
)

// Verification is the result of replaying all history.
type Verification struct {
	Subjects  int
	Entries   int
	Revisions int
	Files     int // pieces of evidence
	Kinds     map[models.Kind]int
	// Checkpoints is how many of those that are stored were checked, Sealed how many entries the newest of them covers.
	Checkpoints int
	Sealed      int64
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
	ErrIdentity    = errors.New("its kind, campaign or creator is not the one its history names")
	ErrNoHistory   = errors.New("it has no history")
	ErrOrphan      = errors.New("the entry is of a subject that does not exist")
	ErrDigest      = errors.New("the text is not the one its digest names")
	ErrNoRevision  = errors.New("the text is not the one that the history names")
	ErrEvidence    = errors.New("the evidence is not the file that the history names")
	ErrBytes       = errors.New("the bytes of the evidence are not those that its digest names")
	ErrFeed        = errors.New("the feed is not the history in one order")
	ErrRoundsDrift = errors.New("the round is not one more than the number of reopenings")
)

// Verify replays all history through the machines: numbers, links, hashes, legality of each move; that every subject is
// what its history leads to; that texts and evidence, with blobs also the bytes, are those that the history names; that
// the feed holds each entry once, and the audit log what was sealed. It looks at one moment and keeps nobody from working.
// It returns counts and, when something is wrong, the first BadEntry (or a BadUser, a BadCheckpoint, or ErrFeed or
// ErrAudit, when it is about the feed or the audit log as a whole).
//
// What it cannot find by itself is a hand in the database that takes the newest entries away, or writes all anew, and
// computes what depends on them: what is left is a history that could have been. Only a checkpoint kept elsewhere shows
// that: those given as outside are held against the log. That their signatures hold, the caller has checked.
func (e *Engine) Verify(ctx context.Context, blobs *models.Blobs, outside ...checkpoint.Checkpoint) (Verification, error) {
	v := Verification{Kinds: map[models.Kind]int{}}
	err := e.store.Snapshot(ctx, func(tx models.Tx) error {
		checked := map[string]bool{} // digests of files: the same file may prove many things
		err := tx.EachChain(func(c models.Chain) error {
			v.Subjects++
			v.Entries += len(c.Entries)
			v.Revisions += len(c.Revisions)
			v.Files += len(c.Evidence)
			v.Kinds[c.Kind]++
			return replay(c, blobs, checked)
		})
		if err != nil {
			return err
		}
		orphan, err := tx.Orphan()
		if err == nil {
			return &BadEntry{Kind: orphan.Kind, Subject: orphan.SubjectID, Seq: orphan.Seq, Err: ErrOrphan}
		}
		if !errors.Is(err, models.ErrNotFound) {
			return err
		}
		if err := verifyPeople(tx); err != nil {
			return err
		}
		if err := verifyFeed(tx); err != nil {
			return err
		}
		if err := verifyLog(tx, outside, &v); err != nil {
			return err
		}
		return verifyAudit(tx)
	})
	return v, err
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
