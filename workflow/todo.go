package workflow

import (
	"context"
	"encoding/json"
	"slices"

	"rectify/models"
)

// relations says how an actor stands to what waits for him; an actor that is not named here need only hold the role.
// Those who sign or vote have nothing to do once they have done so.
var relations = map[*Actor]models.Relation{
	ResponsibleDivision: models.RelationUnit,
	CoOperatingUnit:     models.RelationUnsigned,
	LeadLeader:          models.RelationLeadSigns,
	MeetingChair:        models.RelationChair,
	MeetingMember:       models.RelationVotes,
}

// closers says which policy close_by lets an actor decide on a close-out.
var closers = map[*Actor]string{AuditOffice: "audit_office", PartySecretary: "party_group"}

// Duties derives from the machine table what waits for whom: one for each awaited rule and actor, in the order of the
// table.
func Duties() []models.Duty {
	var duties []models.Duty
	for i := range Tables {
		for _, rule := range Tables[i].Rules {
			if !rule.Awaited {
				continue
			}
			for _, actor := range rule.Who {
				d := models.Duty{Event: string(rule.Event), Kinds: rule.Kinds, Roles: actor.Roles, Relation: models.RelationAny}
				if d.Kinds == nil {
					d.Kinds = Tables[i].Kinds
				}
				for _, from := range rule.From {
					d.States = append(d.States, string(from))
				}
				if relation, stands := relations[actor]; stands {
					d.Relation = relation
				}
				if slices.Contains(rule.When, closedByPolicy) {
					d.CloseBy = closers[actor]
				}
				duties = append(duties, d)
			}
		}
	}
	return duties
}

var duties = Duties()

// Batchable tells whether what a line waits for may be given to several subjects at a stroke.
func Batchable(t models.Task) bool {
	if t.SubjectID == nil {
		return false
	}
	rule := MachineOf(t.Kind).Rule(Event(t.Event), State(t.State))
	return rule != nil && rule.Batch
}

// dutyDefaults are the policies that hold where a campaign says nothing.
var dutyDefaults = func() models.DutyDefaults {
	policies := DefaultPolicies()
	signs, err := json.Marshal(policies.LeadLeaderSigns)
	if err != nil {
		panic(err) // a list of texts
	}
	return models.DutyDefaults{CloseBy: policies.CloseBy, LeadLeaderSigns: string(signs)}
}()

// Tasks is one page of a box, with the counts of all boxes.
type Tasks struct {
	Counts map[models.Box]int64
	Lines  []models.Task
	Urges  []*Urges // of each line; nil when it was not urged
}

// Tasks returns a page of one of the viewer's boxes, behind the place of the last line of the page before.
func (e *Engine) Tasks(ctx context.Context, v models.Viewer, box models.Box, after *models.TaskKey, limit int) (Tasks, error) {
	q := models.TaskQuery{Viewer: v, Box: box, Duties: duties, Now: e.clock.Now(), After: after, Limit: limit, Defaults: dutyDefaults}
	tx := e.store.View(ctx)
	var tasks Tasks
	var err error
	if tasks.Counts, err = tx.TaskCounts(q); err != nil {
		return tasks, err
	}
	if tasks.Lines, err = tx.Tasks(q); err != nil {
		return tasks, err
	}
	tasks.Urges, err = urgesOf(tx, tasks.Lines)
	return tasks, err
}

// urgesOf says of each line how often it was urged since it came into its state.
func urgesOf(tx models.Tx, lines []models.Task) ([]*Urges, error) {
	var subjects, cycles []string
	for _, t := range lines {
		if t.SubjectID != nil {
			subjects = append(subjects, t.ID)
		} else {
			cycles = append(cycles, t.ID)
		}
	}
	counts, err := tx.UrgesOf(subjects, cycles)
	if err != nil {
		return nil, err
	}
	of := map[[2]string]models.UrgeCount{}
	for _, c := range counts {
		of[[2]string{c.SubjectID + c.CycleID, c.UnitID}] = c
	}
	urges := make([]*Urges, len(lines))
	for i, t := range lines {
		key := [2]string{t.ID}
		if t.SubjectID == nil {
			key[1] = value(t.UnitID)
		}
		if c, urged := of[key]; urged {
			urges[i] = &Urges{Times: c.Times, LastAt: c.LastAt}
		}
	}
	return urges, nil
}
