package models

import (
	"fmt"
	"strings"
	"time"
)

// Box is one of the four lists of tasks.
type Box string

// The boxes.
const (
	BoxTodo    Box = "todo"    // 待办
	BoxDone    Box = "done"    // 已办
	BoxStarted Box = "started" // 我发起的
	BoxCopied  Box = "copied"  // 抄送我的
)

// Boxes are all boxes, in the order in which they are shown.
var Boxes = []Box{BoxTodo, BoxDone, BoxStarted, BoxCopied}

// Task is one line of a box: a subject, or in BoxTodo a report that is owed and that nobody has begun.
type Task struct {
	ID         string  // of the subject; of the cycle when the report has not been begun
	SubjectID  *string // nil when the report has not been begun
	CampaignID string
	Kind       Kind
	Title      string
	State      string // "" when the report has not been begun
	Version    int64
	UnitID     *string
	DueAt      *time.Time
	CircleID   *string
	OnBehalfOf *string   // BoxTodo: for whom the viewer would do it; nil for himself
	Event      string    // BoxTodo: what it waits for; BoxDone: what the viewer did last
	At         time.Time // since when it waits, or when it was done, started or copied
	Entry      int64     // BoxDone: id of the viewer's last entry
}

// TaskQuery asks for one box of a viewer.
type TaskQuery struct {
	Viewer   Viewer
	Box      Box
	Duties   []Duty
	Defaults DutyDefaults
	Now      time.Time
	After    *TaskKey // of the last line of the page before; nil for the first page
	Limit    int
}

// far stands for a due moment that does not exist: such tasks come last.
var far = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// TaskKey is a place in a box.
type TaskKey struct {
	Due   time.Time // BoxTodo; far when there is none
	At    time.Time
	ID    string
	Unit  string // BoxTodo: two units of a viewer may owe the report of one cycle
	Entry int64  // BoxDone
}

// Key is the line's place in its box.
func (t Task) Key() TaskKey {
	key := TaskKey{Due: far, At: t.At, ID: t.ID, Entry: t.Entry}
	if t.DueAt != nil {
		key.Due = *t.DueAt
	}
	if t.UnitID != nil {
		key.Unit = *t.UnitID
	}
	return key
}

const taskColumns = `s.id AS id, s.id AS subject_id, s.campaign_id, s.kind, s.title, s.state, s.version, s.unit_id, s.due_at, s.circle_id`

// Tasks returns a page of a box. What is to be done comes by due moment, then by arrival; the other boxes come with the
// newest first.
func (tx Tx) Tasks(q TaskQuery) ([]Task, error) {
	var tasks []Task
	sql, args := q.rows()
	place, more := q.place()
	err := tx.db.Raw(`SELECT * FROM (`+sql+`) t`+place, append(append(args, more...), q.Limit)...).Scan(&tasks).Error
	for _, t := range page(tasks, q.Limit) {
		tx.note(t.CircleID, t.ID, t.Kind, 0)
	}
	return tasks, translate(err)
}

// TaskCounts counts all boxes, in one statement.
func (tx Tx) TaskCounts(q TaskQuery) (map[Box]int64, error) {
	counts := make([]string, len(Boxes))
	var args []any
	for i, box := range Boxes {
		q.Box = box
		sql, more := q.rows()
		counts[i] = `(SELECT count(*) FROM (` + sql + `) t)`
		args = append(args, more...)
	}
	n := make([]int64, len(Boxes))
	targets := make([]any, len(n))
	for i := range n {
		targets[i] = &n[i]
	}
	if err := tx.db.Raw(`SELECT `+strings.Join(counts, ", "), args...).Row().Scan(targets...); err != nil {
		return nil, tx.scanError(err)
	}
	result := map[Box]int64{}
	for i, box := range Boxes {
		result[box] = n[i]
	}
	return result, nil
}

// place returns what follows the rows: where the page begins, and its order.
func (q TaskQuery) place() (string, []any) {
	const due, unit = "COALESCE(due_at, ?)", "COALESCE(CAST(unit_id AS text), '')"
	last := q.After
	switch {
	case q.Box == BoxTodo && last == nil:
		return " ORDER BY " + due + ", at, id, " + unit + " LIMIT ?", []any{far}
	case q.Box == BoxTodo:
		return " WHERE (" + due + ", at, id, " + unit + ") > (?, ?, ?, ?) ORDER BY " + due + ", at, id, " + unit + " LIMIT ?",
			[]any{far, last.Due, last.At, last.ID, last.Unit, far}
	case q.Box == BoxDone && last == nil:
		return " ORDER BY entry DESC LIMIT ?", nil
	case q.Box == BoxDone:
		return " WHERE entry < ? ORDER BY entry DESC LIMIT ?", []any{last.Entry}
	case last == nil:
		return " ORDER BY at DESC, id DESC LIMIT ?", nil
	default:
		return " WHERE (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?", []any{last.At, last.ID}
	}
}

