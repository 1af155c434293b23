package api

import (
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

// meetingRoutes are the operations of the Party group's meetings.
func (s *Server) meetingRoutes() {
	visible := Access{AnyUser: true, Object: "visible"}
	may := func(event workflow.Event, object string) Access {
		return Access{Roles: workflow.RolesOf(event, models.KindMeeting), Object: object}
	}
	const one = "/api/v1/meetings/{id}"

	read(s, Route{Call: "GET /api/v1/meetings", ID: "list-meetings", Tag: tagMeetings, Access: visible,
		Chinese: "会议列表", English: "Meetings, the newest first"}, s.meetings)
	write[newMeetingInput, Outcome](s, Route{Call: "POST /api/v1/meetings", ID: "convene-meeting", Tag: tagMeetings, Status: http.StatusCreated,
		Access:  Access{Roles: []models.Role{models.RoleAuditOfficer, models.RoleFilingClerk}, Object: "campaign"},
		Chinese: "召集会议", English: "Convene a meeting; the members due and the rules are frozen"}, s.convene)
	read(s, Route{Call: "GET " + one, ID: "get-meeting", Tag: tagMeetings, Access: visible,
		Chinese: "会议详情：应到、实到、议程、表决", English: "A meeting with its attendance, agenda, votes and counts"}, s.meeting)
	read(s, Route{Call: "GET " + one + "/minutes", ID: "get-minutes", Tag: tagMeetings, Access: visible,
		Chinese: "会议纪要", English: "The minutes of a closed meeting"}, s.minutes)
	read(s, Route{Call: "GET " + one + "/record", ID: "get-meeting-record", Tag: tagMeetings, Access: visible,
		Chinese: "会议记录", English: "The record of a closed meeting: each member's vote and view, who withdrew and why"}, s.meetingRecord)
	write[agendaInput, Outcome](s, Route{Call: "PATCH " + one, ID: "change-meeting", Tag: tagMeetings, NeedsVersion: true,
		Access:  may(workflow.Edit, "not yet open"),
		Chinese: "修改会议安排与议程", English: "Change time, place, people or agenda before the meeting opens"}, s.editMeeting)
	write[attendanceInput, Outcome](s, Route{Call: "POST " + one + "/attendance", ID: "record-attendance", Tag: tagMeetings,
		Access:  may(workflow.Attend, "members due"),
		Chinese: "登记出席情况", English: "Record who is present, on leave or absent"}, s.attend)
	write[writtenOpinionInput, Outcome](s, Route{Call: "POST " + one + "/written-opinions", ID: "write-opinion", Tag: tagMeetings, Decides: true,
		Access:  may(workflow.WriteOpinion, "own, when not present"),
		Chinese: "提交书面意见（不计票）", English: "Hand in a written opinion; it is never counted"}, s.writeOpinion)
	write[voteInput, Outcome](s, Route{Call: "POST " + one + "/items/{item}/votes", ID: "cast-vote", Tag: tagMeetings, Decides: true,
		Access:  may(workflow.CastVote, "own vote, present, not withdrawn"),
		Chinese: "表决", English: "Cast the caller's own vote"}, s.vote)
	write[recusalInput, Outcome](s, Route{Call: "POST " + one + "/items/{item}/recusals", ID: "recuse", Tag: tagMeetings, Decides: true,
		Access:  may(workflow.Recuse, "own"),
		Chinese: "回避", English: "Withdraw from an item"}, s.recuse)
	write[deferralInput, Outcome](s, Route{Call: "POST " + one + "/items/{item}/deferrals", ID: "defer-item", Tag: tagMeetings, Decides: true, NeedsVersion: true,
		Access:  may(workflow.Defer, "the chair"),
		Chinese: "缓议", English: "Put an item off to another meeting"}, s.deferItem)
}
