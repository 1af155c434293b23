package models

// LockAround locks, until the end of the transaction, a subject and everything that moves or is decided with it: the
// members of a compilation, the measures of a problem, the problem of a measure, the compilation of a contribution, the
// documents on a meeting's agenda with their members, and the ids given besides. Rows are locked in the order of their
// ids, so that two commands never wait for each other in a circle. On SQLite the transaction is the lock.
func (tx Tx) LockAround(id string, besides ...string) error {
	if tx.dialect == SQLite {
		return nil
	}
	var locked []string
	return translate(tx.db.Raw(`SELECT id FROM subjects WHERE id IN (
		SELECT id FROM subjects WHERE id IN @besides OR id = @id OR parent_id = @id OR compilation_id = @id
			OR compilation_id IN (SELECT document_id FROM meeting_items WHERE meeting_id = @id)
		UNION SELECT document_id FROM meeting_items WHERE meeting_id = @id
		UNION SELECT compilation_id FROM subjects WHERE id = @id
		UNION SELECT parent_id FROM subjects WHERE id = @id AND kind = 'measure') ORDER BY id FOR UPDATE`,
		map[string]any{"id": id, "besides": append(besides, id)}).Scan(&locked).Error)
}

// Lock locks one subject until the end of the transaction. On SQLite the transaction is the lock.
func (tx Tx) Lock(id string) error {
	if tx.dialect == SQLite {
		return nil
	}
	var locked []string
	return translate(tx.db.Raw(`SELECT id FROM subjects WHERE id = ? FOR UPDATE`, id).Scan(&locked).Error)
}
