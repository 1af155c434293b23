package paper

import (
	"fmt"

	"rectify/workflow/document/docx"
)

// Plan is the plan with its table of measures.
type Plan struct {
	Front
	Sections []Section
	Anchor   string // "自8月29日起", of the deadlines; "" for none
	Problems []Problem
}

// Problem is a row of the table of measures.
type Problem struct {
	Number, SuperiorNumber string
	Text                   string
	LeadLeader             string
	Unit                   string
	CoUnits                []string
	Measures               []Measure
}

// Measure is one measure with its deadline as written.
type Measure struct {
	Mark           string // the list number in front of the text as it is written, "1、"; "" for none
	Text, Deadline string
}

// numbered is the text with its list number: its own, or among several measures without any, their place.
func (m Measure) numbered(place, of int) string {
	if m.Mark == "" && of > 1 && docx.HeadingLevel(m.Text) == 0 {
		return fmt.Sprintf("%d. %s", place, m.Text)
	}
	return m.Mark + m.Text
}

// Kind names the template.
func (Plan) Kind() Kind { return KindPlan }

// Document lays the plan out: its text, and on landscape pages its table.
func (p Plan) Document() docx.Document {
	d := p.document(KindPlan)
	d.Recipient = "" // a plan is issued or filed by another document, which names to whom
	d.Body = blocks(p.Sections)
	if !p.RedHead {
		d.Imprint = nil // it goes out under the report that files it, and that has one
	}
	if len(p.Problems) > 0 {
		const name = "整改措施一览表" // in the note and over the annex the same
		d.Attachments = []string{name}
		d.Annexes = []docx.Annex{{Label: "附件", Title: name, Landscape: true, Body: []docx.Block{p.table()}}}
	}
	return p.finish(d)
}

// table is the table of measures. Number, problem, leader and division stand once for all measures of a problem; number
// and problem once for all parts of one problem.
func (p Plan) table() *docx.Table {
	deadline := "完成时限"
	if p.Anchor != "" {
		deadline += "\n（" + p.Anchor + "）"
	}
	t := &docx.Table{
		Columns: []docx.Column{{Share: 7, Centre: true}, {Share: 23}, {Share: 9, Centre: true}, {Share: 12, Centre: true}, {Share: 33}, {Share: 16, Centre: true}},
		Head:    []string{"序号", "问题", "牵头领导", "责任处室", "整改措施", deadline},
	}
	for i, problem := range p.Problems {
		same := i > 0 && p.Problems[i-1].Number == problem.Number && p.Problems[i-1].Text == problem.Text
		number := problem.Number
		if problem.SuperiorNumber != "" {
			number += "\n（" + problem.SuperiorNumber + "）"
		}
		unit := problem.Unit
		if len(problem.CoUnits) > 0 {
			unit += "\n（配合：" + joinNames(problem.CoUnits) + "）"
		}
		measures := problem.Measures
		if len(measures) == 0 {
			measures = []Measure{{}}
		}
		for j, m := range measures {
			row := docx.Cells(number, problem.Text, problem.LeadLeader, unit, m.numbered(j+1, len(measures)), m.Deadline)
			row[0].Above, row[1].Above = same || j > 0, same || j > 0
			row[2].Above, row[3].Above = j > 0, j > 0
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// Fields are the plan's fields for a template.
func (p Plan) Fields() docx.Fields {
	f := p.fields()
	f.Values["正文"] = joined(p.Sections)
	f.Values["时限起算"] = p.Anchor
	f.Lists["措施"] = p.rows()
	f.Groups = map[string][]string{"措施": {"序号", "上级序号", "问题", "牵头领导", "责任处室", "配合单位"}}
	return f
}

// rows are the lines of the table, one for each measure.
func (p Plan) rows() []map[string]string {
	rows := []map[string]string{}
	for _, problem := range p.Problems {
		for i, m := range problem.Measures {
			rows = append(rows, map[string]string{"序号": problem.Number, "上级序号": problem.SuperiorNumber, "问题": problem.Text,
				"牵头领导": problem.LeadLeader, "责任处室": problem.Unit, "配合单位": joinNames(problem.CoUnits),
				"措施序号": fmt.Sprint(i + 1), "措施": m.Text, "完成时限": m.Deadline})
		}
	}
	return rows
}
