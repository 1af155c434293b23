package models

import (
	"slices"
	"time"
)

// Grant is one role of a user inside one unit: his own, or somebody's for whom he acts.
type Grant struct {
	UnitID string
	Role   Role

	For     string    // id of the user for whom the viewer acts with it; "" for his own
	ForName string    //
	From    time.Time // when it begins and ends to count, only where For is set
	Until   time.Time
	Behind  []string `gorm:"-"` // units for which the user behind it writes himself: he cannot be served in his own cause
}

// Viewer is the person on whose behalf something is read or written. Every read takes one and its scope stands in the
// SQL, so that what a viewer may not see does not exist for him.
type Viewer struct {
	UserID       string
	Login        string
	Name         string
	SessionID    string // "" for the program's own jobs, which hold no session
	AuthzVersion int64  // the user's authz_version when the grants were read
	Grants       []Grant

	Service *Service // the front end through which he acts; nil when he is here himself

	// MustChangePassword: he may do nothing else before; who asks is the API.
	MustChangePassword bool
	MustEnrolTOTP      bool // after that, the same for a second factor
}

// At returns the viewer with the grants that count at a moment.
func (v Viewer) At(now time.Time) Viewer {
	v.Grants = slices.DeleteFunc(slices.Clone(v.Grants), func(g Grant) bool {
		return g.For != "" && (now.Before(g.From) || !now.Before(g.Until))
	})
	return v
}

// Persons returns as whom the viewer may act: himself with his own grants, then everybody for whom he acts, each with the
// grants that he has from him.
func (v Viewer) Persons() []Viewer {
	own := v
	own.Grants = nil
	persons := []Viewer{own}
	for _, g := range v.Grants {
		id := g.For
		if id == "" {
			id = v.UserID
		}
		i := slices.IndexFunc(persons, func(p Viewer) bool { return p.UserID == id })
		if i < 0 {
			p := v
			p.UserID, p.Name, p.Grants = g.For, g.ForName, nil
			i, persons = len(persons), append(persons, p)
		}
		persons[i].Grants = append(persons[i].Grants, g)
	}
	return persons
}

// Has reports whether the viewer holds any of the roles, in any unit.
func (v Viewer) Has(roles ...Role) bool {
	return slices.ContainsFunc(v.Grants, func(g Grant) bool { return slices.Contains(roles, g.Role) })
}

// In reports whether the viewer holds any of the roles in the unit.
func (v Viewer) In(unitID string, roles ...Role) bool {
	return slices.ContainsFunc(v.Grants, func(g Grant) bool { return g.UnitID == unitID && slices.Contains(roles, g.Role) })
}

// Units returns the units in which the viewer holds any of the roles, each once.
func (v Viewer) Units(roles ...Role) []string {
	var units []string
	for _, g := range v.Grants {
		if slices.Contains(roles, g.Role) && !slices.Contains(units, g.UnitID) {
			units = append(units, g.UnitID)
		}
	}
	return units
}
