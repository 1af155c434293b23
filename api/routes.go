package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"rectify/models"
	"rectify/workflow"
)

const (
	tagSystem    = "system"
	tagSessions  = "sessions"
	tagUsers     = "users"
	tagCampaigns = "campaigns"
	tagProblems  = "problems"
	tagMeasures  = "measures"
	tagReports   = "reports"
	tagMeetings  = "meetings"
	tagEvidence  = "evidence"
)

// tags are the chapters of the reference, in its order.
var tags = []*huma.Tag{
	{Name: tagSystem, Description: "系统"},
	{Name: tagSessions, Description: "登录与本人"},
	{Name: tagUsers, Description: "单位、人员与角色"},
	{Name: tagCampaigns, Description: "整改专项"},
	{Name: tagProblems, Description: "整改问题"},
	{Name: tagMeasures, Description: "整改措施"},
	{Name: tagReports, Description: "周报、进展情况报告与汇总稿"},
	{Name: tagMeetings, Description: "党组会议"},
	{Name: tagEvidence, Description: "佐证材料"},
	{Name: tagCycles, Description: "报送周期与统计"},
	{Name: tagTasks, Description: "待办与动态"},
	{Name: tagCalendar, Description: "工作日历"},
}

var (
	reportKinds      = []models.Kind{models.KindWeekly, models.KindProgress, models.KindPlan, models.KindBulletin, models.KindSituation}
	compilationKinds = []models.Kind{models.KindPlan, models.KindBulletin, models.KindSituation}
	reportWriters    = []models.Role{models.RoleDrafter, models.RoleUnitHead, models.RoleAuditOfficer}
)

// flows are the nouns whose subjects move through a machine.
var flows = []struct {
	noun, one, tag, chinese string
	kinds                   []models.Kind
}{
	{"problems", "problem", tagProblems, "问题", []models.Kind{models.KindProblem}},
	{"measures", "measure", tagMeasures, "措施", []models.Kind{models.KindMeasure}},
	{"reports", "report", tagReports, "报告", reportKinds},
	{"meetings", "meeting", tagMeetings, "会议", []models.Kind{models.KindMeeting}},
}

