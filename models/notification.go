package models

import (
	"strings"
	"time"
)

// Notification is something that happened and concerns a person: an entry of history by somebody else, an urge for a report
// that was not begun, or a delegation to him. Nothing is stored for it; it is looked up.
type Notification struct {
	Position  int64  // in the feed; 0 for what has none
	Ref       string // id of the urge or delegation; "" for an entry
	At        time.Time
	Event     string // of the entry; urge; delegate
	Kind      Kind   // of the subject; weekly; "" for a delegation
	SubjectID *string
	Title     string // of the subject, as it is now
	CircleID  *string
	Revision  int
	ActorName string
	UnitID    *string // in which who acted holds his role; the unit that was urged, for a report that was not begun
	Remark    string
	CycleID   *string // of a report that was not begun, with the cycle's number and due date
	Number    int
	FromOn    string // the cycle's due date; the first day of a delegation
	ToOn      string // the last day of a delegation
	Unread    bool
}

// NotificationKey is a place among the notifications, which come with the newest first.
type NotificationKey struct {
	At       time.Time
	Position int64
	Ref      string
}

// Key is the notification's place.
func (n Notification) Key() NotificationKey { return NotificationKey{n.At, n.Position, n.Ref} }

// NotificationMark is up to where somebody has read: a position in the feed, and a moment for what has no position. An
// entry that was committed late has a later position than what was read before, whatever its time.
type NotificationMark struct {
	UserID   string `gorm:"primaryKey"`
	Position int64
	ReadTo   time.Time
}

// NotificationMark returns a user's mark. Who has never read any has read what was there before his account.
func (tx Tx) NotificationMark(userID string) (NotificationMark, error) {
	var marks []NotificationMark
	err := tx.db.Where("user_id = ?", userID).Limit(1).Find(&marks).Error
	if err != nil || len(marks) > 0 {
		return append(marks, NotificationMark{})[0], translate(err)
	}
	user, err := tx.User(userID)
	return NotificationMark{UserID: userID, ReadTo: user.CreatedAt.Add(-time.Microsecond)}, err
}

// MoveNotificationMark moves a user's mark forward; it never goes back.
func (tx Tx) MoveNotificationMark(m NotificationMark) error {
	later := "max"
	if tx.dialect == Postgres {
		later = "greatest"
	}
	return translate(tx.db.Exec(`INSERT INTO notification_marks (user_id, position, read_to) VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET
		position = `+later+`(notification_marks.position, excluded.position), read_to = `+later+`(notification_marks.read_to, excluded.read_to)`,
		m.UserID, m.Position, m.ReadTo).Error)
}

// NotificationQuery asks for the notifications of a viewer.
type NotificationQuery struct {
	Viewer Viewer
	Mark   NotificationMark
	Now    time.Time
	Unread bool             // only those
	Before *NotificationKey // only older ones; nil for the newest
	Upto   bool             // also the one at Before
	Limit  int
}

// Notifications returns a page of them.
func (tx Tx) Notifications(q NotificationQuery) ([]Notification, error) {
	sql, args := q.rows(true)
	var rows []Notification
	err := tx.db.Raw(sql, args...).Scan(&rows).Error
	for _, n := range page(rows, q.Limit) {
		if n.SubjectID != nil {
			tx.note(n.CircleID, *n.SubjectID, n.Kind, 0)
		}
	}
	return rows, translate(err)
}

// UnreadNotifications counts up to limit unread notifications.
func (tx Tx) UnreadNotifications(q NotificationQuery) (int, error) {
	q.Unread, q.Before = true, nil
	sql, args := q.rows(false)
	var n int
	err := tx.db.Raw(`SELECT count(*) FROM (`+sql+`) c`, args...).Scan(&n).Error
	return n, translate(err)
}

// readSlack is how much later than another an entry may get its position that is older by its time: longer than any
// transaction takes.
const readSlack = time.Hour

// notable are the entries that may concern somebody else. The index history_notable has exactly this condition.
const notable = `(h.event IN ('urge', 'copy', 'return', 'consolidate', 'release', 'approve', 'revise', 'amend', 'file', 'close', 'decline_close', 'reopen', 'accept', 'decline', 'relapse') OR (h.kind = 'problem' AND h.event IN ('create', 'assign')) OR (h.kind = 'meeting' AND h.event IN ('create', 'edit')))`

