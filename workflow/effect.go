package workflow

import "rectify/models"

// effects are what events do besides moving their subject, by table and event. They run inside the transition, after it
// was decided and before it is written. Filled by the file of each noun.
var effects = map[effectKey]func(*transition) error{}

type effectKey struct {
	table string
	event Event
}

// reaches names the events that touch or depend on other subjects than their own: those are locked first.
var reaches = map[Event]bool{Compile: true, Return: true, Release: true, Approve: true, Revise: true, File: true, Adjourn: true,
	RequestClose: true, Reopen: true, Edit: true}

// onEvent enters an effect; two for the same event are a programming error.
func onEvent(table string, event Event, run func(*transition) error) {
	key := effectKey{table, event}
	if effects[key] != nil {
		panic("workflow: two effects for " + table + " " + string(event))
	}
	effects[key] = run
}

func effectOf(kind models.Kind, event Event) func(*transition) error {
	return effects[effectKey{MachineOf(kind).Table.Name, event}]
}

// toucher is a payload that names further subjects which its command touches.
type toucher interface{ touches() []string }

func alsoTouched(payload any) []string {
	if t, names := payload.(toucher); names {
		return t.touches()
	}
	return nil
}
