package api

import (
	"rectify/models"
	"rectify/workflow"
)

const tagAudit = "audit"

// auditRoutes are the operations on the audit log. Nothing can be put in, changed or taken out through the API.
func (s *Server) auditRoutes() {
	auditors := Access{Roles: []models.Role{models.RoleAuditAdmin}}

	read(s, Route{Call: "GET /api/v1/audit-records", ID: "list-audit-records", Tag: tagAudit, Access: auditors,
		Chinese: "审计日志", English: "The audit log, the latest first"}, s.auditRecords)
	read(s, Route{Call: "GET /api/v1/audit-records/days", ID: "count-audit-records", Tag: tagAudit, Access: auditors,
		Chinese: "审计日志统计", English: "Counts of the audit log by day, act and result"}, s.auditDays)
	stream(s, Route{Call: "GET /api/v1/audit-records/export.csv", ID: "export-audit-csv", Tag: tagAudit, Access: auditors, Costly: true,
		Chinese: "导出审计日志（CSV）", English: "The audit log as CSV, oldest first"}, "text/csv; charset=utf-8", s.exportAudit(workflow.AuditCSV))
	stream(s, Route{Call: "GET /api/v1/audit-records/export.jsonl", ID: "export-audit-jsonl", Tag: tagAudit, Access: auditors, Costly: true,
		Chinese: "导出审计日志（JSON Lines）", English: "The audit log as JSON Lines, oldest first, as the seals sum it up"}, "application/jsonl", s.exportAudit(workflow.AuditJSONL))
}