// rows is the union of what there is to notify of: each part on its own in the order of time and no longer than the page.
func (q NotificationQuery) rows(sorted bool) (string, []any) {
	parts, args := []string{}, []any{}
	for _, part := range []func() (string, []any){q.entries, q.cycleUrges, q.laterDelegations, q.delegationsAtOnce} {
		sql, values := part()
		if sql == "" {
			continue
		}
		parts, args = append(parts, "SELECT * FROM ("+sql+" ORDER BY at DESC, position DESC, ref DESC LIMIT ?) p"), append(append(args, values...), q.Limit)
	}
	sql := "SELECT * FROM (" + strings.Join(parts, " UNION ALL ") + ") n"
	if sorted {
		sql += " ORDER BY at DESC, position DESC, ref DESC"
	}
	return sql + " LIMIT ?", append(args, q.Limit)
}

// place narrows a part to the page and to what is unread, by the expressions of its time, position and id.
func (q NotificationQuery) place(at, position, ref string) (string, []any) {
	var sql string
	var args []any
	if b := q.Before; b != nil {
		than := "<"
		if q.Upto {
			than = "<="
		}
		// The first comparison says nothing new: it is what an index over the time can take.
		sql, args = " AND "+at+" <= ? AND ("+at+", "+position+", "+ref+") "+than+" (?, ?, ?)", append(args, b.At, b.At, b.Position, b.Ref)
	}
	if q.Unread && position != "0" {
		sql, args = sql+" AND "+at+" >= ? AND "+position+" > ?", append(args, q.Mark.ReadTo.Add(-readSlack), q.Mark.Position)
	} else if q.Unread {
		sql, args = sql+" AND "+at+" > ?", append(args, q.Mark.ReadTo)
	}
	return sql, args
}

// entries are those of history, of what the viewer may see.
func (q NotificationQuery) entries() (string, []any) {
	scope, scopeArgs := q.Viewer.scope()
	concerns, concernArgs := q.concerns()
	place, placeArgs := q.place("h.at", "f.position", "''")
	args := []any{q.Mark.Position, q.Mark.ReadTo.Add(-readSlack), q.Viewer.UserID}
	return `SELECT f.position AS position, '' AS ref, h.at AS at, h.event, h.kind, CAST(h.subject_id AS text) AS subject_id, s.title,
		CAST(s.circle_id AS text) AS circle_id, h.revision, h.actor_name, CAST(h.unit_id AS text) AS unit_id, h.opinion AS remark,
		CAST(NULL AS text) AS cycle_id, 0 AS number, '' AS from_on, '' AS to_on, f.position > ? AND h.at >= ? AS unread
		FROM history h JOIN subjects s ON s.id = h.subject_id JOIN feed f ON f.subject_id = h.subject_id AND f.seq = h.seq
		WHERE ` + notable + ` AND h.actor_id <> ? AND (` + concerns + `) AND ` + scope + place,
		append(append(append(args, concernArgs...), scopeArgs...), placeArgs...)
}

// concerns is true of the entries that are about the viewer: he, his unit or his office was urged; he got a copy; something
// happened to what his unit is responsible for, or to what he has written, signed or handed in; a problem was given to
// his unit or to him; a meeting that he is due at was called or changed. It looks at the entry alone, beside lists that do
// not depend on it, so that only what concerns him is joined with anything.
func (q NotificationQuery) concerns() (string, []any) {
	v := q.Viewer
	var or []string
	var args []any
	add := func(condition string, values ...any) {
		or, args = append(or, condition), append(args, values...)
	}
	persons := make([]string, 0, 1)
	for _, p := range v.Persons() {
		persons = append(persons, p.UserID)
	}
	units := v.Units(RoleDrafter, RoleUnitHead)

	urged, urgedArgs := naming("h.detail", append(append(persons[:len(persons):len(persons)], units...), v.offices()...))
	add("h.event = 'urge' AND ("+urged+")", urgedArgs...)
	copied, copiedArgs := naming("h.detail", []string{v.UserID})
	add("h.event = 'copy' AND ("+copied+")", copiedArgs...)
	given, givenArgs := naming("h.detail", append(persons[:len(persons):len(persons)], units...))
	add("h.kind = 'problem' AND h.event IN ('create', 'assign') AND ("+given+")", givenArgs...)
	add(`h.kind = 'meeting' AND h.event IN ('create', 'edit') AND h.subject_id IN (SELECT m.meeting_id FROM meeting_members m WHERE m.user_id IN ?
		UNION ALL SELECT o.meeting_id FROM meeting_observers o WHERE o.user_id IN ? UNION ALL SELECT g.subject_id FROM meetings g WHERE g.recorder_id IN ?)`,
		persons, persons, persons)

	his := `SELECT w.id FROM subjects w WHERE w.created_by = ? AND w.kind NOT IN ('problem', 'measure')
		UNION ALL SELECT a.subject_id FROM history a WHERE a.actor_id = ? AND a.event IN ('submit', 'sign', 'edit', 'compile', 'amend', 'report', 'complete', 'request_close')`
	hisArgs := []any{v.UserID, v.UserID}
	if len(units) > 0 {
		his, hisArgs = his+` UNION ALL SELECT w.id FROM subjects w WHERE w.unit_id IN ?`, append(hisArgs, units)
	}
	add(`h.event IN ('return', 'consolidate', 'release', 'approve', 'revise', 'amend', 'file', 'close', 'decline_close', 'reopen', 'accept', 'decline', 'relapse')
		AND h.subject_id IN (`+his+`)`, hisArgs...)
	return strings.Join(or, " OR "), args
}

