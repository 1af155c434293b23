package demo

import (
	"bytes"
	"slices"

	"github.com/golang-sql/civil"

	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

// importTable hands the table of measures in as a workbook: first to look, then to keep, then again to see that nothing
// is kept twice.
func (s *story) importTable() {
	audit, clerk := s.who("audit.head"), s.who("sanitation.drafter")
	s.at("08-29 10:00")
	path, file := "/campaigns/"+s.campaign+"/problem-imports", s.workbook()
	type imported struct {
		Stored   bool
		Created  int
		Findings []struct{ Severity, Detail string }
	}
	load := func(p *person, dry string) (result imported) {
		p.upload(path, "整改措施一览表.xlsx", file, map[string]string{"dry_run": dry}, &result)
		return result
	}
	clerk.refused("导入整改措施一览表", 403, "not_your_role", func() { load(clerk, "false") })
	preview := load(audit, "true")
	s.expect(!preview.Stored && len(preview.Findings) > 0, "预览应只列出需要确认之处：%+v", preview)
	confirm := 0
	for _, f := range preview.Findings {
		if f.Severity == "confirm" {
			confirm++
		}
	}
	audit.said("预览整改措施一览表：不写入，列出%d处须由人确认", confirm)
	first := load(audit, "false")
	s.expect(first.Stored && first.Created == len(annex), "应导入%d个问题：%+v", len(annex), first)
	audit.said("导入%d个问题（编号 1 (21) 两件，2 (36)、3 (41) 各一件）", first.Created)
	again := load(audit, "false")
	s.expect(again.Created == 0, "再次导入不应新增：%+v", again)
	audit.said("再次导入同一张表：新增0个，原有内容不变")
	s.learnLedger(audit)
	s.planCycles(audit)
}

// workbook makes the table as an XLSX file in memory.
func (s *story) workbook() []byte {
	start := civil.Date{Year: 2023, Month: 8, Day: 29}
	table := document.MeasureTable{Title: bureau + "巡视整改措施一览表", ReportingUnit: bureau, Contact: "审计办公室经办人", Phone: "00000000", Anchor: &start}
	for _, row := range annex {
		p := document.Problem{Number: row.number, SuperiorNumber: row.above, Text: row.text, LeadLeader: s.who(row.leader).name, Unit: unitName(row.unit)}
		for _, code := range row.coUnits {
			p.CoUnits = append(p.CoUnits, unitName(code))
		}
		for _, m := range row.measures {
			p.Measures = append(p.Measures, document.Measure{Text: m.text, Deadline: deadline.Deadline{Raw: m.deadline}})
		}
		table.Problems = append(table.Problems, p)
	}
	var file bytes.Buffer
	s.fail(document.WriteMeasureTable(&file, &table))
	return file.Bytes()
}

// learnLedger finds the problems of the table in the ledger.
func (s *story) learnLedger(p *person) {
	var page struct {
		Items []struct{ ID, Text string }
	}
	p.get("/problems?campaign_id="+s.campaign, &page)
	for _, item := range page.Items {
		i := slices.IndexFunc(annex, func(r row) bool { return r.text == item.Text })
		if s.expect(i >= 0, "台账中有表上没有的问题：%s", item.Text); s.err != nil {
			return
		}
		d := &dossier{doc: doc{"problems", item.ID}, row: annex[i]}
		var detail struct {
			Measures []struct{ ID string }
		}
		p.get(d.path(), &detail)
		for _, m := range detail.Measures {
			d.measures = append(d.measures, doc{"measures", m.ID})
		}
		s.expect(len(d.measures) == len(d.row.measures), "“%s”应有%d项措施，实有%d项", d.short, len(d.row.measures), len(d.measures))
		s.problems[d.name] = d
	}
	s.expect(len(s.problems) == len(annex), "台账应有%d个问题，实有%d个", len(annex), len(s.problems))
}
