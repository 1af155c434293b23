package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/looplab/fsm"

	"rectify/models"
	"rectify/workflow/words"
)

// Machine is the table as one kind of subject sees it. It holds no state: a fresh fsm decides each event and is thrown
// away, so that machines can be shared by all requests. The database decides who wins (models.Tx.Apply).
type Machine struct {
	Kind    models.Kind
	Table   *Table
	Initial State
	States  []State
	Rules   []Rule

	events map[State]fsm.Events // those that are possible in a state
	rules  map[step]*Rule
}

// step is an event in a state: the key of exactly one rule.
type step struct {
	event Event
	from  State
}

var machines = buildAll(Tables)

// MachineOf returns the machine of a kind.
func MachineOf(kind models.Kind) *Machine {
	m, known := machines[kind]
	if !known {
		panic("workflow: no machine for kind " + string(kind))
	}
	return m
}

func buildAll(tables []Table) map[models.Kind]*Machine {
	all := map[models.Kind]*Machine{}
	for i := range tables {
		for _, kind := range tables[i].Kinds {
			m, err := build(&tables[i], kind)
			if err != nil {
				panic(err) // the table is part of the program
			}
			all[kind] = m
		}
	}
	return all
}

// build makes the machine of one kind and refuses what looplab/fsm would take silently: two rules for one event in one
// state, states that are not declared, rules without an actor; and batches of what has to be decided one by one.
func build(table *Table, kind models.Kind) (*Machine, error) {
	m := &Machine{Kind: kind, Table: table, Initial: table.Initial, rules: map[step]*Rule{}, events: map[State]fsm.Events{}}
	used := map[State]bool{table.Initial: true}
	for _, rule := range table.Rules {
		if rule.Kinds != nil && !slices.Contains(rule.Kinds, kind) {
			continue
		}
		if len(rule.Who) == 0 && rule.With == "" {
			return nil, fmt.Errorf("workflow: %s: nobody may %s", kind, rule.Event)
		}
		if rule.Batch && (!rule.Awaited || rule.Opinion || rule.StepUp || rule.With != "" || rule.Members != "" || kind == models.KindMeeting) {
			return nil, fmt.Errorf("workflow: %s: %s has to be decided one by one", kind, rule.Event)
		}
		if rule.To != "" {
			used[rule.To] = true
		}
		m.Rules = append(m.Rules, rule)
	}
	for i := range m.Rules {
		rule := &m.Rules[i]
		// A table names the states of all its kinds; a kind has those that its own moves reach.
		rule.From = slices.DeleteFunc(slices.Clone(rule.From), func(s State) bool { return !used[s] })
		for _, from := range rule.From {
			key := step{rule.Event, from}
			if m.rules[key] != nil {
				return nil, fmt.Errorf("workflow: %s: two rules for %s in %s", kind, rule.Event, from)
			}
			m.rules[key] = rule
			m.events[from] = append(m.events[from], fsm.EventDesc{Name: string(rule.Event), Src: []string{string(from)}, Dst: string(rule.to(from))})
		}
	}
	for _, s := range table.States {
		if used[s] {
			m.States = append(m.States, s)
			delete(used, s)
		}
	}
	for s := range used {
		return nil, fmt.Errorf("workflow: %s: state %s is not declared", kind, s)
	}
	return m, nil
}

// to is the state after the rule from a state: its own for a record.
func (r *Rule) to(from State) State {
	if r.To == "" {
		return from
	}
	return r.To
}

// Rule returns the rule of an event in a state, or nil.
func (m *Machine) Rule(event Event, from State) *Rule { return m.rules[step{event, from}] }

// Events lists the machine's events, each once, in the order of the table.
func (m *Machine) Events() []Event {
	var events []Event
	for _, r := range m.Rules {
		if !slices.Contains(events, r.Event) {
			events = append(events, r.Event)
		}
	}
	return events
}

// fire decides one event: legal in this state by the machine, then by guard. It returns the rule and the state after.
// The guard sees facts that were read before; it must not touch the database or the machine.
func (m *Machine) fire(ctx context.Context, from State, event Event, guard func(*Rule) error) (*Rule, State, error) {
	if !slices.Contains(m.States, from) {
		return nil, "", fmt.Errorf("workflow: %s has the state %q, which its machine does not know", m.Kind, from)
	}
	rule := m.Rule(event, from)
	machine := fsm.NewFSM(string(from), m.events[from], fsm.Callbacks{
		"before_event": func(_ context.Context, e *fsm.Event) {
			if err := guard(rule); err != nil {
				e.Cancel(err)
			}
		},
	})
	// A cancelled context would leave the machine stuck; it lives for this call only and does no input or output.
	err := machine.Event(context.WithoutCancel(ctx), string(event))
	if err := m.translate(err, from, event); err != nil {
		return nil, "", err
	}
	return rule, State(machine.Current()), nil
}

// translate turns the library's errors into ours.
func (m *Machine) translate(err error, from State, event Event) error {
	var stay fsm.NoTransitionError
	var cancelled fsm.CanceledError
	var unknown fsm.UnknownEventError // not possible in this state, or not at all
	switch {
	case err == nil:
		return nil
	case errors.As(err, &stay):
		return stay.Err // nil: a record leaves the state as it is
	case errors.As(err, &cancelled):
		return cancelled.Err
	case errors.As(err, &unknown) && slices.Contains(m.Events(), event):
		return Refuse(Conflict, words.WrongState, words.Params{"state": StateLabels[from], "event": EventLabels[event]})
	case errors.As(err, &unknown):
		return Refuse(Malformed, words.UnknownEvent, words.Params{"event": event})
	}
	return fmt.Errorf("workflow: machine of %s: %w", m.Kind, err)
}
