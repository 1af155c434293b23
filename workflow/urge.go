package workflow

import (
	"slices"
	"time"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// Urged is whom an urge addresses, as its entry keeps it: the units, people and offices that held the open task then.
type Urged struct {
	Units []string      `json:"units,omitempty"`
	Users []string      `json:"users,omitempty"`
	Roles []models.Role `json:"roles,omitempty"`
}

func init() {
	for _, table := range []string{"contribution", "compilation", "measure"} {
		onEvent(table, Urge, urge)
	}
}

// urge names those who hold an open task on the subject, and refuses when nobody does but who urges. It does nothing else:
// that they learn of it is a view over the history (models.Notifications).
func urge(t *transition) error {
	holders, err := t.tx.TaskHolders(t.subject, duties, dutyDefaults, t.command.Viewer.UserID)
	if err != nil {
		return err
	}
	urged := urgedOf(holders)
	if len(urged.Units)+len(urged.Users)+len(urged.Roles) == 0 {
		return RefuseFor([]Reason{{Code: words.NobodyAwaited}})
	}
	t.detail = urged
	return nil
}

func urgedOf(holders []models.Holder) Urged {
	var u Urged
	for _, h := range holders {
		switch d := duties[h.Duty]; d.Relation {
		case models.RelationUnit, models.RelationUnsigned:
			u.Units = append(u.Units, h.UnitID)
		case models.RelationLeadSigns:
			u.Users = append(u.Users, h.UserID)
		default:
			u.Roles = append(u.Roles, d.Roles...)
		}
	}
	u.Units, u.Users, u.Roles = distinct(u.Units), distinct(u.Users), sortedRoles(u.Roles)
	return u
}

func sortedRoles(roles []models.Role) []models.Role {
	slices.Sort(roles)
	return slices.Compact(roles)
}

// UrgeAgain is from when on what was urged at a moment may be urged again.
func (p Policies) UrgeAgain(last time.Time) time.Time {
	return last.Add(time.Duration(p.UrgeCooldownHours) * time.Hour)
}

// urgedRecently is the reason against urging again, nil when there is none.
func (p Policies) urgedRecently(last, now time.Time) []Reason {
	again := p.UrgeAgain(last)
	if last.IsZero() || !now.Before(again) {
		return nil
	}
	return one(words.UrgedRecently, words.Params{"last": minute(last), "again": minute(again), words.AgainAt: again.UTC()})
}

// minute writes a moment as the office reads it, in either language.
func minute(at time.Time) string { return at.In(clock.Shanghai).Format("2006-01-02 15:04") }
