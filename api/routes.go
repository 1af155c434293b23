package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

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
	tagTemplates = "templates"
)

// tags are the chapters of the reference, in its order.
var tags = []*huma.Tag{
	{Name: tagSystem, Description: "系统"},
	{Name: tagLog, Description: "检查点与证明"},
	{Name: tagWebhooks, Description: "事件推送"},
	{Name: tagSessions, Description: "登录与本人"},
	{Name: tagUsers, Description: "单位、人员与角色"},
	{Name: tagServices, Description: "外部前端接入"},
	{Name: tagCampaigns, Description: "整改专项"},
	{Name: tagProblems, Description: "整改问题"},
	{Name: tagMeasures, Description: "整改措施"},
	{Name: tagReports, Description: "周报、进展情况报告与汇总稿"},
	{Name: tagMeetings, Description: "党组会议"},
	{Name: tagEvidence, Description: "佐证材料"},
	{Name: tagTemplates, Description: "公文模板"},
	{Name: tagCycles, Description: "报送周期与统计"},
	{Name: tagTasks, Description: "待办与动态"},
	{Name: tagCalendar, Description: "工作日历"},
	{Name: tagAudit, Description: "审计日志"},
	{Name: tagJobs, Description: "任务：导出、导入与归档"},
}

// routes is every operation of the API, chapter by chapter, each with its permission beside it.
func (s *Server) routes() {
	s.systemRoutes()
	s.logRoutes()
	s.webhookRoutes()
	s.sessionRoutes()
	s.userRoutes()
	s.administratorRoutes()
	s.serviceRoutes()
	s.campaignRoutes()
	s.problemRoutes()
	s.reportRoutes()
	s.flowRoutes()
	s.meetingRoutes()
	s.planningRoutes()
	s.circleRoutes()
	s.auditRoutes()
	s.jobRoutes()
	s.delegationRoutes()
	s.savedFilterRoutes()
	s.documentRoutes()

	s.echo.GET("/docs", s.docs)
	s.echo.GET("/docs/style.css", s.docsStyle)
	s.consoleRoutes()
}

// systemRoutes are the operations about the program itself.
func (s *Server) systemRoutes() {
	public := Access{Public: true}
	signedIn := Access{AnyUser: true}

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
}

// campaignRoutes are the operations on campaigns and their settings.
func (s *Server) campaignRoutes() {
	signedIn := Access{AnyUser: true}
	campaignAdmins := Access{Roles: workflow.CampaignAdmins}

	read(s, Route{Call: "GET /api/v1/campaigns", ID: "list-campaigns", Tag: tagCampaigns, Access: signedIn,
		Chinese: "整改专项", English: "Campaigns, the latest first"}, s.campaigns)
	read(s, Route{Call: "GET /api/v1/campaigns/{id}", ID: "get-campaign", Tag: tagCampaigns, Access: signedIn,
		Chinese: "整改专项详情", English: "A campaign with its settings"}, s.campaign)
	write[newCampaignInput, Campaign](s, Route{Call: "POST /api/v1/campaigns", ID: "create-campaign", Tag: tagCampaigns, Access: campaignAdmins,
		Status: http.StatusCreated, Chinese: "新建整改专项", English: "Create a campaign"}, s.createCampaign)
	read(s, Route{Call: "GET /api/v1/campaigns/{id}/table-head", ID: "get-table-head", Tag: tagCampaigns, Access: signedIn,
		Chinese: "一览表表头信息", English: "What stands above the table of measures"}, s.tableHead)
	write[tableHeadInput, TableHead](s, Route{Call: "PUT /api/v1/campaigns/{id}/table-head", ID: "set-table-head", Tag: tagCampaigns, Access: campaignAdmins,
		Chinese: "填写一览表表头信息", English: "Set what stands above the table of measures"}, s.setTableHead)
	write[campaignChangeInput, Campaign](s, Route{Call: "PATCH /api/v1/campaigns/{id}", ID: "change-campaign", Tag: tagCampaigns, Access: campaignAdmins, NeedsVersion: true,
		Chinese: "修改整改专项", English: "Change a campaign"}, s.changeCampaign)
}
