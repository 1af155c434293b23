package api

import (
	"github.com/danielgtaylor/huma/v2"

	"rectify/models"
	"rectify/workflow"
)

const (
	tagSystem   = "system"
	tagProblems = "problems"
	tagMeasures = "measures"
	tagReports  = "reports"
	tagMeetings = "meetings"
	tagEvidence = "evidence"
)

// tags are the chapters of the reference, in its order.
var tags = []*huma.Tag{
	{Name: tagSystem, Description: "系统"},
	{Name: tagProblems, Description: "整改问题"},
	{Name: tagMeasures, Description: "整改措施"},
	{Name: tagReports, Description: "周报、进展情况报告与汇总稿"},
	{Name: tagMeetings, Description: "党组会议"},
	{Name: tagEvidence, Description: "佐证材料"},
}

// flows are the nouns whose subjects move through a machine.
var flows = []struct {
	noun, one, tag, chinese string
	kinds                   []models.Kind
}{
	{"problems", "problem", tagProblems, "问题", []models.Kind{models.KindProblem}},
	{"measures", "measure", tagMeasures, "措施", []models.Kind{models.KindMeasure}},
	{"reports", "report", tagReports, "报告", []models.Kind{models.KindWeekly, models.KindProgress, models.KindPlan, models.KindBulletin, models.KindSituation}},
	{"meetings", "meeting", tagMeetings, "会议", []models.Kind{models.KindMeeting}},
}

// routes is every operation of the API, with its permission beside it.
func (s *Server) routes() {
	public := Access{Public: true}
	signedIn := Access{AnyUser: true}
	visible := Access{AnyUser: true, Object: "visible"}

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

	read(s, Route{Call: "GET /api/v1/evidence/{id}", ID: "get-evidence", Tag: tagEvidence, Access: visible,
		Chinese: "一份佐证材料的登记信息", English: "What is known of a piece of evidence"}, s.evidence)
	stream(s, Route{Call: "GET /api/v1/evidence/{id}/content", ID: "download-evidence", Tag: tagEvidence, Access: visible,
		Chinese: "下载佐证材料", English: "The bytes of a piece of evidence"}, "application/octet-stream", s.download)

	s.echo.GET("/docs", s.docs)
	s.echo.GET("/docs/style.css", s.docsStyle)
}
