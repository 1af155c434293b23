package api

import (
	"rectify/models"
	"rectify/workflow"
)

// flow is a noun whose subjects move through a machine.
type flow struct {
	noun, one, tag, chinese string
	kinds                   []models.Kind
	text                    bool // people write it, revision by revision, and sign it
}

func (f flow) path() string { return "/api/v1/" + f.noun + "/{id}" }

var flows = []flow{
	{"problems", "problem", tagProblems, "问题", []models.Kind{models.KindProblem}, true},
	{"measures", "measure", tagMeasures, "措施", []models.Kind{models.KindMeasure}, false},
	{"reports", "report", tagReports, "报告", reportKinds, true},
	{"meetings", "meeting", tagMeetings, "会议", []models.Kind{models.KindMeeting}, false},
}

// flowRoutes are the operations that all nouns with a machine have alike, and those on the evidence they gather.
func (s *Server) flowRoutes() {
	visible := Access{AnyUser: true, Object: "visible"}

	for _, f := range flows {
		path, kinds := f.path(), f.kinds
		write[transitionInput, Outcome](s, Route{Call: "POST /api/v1/" + f.noun + "/{id}/transitions", ID: "transition-" + f.one, Tag: f.tag,
			Access:  Access{Roles: workflow.RolesFor(kinds...), Object: "visible, and an actor of the event"},
			Chinese: "办理" + f.chinese, English: "Fire an event on a " + f.one, NeedsVersion: true}, s.transition(f.tag, kinds...))
		read(s, Route{Call: "GET /api/v1/" + f.noun + "/{id}/history", ID: "list-" + f.one + "-history", Tag: f.tag, Access: visible,
			Chinese: f.chinese + "的流转记录", English: "What happened to a " + f.one}, s.history(kinds...))
		write[uploadInput, Attached](s, Route{Call: "POST /api/v1/" + f.noun + "/{id}/evidence", ID: "attach-" + f.one + "-evidence", Tag: tagEvidence,
			Access:  Access{Roles: workflow.RolesOf(workflow.Attach, kinds...), Object: "visible, and an actor of the event"},
			Chinese: "上传" + f.chinese + "的佐证材料", English: "Attach evidence to a " + f.one, Status: 201, Upload: true}, s.attach(kinds...))
		read(s, Route{Call: "GET /api/v1/" + f.noun + "/{id}/evidence", ID: "list-" + f.one + "-evidence", Tag: tagEvidence, Access: visible,
			Chinese: f.chinese + "的佐证材料", English: "The evidence of a " + f.one}, s.listEvidence(kinds...))
		if roles := workflow.RolesOf(workflow.Copy, kinds...); len(roles) > 0 {
			read(s, Route{Call: "GET " + path + "/copies", ID: "list-" + f.one + "-copies", Tag: f.tag, Access: visible,
				Chinese: f.chinese + "的抄送对象", English: "To whom a " + f.one + " was copied"}, s.copies(kinds...))
			write[copyInput, Outcome](s, Route{Call: "POST " + path + "/copies", ID: "copy-" + f.one, Tag: f.tag,
				Access:  Access{Roles: roles, Object: "visible, and an actor of the event"},
				Chinese: "抄送" + f.chinese, English: "Copy a " + f.one + " to people, who may read it from then on"}, s.copyTo(kinds...))
		}
		if roles := workflow.RolesOf(workflow.Urge, kinds...); len(roles) > 0 {
			write[urgeInput, Outcome](s, Route{Call: "POST " + path + "/urges", ID: "urge-" + f.one, Tag: f.tag,
				Access:  Access{Roles: roles, Object: "visible, and an actor of the event"},
				Chinese: "催办" + f.chinese, English: "Urge those who hold an open task on a " + f.one}, s.urge(kinds...))
		}
		if f.text {
			s.textRoutes(f, visible)
		}
	}
	read(s, Route{Call: "GET /api/v1/evidence/{id}", ID: "get-evidence", Tag: tagEvidence, Access: visible,
		Chinese: "一份佐证材料的登记信息", English: "What is known of a piece of evidence"}, s.evidence)
	stream(s, Route{Call: "GET /api/v1/evidence/{id}/content", ID: "download-evidence", Tag: tagEvidence, Access: visible,
		Chinese: "下载佐证材料", English: "The bytes of a piece of evidence"}, "*/*", s.download)
}

// textRoutes are the operations on the text of a noun: its revisions, and the opinions on them.
func (s *Server) textRoutes(f flow, visible Access) {
	path, kinds := f.path(), f.kinds

	read(s, Route{Call: "GET " + path + "/sign-offs", ID: "list-" + f.one + "-sign-offs", Tag: f.tag, Access: visible,
		Chinese: f.chinese + "的会签意见", English: "Opinions on a " + f.one}, s.signOffs(kinds...))
	write[signOffInput, Outcome](s, Route{Call: "POST " + path + "/sign-offs", ID: "sign-" + f.one, Tag: f.tag,
		Access:  Access{Roles: workflow.RolesOf(workflow.Sign, kinds...), Object: "co-operating unit or lead leader"},
		Decides: true, Chinese: "会签" + f.chinese, English: "Give an opinion on the text of a " + f.one}, s.sign(kinds...))
	read(s, Route{Call: "GET " + path + "/revisions", ID: "list-" + f.one + "-revisions", Tag: f.tag, Access: visible,
		Chinese: f.chinese + "的各稿", English: "The revisions of a " + f.one}, s.revisions(kinds...))
	read(s, Route{Call: "GET " + path + "/revisions/{number}", ID: "get-" + f.one + "-revision", Tag: f.tag, Access: visible,
		Chinese: f.chinese + "的某一稿", English: "One exact text of a " + f.one}, s.revision(kinds...))
	read(s, Route{Call: "GET " + path + "/differences", ID: "get-" + f.one + "-differences", Tag: f.tag, Access: visible,
		Chinese: f.chinese + "两稿之间的改动", English: "What changed between two revisions of a " + f.one}, s.differences(kinds...))
}
