package demo

import "fmt"

// done is one measure carried out: what came of it, and the file that proves it.
type done struct {
	problem string
	n       int // position of the measure, from 1
	result  string
	file    string
	shade   uint8 // of the picture; 0 for a PDF
}

func (d done) proof() []byte {
	if d.shade == 0 {
		return pdf(fmt.Sprintf("Record of measure %s %d", d.problem, d.n))
	}
	return photo(d.shade)
}

var (
	firstDone = []done{
		{"waste", 1, "三处倾倒点清运渣土六十余车，全部覆盖并立牌公示责任人。", "清运前后对比.png", 40},
		{"yard", 1, "料场已停止经营，两日内设备撤离，场地覆盖防尘网。", "清场照片.png", 80},
		{"hotline", 1, "复核工单一百二十七件，未闭环十一件已全部列入回访。", "工单复核清单.pdf", 0},
	}
	secondDone = []done{
		{"hotline", 2, "四处积水点现场核对完毕，退单原因已逐件列明，改造办法已定。", "现场核对记录.pdf", 0},
		{"waste", 2, "夜查机制已成文，联合夜查四次，登记车辆六十余台次，移交线索两条。", "夜查登记表.pdf", 0},
	}
	thirdDone = []done{
		{"contract", 2, "近三年到期合同三十一份核对完毕，更正两份。", "合同核对表.pdf", 0},
		{"contract", 1, "局党组会已补充研究，两座转运站重新比选完成，合同已签订。", "比选结果.pdf", 0},
		{"hotline", 3, "接单、会商、回访流程已成文印发，试行一周运行正常。", "流程规定.pdf", 0},
	}
)

// measures begins all measures and carries the first ones out; one has its proof refused at first.
func (s *story) measures() {
	s.at("09-08 09:00")
	for _, row := range annex {
		d := s.problems[row.name]
		drafter, _ := s.staff(d.unit)
		for _, m := range d.measures {
			drafter.fire(m, "start", nil)
		}
		drafter.said("启动“%s”%d项措施", d.short, len(d.measures))
	}
	s.at("09-08 15:00")
	s.refuseUnproven(firstDone[0])
	for _, d := range firstDone {
		s.complete(d)
	}
	s.at("09-12 10:00")
	audit := s.who("audit.clerk")
	hotline := s.problems["hotline"]
	audit.fire(hotline.measures[0], "decline", fields{"opinion": "清单缺回访结果一栏，请补充后再报。"})
	audit.said("不通过“%s”第1项验收：清单缺回访结果", hotline.short)
	s.accept(firstDone[:2]...)
	s.at("09-12 15:00")
	again := firstDone[2]
	again.result, again.file = again.result+"回访结果已逐件登记。", "工单复核清单（含回访）.pdf"
	s.complete(again)
	s.accept(again)
}

// refuseUnproven shows that a measure is not complete because somebody says so.
func (s *story) refuseUnproven(d done) {
	m := s.problems[d.problem].measures[d.n-1]
	drafter, _ := s.staff(s.problems[d.problem].unit)
	drafter.refused("没有佐证材料即报完成", 422, "evidence_missing", func() { drafter.fire(m, "complete", nil) })
	drafter.refused("上传程序文件作佐证", 422, "file_kind", func() { drafter.attach(m, "佐证.exe", []byte("MZ")) })
}

// complete reports what came of a measure, proves it and declares it complete.
func (s *story) complete(d done) {
	problem := s.problems[d.problem]
	m := problem.measures[d.n-1]
	drafter, _ := s.staff(problem.unit)
	drafter.put(m.path()+"/result", fields{"result": d.result}, drafter.open(m).Version, nil)
	drafter.attach(m, d.file, d.proof())
	drafter.fire(m, "complete", nil)
	drafter.said("“%s”第%d项措施报完成，佐证：%s", problem.short, d.n, d.file)
}

// accept lets the audit office accept measures.
func (s *story) accept(list ...done) {
	audit := s.who("audit.clerk")
	for _, d := range list {
		problem := s.problems[d.problem]
		audit.fire(problem.measures[d.n-1], "accept", nil)
		audit.said("验收通过“%s”第%d项措施", problem.short, d.n)
	}
}
