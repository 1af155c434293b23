package models

import "time"

// HoldAuditRetention returns for how many days audit records are kept, and keeps others from changing it or purging until
// the end of the transaction.
func (tx Tx) HoldAuditRetention() (int, error) {
	lock := ""
	if tx.dialect == Postgres { // on SQLite the transaction is the lock
		lock = " FOR UPDATE"
	}
	var days int
	err := tx.scanError(tx.db.Raw(`SELECT days FROM audit_retention WHERE one = 1` + lock).Row().Scan(&days))
	return days, err
}

// SetAuditRetention sets for how many days audit records are kept. The database refuses less than 200.
func (tx Tx) SetAuditRetention(days int) error {
	return translate(tx.db.Exec(`UPDATE audit_retention SET days = ? WHERE one = 1`, days).Error)
}

// PurgeAudit deletes the records before a moment. The database refuses those that are not older than the retention.
func (tx Tx) PurgeAudit(until time.Time) error {
	return translate(tx.db.Exec(`DELETE FROM audit_records WHERE at < ?`, until).Error)
}

// AuditDrift counts the entries of history since a moment that have no audit record which says the same, and the records
// of entries that history does not have.
func (tx Tx) AuditDrift(since time.Time) (lost, forged int64, err error) {
	const same = `a.object_id = CAST(h.subject_id AS text) AND a.entry = h.seq AND a.act = h.event AND a.actor_id = h.actor_id AND a.at = h.at`
	err = tx.db.Raw(`SELECT (SELECT count(*) FROM history h WHERE h.at >= ? AND NOT EXISTS (SELECT 1 FROM audit_records a WHERE `+same+`)),
		(SELECT count(*) FROM audit_records a WHERE a.entry IS NOT NULL AND NOT EXISTS (SELECT 1 FROM history h WHERE `+same+`))`, since).
		Row().Scan(&lost, &forged)
	return lost, forged, tx.scanError(err)
}
