package models

import "time"

// CircleReader is somebody who may read a document with a circle. The circle bears the id of the document it was drawn
// around; what belongs to the document stands in the same circle by its subject's CircleID.
type CircleReader struct {
	CircleID string `gorm:"primaryKey"`
	UserID   string `gorm:"primaryKey"`
	AddedBy  string
	AddedAt  time.Time
	Name     string `gorm:"->;-:migration"` // of the user, when read by CircleReaders
}

// DrawCircle makes the users the readers of a circle: those who were in it and stay keep their line. What belongs to the
// subject and has no circle of its own comes into it. The caller holds the lock of the subject and of what belongs to it
// (LockAround), and writes the subject's own circle_id with its move.
func (tx Tx) DrawCircle(circleID string, readers []string, by string, at time.Time) error {
	// Who is left out loses what he may do with it: files that a job makes of it for him are no longer his.
	out := tx.db.Exec(`UPDATE users SET authz_version = authz_version + 1 WHERE id IN (SELECT user_id FROM circle_readers
		WHERE circle_id = ? AND user_id NOT IN ?)`, circleID, readers)
	if out.Error != nil {
		return translate(out.Error)
	}
	if err := tx.db.Exec(`DELETE FROM circle_readers WHERE circle_id = ? AND user_id NOT IN ?`, circleID, readers).Error; err != nil {
		return translate(err)
	}
	before, err := tx.CircleUsers(circleID)
	if err != nil {
		return err
	}
	in := map[string]bool{}
	for _, id := range before {
		in[id] = true
	}
	for _, id := range readers {
		if in[id] {
			continue
		}
		if err := tx.db.Omit("Name").Create(&CircleReader{CircleID: circleID, UserID: id, AddedBy: by, AddedAt: at}).Error; err != nil {
			return translate(err)
		}
	}
	return translate(tx.db.Exec(`UPDATE subjects SET circle_id = ? WHERE parent_id = ? AND circle_id IS NULL`, circleID, circleID).Error)
}

// EraseCircle opens again what stands in a circle because it belongs to the subject. The subject's own circle_id is
// written with its move.
func (tx Tx) EraseCircle(circleID string) error {
	if err := tx.db.Exec(`DELETE FROM circle_readers WHERE circle_id = ?`, circleID).Error; err != nil {
		return translate(err)
	}
	return translate(tx.db.Exec(`UPDATE subjects SET circle_id = NULL WHERE parent_id = ? AND circle_id = ?`, circleID, circleID).Error)
}

// HoldCircle returns the circle that a subject stands in, nil for none, and keeps it so until the end of the transaction.
func (tx Tx) HoldCircle(subjectID string) (*string, error) {
	lock := ""
	if tx.dialect == Postgres { // on SQLite the transaction is the lock
		lock = " FOR SHARE"
	}
	var circle *string
	err := tx.db.Raw(`SELECT circle_id FROM subjects WHERE id = ?`+lock, subjectID).Scan(&circle).Error
	return circle, translate(err)
}

// CircleUsers returns the ids of a circle's readers, in their order.
func (tx Tx) CircleUsers(circleID string) ([]string, error) {
	var ids []string
	err := tx.db.Raw(`SELECT user_id FROM circle_readers WHERE circle_id = ? ORDER BY user_id`, circleID).Scan(&ids).Error
	return ids, translate(err)
}

// CircleReaders returns a circle's readers with their names, in the order in which they came.
func (tx Tx) CircleReaders(circleID string) ([]CircleReader, error) {
	var readers []CircleReader
	err := tx.db.Raw(`SELECT r.*, u.name FROM circle_readers r JOIN users u ON u.id = r.user_id WHERE r.circle_id = ?
		ORDER BY r.added_at, r.user_id`, circleID).Scan(&readers).Error
	return readers, translate(err)
}

// Holders returns those of the users who hold a role now, in the unit when one is named.
func (tx Tx) Holders(ids []string, role Role, unitID string) ([]string, error) {
	q := tx.db.Table("grants").Distinct("user_id").Where("user_id IN ? AND role = ? AND revoked_at IS NULL", ids, role)
	if unitID != "" {
		q = q.Where("unit_id = ?", unitID)
	}
	var holders []string
	err := q.Order("user_id").Scan(&holders).Error
	return holders, translate(err)
}

// ShownBeyond counts where a subject, or what belongs to it, is shown to somebody who is not among the readers: the
// compilations whose text was made from it, and the meetings that have it on their agenda.
func (tx Tx) ShownBeyond(subjectID string, readers []string) (int, error) {
	var n int
	err := tx.db.Raw(`SELECT count(*) FROM (SELECT m.compilation_id AS id FROM members m
			WHERE m.member_id IN (SELECT id FROM subjects WHERE id = @id OR parent_id = @id)
			UNION SELECT meeting_id FROM meeting_items WHERE document_id = @id) c JOIN subjects s ON s.id = c.id
		WHERE s.circle_id IS NULL OR EXISTS (SELECT 1 FROM circle_readers r WHERE r.circle_id = s.circle_id AND r.user_id NOT IN @readers)`,
		map[string]any{"id": subjectID, "readers": readers}).Scan(&n).Error
	return n, translate(err)
}

// Narrower returns the titles of what a compilation was made from, or a meeting has on its agenda, and that somebody
// among the readers may not read. No readers stands for everybody.
func (tx Tx) Narrower(subjectID string, readers []string) ([]string, error) {
	var titles []string
	err := tx.db.Raw(`SELECT s.title FROM (SELECT member_id AS id FROM members WHERE compilation_id = @id
			UNION SELECT document_id FROM meeting_items WHERE meeting_id = @id) c JOIN subjects s ON s.id = c.id
		WHERE s.circle_id IS NOT NULL AND (@n = 0 OR (SELECT count(*) FROM circle_readers r
			WHERE r.circle_id = s.circle_id AND r.user_id IN @readers) < @n) ORDER BY s.title, s.id`,
		map[string]any{"id": subjectID, "readers": append([]string{orZero("")}, readers...), "n": len(readers)}).Scan(&titles).Error
	return titles, translate(err)
}
