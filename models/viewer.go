package models

import "slices"

// Grant is one role of a user inside one unit.
type Grant struct {
	UnitID string
	Role   Role
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

	// MustChangePassword: he may do nothing else before; who asks is the API.
	MustChangePassword bool
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
