package workflow

import (
	"context"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Who administers what (三员分立): the one table from which the permissions of the API (x-authz), the engine's own checks and
// docs/permissions.md come. The three administrators restrain each other: who makes users gives no roles, who gives roles
// does so with another's consent, who reads the logs changes nothing. None of them does business.
var (
	OrganisationAdmins = []models.Role{models.RoleSystemAdmin}                           // units and users
	CalendarAdmins     = []models.Role{models.RoleSystemAdmin}                           // the notices on holidays
	RoleAdmins         = []models.Role{models.RoleSecurityAdmin}                         // propose roles, revoke them
	LockAdmins         = []models.Role{models.RoleSecurityAdmin}                         // accounts locked after failed sign-ins
	FactorAdmins       = []models.Role{models.RoleSecurityAdmin}                         // second factors that were lost
	ActivationAdmins   = []models.Role{models.RoleSystemAdmin, models.RoleSecurityAdmin} // the half of a code whose other half the other began with
	TokenAdmins        = []models.Role{models.RoleSecurityAdmin}                         // service accounts and their tokens
	GrantConfirmers    = []models.Role{models.RoleSecurityAdmin, models.RoleAuditAdmin}  // confirm or decline a proposed role
	AccountReviewers   = []models.Role{models.RoleSecurityAdmin, models.RoleAuditAdmin}  // review accounts, roles and proposals
	AccountReaders     = models.Administrators                                           // read the list of accounts
	CampaignAdmins     = []models.Role{models.RoleAuditOfficer}                          // campaigns and the rules of their business
	WebhookAdmins      = []models.Role{models.RoleSystemAdmin}                           // webhooks
	TargetAdmins       = []models.Role{models.RoleSecurityAdmin}                         // where webhooks may go
	LogAdmins          = []models.Role{models.RoleAuditAdmin}                            // checkpoints of the history
)

// Administration names these duties for people, in the order of the table.
var Administration = []struct {
	Label words.Label
	Roles []models.Role
}{
	{words.Label{ZH: "单位和账号", EN: "units and accounts"}, OrganisationAdmins},
	{words.Label{ZH: "工作日历", EN: "the calendar"}, CalendarAdmins},
	{words.Label{ZH: "提出授予角色；撤销角色", EN: "propose roles; revoke them"}, RoleAdmins},
	{words.Label{ZH: "解除登录锁定", EN: "end a lock after failed sign-ins"}, LockAdmins},
	{words.Label{ZH: "外部前端的接入账号和令牌", EN: "service accounts and their tokens"}, TokenAdmins},
	{words.Label{ZH: "重置验证器", EN: "reset a second factor"}, FactorAdmins},
	{words.Label{ZH: "领取激活码后一半（前一半由另一类管理员持有）", EN: "take the second half of an activation code, of which the other holds the first"}, ActivationAdmins},
	{words.Label{ZH: "确认或否决授予角色（提出人和被授予人除外）", EN: "confirm or decline proposed roles, not their own"}, GrantConfirmers},
	{words.Label{ZH: "账号和授权核查", EN: "review accounts and roles"}, AccountReviewers},
	{words.Label{ZH: "查看账号", EN: "read the accounts"}, AccountReaders},
	{words.Label{ZH: "事件推送", EN: "webhooks"}, WebhookAdmins},
	{words.Label{ZH: "允许推送的目标", EN: "where webhooks may go"}, TargetAdmins},
	{words.Label{ZH: "历史检查点", EN: "checkpoints of the history"}, LogAdmins},
	{words.Label{ZH: "整改专项及其业务规则", EN: "campaigns and the rules of their business"}, CampaignAdmins},
}

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
	return a != b && (slices.Contains(models.Administrators, a) || slices.Contains(models.Administrators, b))
}

// exists refuses a value that another row has already.
func exists(what words.Label, value string) *Error {
	return Refuse(Conflict, words.AlreadyExists, words.Params{"what": what, "value": value})
}
