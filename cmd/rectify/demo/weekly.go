package demo

import (
	"fmt"
	"strings"
)

// cycle is one due moment of the weekly reports.
type cycle struct {
	ID    string `json:"id"`
	DueOn string `json:"due_on"`
}

// divisions are who owes weekly reports, in official order.
var divisions = []string{"sanitation", "supervision", "construction"}

// planCycles has the due moments computed from the calendar.
func (s *story) planCycles(audit *person) {
	audit.post("/campaigns/"+s.campaign+"/cycles", nil, 0, nil)
	var list struct{ Items []cycle }
	audit.get("/campaigns/"+s.campaign+"/cycles", &list)
	s.cycles = list.Items
	due := make([]string, len(s.cycles))
	for i, c := range s.cycles {
		due[i] = c.DueOn
	}
	s.expect(strings.Join(due, " ") == "2023-09-13 2023-09-20 2023-09-27", "报送周期应为三期，实为%v", due)
	audit.said("排定周报%d期：%s", len(due), strings.Join(due, "、"))
}

// submission is how a division hands in a weekly report: at a moment of the day, late with a reason, or not at all ("").
type submission struct {
	moment string
	reason string
}

// weeks say how the divisions hand in each week's report.
var weeks = []map[string]submission{
	{"sanitation": {moment: "14:52"}, "supervision": {moment: "11:20"}, "construction": {moment: "10:05"}},
	{"sanitation": {moment: "14:30"}, "construction": {moment: "11:40"}, "supervision": {moment: "16:20", reason: "经办人在现场处置扬尘投诉，回处室后补齐数据。"}},
	{"sanitation": {moment: "14:10"}, "supervision": {moment: "14:40"}, "construction": {}},
}

// week lives one weekly cycle: the divisions report, the audit office compiles, the general office files the bulletin.
func (s *story) week(n int) {
	var members []string
	for _, division := range inOrder(weeks[n]) {
		members = append(members, s.report(n, division))
	}
	s.checkCycle(n, len(members))
	day := s.cycles[n].DueOn[5:]
	audit, office := s.who("audit.clerk"), s.who("office.clerk")
	s.at(day + " 17:00")
	bulletin := audit.start(fields{"kind": "bulletin", "cycle_id": s.cycles[n].ID})
	if missing := len(divisions) - len(members); missing > 0 {
		audit.refused(fmt.Sprintf("缺%d家周报即汇总", missing), 422, "contributions_missing", func() {
			audit.fire(bulletin, "compile", fields{"members": members})
		})
		audit.fire(bulletin, "compile", fields{"members": members, "acknowledge_missing": true})
		audit.said("确认缺报%d家，汇总第%d期周报（%d家）", missing, n+1, len(members))
	} else {
		audit.fire(bulletin, "compile", fields{"members": members})
		audit.said("汇总第%d期周报（%d家）", n+1, len(members))
	}
	s.at(day + " 17:30")
	office.file(bulletin, fmt.Sprintf("整改周报〔2023〕%d期", n+1), superior, s.cycles[n].DueOn)
	if n == 0 {
		s.copyTo(s.who("town-a.liaison"), office, bulletin)
		s.between()
	}
}

// copyTo lets somebody read a bulletin that he otherwise would not find among his papers.
func (s *story) copyTo(reader, from *person, bulletin doc) {
	from.post(bulletin.path()+"/copies", fields{"user_ids": []string{reader.id}}, 0, nil)
	from.said("抄送%s", reader.name)
	var box struct{ Items []struct{ ID string } }
	reader.get("/tasks?box=copied", &box)
	s.expect(len(box.Items) == 1 && box.Items[0].ID == bulletin.id, "%s的“抄送我的”应有一件：%+v", reader.name, box.Items)
	reader.said("在“抄送我的”中查看周报汇总")
}

// report writes and hands in the weekly report of a division and returns its id.
func (s *story) report(n int, division string) string {
	how := weeks[n][division]
	drafter, head := s.staff(division)
	s.at(s.cycles[n].DueOn[5:] + " " + earlier(how.moment))
	text := weeklyText(division, n)
	body := fields{"kind": "weekly", "cycle_id": s.cycles[n].ID, "unit_id": s.units[division], "content": text}
	if n == 1 {
		delete(body, "content")
		body["from_last"] = true
	}
	d := drafter.start(body)
	if n == 1 {
		drafter.write(d, text, "在上期基础上更新")
		drafter.said("以上期周报为底稿起草第%d期周报", n+1)
	} else {
		drafter.said("起草第%d期周报", n+1)
	}
	if n == 0 && division == "construction" {
		s.refuseTooLong(drafter, head, d, text)
	}
	s.at(s.cycles[n].DueOn[5:] + " " + how.moment)
	if how.reason == "" {
		head.fire(d, "submit", nil)
		head.said("报送第%d期周报", n+1)
		return d.id
	}
	head.refused("过了15时不说明原因报送周报", 422, "lateness_unexplained", func() { head.fire(d, "submit", nil) })
	head.fire(d, "submit", fields{"reason": how.reason})
	head.said("迟报第%d期周报，原因：%s", n+1, how.reason)
	return d.id
}

// refuseTooLong shows that the second item has a limit, and that its count is said.
func (s *story) refuseTooLong(drafter, head *person, d doc, text fields) {
	long := weeklyText("construction", 0)
	long["sections"].([]section)[1].Text = strings.Repeat("逐件核实，逐件回访。", 51)
	drafter.write(d, long, "")
	head.refused("报送周报（经验做法510字，上限500字）", 422, "section_too_long", func() { head.fire(d, "submit", nil) })
	drafter.write(d, text, "压缩经验做法")
	drafter.said("压缩经验做法后定稿")
}

// checkCycle asks the matrix what has come of the cycle.
func (s *story) checkCycle(n, received int) {
	var list struct {
		Items []struct {
			Counts struct {
				Owed    int `json:"owed"`
				OnTime  int `json:"on_time"`
				Late    int `json:"late"`
				Missing int `json:"missing"`
			} `json:"counts"`
		}
	}
	audit := s.who("audit.clerk")
	s.at(s.cycles[n].DueOn[5:] + " 16:40")
	audit.get("/campaigns/"+s.campaign+"/cycles", &list)
	if s.expect(len(list.Items) == len(weeks), "应有%d期，实有%d期", len(weeks), len(list.Items)); s.err != nil {
		return
	}
	c := list.Items[n].Counts
	s.expect(c.Owed == len(divisions) && c.OnTime+c.Late == received && c.Missing == c.Owed-received, "第%d期报送情况有误：%+v", n+1, c)
	audit.said("核对第%d期：应报%d，按时%d，迟报%d，缺报%d", n+1, c.Owed, c.OnTime, c.Late, c.Missing)
}
