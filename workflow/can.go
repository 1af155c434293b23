package workflow

import (
	"slices"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// Permission says of one event of the machine whether the viewer may fire it now and, when not, why not.
type Permission struct {
	Event   Event
	To      State // the state after it; "" when it is not possible in this state
	Allowed bool
	Own     bool     // fired through a resource of its own, not through transitions
	Opinion bool     // an opinion is mandatory
	Batch   bool     // may be given to several subjects at a stroke
	Why     []Reason // why it is not allowed
	Bring   []Reason // what the command still has to bring: a reason, a document number
}

// permissions tells of each event of the subject's machine whether the viewer may fire it.
func permissions(v models.Viewer, s models.Subject, facts models.Facts, now time.Time) []Permission {
	m := MachineOf(s.Kind)
	d := &decision{command: &Command{Viewer: v, now: now}, subject: s, facts: facts}
	var list []Permission
	for _, event := range m.Events() {
		rule := m.Rule(event, State(s.State))
		if rule == nil {
			list = append(list, Permission{Event: event, Why: one(words.WrongState,
				words.Params{"state": StateLabels[State(s.State)], "event": EventLabels[event]})})
			continue
		}
		p := Permission{Event: event, To: rule.to(State(s.State)), Own: rule.Own, Opinion: rule.Opinion, Batch: rule.Batch}
		if rule.With != "" {
			p.Why = one(words.NotByHand, words.Params{"with": EventLabels[rule.With]})
		} else if actor, as, _ := rule.actorFor(v, s, facts); actor == nil {
			p.Why = one(words.NotYourRole, words.Params{"roles": rule.actorLabel()})
		} else {
			d.as = as
			p.Bring = append(p.Bring, rule.stepUp(facts)...)
			for _, condition := range rule.When {
				if reasons := condition.check(d); condition.brought {
					p.Bring = append(p.Bring, reasons...)
				} else {
					p.Why = append(p.Why, reasons...)
				}
			}
		}
		p.Allowed = len(p.Why) == 0
		list = append(list, p)
	}
	return list
}

// actorFor returns the first actor of the rule that the viewer is, or nil, and as whom: himself if he may, else somebody
// for whom he acts. Others are further people for whom he could do it as well.
func (r *Rule) actorFor(v models.Viewer, s models.Subject, f models.Facts) (actor *Actor, as models.Viewer, others []models.Viewer) {
	for i, person := range v.Persons() {
		for _, a := range r.Who {
			if i > 0 && a.personal && !delegatesVotes(f) || !a.is(person, s, f) {
				continue
			}
			if actor == nil {
				actor, as = a, person
			} else if as.UserID != v.UserID && as.UserID != person.UserID {
				others = append(others, person)
			}
			break
		}
	}
	return actor, as, others
}

// actorLabel names who may fire the rule.
func (r *Rule) actorLabel() words.Label {
	var zh, en []string
	for _, actor := range r.Who {
		zh, en = append(zh, actor.Label.ZH), append(en, actor.Label.EN)
	}
	return words.Label{ZH: strings.Join(zh, "或"), EN: strings.Join(en, " or ")}
}

// needs lists the facts that deciding the rule takes.
func (r *Rule) needs() []models.Fact {
	var facts []models.Fact
	if r.StepUp {
		facts = append(facts, models.FactAuthenticated)
	}
	for _, actor := range r.Who {
		facts = append(facts, actor.needs...)
	}
	for _, condition := range r.When {
		facts = append(facts, condition.needs...)
	}
	return facts
}

// factsFor lists the facts that an event on one of the kinds takes: to decide it, and to tell what can be done in the
// state after it. The event "" stands for looking only: everything that leaves any state.
func factsFor(kinds []models.Kind, event Event) []models.Fact {
	if len(kinds) == 0 {
		kinds = models.Kinds
	}
	var facts []models.Fact
	for _, kind := range kinds {
		m := MachineOf(kind)
		after := map[State]bool{}
		for _, r := range m.Rules {
			if r.Event == event || event == "" {
				facts = append(facts, r.needs()...)
				for _, from := range r.From {
					after[r.to(from)] = true
				}
			}
		}
		for _, r := range m.Rules {
			if slices.ContainsFunc(r.From, func(s State) bool { return after[s] }) {
				facts = append(facts, r.needs()...)
			}
		}
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}

// ByHand lists the events that are fired through transitions, of any kind.
func ByHand() []Event {
	var events []Event
	for i := range Tables {
		for _, r := range Tables[i].Rules {
			if r.With == "" && !r.Own && !slices.Contains(events, r.Event) {
				events = append(events, r.Event)
			}
		}
	}
	return events
}

// RolesFor lists the roles that may fire some event through transitions on one of the kinds.
func RolesFor(kinds ...models.Kind) []models.Role {
	return rolesWhere(kinds, func(r Rule) bool { return r.With == "" && !r.Own })
}

// RolesOf lists the roles that may fire an event on one of the kinds.
func RolesOf(event Event, kinds ...models.Kind) []models.Role {
	return rolesWhere(kinds, func(r Rule) bool { return r.Event == event })
}

func rolesWhere(kinds []models.Kind, wanted func(Rule) bool) []models.Role {
	var roles []models.Role
	for _, kind := range kinds {
		for _, r := range MachineOf(kind).Rules {
			if wanted(r) {
				for _, actor := range r.Who {
					roles = append(roles, actor.Roles...)
				}
			}
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}
