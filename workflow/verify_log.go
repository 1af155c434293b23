package workflow

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"rectify/models"
	"rectify/workflow/checkpoint"
)

// BadCheckpoint is the first checkpoint that the log does not bear out.
type BadCheckpoint struct {
	Size    int64
	Outside bool // it was brought from elsewhere; otherwise it stands in the database
	Err     error
}

// Error names the checkpoint and what is wrong.
func (b *BadCheckpoint) Error() string {
	where := "stored"
	if b.Outside {
		where = "outside"
	}
	return fmt.Sprintf("%s checkpoint over %d entries: %v", where, b.Size, b.Err)
}

// Unwrap gives what is wrong.
func (b *BadCheckpoint) Unwrap() error { return b.Err }

// What holding checkpoints against the log finds.
var (
	ErrLogRoot   = errors.New("the log's first entries do not have its root: history was written anew since")
	ErrLogShort  = errors.New("the log has fewer entries than it covers: history was cut, or an older backup restored")
	ErrLogOrigin = errors.New("it is of another log")
	ErrLogNote   = errors.New("its signed text and its row do not say the same")
	ErrLogSign   = errors.New("its signature is by none of the known keys, or does not hold")
	ErrLogNode   = errors.New("a subtree kept for proofs is not the one the log has")
)

// verifyLog grows the tree over the whole feed and holds every stored checkpoint, every subtree that is kept and the
// checkpoints from outside against it.
func verifyLog(tx models.Tx, outside []checkpoint.Checkpoint, v *Verification) error {
	log, err := newLogCheck(tx, outside)
	if err != nil {
		return err
	}
	end, err := tx.FeedEnd()
	if err != nil {
		return err
	}
	if err := log.pass(0); err != nil {
		return err
	}
	err = tx.EachHash(0, end, func(_ int64, hash []byte) error {
		if err := log.tree.Append(hash, log.see); err != nil {
			return err
		}
		return log.pass(log.tree.Size())
	})
	if err == nil {
		err = log.rest()
	}
	v.Checkpoints, v.Sealed = log.checked, log.sealed
	return err
}

// logCheck is the tree as it grows, and what is still to be held against it.
type logCheck struct {
	tx      models.Tx
	tree    *checkpoint.Tree
	keys    []string
	outside []checkpoint.Checkpoint // by size
	stored  []models.Checkpoint     // the next ones, by size
	nodes   map[checkpoint.Node][]byte

	checked int
	sealed  int64 // size of the last stored checkpoint that was read
}

func newLogCheck(tx models.Tx, outside []checkpoint.Checkpoint) (*logCheck, error) {
	log := &logCheck{tx: tx, tree: checkpoint.NewTree(), nodes: map[checkpoint.Node][]byte{}}
	keys, err := tx.LogKeys()
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		log.keys = append(log.keys, k.Verifier)
	}
	for _, o := range outside {
		if len(log.keys) > 0 && checkpoint.OriginOf(log.keys[0]) != o.Origin {
			return nil, &BadCheckpoint{Size: o.Size, Outside: true, Err: ErrLogOrigin}
		}
	}
	log.outside = slices.SortedFunc(slices.Values(outside), func(a, b checkpoint.Checkpoint) int { return int(a.Size - b.Size) })
	return log, log.more()
}

// more reads the next stored checkpoints.
func (log *logCheck) more() (err error) {
	log.stored, err = log.tx.CheckpointsAfter(log.sealed, 200)
	return err
}

// see keeps what the stored subtrees are compared with. There is one for 128 entries.
func (log *logCheck) see(n checkpoint.Node, hash []byte) { log.nodes[n] = hash }

// pass checks what is said of the tree at the size it has now.
func (log *logCheck) pass(size int64) error {
	for len(log.outside) > 0 && log.outside[0].Size == size {
		if err := log.rooted(log.outside[0].Root); err != nil {
			return badCheckpoint(size, true, err)
		}
		log.outside = log.outside[1:]
	}
	if len(log.stored) == 0 || log.stored[0].Size != size {
		return nil
	}
	c := log.stored[0]
	if err := log.sound(c); err != nil {
		return badCheckpoint(size, false, err)
	}
	log.checked++
	log.sealed = size
	if log.stored = log.stored[1:]; len(log.stored) > 0 {
		return nil
	}
	return log.more()
}

// sound checks one stored checkpoint: signed by a known key, saying what its row says, with the root and the peaks that
// the log has.
func (log *logCheck) sound(c models.Checkpoint) error {
	said, err := checkpoint.Open(c.Note, log.keys...)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrLogSign, err)
	case said.Size != c.Size || !bytes.Equal(said.Root, c.Root) || !said.Time.Equal(c.TakenAt) || !bytes.Equal(c.Peaks, log.tree.Peaks()):
		if err := log.rooted(c.Root); err != nil {
			return err
		}
		return ErrLogNote
	}
	return log.rooted(c.Root)
}

func (log *logCheck) rooted(root []byte) error {
	has, err := log.tree.Root()
	if err == nil && !bytes.Equal(has, root) {
		err = ErrLogRoot
	}
	return err
}

// rest names what covers more than the log has, and checks the kept subtrees.
func (log *logCheck) rest() error {
	if len(log.outside) > 0 {
		return badCheckpoint(log.outside[0].Size, true, ErrLogShort)
	}
	if len(log.stored) > 0 {
		return badCheckpoint(log.stored[0].Size, false, ErrLogShort)
	}
	return log.tx.EachLogNode(func(n models.LogNode) error {
		if !bytes.Equal(log.nodes[checkpoint.Node{Level: n.Level, Index: n.Position}], n.Hash) {
			return badCheckpoint((n.Position+1)<<n.Level, false, ErrLogNode)
		}
		return nil
	})
}

func badCheckpoint(size int64, outside bool, err error) error {
	return &BadCheckpoint{Size: size, Outside: outside, Err: err}
}
