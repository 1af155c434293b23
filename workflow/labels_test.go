package workflow

import (
	"testing"

	"rectify/models"
	"rectify/workflow/words"
)

// Whatever the program shows by name has that name in both languages.
func TestLabelsAreComplete(t *testing.T) {
	check := func(what string, label words.Label) {
		t.Helper()
		if label.ZH == "" || label.EN == "" {
			t.Errorf("%s is called %q and %q", what, label.ZH, label.EN)
		}
	}
	check("the event create", EventLabels[Create])
	for _, kind := range models.Kinds {
		check("the kind "+string(kind), KindLabels[kind])
		m := MachineOf(kind)
		check("the table "+m.Table.Name, m.Table.Label)
		for _, s := range m.States {
			check("the state "+string(s), StateLabels[s])
		}
		for _, r := range m.Rules {
			check("the event "+string(r.Event), EventLabels[r.Event])
			for _, actor := range r.Who {
				check("the actor "+actor.Name, actor.Label)
			}
			for _, condition := range r.When {
				check("the condition "+condition.Name, condition.Label)
			}
		}
	}
	for _, role := range models.Roles {
		check("the role "+string(role), RoleLabels[role])
	}
	for _, kind := range []models.UnitKind{models.UnitDivision, models.UnitAuditOffice, models.UnitGeneralOffice, models.UnitPartyGroup, models.UnitOutside} {
		check("the unit kind "+string(kind), UnitKindLabels[kind])
	}
}
