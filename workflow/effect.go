package workflow

import (
	"slices"

	"rectify/models"
)

// effects are what events do besides moving their subject, by kind and event. They run inside the transition, after it
// was decided and before it is written. An event without an effect is written in one statement. Filled by the file of
// each noun.
var effects = map[effectKey]func(*transition) error{}

type effectKey struct {
	kind  models.Kind
	event Event
}

// reaches names the events that touch or depend on other subjects than their own: those are locked first. What many do at
// the same moment in one meeting is among them, so that a vote waits for the vote before it instead of losing to it.
var reaches = map[Event]bool{Compile: true, Return: true, Release: true, Approve: true, Revise: true, File: true, Adjourn: true,
	RequestClose: true, Reopen: true, Edit: true, Assign: true, ConfirmDeadline: true,
	Restrict: true, Lift: true, OpenMeeting: true, Attend: true, Recuse: true, WriteOpinion: true, CastVote: true, Defer: true}

// onEvent enters an effect for some kinds of a table, or for all when none is named. Two for the same event of a kind are
// a programming error.
func onEvent(table string, event Event, run func(*transition) error, only ...models.Kind) {
	for kind, m := range machines {
		if m.Table.Name != table || len(only) > 0 && !slices.Contains(only, kind) {
			continue
		}
		key := effectKey{kind, event}
		if effects[key] != nil {
			panic("workflow: two effects for " + string(kind) + " " + string(event))
		}
		effects[key] = run
	}
}

func effectOf(kind models.Kind, event Event) func(*transition) error {
	return effects[effectKey{kind, event}]
}

// toucher is a payload that names further subjects which its command touches.
type toucher interface{ touches() []string }

func alsoTouched(payload any) []string {
	if t, names := payload.(toucher); names {
		return t.touches()
	}
	return nil
}
