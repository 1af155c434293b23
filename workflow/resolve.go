package workflow

import (
	"fmt"

	"rectify/models"
	"rectify/workflow/words"
)

// resolve carries a meeting's decision on one document out, in the transaction of the meeting's closing: the document is
// approved, or returned with the resolution as its opinion, and when it is approved its members move with it. What stands
// against the approval (a source that has changed) is refused and refuses the closing. The meeting has locked its
// documents and their members.
func (t *transition) resolve(documentID string, approve bool, resolution string) error {
	event := Return
	if approve {
		event = Approve
	}
	documents, err := t.tx.Subjects(documentID)
	if err != nil {
		return err
	}
	if len(documents) == 0 || !documents[0].Kind.Compilation() {
		return fmt.Errorf("workflow: meeting %s decides on %s, which is no compilation", t.subject.ID, documentID)
	}
	document := documents[0]
	rule := MachineOf(document.Kind).Rule(event, State(document.State))
	if rule == nil {
		return &Error{Class: Conflict, Code: words.WrongState, Version: t.subject.Version,
			Params: words.Params{"state": StateLabels[State(document.State)], "event": EventLabels[event]}}
	}
	d := t.child(event, document)
	d.command.Opinion = resolution
	if approve {
		if err := d.approvable(rule); err != nil {
			return err
		}
	}
	d.follow(rule, rule.to(State(document.State)))
	if rule.Members != "" {
		if err := d.moveMembers(); err != nil {
			return err
		}
	}
	entry, err := d.entry()
	if err != nil {
		return err
	}
	return t.tx.Apply(models.Move{Subject: document, Entry: entry, Set: d.set}, nil)
}

// approvable checks the conditions of the approval on facts read now, under the meeting's lock.
func (t *transition) approvable(rule *Rule) error {
	c := t.command
	seen, err := t.tx.Step(models.StepQuery{Viewer: models.Viewer{UserID: c.Viewer.UserID, Grants: c.Viewer.Grants},
		SubjectID: t.subject.ID, Facts: rule.needs(), Now: c.now, Today: today(c.now)})
	if err != nil {
		return err
	}
	return RefuseFor(unmet(rule, &decision{command: c, as: t.as, subject: t.subject, facts: seen.Facts}))
}
