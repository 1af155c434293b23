package models

import "time"

// Member is a contribution in the exact revision in which a compilation's text took it in.
type Member struct {
	CompilationID string `gorm:"primaryKey"`
	MemberID      string `gorm:"primaryKey"`
	Position      int    // 1, 2, 3 … in the order of the text
	Revision      int
	Digest        string
	AddedAt       time.Time
	RemovedAt     *time.Time // when it left, by return or release; nil while it is in
}

// staleMember is true of a member `m`, joined with its subject `ms`, that is no longer what was taken in.
const staleMember = `(m.removed_at IS NOT NULL OR ms.digest <> m.digest OR ms.compilation_id IS NULL OR ms.compilation_id <> m.compilation_id)`

// MemberRow is a member as its compilation shows it.
type MemberRow struct {
	Member
	Kind     Kind
	Title    string
	State    string // now
	UnitName string
	Stale    bool // it has moved on since it was taken in
}

// SetMembers makes the list the members of the compilation: what its text was made from, and nothing else.
func (tx Tx) SetMembers(compilationID string, members []Member) error {
	if err := tx.db.Where("compilation_id = ?", compilationID).Delete(&Member{}).Error; err != nil {
		return translate(err)
	}
	return translate(tx.db.CreateInBatches(members, 200).Error)
}

// RemoveMember notes that a contribution has left its compilation. The row stays, so that the compilation shows that its
// source has changed.
func (tx Tx) RemoveMember(compilationID, memberID string, at time.Time) error {
	return translate(tx.db.Model(&Member{}).Where("compilation_id = ? AND member_id = ?", compilationID, memberID).
		Update("removed_at", at).Error)
}

// Members returns what a compilation's text was made from, in the order of the text. The caller has checked that the
// viewer may see the compilation.
func (tx Tx) Members(compilationID string) ([]MemberRow, error) {
	var rows []MemberRow
	err := tx.db.Raw(`SELECT m.*, ms.kind, ms.title, ms.state, COALESCE(u.name, '') AS unit_name, `+staleMember+` AS stale
		FROM members m JOIN subjects ms ON ms.id = m.member_id LEFT JOIN units u ON u.id = ms.unit_id
		WHERE m.compilation_id = ? ORDER BY m.position`, compilationID).Scan(&rows).Error
	return rows, translate(err)
}

// Candidate is a contribution that may be taken into a compilation, with its newest text.
type Candidate struct {
	Subject
	CycleID  *string
	UnitName string
	Content  string
}

// Candidates returns contributions in the order in which a compilation shows them: problems, and the reports on them, as
// in the table of problems; weekly reports in the official order of the units. Ids that are not known, or stand
// in a circle without the viewer, are left out.
func (tx Tx) Candidates(v Viewer, ids []string) ([]Candidate, error) {
	var rows []Candidate
	circles, args := v.outsideCircles()
	err := tx.db.Raw(`SELECT s.*, r.cycle_id, COALESCE(u.name, '') AS unit_name, COALESCE(v.content, '') AS content
		FROM subjects s LEFT JOIN reports r ON r.subject_id = s.id LEFT JOIN units u ON u.id = s.unit_id
		LEFT JOIN revisions v ON v.subject_id = s.id AND v.number = s.revision
		LEFT JOIN problems p ON p.subject_id = s.id OR p.subject_id = s.parent_id
		WHERE s.id IN ? AND `+circles+` ORDER BY COALESCE(p.position, u.position, 0), s.id`, append([]any{ids}, args...)...).Scan(&rows).Error
	return rows, translate(err)
}
