package api

import (
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

const (
	tagCycles   = "cycles"
	tagTasks    = "tasks"
	tagCalendar = "calendar"
)

// planningRoutes are the operations about time: calendar, cycles, what is to be done, what has happened.
func (s *Server) planningRoutes() {
	signedIn := Access{AnyUser: true}
	visible := Access{AnyUser: true, Object: "visible"}
	ownUnits := Access{AnyUser: true, Object: "own units; audit office, general office and Party group: all"}
	auditOffice := Access{Roles: []models.Role{models.RoleAuditOfficer}}
	systemAdmin := Access{Roles: workflow.CalendarAdmins}

	read(s, Route{Call: "GET /api/v1/tasks", ID: "list-tasks", Tag: tagTasks, Access: visible,
		Chinese: "待办、已办、我发起的、抄送我的", English: "My tasks: to do, done, started by me, copied to me"}, s.tasks)
	read(s, Route{Call: "GET /api/v1/notifications", ID: "list-notifications", Tag: tagTasks, Access: Access{AnyUser: true, Object: "own"}, Personal: true,
		Chinese: "消息：与本人有关的动态", English: "What has happened that concerns the caller"}, s.notifications)
	write[readNotificationsInput, struct{}](s, Route{Call: "PUT /api/v1/notifications/read", ID: "read-notifications", Tag: tagTasks,
		Access: Access{AnyUser: true, Object: "own"}, Personal: true, Status: http.StatusNoContent,
		Chinese: "消息标为已读", English: "Mark notifications as read, up to one of them"}, s.readNotifications)
	read(s, Route{Call: "GET /api/v1/events", ID: "list-events", Tag: tagTasks, Access: visible,
		Chinese: "动态：按全局次序读取流转记录", English: "What has happened, in its global order"}, s.events)
	stream(s, Route{Call: "GET /api/v1/events/stream", ID: "stream-events", Tag: tagTasks, Access: visible,
		Chinese: "动态推送（Server-Sent Events）", English: "What happens, as it happens (Server-Sent Events)"}, "text/event-stream", s.eventStream)

	read(s, Route{Call: "GET /api/v1/campaigns/{id}/cycles", ID: "list-cycles", Tag: tagCycles, Access: ownUnits,
		Chinese: "报送周期及报送情况", English: "The cycles of a campaign, with what came of their reports"}, s.cycles)
	write[campaignInput, CyclePlan](s, Route{Call: "POST /api/v1/campaigns/{id}/cycles", ID: "plan-cycles", Tag: tagCycles, Access: auditOffice,
		Chinese: "排定报送周期", English: "Plan the cycles that come, which the service also does by itself"}, s.planCycles)
	read(s, Route{Call: "GET /api/v1/campaigns/{id}/cycles/matrix", ID: "get-cycle-matrix", Tag: tagCycles, Access: ownUnits,
		Chinese: "各单位各期报送情况", English: "What each unit has handed in for each cycle"}, s.cycleMatrix)
	write[exemptionInput, Exemption](s, Route{Call: "POST /api/v1/campaigns/{id}/cycles/{cycle_id}/exemptions", ID: "exempt-unit", Tag: tagCycles, Access: auditOffice,
		Chinese: "免报", English: "Free a unit from the report of a cycle"}, s.exempt)
	write[cycleUrgeInput, CycleUrged](s, Route{Call: "POST /api/v1/campaigns/{id}/cycles/{cycle_id}/urges", ID: "urge-cycle", Tag: tagCycles,
		Access:  Access{Roles: workflow.ReportUrgers()},
		Chinese: "催报周报", English: "Urge units that have not handed in the report of a cycle"}, s.urgeCycle)
	read(s, Route{Call: "GET /api/v1/campaigns/{id}/statistics", ID: "get-statistics", Tag: tagCycles, Access: visible,
		Chinese: "整改统计", English: "How a campaign stands"}, s.statistics)
	read(s, Route{Call: "GET /api/v1/campaigns/{id}/statistics/lights", ID: "get-light-trend", Tag: tagCycles, Access: visible,
		Chinese: "红绿灯逐周变化", English: "The lights of a campaign's measures, week by week"}, s.lightTrend)

	read(s, Route{Call: "GET /api/v1/calendar/years", ID: "list-calendar-years", Tag: tagCalendar, Access: signedIn,
		Chinese: "已录入的放假通知", English: "The yearly notices on holidays that are known"}, s.calendarYears)
	read(s, Route{Call: "GET /api/v1/calendar/years/{year}", ID: "get-calendar-year", Tag: tagCalendar, Access: signedIn,
		Chinese: "某年放假通知", English: "One yearly notice, and who changed it"}, s.calendarYear)
	write[putYearInput, CalendarYear](s, Route{Call: "PUT /api/v1/calendar/years/{year}", ID: "put-calendar-year", Tag: tagCalendar, Access: systemAdmin,
		Chinese: "导入某年放假通知", English: "Import a year's notice in the form of holiday-cn"}, s.putCalendarYear)
	write[yearInput, struct{}](s, Route{Call: "DELETE /api/v1/calendar/years/{year}", ID: "delete-calendar-year", Tag: tagCalendar, Access: systemAdmin,
		Status: http.StatusNoContent, Chinese: "删除某年放假通知", English: "Remove a year's notice"}, s.deleteCalendarYear)
	read(s, Route{Call: "GET /api/v1/calendar/days", ID: "list-calendar-days", Tag: tagCalendar, Access: signedIn,
		Chinese: "各日是否工作日", English: "Whether the office works, day by day"}, s.calendarDays)
	read(s, Route{Call: "GET /api/v1/calendar/workdays", ID: "add-workdays", Tag: tagCalendar, Access: signedIn,
		Chinese: "推算工作日", English: "The date that lies some working days after another"}, s.addWorkdays)
}
