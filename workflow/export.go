package workflow

import (
	"context"
	"encoding/json"
	"io"

	"rectify/models"
	"rectify/workflow/chain"
)

// LoggedEntry is one line of an exported history: an entry at its place in the log, with the very bytes that its hash
// covers. Hash is SHA-256 of alg ‖ 0 ‖ canonical ‖ 0 ‖ prev_hash; the leaf of the Merkle tree at position − 1 is hash.
type LoggedEntry struct {
	Position  int64  `json:"position"`
	Canonical string `json:"canonical"` // JSON, as text: it must be hashed as it stands
	PrevHash  []byte `json:"prev_hash"` // base64
	Hash      []byte `json:"hash"`      // base64
}

// ExportHistory writes the whole log, or its first size entries when size is not 0, one LoggedEntry in a line, in global
// order. It returns how many there were.
func (e *Engine) ExportHistory(ctx context.Context, out io.Writer, size int64) (int64, error) {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	var n int64
	err := e.store.Snapshot(ctx, func(tx models.Tx) error {
		end, err := tx.FeedEnd()
		if err != nil {
			return err
		}
		if size > 0 {
			end = min(end, size)
		}
		return tx.EachInLog(0, end, func(item models.FeedItem) error {
			line, err := logged(item)
			if err != nil {
				return err
			}
			n++
			return lines.Encode(line)
		})
	})
	return n, err
}

// logged is an entry of the log as it is exported.
func logged(item models.FeedItem) (LoggedEntry, error) {
	canonical, err := chain.Canonical(ChainEntry(item.Entry))
	return LoggedEntry{Position: item.Position, Canonical: string(canonical), PrevHash: item.PrevHash, Hash: item.Hash}, err
}