// rows returns the statement of all lines of the box.
func (q TaskQuery) rows() (string, []any) {
	scope, args := q.Viewer.scope()
	switch q.Box {
	case BoxDone:
		return `SELECT ` + taskColumns + `, h.event, h.at, h.id AS entry, CAST(NULL AS text) AS on_behalf_of FROM (SELECT subject_id, max(id) AS last FROM history
			WHERE actor_id = ? AND event <> 'create' GROUP BY subject_id) a JOIN history h ON h.id = a.last
			JOIN subjects s ON s.id = a.subject_id WHERE ` + scope, append([]any{q.Viewer.UserID}, args...)
	case BoxStarted:
		return `SELECT ` + taskColumns + `, '' AS event, s.created_at AS at, 0 AS entry, CAST(NULL AS text) AS on_behalf_of FROM subjects s
			WHERE s.created_by = ? AND s.kind <> 'measure' AND ` + scope, append([]any{q.Viewer.UserID}, args...)
	case BoxCopied:
		circles, within := q.Viewer.outsideCircles()
		return `SELECT ` + taskColumns + `, '' AS event, k.copied_at AS at, 0 AS entry, CAST(NULL AS text) AS on_behalf_of FROM copies k JOIN subjects s ON s.id = k.subject_id
			WHERE k.user_id = ? AND ` + circles, append([]any{q.Viewer.UserID}, within...)
	}
	return q.forPersons(scope, args)
}

// forPersons returns what waits for the viewer himself and for everybody for whom he acts, each thing once.
func (q TaskQuery) forPersons(scope string, args []any) (string, []any) {
	persons := q.Viewer.Persons()
	if len(persons) == 1 {
		return q.waiting(persons[0], "CAST(NULL AS text)", nil, scope, args)
	}
	var all []string
	var values []any
	for i, p := range persons {
		whom, of := "CAST(? AS text)", []any{p.UserID}
		if i == 0 {
			whom, of = "CAST(NULL AS text)", nil
		}
		sql, more := q.waiting(p, whom, of, scope, args)
		all, values = append(all, fmt.Sprintf("SELECT w.*, %d AS turn FROM (%s) w", i, sql)), append(values, more...)
	}
	const columns = `id, subject_id, campaign_id, kind, title, state, version, unit_id, due_at, circle_id, event, at, entry, on_behalf_of`
	return `SELECT ` + columns + ` FROM (SELECT a.*, row_number() OVER (PARTITION BY id, unit_id ORDER BY turn) AS place FROM (` +
		strings.Join(all, " UNION ALL ") + `) a) b WHERE place = 1`, values
}

// waiting returns the statement of what waits for the viewer: subjects by his duties, and reports that his units owe and
// have not begun. Of those he sees what is overdue and what is due next.
func (q TaskQuery) waiting(person Viewer, behalf string, of []any, scope string, scopeArgs []any) (string, []any) {
	var or, event []string
	var args []any
	for _, d := range q.Duties {
		condition, values, his := d.where(person, q.Defaults)
		if !his {
			continue
		}
		or, args = append(or, condition), append(args, values...)
		event = append(event, "WHEN "+condition+" THEN '"+d.Event+"'")
	}
	conditions := args
	args = nil
	sql := `SELECT ` + taskColumns + `, '' AS event, s.state_since AS at, 0 AS entry, ` + behalf + ` AS on_behalf_of FROM subjects s WHERE 1 = 0`
	args = append(args, of...)
	if len(or) > 0 {
		sql = `SELECT ` + taskColumns + `, CASE ` + strings.Join(event, " ") + ` END AS event, s.state_since AS at, 0 AS entry, ` + behalf + ` AS on_behalf_of
			FROM subjects s JOIN campaigns c ON c.id = s.campaign_id WHERE (` + strings.Join(or, " OR ") + `) AND ` + scope + `
			AND NOT EXISTS (SELECT 1 FROM measures m WHERE m.subject_id = s.id AND m.dropped_at IS NOT NULL)`
		args = append(append(append(append([]any{}, conditions...), of...), conditions...), scopeArgs...)
	}
	units := person.Units(RoleDrafter, RoleUnitHead)
	if len(units) == 0 {
		return sql, args
	}
	return sql + ` UNION ALL SELECT y.id, NULL, y.campaign_id, 'weekly', '', '', 0, o.unit_id, y.due_at, NULL, 'create', y.created_at, 0, ` + behalf + `
		FROM obligations o JOIN cycles y ON y.id = o.cycle_id WHERE o.unit_id IN ? AND o.exempt_reason = ''
		AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.cycle_id = o.cycle_id AND r.unit_id = o.unit_id AND r.kind = 'weekly')
		AND NOT EXISTS (SELECT 1 FROM cycles e WHERE e.campaign_id = y.campaign_id AND e.series = y.series
			AND e.due_at < y.due_at AND e.due_at >= ?)`, append(append(args, of...), units, q.Now)
}
