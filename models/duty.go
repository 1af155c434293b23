package models

import "strings"

// Relation is how a viewer must stand to a subject for it to be his task: the SQL side of an actor.
type Relation string

// The relations.
const (
	RelationAny       Relation = "any"
	RelationUnit      Relation = "unit"       // his unit is responsible for it
	RelationUnsigned  Relation = "unsigned"   // his unit co-operates in it and has not given its opinion on this revision
	RelationLeadSigns Relation = "lead_signs" // he leads it, signs this kind, and has not given his opinion on this revision
	RelationChair     Relation = "chair"      // he chairs the meeting
	RelationVotes     Relation = "votes"      // he is present at the meeting and has not voted on each item
)

// Duty says that subjects of some kinds in some states wait for an event by people who hold one of the roles and stand in
// the relation. It comes from the machine table.
type Duty struct {
	Event    string
	Kinds    []Kind
	States   []string
	Roles    []Role
	Relation Relation
	CloseBy  string // only where the campaign's policy close_by says so; "" for any
}

// DutyDefaults are the policies that hold where a campaign says nothing.
type DutyDefaults struct {
	CloseBy         string
	LeadLeaderSigns string // JSON array of kinds
}

// where returns the condition, over the subject's row `s` and its campaign's row `c`, under which the subject waits for
// the viewer. It reports false when the viewer holds none of the roles.
func (d Duty) where(v Viewer, defaults DutyDefaults) (string, []any, bool) {
	if !v.Has(d.Roles...) {
		return "", nil, false
	}
	and := []string{"s.kind IN ?", "s.state IN ?"}
	args := []any{d.Kinds, d.States}
	add := func(condition string, values ...any) {
		and, args = append(and, condition), append(args, values...)
	}
	units := v.Units(d.Roles...)
	switch d.Relation {
	case RelationUnit:
		add("s.unit_id IN ?", units)
	case RelationUnsigned:
		add(`s.digest <> '' AND EXISTS (SELECT 1 FROM co_units k WHERE k.subject_id = s.id AND k.unit_id IN ? AND NOT EXISTS (
			SELECT 1 FROM sign_offs o WHERE o.subject_id = s.id AND o.digest = s.digest AND o.round = s.round AND o.unit_id = k.unit_id))`, units)
	case RelationLeadSigns:
		add(`s.digest <> '' AND s.lead_user_id = ? AND COALESCE(c.policies ->> 'lead_leader_signs', ?) LIKE '%"' || s.kind || '"%'
			AND NOT EXISTS (SELECT 1 FROM sign_offs o WHERE o.subject_id = s.id AND o.digest = s.digest AND o.round = s.round AND o.unit_id IS NULL
				AND o.user_id = s.lead_user_id)`, v.UserID, defaults.LeadLeaderSigns)
	case RelationChair:
		add("EXISTS (SELECT 1 FROM meetings m WHERE m.subject_id = s.id AND m.chair_id = ?)", v.UserID)
	case RelationVotes:
		add(`EXISTS (SELECT 1 FROM meeting_members m JOIN meeting_items i ON i.meeting_id = m.meeting_id WHERE m.meeting_id = s.id
			AND m.user_id = ? AND m.attendance = 'present' AND i.deferral = ''
			AND NOT EXISTS (SELECT 1 FROM votes x WHERE x.item_id = i.id AND x.user_id = m.user_id)
			AND NOT EXISTS (SELECT 1 FROM item_withdrawals w WHERE w.item_id = i.id AND w.user_id = m.user_id))`, v.UserID)
	}
	if d.CloseBy != "" {
		add("COALESCE(c.policies ->> 'close_by', ?) = ?", defaults.CloseBy, d.CloseBy)
	}
	return "(" + strings.Join(and, " AND ") + ")", args, true
}
