package demo

import (
	"fmt"
	"time"

	"rectify/workflow/clock"
)

// meeting is a Party-group meeting that was convened.
type meeting struct {
	doc
	items []string // ids, in the order of the agenda
}

// group are the members of the Party group in official order, the chair first.
var group = []string{"secretary", "deputy.a", "deputy.b", "deputy.c", "discipline"}

// convene convenes a meeting of the whole Party group, chaired by its secretary.
func (s *story) convene(p *person, title, moment string, items []fields) meeting {
	held, err := time.ParseInLocation("2006-01-02 15:04", "2023-"+moment, clock.Shanghai)
	s.fail(err)
	var made struct{ Subject subject }
	p.post("/meetings", fields{"campaign_id": s.campaign, "title": title, "held_at": held, "place": "局会议室", "chair_id": s.who("secretary").id,
		"observers": []string{"各责任处室负责人"}, "observer_ids": []string{s.who("audit.head").id}, "items": items}, 0, &made)
	m := meeting{doc: doc{"meetings", made.Subject.ID}}
	p.said("召集%s（%s，议题%d项）", title, moment, len(items))
	var detail struct{ Items []struct{ ID string } }
	p.get(m.path(), &detail)
	for _, item := range detail.Items {
		m.items = append(m.items, item.ID)
	}
	s.expect(len(m.items) == len(items), "%s应有%d项议题，实有%d项", title, len(items), len(m.items))
	return m
}

// attend records who is there; everybody else of the group is on leave for the reason.
func (s *story) attend(p *person, m meeting, reason string, present ...string) {
	here := map[string]bool{}
	for _, login := range present {
		here[login] = true
	}
	members := make([]fields, len(group))
	for i, login := range group {
		members[i] = fields{"user_id": s.who(login).id, "attendance": "present"}
		if !here[login] {
			members[i] = fields{"user_id": s.who(login).id, "attendance": "leave", "reason": reason}
		}
	}
	p.post(m.path()+"/attendance", fields{"members": members}, 0, nil)
	p.said("登记出席：应到%d人，实到%d人", len(group), len(present))
}

// vote casts the votes of members on an item, for the text that is on the agenda.
func (s *story) vote(m meeting, item int, title, choice string, logins ...string) {
	for _, login := range logins {
		p := s.who(login)
		p.ballot(m, item, choice)
		p.said("表决“%s”：%s", title, map[string]string{"for": "赞成", "against": "反对", "abstain": "弃权"}[choice])
	}
}

// ballot casts one vote.
func (p *person) ballot(m meeting, item int, choice string) {
	var detail struct{ Items []struct{ Digest string } }
	p.get(m.path(), &detail)
	if p.story.err == nil {
		body := fields{"choice": choice}
		if digest := detail.Items[item].Digest; digest != "" {
			body["digest"] = digest
		}
		p.post(fmt.Sprintf("%s/items/%s/votes", m.path(), m.items[item]), body, 0, nil)
	}
}

// firstMeeting lets the Party group deliberate on the plan, with everything that a meeting has to hold to.
func (s *story) firstMeeting() {
	office, chair := s.who("office.clerk"), s.who("secretary")
	s.at("09-04 16:00")
	m := s.convene(office, "局党组会议", "09-05 09:00", []fields{
		{"title": "审议整改工作方案", "document_id": s.plan.id},
		{"title": "补充研究转运站设备维保事项"},
		{"title": "研究整改工作考核办法"}})
	s.at("09-05 09:00")
	s.attend(office, m, "处置突发积水，暂未到会", "secretary", "discipline")
	office.refused("到会2人即开会", 422, "not_quorate", func() { office.fire(m.doc, "open", nil) })
	s.at("09-05 09:30")
	s.attend(office, m, "外出参加防汛会商", "secretary", "deputy.a", "deputy.b", "discipline")
	absent := s.who("deputy.c")
	absent.post(m.path()+"/written-opinions", fields{"opinion": "同意方案，建议热线工单整改增加回访环节。"}, 0, nil)
	absent.said("因请假提交书面意见（留存，不计票）")
	chair.fire(m.doc, "open", nil)
	chair.said("宣布开会：应到5人，实到4人，符合规定")

	const planItem, contractItem = "审议整改工作方案", "补充研究转运站设备维保事项"
	audit := s.who("audit.clerk")
	audit.refused("会议进行中修改送审稿", 422, "in_open_meeting", func() { audit.write(s.plan, planText(planAmended), "") })
	chair.refused("先于其他成员表决", 422, "chair_last", func() { chair.ballot(m, 0, "for") })
	s.vote(m, 0, planItem, "for", "deputy.a", "deputy.b", "discipline")
	again := s.who("deputy.a")
	again.refused("对同一议题表决两次", 409, "has_voted_on_item", func() { again.ballot(m, 0, "against") })
	s.vote(m, 0, planItem, "for", "secretary")

	recused := s.who("deputy.a")
	recused.post(fmt.Sprintf("%s/items/%s/recusals", m.path(), m.items[1]), fields{"reason": "原续签事项由本人分管"}, 0, nil)
	recused.said("申请回避“%s”：原续签事项由本人分管", contractItem)
	recused.refused("回避后仍参加表决", 422, "has_withdrawn", func() { recused.ballot(m, 1, "for") })
	s.vote(m, 1, contractItem, "for", "deputy.b", "discipline", "secretary")
	chair.refused("尚有议题未决即散会", 422, "items_undecided", func() { chair.fire(m.doc, "adjourn", nil) })
	chair.post(fmt.Sprintf("%s/items/%s/deferrals", m.path(), m.items[2]), fields{"reason": "考核指标尚需征求各处室意见"}, chair.open(m.doc).Version, nil)
	chair.said("缓议“研究整改工作考核办法”：考核指标尚需征求各处室意见")
	s.adjourn(m, s.plan, "工作方案")
}

// adjourn closes a meeting, which carries its resolutions out, and shows its minutes.
func (s *story) adjourn(m meeting, decided doc, name string) {
	chair := s.who("secretary")
	chair.fire(m.doc, "adjourn", nil)
	chair.said("散会，形成决议")
	var minutes struct {
		Title    string
		Sections []struct{ Title, Text string }
	}
	chair.get(m.path()+"/minutes", &minutes)
	for _, part := range minutes.Sections[min(1, len(minutes.Sections)):] {
		chair.note("纪要：%s", firstLine(part.Text))
	}
	state := chair.open(decided).State
	s.expect(state.Code == "approved", "%s应已审议通过，实为%s", name, state.Label)
	s.who("audit.head").said("%s状态：%s", name, state.Label)
}
