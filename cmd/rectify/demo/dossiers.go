package demo

// dossiers lets the divisions work out their dossiers, ask whom they concern, and hand them in.
func (s *story) dossiers() {
	waste, hotline := s.problems["waste"], s.problems["hotline"]
	s.at("08-29 15:00")
	s.assign(hotline, "town-a")
	s.at("08-30 09:00")
	s.draft("waste")
	s.refuseTooEarly(waste)
	s.at("08-30 15:00")
	for _, name := range []string{"yard", "contract", "hotline"} {
		s.draft(name)
	}
	s.at("08-31 09:00")
	s.confirmVague(hotline)
	for _, row := range annex {
		s.agree(s.problems[row.name].doc, s.problems[row.name].row)
		s.submit(row.name)
	}
	s.at("09-01 10:00")
	audit := s.who("audit.head")
	audit.fire(waste.doc, "return", fields{"opinion": "夜查机制只写了联合，没有写清谁牵头、多久一次，请补充后再报。"})
	audit.said("退回“%s”：请写清夜查由谁牵头、多久一次", waste.short)
	s.at("09-01 14:00")
	s.redraft(waste)
	s.agree(waste.doc, waste.row)
	s.submit("waste")
}

// assign adds a co-operating unit that the table does not name: from then on nothing is handed in without its consent.
func (s *story) assign(d *dossier, unit string) {
	audit, liaison := s.who("audit.clerk"), s.who(unit+".liaison")
	liaison.refused("打开“"+d.short+"”（尚非配合单位）", 404, "not_found", func() { liaison.open(d.doc) })
	audit.put(d.path()+"/assignment", fields{"unit_id": s.units[d.unit], "lead_leader_id": s.who(d.leader).id, "co_unit_ids": []string{s.units[unit]}},
		audit.open(d.doc).Version, nil)
	d.coUnits = append(d.coUnits, unit)
	audit.said("分办“%s”：%s负责，%s牵头，增加%s配合", d.short, unitName(d.unit), s.who(d.leader).name, unitName(unit))
}

// staff returns the drafter and the head of a division.
func (s *story) staff(unit string) (drafter, head *person) {
	return s.who(unit + ".drafter"), s.who(unit + ".head")
}

// draft puts the heading into a dossier that came from the table.
func (s *story) draft(name string) {
	d := s.problems[name]
	drafter, _ := s.staff(d.unit)
	s.revise(drafter, d, "补充问题类别")
	drafter.said("完善“%s”问题及%d项整改措施", d.short, len(d.measures))
}

// redraft answers what the audit office has asked for.
func (s *story) redraft(d *dossier) {
	drafter, _ := s.staff(d.unit)
	d.row.measures = append([]clause{}, d.row.measures...)
	d.row.measures[1].text = "由环卫处牵头，每周不少于两次与区执法大队和两镇联合夜查，运输车辆装载、冲洗逐车登记，问题线索三日内移交。"
	s.revise(drafter, d, "按退回意见写明牵头部门和频次")
	drafter.said("按退回意见修改“%s”，原会签随之失效", d.short)
}

// revise stores the whole dossier as a new revision.
func (s *story) revise(p *person, d *dossier, note string) {
	clauses := make([]fields, len(d.measures))
	for i, m := range d.row.measures {
		clauses[i] = fields{"id": d.measures[i].id, "text": m.text, "deadline": m.deadline}
	}
	p.put(d.path()+"/dossier", fields{"heading": d.heading, "text": d.text, "measures": clauses, "note": note}, p.open(d.doc).Version, nil)
}

// refuseTooEarly shows what a dossier is protected from before anybody has agreed to it.
func (s *story) refuseTooEarly(d *dossier) {
	drafter, head := s.staff(d.unit)
	other := s.who("construction.head")
	other.refused("打开环卫处的“"+d.short+"”（非本处事项）", 404, "not_found", func() { other.open(d.doc) })
	head.refused("未经会签即报送“"+d.short+"”", 422, "units_unsigned", func() { head.fire(d.doc, "submit", nil) })
	stale := drafter.open(d.doc).Version - 1
	drafter.refused("按旧版本报送“"+d.short+"”", 409, "stale_version", func() { drafter.fireOn(d.doc, "submit", nil, stale) })
}

// confirmVague lets the audit office say what "as soon as possible" means; nobody guesses it.
func (s *story) confirmVague(d *dossier) {
	_, head := s.staff(d.unit)
	audit := s.who("audit.clerk")
	last := d.measures[len(d.measures)-1]
	s.agree(d.doc, d.row)
	head.refused("报送“"+d.short+"”（有一项时限写作“尽快”）", 422, "deadlines_unreadable", func() { head.fire(d.doc, "submit", nil) })
	audit.put(last.path()+"/deadline", fields{"due": "2023-09-26"}, audit.open(last).Version, nil)
	audit.said("确认“%s”第%d项措施时限：“尽快”即9月26日前，原文保留", d.short, len(d.measures))
}

// agree lets the co-operating units and the lead leader agree to the text as it stands; who has agreed already is not
// asked again.
func (s *story) agree(d doc, r row) {
	asked := s.who(r.leader)
	var list struct {
		Items []struct{ Current bool }
	}
	asked.get(d.path()+"/sign-offs", &list)
	for _, opinion := range list.Items {
		if opinion.Current {
			return
		}
	}
	for _, unit := range r.coUnits {
		liaison := s.who(unit + ".liaison")
		liaison.sign(d, "同意，配合落实。")
		liaison.said("会签“%s”：同意", r.short)
	}
	asked.sign(d, "同意。")
	asked.said("会签“%s”：同意（牵头领导）", r.short)
}

// submit hands a dossier in.
func (s *story) submit(name string) {
	d := s.problems[name]
	_, head := s.staff(d.unit)
	head.fire(d.doc, "submit", nil)
	head.said("报送“%s”整改材料至审计办公室", d.short)
}