// offices are the roles of the viewer for which a whole office is urged.
func (v Viewer) offices() []string {
	var roles []string
	for _, role := range []Role{RoleAuditOfficer, RoleFilingClerk, RolePartySecretary} {
		if v.Has(role) {
			roles = append(roles, string(role))
		}
	}
	return roles
}

// naming is true of canonical JSON in which one of the names stands as a text.
func naming(column string, names []string) (string, []any) {
	or, args := make([]string, len(names)), make([]any, len(names))
	for i, name := range names {
		or[i], args[i] = column+" LIKE ?", `%"`+name+`"%`
	}
	return strings.Join(or, " OR "), args
}

// cycleUrges are those of the viewer's units for reports that were not begun.
func (q NotificationQuery) cycleUrges() (string, []any) {
	units := q.Viewer.Units(RoleDrafter, RoleUnitHead)
	if len(units) == 0 {
		return "", nil
	}
	place, more := q.place("x.urged_at", "0", "CAST(x.id AS text)")
	return `SELECT 0 AS position, CAST(x.id AS text) AS ref, x.urged_at AS at, 'urge' AS event, 'weekly' AS kind, CAST(r.subject_id AS text) AS subject_id, '' AS title,
		CAST(NULL AS text) AS circle_id, 0 AS revision, x.urged_name AS actor_name, CAST(x.unit_id AS text) AS unit_id, x.remark,
		CAST(x.cycle_id AS text) AS cycle_id, y.number, y.due_on AS from_on, '' AS to_on, x.urged_at > ? AS unread
		FROM cycle_urges x JOIN cycles y ON y.id = x.cycle_id
		LEFT JOIN reports r ON r.cycle_id = x.cycle_id AND r.unit_id = x.unit_id AND r.kind = 'weekly'
		WHERE x.unit_id IN ? AND x.urged_by <> ?` + place,
		append([]any{q.Mark.ReadTo, units, q.Viewer.UserID}, more...)
}

// delegations are those to the viewer that have begun: on their first day, or when they were given on that day.
func (q NotificationQuery) laterDelegations() (string, []any) {
	return q.delegations("d.starts_at", "d.starts_at > d.created_at")
}

func (q NotificationQuery) delegationsAtOnce() (string, []any) {
	return q.delegations("d.created_at", "d.starts_at <= d.created_at")
}

func (q NotificationQuery) delegations(begun, which string) (string, []any) {
	place, more := q.place(begun, "0", "CAST(d.id AS text)")
	return `SELECT 0 AS position, CAST(d.id AS text) AS ref, ` + begun + ` AS at, 'delegate' AS event, '' AS kind, CAST(NULL AS text) AS subject_id, '' AS title,
		CAST(NULL AS text) AS circle_id, 0 AS revision, u.name AS actor_name, CAST(NULL AS text) AS unit_id, d.reason AS remark,
		CAST(NULL AS text) AS cycle_id, 0 AS number, d.from_on, d.to_on, ` + begun + ` > ? AS unread
		FROM delegations d JOIN users u ON u.id = d.delegator_id
		WHERE d.delegate_id = ? AND d.revoked_at IS NULL AND ` + which + ` AND ` + begun + ` <= ?` + place,
		append([]any{q.Mark.ReadTo, q.Viewer.UserID, q.Now}, more...)
}
