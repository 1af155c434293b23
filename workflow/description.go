package workflow

import (
	"rectify/models"
	"rectify/workflow/words"
)

// Description is a machine as it is published: by the API, on the command line and in the documentation.
type Description struct {
	Kind    models.Kind        `json:"kind"`
	Label   words.Label        `json:"label"`
	Table   string             `json:"table"`
	Initial State              `json:"initial"`
	States  []StateDescription `json:"states"`
	Rules   []RuleDescription  `json:"rules"`
}

// StateDescription names a state.
type StateDescription struct {
	State State       `json:"state"`
	Label words.Label `json:"label"`
}

// RuleDescription is one row of the table.
type RuleDescription struct {
	Event      Event              `json:"event"`
	Label      words.Label        `json:"label"`
	From       []State            `json:"from"`
	To         State              `json:"to,omitempty" doc:"empty: the event is recorded and the state stays"`
	Who        []ActorDescription `json:"who"`
	With       Event              `json:"with,omitempty" doc:"happens only together with this event of the compilation or meeting"`
	Conditions []NameAndLabel     `json:"conditions"`
	Opinion    bool               `json:"opinion" doc:"an opinion is mandatory"`
	Members    Event              `json:"members,omitempty" doc:"what happens to the members in the same transaction"`
	Own        bool               `json:"own" doc:"fired through a resource of its own, not through transitions"`
	Batch      bool               `json:"batch" doc:"may be given to several subjects at a stroke, one command each"`
	Shared     bool               `json:"shared" doc:"names no version: several people may do it at the same time"`
}

// ActorDescription names who may fire an event.
type ActorDescription struct {
	Actor string        `json:"actor"`
	Label words.Label   `json:"label"`
	Roles []models.Role `json:"roles"`
}

// NameAndLabel names something for programs and for people.
type NameAndLabel struct {
	Name  string      `json:"name"`
	Label words.Label `json:"label"`
}

// Describe returns every machine in the order in which a campaign meets them.
func Describe() []Description {
	list := make([]Description, 0, len(models.Kinds))
	for _, kind := range models.Kinds {
		list = append(list, MachineOf(kind).describe())
	}
	return list
}

func (m *Machine) describe() Description {
	d := Description{Kind: m.Kind, Label: KindLabels[m.Kind], Table: m.Table.Name, Initial: m.Initial}
	for _, s := range m.States {
		d.States = append(d.States, StateDescription{s, StateLabels[s]})
	}
	for _, r := range m.Rules {
		row := RuleDescription{Event: r.Event, Label: EventLabels[r.Event], From: r.From, To: r.To, With: r.With, Opinion: r.Opinion,
			Members: r.Members, Own: r.Own, Batch: r.Batch, Shared: r.Shared, Who: []ActorDescription{}, Conditions: []NameAndLabel{}}
		for _, a := range r.Who {
			row.Who = append(row.Who, ActorDescription{a.Name, a.Label, a.Roles})
		}
		for _, c := range r.When {
			row.Conditions = append(row.Conditions, NameAndLabel{c.Name, c.Label})
		}
		d.Rules = append(d.Rules, row)
	}
	return d
}
