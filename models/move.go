package models

import (
	"fmt"
	"slices"
	"strings"
)

// Move is one guarded write: the subject goes from the version and state it was read in to the next, and its history
// gets the entry that says so, and the audit log its record.
type Move struct {
	Subject Subject        // as it was read: its id, version and state are the guard
	Entry   Entry          // complete, hash included; Entry.Seq is Subject.Version + 1
	Set     map[string]any // further columns of the subject that change: revision, digest, compilation_id …
}

// Apply writes a move and, with keep, the answer under its key. On PostgreSQL this is one statement. When the subject
// is no longer as it was read, nothing is written and the result is ErrConflict; a key that is already stored gives
// ErrDuplicate.
func (tx Tx) Apply(m Move, keep *StoredAnswer) error {
	if tx.dialect == Postgres {
		return tx.applyFused(m, keep)
	}
	set, args := m.assignments()
	result := tx.db.Exec(`UPDATE subjects SET `+set+guard, append(args, m.Subject.ID, m.Subject.Version, m.Subject.State)...)
	if result.Error != nil {
		return translate(result.Error)
	}
	if result.RowsAffected != 1 {
		return ErrConflict
	}
	if err := tx.addEntries(m.Entry); err != nil {
		return err
	}
	if keep != nil {
		return tx.KeepAnswer(*keep)
	}
	return nil
}

// ApplyAll writes the moves of many subjects, set-based: one statement moves them, one adds their entries, one their audit records. All move or
// none: ErrConflict when any of them is no longer as it was read. Only state, version and head change, and Set, which
// must be the same for all.
func (tx Tx) ApplyAll(moves []Move) error {
	for batch := range slices.Chunk(moves, 500) {
		if err := tx.applyBatch(batch); err != nil {
			return err
		}
	}
	return nil
}

const guard = ` WHERE id = ? AND version = ? AND state = ?`

// assignments returns the SET list of the subject and its arguments.
func (m Move) assignments() (string, []any) {
	e := m.Entry
	set := []string{"state = ?", "version = ?", "head_hash = ?", "updated_at = ?"}
	args := []any{e.ToState, e.Seq, e.Hash, e.At}
	if e.FromState != e.ToState {
		set, args = append(set, "state_since = ?"), append(args, e.At)
	}
	for _, column := range sortedKeys(m.Set) {
		set, args = append(set, column+" = ?"), append(args, m.Set[column])
	}
	return strings.Join(set, ", "), args
}

const entryColumns = `campaign_id, subject_id, seq, kind, event, from_state, to_state, actor_id, actor_name, role, unit_id,
	on_behalf_of, opinion, revision, digest, detail, at, request_id, correlation_id, alg, prev_hash, hash`

func (e Entry) values() []any {
	return []any{e.CampaignID, e.SubjectID, e.Seq, e.Kind, e.Event, e.FromState, e.ToState, e.ActorID, e.ActorName, e.Role, e.UnitID,
		e.OnBehalfOf, e.Opinion, e.Revision, e.Digest, e.Detail, e.At, e.RequestID, e.CorrelationID, e.Alg, e.PrevHash, e.Hash}
}

// applyFused is Apply as one statement: what follows the UPDATE selects from the row that it moved.
func (tx Tx) applyFused(m Move, keep *StoredAnswer) error {
	set, args := m.assignments()
	var b strings.Builder
	b.WriteString(`WITH moved AS (UPDATE subjects SET ` + set + guard + ` RETURNING id), entry AS (INSERT INTO history (` +
		entryColumns + `) SELECT ` + marks(22) + ` FROM moved), record AS (INSERT INTO audit_records (` + auditColumns + `) SELECT ` +
		marks(23) + ` FROM moved)`)
	args = append(args, m.Subject.ID, m.Subject.Version, m.Subject.State)
	args = append(append(args, m.Entry.values()...), tx.auditOf(m.Entry).values()...)
	if keep != nil {
		b.WriteString(`, kept AS (INSERT INTO idempotency_keys (user_id, key, digest, status, body, etag, location, created_at) SELECT ` +
			marks(8) + ` FROM moved)`)
		args = append(args, keep.UserID, keep.Key, keep.Digest, keep.Status, keep.Body, keep.ETag, keep.Location, keep.CreatedAt)
	}
	b.WriteString(` SELECT count(*) FROM moved`)
	var moved int
	if err := tx.db.Raw(b.String(), args...).Row().Scan(&moved); err != nil {
		return tx.scanError(err)
	}
	if moved != 1 {
		return ErrConflict
	}
	return nil
}

func (tx Tx) applyBatch(moves []Move) error {
	if len(moves) == 0 {
		return nil
	}
	id, version, hash := "?", "?", "?"
	if tx.dialect == Postgres { // a VALUES list has no column to take its types from; gorm would spread bytes after a bracket
		id, version, hash = "?::uuid", "?::bigint", "?::bytea"
	}
	first := moves[0].Entry
	rows := make([]string, len(moves))
	args := make([]any, 0, 4*len(moves)+8)
	entries := make([]Entry, len(moves))
	for i, m := range moves {
		if m.Entry.FromState != first.FromState || m.Entry.ToState != first.ToState || m.Entry.At != first.At {
			return fmt.Errorf("models: a batch moves its subjects alike, but %s goes %s → %s", m.Subject.ID, m.Entry.FromState, m.Entry.ToState)
		}
		rows[i] = "(" + id + ", " + version + ", " + hash + ")"
		args = append(args, m.Subject.ID, m.Subject.Version, m.Entry.Hash)
		entries[i] = m.Entry
	}
	set := []string{"state = ?", "version = subjects.version + 1", "head_hash = v.hash", "updated_at = ?"}
	args = append(args, first.ToState, first.At)
	if first.FromState != first.ToState {
		set, args = append(set, "state_since = ?"), append(args, first.At)
	}
	for _, column := range sortedKeys(moves[0].Set) {
		set, args = append(set, column+" = ?"), append(args, moves[0].Set[column])
	}
	result := tx.db.Exec(`WITH v (id, version, hash) AS (VALUES `+strings.Join(rows, ", ")+`) UPDATE subjects SET `+strings.Join(set, ", ")+
		` FROM v WHERE subjects.id = v.id AND subjects.version = v.version AND subjects.state = ?`, append(args, first.FromState)...)
	if result.Error != nil {
		return translate(result.Error)
	}
	if result.RowsAffected != int64(len(moves)) {
		return ErrConflict
	}
	return tx.addEntries(entries...)
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
