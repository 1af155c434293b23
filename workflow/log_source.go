package workflow

import (
	"rectify/models"
	"rectify/workflow/checkpoint"
)

// logSource reads the log for proofs.
type logSource struct{ tx models.Tx }

// EntryHashes implements checkpoint.Source.
func (l logSource) EntryHashes(from, to int64) ([][]byte, error) {
	var hashes [][]byte
	err := l.tx.EachHash(from, to, func(_ int64, hash []byte) error {
		hashes = append(hashes, hash)
		return nil
	})
	return hashes, err
}

// KeptNode implements checkpoint.Source.
func (l logSource) KeptNode(n checkpoint.Node) ([]byte, error) { return l.tx.LogNode(n.Level, n.Index) }

// ProveEntry proves that the entry at a position (1, 2, 3 …) is in the log of the checkpoint over size entries. Both must
// exist.
func ProveEntry(tx models.Tx, position, size int64) ([][]byte, error) {
	return checkpoint.Inclusion(position-1, size, logSource{tx})
}

// ProvePrefix proves that the log of the checkpoint over newer entries begins with that of the one over older entries.
func ProvePrefix(tx models.Tx, older, newer int64) ([][]byte, error) {
	return checkpoint.Consistency(older, newer, logSource{tx})
}
