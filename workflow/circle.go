package workflow

import (
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Circle is the payload of Restrict: who may read the subject from now on. Who draws it is in it.
type Circle struct {
	Readers []string `json:"readers"` // ids of users
}

func init() {
	for _, table := range []string{"contribution", "compilation", "meeting"} {
		onEvent(table, Restrict, restrict)
		onEvent(table, Lift, lift)
	}
}

var inOwnCircle = &Condition{Name: "in_own_circle", Label: words.Label{ZH: "单独限定了知悉范围", EN: "it has a circle of readers of its own"},
	check: func(d *decision) []Reason {
		switch s := d.subject; {
		case s.CircleID == nil:
			return one(words.CircleNone, nil)
		case *s.CircleID != s.ID:
			return one(words.CircleInherited, nil)
		}
		return nil
	}}

// restrict draws a circle of readers around a subject and what belongs to it, or draws it anew. A circle without those
// who must work on the subject is refused, and one that the subject has already left: a compilation or a meeting shows it
// to more people.
func restrict(t *transition) error {
	s := t.subject
	if s.CircleID != nil && *s.CircleID != s.ID {
		return RefuseFor(one(words.CircleInherited, nil))
	}
	ids := distinct(append(slices.Clone(t.command.Payload.(Circle).Readers), t.command.Viewer.UserID))
	readers, err := t.tx.Readers(ids)
	if err != nil {
		return err
	}
	if !slices.Equal(ids, readers) {
		return RefuseFor([]Reason{{Code: words.CircleUnfit, Field: "reader_ids"}})
	}
	reasons, err := t.absentees(ids)
	if err != nil {
		return err
	}
	if err := RefuseFor(reasons); err != nil {
		return err
	}
	if err := t.nested(ids); err != nil {
		return err
	}
	t.detail = Circle{Readers: ids}
	t.set["circle_id"], t.after.CircleID = s.ID, &t.subject.ID
	return t.tx.DrawCircle(s.ID, ids, t.command.Viewer.UserID, t.after.UpdatedAt)
}

// lift opens a subject, and what stands in its circle, to everybody who may see the like.
func lift(t *transition) error {
	titles, err := t.tx.Narrower(t.subject.ID, nil)
	if err != nil {
		return err
	}
	if len(titles) > 0 {
		return RefuseFor(one(words.CircleWiderThan, words.Params{"titles": strings.Join(titles, "、")}))
	}
	t.set["circle_id"], t.after.CircleID = nil, nil
	return t.tx.EraseCircle(t.subject.ID)
}

// absentees says who must be in a circle and is not: an audit officer; the head of the unit that answers for a
// contribution; everyone due at a meeting, and its recorder.
func (t *transition) absentees(ids []string) (reasons []Reason, err error) {
	officers, err := t.tx.Holders(ids, models.RoleAuditOfficer, "")
	if err != nil {
		return nil, err
	}
	if len(officers) == 0 {
		reasons = append(reasons, Reason{Code: words.CircleNeedsAuditOfficer, Field: "reader_ids"})
	}
	switch {
	case t.subject.Kind == models.KindMeeting:
		more, err := t.absentMembers(ids)
		return append(reasons, more...), err
	case t.subject.Kind.Compilation() || t.subject.UnitID == nil:
		return reasons, nil
	}
	missing, err := t.lacksHead(ids, *t.subject.UnitID)
	return append(missing, reasons...), err
}

// lacksHead returns a reason when no head of the unit is among the users.
func (t *transition) lacksHead(ids []string, unitID string) ([]Reason, error) {
	heads, err := t.tx.Holders(ids, models.RoleUnitHead, unitID)
	if err != nil || len(heads) > 0 {
		return nil, err
	}
	unit, err := t.tx.Unit(unitID)
	return []Reason{{Code: words.CircleNeedsHead, Params: words.Params{"unit": unit.Name}, Field: "reader_ids"}}, err
}

func (t *transition) absentMembers(ids []string) ([]Reason, error) {
	meeting, err := t.tx.Meeting(t.subject.ID)
	if err != nil {
		return nil, err
	}
	members, err := t.tx.MeetingMembers(t.subject.ID)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, m := range members {
		if !slices.Contains(ids, m.UserID) {
			names = append(names, m.Name)
		}
	}
	if !slices.Contains(ids, meeting.RecorderID) && !slices.Contains(names, meeting.RecorderName) {
		names = append(names, meeting.RecorderName)
	}
	if len(names) == 0 {
		return nil, nil
	}
	return []Reason{{Code: words.CircleNeedsMembers, Params: words.Params{"names": strings.Join(names, "、")}, Field: "reader_ids"}}, nil
}

// nested refuses a circle that does not lie around those of what shows the subject, and within those of what it shows.
func (t *transition) nested(ids []string) error {
	beyond, err := t.tx.ShownBeyond(t.subject.ID, ids)
	if err != nil {
		return err
	}
	if beyond > 0 {
		return RefuseFor([]Reason{{Code: words.CircleShownBeyond, Field: "reader_ids"}})
	}
	titles, err := t.tx.Narrower(t.subject.ID, ids)
	if err == nil && len(titles) > 0 {
		err = RefuseFor([]Reason{{Code: words.CircleWiderThan, Params: words.Params{"titles": strings.Join(titles, "、")}, Field: "reader_ids"}})
	}
	return err
}

// withinCircles returns the ids of those contributions whose circle the compilation's own lies within.
func (t *transition) withinCircles(members []models.Candidate) ([]string, error) {
	subjects := make([]models.Subject, len(members))
	ids := make([]string, len(members))
	for i, m := range members {
		subjects[i], ids[i] = m.Subject, m.ID
	}
	beyond, err := outsideCircle(t.tx, t.subject, subjects)
	return slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(beyond, id) }), err
}

// outsideCircle returns the ids of those subjects that have a circle in which not everybody is who sees what shows them.
func outsideCircle(tx models.Tx, shows models.Subject, subjects []models.Subject) (beyond []string, err error) {
	var seeing []string
	if shows.CircleID != nil {
		if seeing, err = tx.CircleUsers(*shows.CircleID); err != nil {
			return nil, err
		}
	}
	for _, s := range subjects {
		if s.CircleID == nil {
			continue
		}
		readers, err := tx.CircleUsers(*s.CircleID)
		if err != nil {
			return nil, err
		}
		if shows.CircleID == nil || slices.ContainsFunc(seeing, func(id string) bool { return !slices.Contains(readers, id) }) {
			beyond = append(beyond, s.ID)
		}
	}
	return beyond, nil
}

// allInCircle refuses people who are not in the subject's circle, if it has one.
func (t *transition) allInCircle(ids []string, field string, code words.Code) error {
	if t.subject.CircleID == nil {
		return nil
	}
	readers, err := t.tx.CircleUsers(*t.subject.CircleID)
	if err == nil && slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(readers, id) }) {
		err = RefuseFor([]Reason{{Code: code, Field: field}})
	}
	return err
}

// headInCircle refuses a unit whose head is not in the subject's circle, if it has one.
func (t *transition) headInCircle(unitID string) error {
	if t.subject.CircleID == nil {
		return nil
	}
	readers, err := t.tx.CircleUsers(*t.subject.CircleID)
	if err != nil {
		return err
	}
	reasons, err := t.lacksHead(readers, unitID)
	if err != nil {
		return err
	}
	return RefuseFor(reasons)
}