// routes is every operation of the API, with its permission beside it.
func (s *Server) routes() {
	public := Access{Public: true}
	signedIn := Access{AnyUser: true}
	visible := Access{AnyUser: true, Object: "visible"}
	own := Access{AnyUser: true, Object: "own"}
	first := Access{AnyUser: true, Object: "own", BeforePassword: true}
	organisation := Access{Roles: workflow.OrganisationAdmins}
	roleAdmins := Access{Roles: workflow.RoleAdmins, Object: "not the caller's own account"}
	admins := Access{Roles: []models.Role{models.RoleSystemAdmin, models.RoleSecurityAdmin, models.RoleAuditAdmin}}
	campaignAdmins := Access{Roles: workflow.CampaignAdmins}

	read(s, Route{Call: "GET /api/v1/about", ID: "get-about", Tag: tagSystem, Access: public,
		Chinese: "关于本系统", English: "What this installation is, and its time"}, s.about)
	read(s, Route{Call: "GET /healthz", ID: "get-liveness", Tag: tagSystem, Access: public,
		Chinese: "进程是否在运行", English: "Whether the process runs"}, s.live)
	read(s, Route{Call: "GET /readyz", ID: "get-readiness", Tag: tagSystem, Access: public,
		Chinese: "服务是否就绪", English: "Whether the service can work"}, s.ready)
	stream(s, Route{Call: "GET /api/v1/openapi.json", ID: "get-openapi", Tag: tagSystem, Access: public,
		Chinese: "接口描述文档（OpenAPI 3.1）", English: "This description (OpenAPI 3.1)"}, "application/openapi+json", s.openapi)

	read(s, Route{Call: "GET /api/v1/machines", ID: "list-machines", Tag: tagSystem, Access: signedIn,
		Chinese: "状态机", English: "The machines: states, events, who may fire them, under which conditions"}, s.machines)

	write[signInInput, SignedIn](s, Route{Call: "POST /api/v1/sessions", ID: "sign-in", Tag: tagSessions, Access: public, Keyless: true,
		Status: http.StatusCreated, Chinese: "登录", English: "Sign in"}, s.signIn)
	read(s, Route{Call: "GET /api/v1/sessions", ID: "list-sessions", Tag: tagSessions, Access: own,
		Chinese: "本人的登录会话", English: "Where the caller is signed in"}, s.sessions)
	write[struct{}, struct{}](s, Route{Call: "DELETE /api/v1/sessions/current", ID: "sign-out", Tag: tagSessions, Access: first,
		Status: http.StatusNoContent, Chinese: "退出登录", English: "Sign out"}, s.signOut)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/sessions/{id}", ID: "end-session", Tag: tagSessions, Access: own,
		Status: http.StatusNoContent, Chinese: "结束本人的一个会话", English: "End one of the caller's sessions"}, s.endSession)
	read(s, Route{Call: "GET /api/v1/me", ID: "get-me", Tag: tagSessions, Access: first,
		Chinese: "本人", English: "The caller: roles and rights"}, s.me)
	write[passwordInput, SignedIn](s, Route{Call: "PUT /api/v1/me/password", ID: "change-password", Tag: tagSessions, Access: first,
		Chinese: "修改口令", English: "Change the password; ends all other sessions"}, s.changePassword)

	read(s, Route{Call: "GET /api/v1/units", ID: "list-units", Tag: tagUsers, Access: signedIn,
		Chinese: "单位", English: "Units in official order"}, s.units)
	write[newUnitInput, Unit](s, Route{Call: "POST /api/v1/units", ID: "create-unit", Tag: tagUsers, Access: organisation,
		Status: http.StatusCreated, Chinese: "新建单位", English: "Create a unit"}, s.createUnit)
	write[unitChangeInput, Unit](s, Route{Call: "PATCH /api/v1/units/{id}", ID: "change-unit", Tag: tagUsers, Access: organisation,
		Chinese: "修改单位", English: "Change a unit"}, s.changeUnit)
	write[unitOrderInput, Page[Unit]](s, Route{Call: "PUT /api/v1/units/order", ID: "order-units", Tag: tagUsers, Access: organisation,
		Chinese: "调整机构序列", English: "Set the official order of the units"}, s.orderUnits)
	read(s, Route{Call: "GET /api/v1/people", ID: "list-people", Tag: tagUsers, Access: signedIn,
		Chinese: "人员（供选择）", English: "People who can be chosen, with their roles"}, s.people)
	read(s, Route{Call: "GET /api/v1/users", ID: "list-users", Tag: tagUsers, Access: admins,
		Chinese: "账号", English: "Accounts"}, s.users)
	write[newUserInput, OneTimePassword](s, Route{Call: "POST /api/v1/users", ID: "create-user", Tag: tagUsers, Access: organisation,
		Status: http.StatusCreated, Chinese: "新建账号", English: "Create an account with a one-time password"}, s.createUser)
	write[userChangeInput, User](s, Route{Call: "PATCH /api/v1/users/{id}", ID: "change-user", Tag: tagUsers, Access: organisation,
		Chinese: "修改、停用或启用账号", English: "Rename, disable or enable an account"}, s.changeUser)
	write[ByID, OneTimePassword](s, Route{Call: "POST /api/v1/users/{id}/password-resets", ID: "reset-password", Tag: tagUsers, Access: organisation,
		Chinese: "重置口令", English: "Give an account a new one-time password"}, s.resetPassword)
	write[newGrantInput, Grant](s, Route{Call: "POST /api/v1/users/{id}/roles", ID: "grant-role", Tag: tagUsers, Access: roleAdmins,
		Status: http.StatusCreated, Chinese: "授予角色", English: "Grant a role"}, s.grantRole)
	write[heldRoleInput, struct{}](s, Route{Call: "DELETE /api/v1/users/{id}/roles/{grant_id}", ID: "revoke-role", Tag: tagUsers, Access: roleAdmins,
		Status: http.StatusNoContent, Chinese: "撤销角色", English: "Revoke a role"}, s.revokeRole)

	read(s, Route{Call: "GET /api/v1/campaigns", ID: "list-campaigns", Tag: tagCampaigns, Access: signedIn,
		Chinese: "整改专项", English: "Campaigns, the latest first"}, s.campaigns)
	read(s, Route{Call: "GET /api/v1/campaigns/{id}", ID: "get-campaign", Tag: tagCampaigns, Access: signedIn,
		Chinese: "整改专项详情", English: "A campaign with its settings"}, s.campaign)
	write[newCampaignInput, Campaign](s, Route{Call: "POST /api/v1/campaigns", ID: "create-campaign", Tag: tagCampaigns, Access: campaignAdmins,
		Status: http.StatusCreated, Chinese: "新建整改专项", English: "Create a campaign"}, s.createCampaign)
	write[campaignChangeInput, Campaign](s, Route{Call: "PATCH /api/v1/campaigns/{id}", ID: "change-campaign", Tag: tagCampaigns, Access: campaignAdmins, NeedsVersion: true,
		Chinese: "修改整改专项", English: "Change a campaign"}, s.changeCampaign)

	for _, f := range flows {
		write[transitionInput, Outcome](s, Route{Call: "POST /api/v1/" + f.noun + "/{id}/transitions", ID: "transition-" + f.one, Tag: f.tag,
			Access:  Access{Roles: workflow.RolesFor(f.kinds...), Object: "visible, and an actor of the event"},
			Chinese: "办理" + f.chinese, English: "Fire an event on a " + f.one, NeedsVersion: true}, s.transition(f.kinds...))
		read(s, Route{Call: "GET /api/v1/" + f.noun + "/{id}/history", ID: "list-" + f.one + "-history", Tag: f.tag, Access: visible,
			Chinese: f.chinese + "的流转记录", English: "What happened to a " + f.one}, s.history(f.kinds...))
		write[uploadInput, Attached](s, Route{Call: "POST /api/v1/" + f.noun + "/{id}/evidence", ID: "attach-" + f.one + "-evidence", Tag: tagEvidence,
			Access:  Access{Roles: workflow.RolesOf(workflow.Attach, f.kinds...), Object: "visible, and an actor of the event"},
			Chinese: "上传" + f.chinese + "的佐证材料", English: "Attach evidence to a " + f.one, Status: 201, Upload: true}, s.attach(f.kinds...))
		read(s, Route{Call: "GET /api/v1/" + f.noun + "/{id}/evidence", ID: "list-" + f.one + "-evidence", Tag: tagEvidence, Access: visible,
			Chinese: f.chinese + "的佐证材料", English: "The evidence of a " + f.one}, s.listEvidence(f.kinds...))
	}

	s.problemRoutes(visible, signedIn)

	read(s, Route{Call: "GET /api/v1/evidence/{id}", ID: "get-evidence", Tag: tagEvidence, Access: visible,
		Chinese: "一份佐证材料的登记信息", English: "What is known of a piece of evidence"}, s.evidence)
	stream(s, Route{Call: "GET /api/v1/evidence/{id}/content", ID: "download-evidence", Tag: tagEvidence, Access: visible,
		Chinese: "下载佐证材料", English: "The bytes of a piece of evidence"}, "*/*", s.download)
	read(s, Route{Call: "GET /api/v1/reports", ID: "list-reports", Tag: tagReports, Access: visible,
		Chinese: "周报、进展情况报告与汇总稿列表", English: "Reports and compilations, the newest first"}, s.reports)
	write[newReportInput, Outcome](s, Route{Call: "POST /api/v1/reports", ID: "create-report", Tag: tagReports, Status: http.StatusCreated,
		Access:  Access{Roles: reportWriters, Object: "own unit; compilations: the audit office"},
		Chinese: "新建报告或汇总稿", English: "Start a report or a compilation"}, s.createReport)
	read(s, Route{Call: "GET /api/v1/reports/{id}", ID: "get-report", Tag: tagReports, Access: visible,
		Chinese: "报告详情", English: "A report with its text, sources, opinions and what can be done next"}, s.report)
	write[editInput, Outcome](s, Route{Call: "PUT /api/v1/reports/{id}/content", ID: "edit-report", Tag: tagReports,
		Access:  Access{Roles: workflow.RolesOf(workflow.Edit, reportKinds...), Object: "visible, and who writes it"},
		Chinese: "修改文稿", English: "Write a new revision of the text", NeedsVersion: true}, s.edit(workflow.Edit, reportKinds...))
	write[editInput, Outcome](s, Route{Call: "POST /api/v1/reports/{id}/amendments", ID: "amend-report", Tag: tagReports,
		Access:  Access{Roles: workflow.RolesOf(workflow.Amend, compilationKinds...), Object: "visible"},
		Chinese: "按审阅意见修改", English: "Amend an approved text to a superior's opinion", NeedsVersion: true}, s.edit(workflow.Amend, compilationKinds...))
	read(s, Route{Call: "GET /api/v1/reports/{id}/superior-reviews", ID: "list-superior-reviews", Tag: tagReports, Access: visible,
		Chinese: "上级审阅意见", English: "What superiors said of it"}, s.superiorReviews)
	write[superiorReviewInput, Outcome](s, Route{Call: "POST /api/v1/reports/{id}/superior-reviews", ID: "record-superior-review", Tag: tagReports,
		Access:  Access{Roles: workflow.RolesOf(workflow.RecordReview, compilationKinds...), Object: "visible"},
		Chinese: "登记上级审阅意见", English: "Record what a superior said of it", NeedsVersion: true}, s.recordReview)

	for _, f := range flows {
		path, kinds := "/api/v1/"+f.noun+"/{id}", f.kinds
		if f.noun == "problems" || f.noun == "reports" {
			read(s, Route{Call: "GET " + path + "/sign-offs", ID: "list-" + f.one + "-sign-offs", Tag: f.tag, Access: visible,
				Chinese: f.chinese + "的会签意见", English: "Opinions on a " + f.one}, s.signOffs(kinds...))
			write[signOffInput, Outcome](s, Route{Call: "POST " + path + "/sign-offs", ID: "sign-" + f.one, Tag: f.tag,
				Access:  Access{Roles: workflow.RolesOf(workflow.Sign, kinds...), Object: "co-operating unit or lead leader"},
				Chinese: "会签" + f.chinese, English: "Give an opinion on the text of a " + f.one}, s.sign(kinds...))
			read(s, Route{Call: "GET " + path + "/revisions", ID: "list-" + f.one + "-revisions", Tag: f.tag, Access: visible,
				Chinese: f.chinese + "的各稿", English: "The revisions of a " + f.one}, s.revisions(kinds...))
			read(s, Route{Call: "GET " + path + "/revisions/{number}", ID: "get-" + f.one + "-revision", Tag: f.tag, Access: visible,
				Chinese: f.chinese + "的某一稿", English: "One exact text of a " + f.one}, s.revision(kinds...))
			read(s, Route{Call: "GET " + path + "/differences", ID: "get-" + f.one + "-differences", Tag: f.tag, Access: visible,
				Chinese: f.chinese + "两稿之间的改动", English: "What changed between two revisions of a " + f.one}, s.differences(kinds...))
		}
		if roles := workflow.RolesOf(workflow.Copy, kinds...); len(roles) > 0 {
			read(s, Route{Call: "GET " + path + "/copies", ID: "list-" + f.one + "-copies", Tag: f.tag, Access: visible,
				Chinese: f.chinese + "的抄送对象", English: "To whom a " + f.one + " was copied"}, s.copies(kinds...))
			write[copyInput, Outcome](s, Route{Call: "POST " + path + "/copies", ID: "copy-" + f.one, Tag: f.tag,
				Access:  Access{Roles: roles, Object: "visible, and an actor of the event"},
				Chinese: "抄送" + f.chinese, English: "Copy a " + f.one + " to people, who may read it from then on"}, s.copyTo(kinds...))
		}
	}

	s.meetingRoutes()
	s.planningRoutes()

	s.echo.GET("/docs", s.docs)
	s.echo.GET("/docs/style.css", s.docsStyle)
}
