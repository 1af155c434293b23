package api

import (
	"slices"

	"rectify/models"
	"rectify/workflow"
)

// circleRoutes are the operations on who may read what, and on who has read it.
func (s *Server) circleRoutes() {
	visible := Access{AnyUser: true, Object: "visible"}
	for _, f := range flows {
		roles := workflow.RolesOf(workflow.Restrict, f.kinds...)
		if len(roles) == 0 {
			continue // a measure stands in the circle of its problem
		}
		slices.Sort(roles)
		path, kinds := f.path(), f.kinds
		owner := Access{Roles: roles, Object: "visible, and an actor of the event"}
		read(s, Route{Call: "GET " + path + "/circle", ID: "get-" + f.one + "-circle", Tag: f.tag, Access: visible,
			Chinese: f.chinese + "的知悉范围", English: "Who may read a " + f.one}, s.circle(kinds...))
		write[circleInput, Outcome](s, Route{Call: "PUT " + path + "/circle", ID: "restrict-" + f.one, Tag: f.tag, Access: owner, NeedsVersion: true,
			Chinese: "限定" + f.chinese + "的知悉范围", English: "Draw the circle of those who may know that a " + f.one + " exists"}, s.restrict(kinds...))
		write[liftInput, Outcome](s, Route{Call: "POST " + path + "/circle/lift", ID: "lift-" + f.one + "-circle", Tag: f.tag, Access: owner, NeedsVersion: true,
			Chinese: "解除" + f.chinese + "的知悉范围", English: "Open a " + f.one + " again to everybody whose duties include it"}, s.lift(kinds...))
		read(s, Route{Call: "GET " + path + "/readings", ID: "list-" + f.one + "-readings", Tag: f.tag, Access: owner,
			Chinese: f.chinese + "的查阅记录", English: "Who read a " + f.one + " that has a circle; for those who may change it"}, s.readings(kinds...))
	}
	read(s, Route{Call: "GET /api/v1/readings", ID: "list-readings", Tag: tagUsers, Access: Access{Roles: []models.Role{models.RoleAuditAdmin}},
		Chinese: "限定知悉范围文稿的查阅记录", English: "Every read of a document with a circle, the latest first"}, s.allReadings)
}
