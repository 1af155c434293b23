package checkpoint

import (
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

// Source reads a log: the hashes of the entries at [from, to), counted from 0, and the full subtrees that were kept.
type Source interface {
	EntryHashes(from, to int64) ([][]byte, error)
	KeptNode(Node) ([]byte, error)
}

// Inclusion proves that the entry at index (counted from 0) is in the tree of the given size.
func Inclusion(index, size int64, log Source) ([][]byte, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("checkpoint: there is no entry %d among %d", index, size)
	}
	nodes, err := proof.Inclusion(uint64(index), uint64(size))
	if err != nil {
		return nil, err
	}
	return gather(nodes, log)
}

// Consistency proves that the tree of the older size is a prefix of that of the newer size.
func Consistency(older, newer int64, log Source) ([][]byte, error) {
	if older < 0 || older > newer {
		return nil, fmt.Errorf("checkpoint: %d entries are no prefix of %d", older, newer)
	}
	nodes, err := proof.Consistency(uint64(older), uint64(newer))
	if err != nil {
		return nil, err
	}
	return gather(nodes, log)
}

func gather(nodes proof.Nodes, log Source) ([][]byte, error) {
	hashes := make([][]byte, len(nodes.IDs))
	for i, id := range nodes.IDs {
		var err error
		if hashes[i], err = hashOf(id, log); err != nil {
			return nil, err
		}
	}
	return nodes.Rehash(hashes, rfc6962.DefaultHasher.HashChildren)
}

func hashOf(id compact.NodeID, log Source) ([]byte, error) {
	node := Node{id.Level, int64(id.Index)}
	if id.Level >= KeptLevel {
		return log.KeptNode(node)
	}
	from, to := node.Leaves()
	hashes, err := log.EntryHashes(from, to)
	if err != nil {
		return nil, err
	}
	if int64(len(hashes)) != to-from {
		return nil, fmt.Errorf("checkpoint: entries %d to %d of the log: got %d", from, to, len(hashes))
	}
	return subtree(hashes)
}

// VerifyInclusion checks a proof that an entry stands at index (counted from 0) of the log that a checkpoint describes.
func VerifyInclusion(c Checkpoint, index int64, entryHash []byte, hashes [][]byte) error {
	if index < 0 {
		return fmt.Errorf("checkpoint: there is no entry %d", index)
	}
	return proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(c.Size), Leaf(entryHash), hashes, c.Root)
}

// VerifyConsistency checks a proof that the log of a newer checkpoint begins with that of an older one.
func VerifyConsistency(older, newer Checkpoint, hashes [][]byte) error {
	return proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(older.Size), uint64(newer.Size), hashes, older.Root, newer.Root)
}
