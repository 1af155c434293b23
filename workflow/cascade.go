package workflow

import (
	"fmt"

	"rectify/models"
	"rectify/workflow/words"
)

// moveMembers moves every member of a compilation as the rule says, in the same transaction.
func (t *transition) moveMembers() error {
	members, err := t.tx.MembersOf(t.subject.ID)
	if err != nil {
		return err
	}
	return t.cascade(t.rule.Members, members, nil)
}

// cascade fires an event on subjects that move together with this one: all or none. Set is changed alike on all.
func (t *transition) cascade(event Event, subjects []models.Subject, set map[string]any) error {
	at := t.command.now
	for _, s := range subjects {
		at = notBefore(at, s.UpdatedAt)
	}
	moves := make([]models.Move, 0, len(subjects))
	for _, s := range subjects {
		child := t.child(event, s)
		child.command.now = at // one time for all
		rule := MachineOf(s.Kind).Rule(event, State(s.State))
		if rule == nil {
			return &Error{Class: Conflict, Code: words.WrongState, Version: s.Version,
				Params: words.Params{"state": StateLabels[State(s.State)], "event": EventLabels[event]},
				Cause:  fmt.Errorf("%s %s cannot move with %s", s.Kind, s.ID, t.subject.ID)}
		}
		child.follow(rule, rule.to(State(s.State)))
		entry, err := child.entry()
		if err != nil {
			return err
		}
		moves = append(moves, models.Move{Subject: s, Entry: entry, Set: set})
	}
	return t.tx.ApplyAll(moves)
}

// child is the same command, by the same person in the same role, as it concerns another subject.
func (t *transition) child(event Event, s models.Subject) *transition {
	c := *t.command
	c.Event, c.SubjectID, c.IfVersion, c.Payload, c.Reason, c.Render, c.Key = event, s.ID, nil, nil, "", nil, ""
	return &transition{ctx: t.ctx, engine: t.engine, tx: t.tx, command: &c, subject: s, correlation: t.correlation,
		role: t.role, unit: t.unit, as: t.as, detail: alongside{With: t.subject.ID}}
}
