package demo

import "net/http"

const superior = "区推进落实巡视整改工作领导小组办公室"

// compilePlan puts the dossiers together into the plan and writes its text.
func (s *story) compilePlan() {
	audit, head := s.who("audit.clerk"), s.who("audit.head")
	s.at("09-04 09:00")
	s.plan = audit.start(fields{"kind": "plan", "campaign_id": s.campaign, "title": bureau + "党组关于推进落实市委巡视整改的工作方案"})
	audit.said("起草工作方案")
	var members []string
	for _, row := range annex {
		members = append(members, s.problems[row.name].id)
	}
	audit.refused("漏掉一个问题即汇总成稿", 422, "contributions_missing", func() {
		audit.fire(s.plan, "compile", fields{"members": members[1:]})
	})
	audit.fire(s.plan, "compile", fields{"members": members})
	audit.said("汇总%d个问题成稿；各问题随方案一并流转", len(members))
	waste := s.problems["waste"]
	_, sanitation := s.staff(waste.unit)
	sanitation.refused("修改已汇总的“"+waste.short+"”", 409, "wrong_state", func() { s.revise(sanitation, waste, "") })
	s.at("09-04 15:00")
	audit.write(s.plan, planText(planArrangement), "补写组织领导、工作安排和要求")
	audit.said("修改工作方案正文")
	_, before := planned(s, head)
	s.expect(before > 1, "工作方案应已有两稿，实为第%d稿", before)
	head.said("阅定工作方案第%d稿，提请党组会议审议", before)
}

// planned is the plan's newest digest and revision.
func planned(s *story, p *person) (digest string, revision int) {
	seen := p.open(s.plan)
	return seen.Digest, seen.Revision
}

// filePlan has the plan read by the superior, amends it to his opinion, shows the difference and files it.
func (s *story) filePlan() {
	audit, office := s.who("audit.head"), s.who("office.clerk")
	s.at("09-06 09:00")
	audit.refused("未经上级审阅即报送备案", 422, "superior_review_missing", func() {
		audit.fire(s.plan, "file", fields{"doc_number": "滨城管党〔2023〕5号", "recipient": superior, "filed_on": "2023-09-06"})
	})
	s.at("09-06 16:00")
	scan := office.attach(s.plan, "审阅意见扫描件.pdf", pdf("Review of the plan, 2023-09-06"))
	office.post(s.plan.path()+"/superior-reviews", fields{"reviewer": "区分管领导", "reviewed_on": "2023-09-06", "evidence_id": scan,
		"opinion": "原则同意。阶段进展请每半月向区里报告一次。"}, office.open(s.plan).Version, nil)
	office.said("登记区分管领导审阅意见（附扫描件）")
	s.at("09-07 09:00")
	_, before := planned(s, audit)
	audit.call(http.MethodPost, s.plan.path()+"/amendments", fields{"content": planText(planAmended), "note": "按区分管领导审阅意见修改"},
		audit.open(s.plan).Version, nil)
	audit.said("按审阅意见修改工作方案")
	s.showDifference(audit, before)
	s.at("09-07 15:00")
	office.file(s.plan, "滨城管党〔2023〕5号", superior, "2023-09-07")
	for _, row := range annex {
		seen := audit.open(s.problems[row.name].doc)
		s.expect(seen.State.Code == "filed", "“%s”应随方案报送备案，实为%s", row.short, seen.State.Label)
	}
	audit.said("核对：%d个问题随方案一并转为“已报送备案”", len(annex))
}
