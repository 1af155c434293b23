package checkpoint

import (
	"bytes"
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
)

// HashSize is the length of every hash of the tree.
const HashSize = 32

var ranges = compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}

// Node is a full subtree: it covers the 2^Level leaves from Index·2^Level on.
type Node struct {
	Level uint
	Index int64
}

// Leaves are the first leaf under the node, and the first behind it.
func (n Node) Leaves() (from, to int64) { return n.Index << n.Level, (n.Index + 1) << n.Level }

// KeptLevel is the level from which on full subtrees are worth keeping: what lies below is hashed again from at most
// 2^KeptLevel leaves when a proof needs it.
const KeptLevel = 8

// Tree is the Merkle tree over a log, as far as it must be known to grow: the roots of its full subtrees.
type Tree struct{ peaks *compact.Range }

// NewTree is the tree over nothing.
func NewTree() *Tree { return &Tree{ranges.NewEmptyRange(0)} }

// Resume is the tree over size entries with the peaks that Peaks gave then.
func Resume(size int64, peaks []byte) (*Tree, error) {
	if size < 0 || len(peaks)%HashSize != 0 {
		return nil, fmt.Errorf("checkpoint: %d bytes are no peaks of %d entries", len(peaks), size)
	}
	hashes := make([][]byte, 0, len(peaks)/HashSize)
	for p := bytes.Clone(peaks); len(p) > 0; p = p[HashSize:] {
		hashes = append(hashes, p[:HashSize:HashSize])
	}
	r, err := ranges.NewRange(0, uint64(size), hashes)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	return &Tree{r}, nil
}

// Append adds the next entry, given by its hash in its subject's chain. See is told of every full subtree of KeptLevel or
// above that this completes; it may be nil.
func (t *Tree) Append(entryHash []byte, see func(Node, []byte)) error {
	return t.peaks.Append(Leaf(entryHash), func(id compact.NodeID, hash []byte) {
		if id.Level >= KeptLevel && see != nil {
			see(Node{id.Level, int64(id.Index)}, hash)
		}
	})
}

// Size is the number of entries.
func (t *Tree) Size() int64 { return int64(t.peaks.End()) }

// Peaks are the hashes of the full subtrees, the largest first, one behind the other.
func (t *Tree) Peaks() []byte { return bytes.Join(t.peaks.Hashes(), nil) }

// Root is the hash of the whole tree.
func (t *Tree) Root() ([]byte, error) {
	if t.peaks.End() == 0 {
		return rfc6962.DefaultHasher.EmptyRoot(), nil
	}
	return t.peaks.GetRootHash(nil)
}

// Leaf is the hash of a leaf: what is logged of an entry is its hash in its subject's chain, which covers all it says.
func Leaf(entryHash []byte) []byte { return rfc6962.DefaultHasher.HashLeaf(entryHash) }

// subtree is the hash over consecutive entries that fill a subtree.
func subtree(entryHashes [][]byte) ([]byte, error) {
	r := ranges.NewEmptyRange(0)
	for _, hash := range entryHashes {
		if err := r.Append(Leaf(hash), nil); err != nil {
			return nil, err
		}
	}
	return r.GetRootHash(nil)
}
