package models

import (
	"cmp"
	"slices"
	"strings"
)

// Holder is somebody who holds an open task on a subject, by which duty.
type Holder struct {
	UserID string
	UnitID string // in which he holds the role
	Duty   int    // index in the list that was asked for
}

// Holders of open tasks on a subject: accounts in use, except one, who by one of the duties are to act on it as it stands
// now. Duties of meetings are not among those that can be asked for.
func (tx Tx) TaskHolders(s Subject, duties []Duty, defaults DutyDefaults, except string) ([]Holder, error) {
	var all []string
	var args []any
	for i, d := range duties {
		if !slices.Contains(d.Kinds, s.Kind) || !slices.Contains(d.States, s.State) {
			continue
		}
		condition, values := d.holds(defaults)
		all = append(all, `SELECT g.user_id, g.unit_id, CAST(? AS integer) AS duty FROM subjects s JOIN campaigns c ON c.id = s.campaign_id, grants g
			JOIN users u ON u.id = g.user_id WHERE s.id = ? AND g.revoked_at IS NULL AND u.disabled_at IS NULL AND g.user_id <> ? AND g.role IN ?
			AND (s.circle_id IS NULL OR EXISTS (SELECT 1 FROM circle_readers r WHERE r.circle_id = s.circle_id AND r.user_id = g.user_id))`+condition)
		args = append(append(args, i, s.ID, except, d.Roles), values...)
	}
	if len(all) == 0 {
		return nil, nil
	}
	var holders []Holder
	err := tx.db.Raw(strings.Join(all, " UNION "), args...).Scan(&holders).Error
	slices.SortFunc(holders, func(a, b Holder) int {
		return cmp.Or(cmp.Compare(a.Duty, b.Duty), strings.Compare(a.UnitID, b.UnitID), strings.Compare(a.UserID, b.UserID))
	})
	return holders, translate(err)
}

// holds returns the condition under which the holder of a grant `g` stands to the subject `s` of the campaign `c` as the
// duty says: what Duty.where asks of one viewer, asked of everybody.
func (d Duty) holds(defaults DutyDefaults) (string, []any) {
	var sql string
	var args []any
	switch d.Relation {
	case RelationUnit:
		sql = ` AND g.unit_id = s.unit_id`
	case RelationUnsigned:
		sql = ` AND s.digest <> '' AND EXISTS (SELECT 1 FROM co_units k WHERE k.subject_id = s.id AND k.unit_id = g.unit_id AND NOT EXISTS (
			SELECT 1 FROM sign_offs o WHERE o.subject_id = s.id AND o.digest = s.digest AND o.round = s.round AND o.unit_id = k.unit_id))`
	case RelationLeadSigns:
		sql = ` AND s.digest <> '' AND s.lead_user_id = g.user_id AND COALESCE(c.policies ->> 'lead_leader_signs', ?) LIKE '%"' || s.kind || '"%'
			AND NOT EXISTS (SELECT 1 FROM sign_offs o WHERE o.subject_id = s.id AND o.digest = s.digest AND o.round = s.round AND o.unit_id IS NULL
				AND o.user_id = s.lead_user_id)`
		args = append(args, defaults.LeadLeaderSigns)
	case RelationChair, RelationVotes:
		panic("models: nobody asks who holds the task " + d.Event)
	}
	if d.CloseBy != "" {
		sql, args = sql+` AND COALESCE(c.policies ->> 'close_by', ?) = ?`, append(args, defaults.CloseBy, d.CloseBy)
	}
	return sql, args
}
