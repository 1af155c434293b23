package demo

// progressReports lets each division report on each problem, with the consent of whom it concerns.
func (s *story) progressReports() {
	s.at("09-25 09:00")
	s.finish(thirdDone)
	s.at("09-26 09:00")
	for _, row := range annex {
		d := s.problems[row.name]
		drafter, head := s.staff(d.unit)
		report := drafter.start(fields{"kind": "progress", "problem_id": d.id,
			"content": content(section{"body", "整改进展情况", progressTexts[row.name]})})
		drafter.said("起草“%s”整改进展情况报告", d.short)
		s.agree(report, d.row)
		head.fire(report, "submit", nil)
		head.said("报送“%s”整改进展情况报告", d.short)
		s.progress = append(s.progress, report.id)
	}
}

// finish completes and accepts measures.
func (s *story) finish(list []done) {
	for _, d := range list {
		s.complete(d)
	}
	s.accept(list...)
}

// situation puts the progress reports together into the bureau's report, which the Party group passes and the general
// office files.
func (s *story) situation() {
	audit, office := s.who("audit.clerk"), s.who("office.clerk")
	s.at("09-27 18:00")
	s.closing = audit.start(fields{"kind": "situation", "campaign_id": s.campaign, "title": bureau + "巡视整改情况报告"})
	audit.fire(s.closing, "compile", fields{"members": s.progress, "content": situationText()})
	audit.said("汇总%d份进展情况报告，形成整改情况报告", len(s.progress))
	const item = "审议整改情况报告"
	m := s.convene(office, "局党组会议（整改情况）", "09-28 09:00", []fields{{"title": item, "document_id": s.closing.id}})
	s.at("09-28 09:00")
	s.attend(office, m, "在市里参加培训", "secretary", "deputy.a", "deputy.b", "deputy.c")
	chair := s.who("secretary")
	chair.fire(m.doc, "open", nil)
	chair.said("宣布开会：应到5人，实到4人，符合规定")
	s.vote(m, 0, item, "for", "deputy.a", "deputy.b")
	s.vote(m, 0, item, "abstain", "deputy.c")
	s.vote(m, 0, item, "for", "secretary")
	s.adjourn(m, s.closing, "整改情况报告")
	s.at("09-28 11:00")
	office.refused("缺发文字号即报送备案", 422, "filing_incomplete", func() { office.fire(s.closing, "file", nil) })
	office.file(s.closing, "滨城管党〔2023〕8号", superior, "2023-09-28")
}
