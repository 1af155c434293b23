package demo

// between goes on with the measures after the first week.
func (s *story) between() {
	s.at("09-14 15:00")
	s.finish(secondDone[:1])
	s.at("09-18 10:00")
	s.finish(secondDone[1:])
}

// closeFirst closes the first problem out: the division asks, the audit office closes.
func (s *story) closeFirst() {
	s.at("09-21 09:00")
	yard, hotline := s.problems["yard"], s.problems["hotline"]
	_, head := s.staff(hotline.unit)
	head.refused("措施未完即申请“"+hotline.short+"”销号", 422, "measures_unfinished", func() { head.fire(hotline.doc, "request_close", nil) })
	s.close(yard)
}

// close asks for a problem's closing-out and grants it.
func (s *story) close(d *dossier) {
	_, head := s.staff(d.unit)
	audit := s.who("audit.head")
	head.attach(d.doc, "销号说明.pdf", pdf("Explanation of the close-out: "+d.name))
	head.fire(d.doc, "request_close", fields{"opinion": "各项措施均已落实并通过验收，申请销号。"})
	head.said("申请“%s”销号，附销号说明", d.short)
	head.refused("自行办理“"+d.short+"”销号", 403, "not_your_role", func() { head.fire(d.doc, "close", nil) })
	after := audit.fire(d.doc, "close", fields{"opinion": "经核查，同意销号。"})
	s.expect(after.State.Code == "closed", "“%s”应已销号，实为%s", d.short, after.State.Label)
	audit.said("核查后同意“%s”销号", d.short)
}

// closeAndRelapse closes a second problem out, and opens the first again when it has come back.
func (s *story) closeAndRelapse() {
	s.at("09-28 14:00")
	s.close(s.problems["hotline"])
	s.at("09-28 15:30")
	audit, yard := s.who("audit.head"), s.problems["yard"]
	reason := fields{"opinion": "回头看发现原址夜间再次堆放砂石，须重新整改。"}
	audit.refused("没有新的证据即重启“"+yard.short+"”", 422, "new_evidence_needed", func() { audit.fire(yard.doc, "reopen", reason) })
	audit.attach(yard.doc, "回头看现场照片.png", photo(120))
	audit.said("上传“%s”回头看现场照片（晚于销号时间）", yard.short)
	after := audit.fire(yard.doc, "reopen", reason)
	s.expect(after.Round == 2 && after.State.Code == "drafted", "“%s”应进入第2轮整改：%+v", yard.short, after)
	audit.said("“%s”返潮，重启整改，进入第%d轮；第1轮记录保留", yard.short, after.Round)
	audit.fire(yard.measures[0], "relapse", fields{"opinion": "原址再次堆放，措施效果未能保持。"})
	audit.said("“%s”第1项措施由通过验收退回整改中", yard.short)
	drafter, _ := s.staff(yard.unit)
	var tasks struct{ Counts struct{ Todo int } }
	drafter.get("/tasks", &tasks)
	drafter.said("登录查看待办：%d项", tasks.Counts.Todo)
}
