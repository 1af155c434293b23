package archive

import (
	"bytes"
	"encoding/json"

	"rectify/workflow/chain"
)

// Line is one line of the history in a package: an entry at its place in the log, with the very bytes that its hash covers.
// The entries of other campaigns, and those that whoever made the package may not see, are there by their hash alone, so
// that the root of a checkpoint can be computed from the file.
type Line struct {
	Position  int64  `json:"position"` // 1, 2, 3 …
	Canonical string `json:"canonical,omitempty"`
	PrevHash  []byte `json:"prev_hash,omitempty"` // base64; none at the first entry of a subject
	Hash      []byte `json:"hash"`                // base64
}

// entry is what a line says, nil for one that is there by its hash alone.
func (l Line) entry() (*chain.Sealed, error) {
	if l.Canonical == "" {
		return nil, nil
	}
	e := &chain.Sealed{PrevHash: l.PrevHash, Hash: l.Hash}
	d := json.NewDecoder(bytes.NewReader([]byte(l.Canonical)))
	d.DisallowUnknownFields()
	if err := d.Decode(&e.Entry); err != nil {
		return nil, err
	}
	canonical, err := chain.Canonical(e.Entry)
	if err == nil && string(canonical) != l.Canonical {
		err = errCanonical
	}
	return e, err
}
