package workflow

import (
	"context"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Who administers what. The three administrators restrain each other: who makes users gives no roles.
var (
	OrganisationAdmins = []models.Role{models.RoleSystemAdmin}                          // units and users
	RoleAdmins         = []models.Role{models.RoleSecurityAdmin}                        // who holds which role
	CampaignAdmins     = []models.Role{models.RoleAuditOfficer, models.RoleSystemAdmin} // campaigns and their settings
	LogAdmins          = []models.Role{models.RoleAuditAdmin}                           // checkpoints of the history
	administrators     = []models.Role{models.RoleSystemAdmin, models.RoleSecurityAdmin, models.RoleAuditAdmin}
)

// Console is who acts at the machine's own command line, where there is no session and every administration is allowed.
func Console() models.Viewer {
	return models.Viewer{Name: "控制台", Grants: []models.Grant{{Role: models.RoleSystemAdmin}, {Role: models.RoleSecurityAdmin}}}
}

// administer runs a command that only some roles may give. It is Engine.write with that check before.
func (e *Engine) administer(ctx context.Context, v models.Viewer, r Request, roles []models.Role, do func(*writing) (any, error)) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		if !v.Has(roles...) {
			return nil, Refuse(Forbidden, words.NotYourRole, words.Params{"roles": RolesLabel(roles)})
		}
		w.role = v.Grants[slices.IndexFunc(v.Grants, func(g models.Grant) bool { return slices.Contains(roles, g.Role) })].Role
		return do(w)
	})
}

// RolesLabel names roles as people see them.
func RolesLabel(roles []models.Role) words.Label {
	zh, en := make([]string, len(roles)), make([]string, len(roles))
	for i, role := range roles {
		zh[i], en[i] = RoleLabels[role].ZH, RoleLabels[role].EN
	}
	return words.Label{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// separate reports whether two roles may be held by one person: an administrator holds no other role.
func separate(a, b models.Role) bool {
	return a != b && (slices.Contains(administrators, a) || slices.Contains(administrators, b))
}

// exists refuses a value that another row has already.
func exists(what words.Label, value string) *Error {
	return Refuse(Conflict, words.AlreadyExists, words.Params{"what": what, "value": value})
}
