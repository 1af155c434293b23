package workflow

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"rectify/models"
	"rectify/workflow/chain"
)

// replay checks one subject, its texts and its evidence against its history. Checked holds the digests of files whose
// bytes were read already; without blobs no bytes are read.
func replay(c models.Chain, blobs *models.Blobs, checked map[string]bool) error {
	seq, err := replayEntries(c)
	if err == nil {
		seq, err = replayTexts(c)
	}
	if err == nil {
		seq, err = replayEvidence(c, blobs, checked)
	}
	if err == nil {
		seq, err = replayRows(c)
	}
	if err != nil {
		return &BadEntry{Kind: c.Kind, Subject: c.ID, Title: c.Title, Seq: seq, Err: err}
	}
	return nil
}

// replayEntries folds the history and compares the subject with what comes out. It returns the number of the entry that is
// wrong, 0 when it is the subject.
func replayEntries(c models.Chain) (int64, error) {
	if len(c.Entries) == 0 {
		return 0, ErrNoHistory
	}
	sealed := make([]chain.Sealed, len(c.Entries))
	for i, entry := range c.Entries {
		sealed[i] = chain.Sealed{Entry: ChainEntry(entry), PrevHash: entry.PrevHash, Hash: entry.Hash}
	}
	var fault *chain.Fault
	if errors.As(chain.Verify(sealed), &fault) {
		return fault.Seq, fault.Err
	}
	rounds, since := 1, c.Entries[0].At
	for _, entry := range c.Entries {
		if entry.Kind != c.Kind || entry.CampaignID != c.CampaignID {
			return entry.Seq, ErrIdentity
		}
		if !legal(c.Kind, entry) {
			return entry.Seq, ErrIllegal
		}
		if entry.FromState != entry.ToState {
			since = entry.At
		}
		if Event(entry.Event) == Reopen {
			rounds++
		}
	}
	first, last := c.Entries[0], c.Entries[len(c.Entries)-1]
	switch {
	case last.ToState != c.State || !since.Equal(c.StateSince):
		return 0, ErrStateDrift
	case c.Version != int64(len(c.Entries)):
		return 0, ErrVersion
	case !bytes.Equal(last.Hash, c.HeadHash):
		return 0, ErrHead
	case first.ActorID != c.CreatedBy:
		return 0, ErrIdentity
	case last.Digest != c.Digest || last.Revision != c.Revision:
		return 0, ErrNoRevision
	case c.Round != rounds:
		return 0, ErrRoundsDrift
	}
	return 0, nil
}

// legal reports whether the table has the move that an entry claims.
func legal(kind models.Kind, entry models.Entry) bool {
	m, known := machines[kind]
	if !known {
		return false
	}
	if Event(entry.Event) == Create {
		return entry.Seq == 1 && entry.FromState == "" && State(entry.ToState) == m.Initial
	}
	rule := m.Rule(Event(entry.Event), State(entry.FromState))
	return entry.Seq > 1 && rule != nil && rule.to(State(entry.FromState)) == State(entry.ToState)
}

// replayTexts checks that every stored text is the one its digest names, and that entries and texts are of each other:
// numbers 1..n, each named by the entry that wrote it with the digest it has.
func replayTexts(c models.Chain) (int64, error) {
	texts := 0 // named by the entries so far
	for _, entry := range c.Entries {
		if entry.Revision > texts {
			texts++
		}
		if entry.Revision != texts {
			return entry.Seq, ErrNoRevision
		}
		if texts == 0 {
			continue
		}
		if texts > len(c.Revisions) || c.Revisions[texts-1].Number != texts {
			return entry.Seq, ErrNoRevision
		}
		text := c.Revisions[texts-1]
		if sum := sha256.Sum256([]byte(text.Content)); hex.EncodeToString(sum[:]) != text.Digest {
			return entry.Seq, ErrDigest
		}
		if entry.Digest != text.Digest {
			return entry.Seq, ErrNoRevision
		}
	}
	if texts != len(c.Revisions) {
		return 0, ErrNoRevision
	}
	return 0, nil
}

// replayEvidence checks that every piece of evidence is the file that an entry attached, in name, size, type and digest,
// and that none is missing.
func replayEvidence(c models.Chain, blobs *models.Blobs, checked map[string]bool) (int64, error) {
	rows := map[string]models.Evidence{}
	for _, e := range c.Evidence {
		rows[e.ID] = e
	}
	for _, entry := range c.Entries {
		if Event(entry.Event) != Attach {
			continue
		}
		var said attached
		if err := readDetail(entry.Detail, &said); err != nil {
			return entry.Seq, fmt.Errorf("%w: %w", ErrEvidence, err)
		}
		row, kept := rows[said.EvidenceID]
		if !kept || said != (attached{row.ID, row.Name, row.MediaType, row.Size, row.SHA256}) || row.UploadedBy != entry.ActorID {
			return entry.Seq, ErrEvidence
		}
		delete(rows, row.ID)
		if blobs != nil && !checked[row.SHA256] {
			if err := blobs.Check(row.SHA256, row.Size); err != nil {
				return entry.Seq, fmt.Errorf("%w: %w", ErrBytes, err)
			}
			checked[row.SHA256] = true
		}
	}
	if len(rows) > 0 {
		return 0, ErrEvidence
	}
	return 0, nil
}
