package api

import (
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

// problemRoutes is every operation on the ledger: problems, measures, their import and their deadlines.
func (s *Server) problemRoutes() {
	visible := Access{AnyUser: true, Object: "visible"}
	signedIn := Access{AnyUser: true}
	audit := Access{Roles: []models.Role{models.RoleAuditOfficer}}
	by := func(event workflow.Event, kind models.Kind) Access {
		return Access{Roles: workflow.RolesOf(event, kind), Object: "visible, and an actor of the event"}
	}

	read(s, Route{Call: "GET /api/v1/problems", ID: "list-problems", Tag: tagProblems, Access: visible,
		Chinese: "问题台账", English: "The ledger of problems, in its official order"}, s.problems)
	write[newProblemInput, Outcome](s, Route{Call: "POST /api/v1/problems", ID: "create-problem", Tag: tagProblems, Access: audit,
		Status: http.StatusCreated, Chinese: "登记问题", English: "Enter a problem with its measures"}, s.createProblem)
	stream(s, Route{Call: "GET /api/v1/problems/export", ID: "export-problems", Tag: tagProblems, Access: visible, Costly: true,
		Chinese: "导出问题台账", English: "The ledger as a file: layout annex as it is filed, layout ledger with everything; the filters of list-problems. Of many problems ask for a job"},
		"*/*", s.exportProblems)
	read(s, Route{Call: "GET /api/v1/problems/{id}", ID: "get-problem", Tag: tagProblems, Access: visible,
		Chinese: "问题详情", English: "A problem with its measures and what can be done next"}, s.problem)
	read(s, Route{Call: "GET /api/v1/problems/{id}/close-out", ID: "get-close-out", Tag: tagProblems, Access: visible,
		Chinese: "销号清单", English: "What is there and what is missing until a problem can be closed out"}, s.closeOut)
	read(s, Route{Call: "GET /api/v1/close-outs", ID: "list-close-outs", Tag: tagProblems, Access: visible,
		Chinese: "各问题的销号清单", English: "The same of the problems of the ledger, with its filters"}, s.closeOuts)
	write[dossierInput, Outcome](s, Route{Call: "PUT /api/v1/problems/{id}/dossier", ID: "edit-dossier", Tag: tagProblems,
		Access: by(workflow.Edit, models.KindProblem), NeedsVersion: true,
		Chinese: "修改问题及措施", English: "Write a new revision of a problem's dossier; its measures follow"}, s.editDossier)
	write[assignInput, Outcome](s, Route{Call: "PUT /api/v1/problems/{id}/assignment", ID: "assign-problem", Tag: tagProblems,
		Access: by(workflow.Assign, models.KindProblem), NeedsVersion: true,
		Chinese: "分办问题", English: "Say who answers for a problem and its measures"}, s.assignProblem)
	write[importInput, Imported](s, Route{Call: "POST /api/v1/campaigns/{id}/problem-imports", ID: "import-problems", Tag: tagProblems, Access: audit, Costly: true,
		Upload: true, Chinese: "导入整改措施一览表", English: "Take a table of measures into a campaign, or preview that"}, s.importProblems)

	write[importInput, Job](s, Route{Call: "POST /api/v1/campaigns/{id}/problem-import-jobs", ID: "import-problems-as-job", Tag: tagProblems, Access: audit,
		Upload: true, Status: http.StatusAccepted, Chinese: "导入整改措施一览表（任务）", English: "The same as a job, with progress, for thousands of rows"}, s.importInBackground)
	stream(s, Route{Call: "GET /api/v1/problem-import-template", ID: "get-import-template", Tag: tagProblems, Access: signedIn,
		Chinese: "下载一览表模板", English: "An empty table of measures to fill in, with lists to choose from"}, "*/*", s.importTemplate)

	read(s, Route{Call: "GET /api/v1/measures", ID: "list-measures", Tag: tagMeasures, Access: visible,
		Chinese: "措施列表", English: "Measures in force, in the order of the ledger"}, s.measures)
	read(s, Route{Call: "GET /api/v1/measures/{id}", ID: "get-measure", Tag: tagMeasures, Access: visible,
		Chinese: "措施详情", English: "A measure and what can be done next"}, s.measure)
	write[measureReportInput, Outcome](s, Route{Call: "PUT /api/v1/measures/{id}/result", ID: "report-measure", Tag: tagMeasures,
		Access: by(workflow.Report, models.KindMeasure), NeedsVersion: true,
		Chinese: "填报整改结果", English: "Say what came of a measure so far"}, s.reportMeasure)
	write[confirmInput, Outcome](s, Route{Call: "PUT /api/v1/measures/{id}/deadline", ID: "confirm-deadline", Tag: tagMeasures,
		Access: by(workflow.ConfirmDeadline, models.KindMeasure), NeedsVersion: true,
		Chinese: "确认完成时限", English: "Say what a deadline means; its words stay"}, s.confirmDeadline)
	read(s, Route{Call: "GET /api/v1/deadlines/preview", ID: "preview-deadline", Tag: tagMeasures, Access: signedIn,
		Chinese: "识别完成时限", English: "What is understood of a deadline"}, s.previewDeadline)
}
