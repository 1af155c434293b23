package api

import (
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

var (
	reportKinds      = []models.Kind{models.KindWeekly, models.KindProgress, models.KindPlan, models.KindBulletin, models.KindSituation}
	compilationKinds = []models.Kind{models.KindPlan, models.KindBulletin, models.KindSituation}
	reportWriters    = []models.Role{models.RoleDrafter, models.RoleUnitHead, models.RoleAuditOfficer}
)

// reportRoutes are the operations on reports and compilations.
func (s *Server) reportRoutes() {
	visible := Access{AnyUser: true, Object: "visible"}

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
}
