package demo

import (
	"net/http"

	"github.com/golang-sql/civil"

	"rectify/workflow"
)

// who returns one of the cast by login.
func (s *story) who(login string) *person { return s.people[login] }

// organise builds the organisation with the three administrators, who restrain each other: one makes accounts, the
// second proposes roles, the third confirms each.
func (s *story) organise() {
	for _, r := range first {
		s.people[r.login] = &person{role: r, story: s}
		s.who(r.login).enter(s.Admins[r.login])
	}
	admin, security := s.who("admin"), s.who("security")
	admin.said("首次登录，修改一次性口令")
	s.makeUnits(admin)
	admin.said("建立%d个单位并排定次序：党组、两个办公室、三个处室和三家外单位", len(organisation))
	for i := range cast {
		s.admit(cast[i])
	}
	admin.said("建立%d个账号，激活码一半由系统管理员、一半由安全管理员交给本人，本人自设口令", len(cast))
	security.said("提出各账号的角色，由审计管理员逐一确认；管账号的不管角色，管角色的不管账号")
	s.granting()
	sanitation := s.who("sanitation.head")
	admin.refused("给自己授予审计办公室角色", 403, "not_your_role", func() {
		admin.post("/grant-proposals", fields{"user_id": admin.id, "unit_id": s.units["audit-office"], "role": "audit_officer"}, 0, nil)
	})
	sanitation.refused("建立账号", 403, "not_your_role", func() {
		sanitation.post("/users", fields{"login": "nobody", "name": "无此人"}, 0, nil)
	})
	s.openCampaign()
}

// makeUnits makes the units that are not there yet, and gives all their names and official order.
func (s *story) makeUnits(p *person) {
	var page struct {
		Items []struct{ ID, Code string }
	}
	p.get("/units", &page)
	for _, u := range page.Items {
		s.units[u.Code] = u.ID
	}
	ids := make([]string, len(organisation))
	for i, u := range organisation {
		made := struct{ ID string }{s.units[u.code]}
		if made.ID == "" {
			p.post("/units", fields{"code": u.code, "name": u.name, "kind": u.kind}, 0, &made)
		} else {
			p.call(http.MethodPatch, "/units/"+made.ID, fields{"name": u.name}, 0, nil)
		}
		s.units[u.code], ids[i] = made.ID, made.ID
	}
	p.put("/units/order", fields{"unit_ids": ids}, 0, nil)
}

// admit makes an account, gives it its roles and lets its person in.
func (s *story) admit(r role) {
	p := &person{role: r, story: s}
	s.people[r.login] = p
	var made, other struct {
		User struct{ ID string }
		Half string
	}
	s.who("admin").post("/users", fields{"login": r.login, "name": r.name}, 0, &made)
	for _, role := range r.roles {
		var proposed struct{ ID string }
		s.who("security").post("/grant-proposals", fields{"user_id": made.User.ID, "unit_id": s.units[r.unit], "role": role}, 0, &proposed)
		s.who("auditor").post("/grant-proposals/"+proposed.ID+"/confirm", fields{}, 0, nil)
	}
	s.who("security").post("/users/"+made.User.ID+"/activation", nil, 0, &other)
	p.post("/activations", fields{"login": p.login, "code": made.Half + "-" + other.Half, "new_password": Password}, 0, nil)
	p.signIn(Password)
}

// granting shows that one person alone gives no role.
func (s *story) granting() {
	security := s.who("security")
	var proposed struct{ ID string }
	security.post("/grant-proposals", fields{"user_id": s.who("observer").id, "unit_id": s.units["audit-office"], "role": "audit_officer"}, 0, &proposed)
	security.refused("独自确认自己提出的授权", 403, "not_yourself", func() {
		security.post("/grant-proposals/"+proposed.ID+"/confirm", fields{}, 0, nil)
	})
	s.who("auditor").post("/grant-proposals/"+proposed.ID+"/decline", fields{"opinion": "督导观察员不宜承办业务"}, 0, nil)
}

// enter signs in with a one-time password and changes it, which ends that session and begins another.
func (p *person) enter(oneTime string) {
	var in struct{ Token string }
	p.signIn(oneTime)
	p.put("/me/password", fields{"old_password": oneTime, "new_password": Password}, 0, &in)
	p.token = in.Token
}

func (p *person) signIn(password string) {
	var in struct {
		Token string
		Me    struct{ ID string }
	}
	p.post("/sessions", fields{"login": p.login, "password": password}, 0, &in)
	p.token, p.id = in.Token, in.Me.ID
}

// openCampaign opens the campaign: one month, two phases, weekly reports every Wednesday from 13 September.
func (s *story) openCampaign() {
	audit := s.who("audit.head")
	s.at("08-29 09:30")
	policies := workflow.DefaultPolicies()
	policies.Series[0].First = &civil.Date{Year: 2023, Month: 9, Day: 13}
	var c struct{ ID string }
	audit.post("/campaigns", fields{"code": CampaignCode, "name": bureau + "巡视整改", "organisation": bureau, "inspecting_body": "市委巡视组",
		"starts_on": "2023-08-29", "ends_on": "2023-09-28", "policies": policies, "phases": []fields{
			{"name": "动员准备", "starts_on": "2023-08-29", "ends_on": "2023-09-08"},
			{"name": "全面整改落实", "starts_on": "2023-09-09", "ends_on": "2023-09-28"}}}, 0, &c)
	s.campaign = c.ID
	audit.said("建立整改专项（8月29日至9月28日，分两个阶段）")
	audit.note("周报：9月13日起每周三15时前报送，节假日除外")
}
