package paper

import (
	"fmt"
	"strings"
	"time"

	"rectify/workflow/document/docx"
)

// CloseOut is the sheet on which a problem is reconciled item by item and closed out (对账销号单).
type CloseOut struct {
	Front
	Campaign               string
	Number, SuperiorNumber string
	Heading                string
	Text                   string
	LeadLeader             string
	Unit                   string
	CoUnits                []string
	Round                  int
	Measures               []CheckedMeasure
	Consents               []Consent // of the co-operating units and the lead leader on the dossier
	Request, Decision      *Step     // of the close-out; nil before
}

// CheckedMeasure is a measure held against what came of it.
type CheckedMeasure struct {
	Text, Deadline string
	Result         string
	State          string
	Accepted       string // who accepted it and when; "" before
	Evidence       []string
}

// Consent is the opinion of one party.
type Consent struct {
	Party, Verdict, Opinion string
	At                      time.Time
}

// Kind names the template.
func (CloseOut) Kind() Kind { return KindCloseOut }

// Document lays the sheet out: the problem, its measures one by one, and who agreed.
func (c CloseOut) Document() docx.Document {
	d := c.document(KindCloseOut)
	d.Number, d.Recipient, d.Organ, d.Imprint = "", "", "", nil // a form, signed in its boxes
	d.Body = []docx.Block{c.about(), docx.Heading{Level: 1, Text: "一、逐项对账"}, c.account()}
	next := 2
	if len(c.Consents) > 0 {
		d.Body = append(d.Body, docx.Heading{Level: 1, Text: "二、会签意见"}, c.consents())
		next++
	}
	d.Body = append(d.Body, docx.Heading{Level: 1, Text: docx.Numeral(next) + "、销号审核"}, c.signatures())
	return c.finish(d)
}

// about is the head of the form.
func (c CloseOut) about() *docx.Table {
	pair := func(a, text, b, other string) []docx.Cell {
		return []docx.Cell{{Text: a, Label: true}, {Text: text}, {Text: b, Label: true}, {Text: other}}
	}
	whole := func(label, text string) []docx.Cell {
		return []docx.Cell{{Text: label, Label: true}, {Text: text, Span: 3}}
	}
	number := c.Number
	if c.SuperiorNumber != "" {
		number += "（上级分工第" + c.SuperiorNumber + "项）"
	}
	t := &docx.Table{Columns: []docx.Column{{Share: 16}, {Share: 34}, {Share: 16}, {Share: 34}}}
	t.Rows = [][]docx.Cell{whole("整改专项", c.Campaign), pair("问题序号", number, "整改轮次", fmt.Sprintf("第%d轮", max(c.Round, 1)))}
	if c.Heading != "" {
		t.Rows = append(t.Rows, whole("所属方面", c.Heading))
	}
	t.Rows = append(t.Rows, whole("问题", c.Text), pair("牵头领导", c.LeadLeader, "责任单位", c.Unit))
	if len(c.CoUnits) > 0 {
		t.Rows = append(t.Rows, whole("配合单位", joinNames(c.CoUnits)))
	}
	t.Rows = append(t.Rows, whole("当前状态", c.State))
	return t
}

func (c CloseOut) account() *docx.Table {
	t := &docx.Table{
		Columns: []docx.Column{{Share: 7, Centre: true}, {Share: 24}, {Share: 12, Centre: true}, {Share: 24}, {Share: 16, Centre: true}, {Share: 17}},
		Head:    []string{"序号", "整改措施", "完成时限", "整改结果", "验收情况", "佐证材料"},
	}
	for i, m := range c.Measures {
		state := m.State
		if m.Accepted != "" {
			state += "\n" + m.Accepted
		}
		t.Rows = append(t.Rows, docx.Cells(fmt.Sprint(i+1), m.Text, m.Deadline, m.Result, state, evidence(m.Evidence)))
	}
	return t
}

// shownEvidence is how many files a cell names; of more it gives the number.
const shownEvidence = 4

func evidence(names []string) string {
	if len(names) == 0 {
		return "无"
	}
	shown := names[:min(len(names), shownEvidence)]
	text := strings.Join(shown, "\n")
	if len(names) > len(shown) {
		text += fmt.Sprintf("\n等%d件", len(names))
	}
	return text
}

func (c CloseOut) consents() *docx.Table {
	t := &docx.Table{
		Whole:   len(c.Consents) <= 10,
		Columns: []docx.Column{{Share: 28}, {Share: 12, Centre: true}, {Share: 43}, {Share: 17, Centre: true}},
		Head:    []string{"会签方", "意见", "说明", "时间"},
	}
	for _, consent := range c.Consents {
		t.Rows = append(t.Rows, docx.Cells(consent.Party, consent.Verdict, consent.Opinion, stamp(consent.At)))
	}
	return t
}

// signatures is the part that is signed on paper, with what is on record already.
func (c CloseOut) signatures() *docx.Table {
	t := &docx.Table{Columns: []docx.Column{{Share: 20}, {Share: 80}}, Height: 24, Whole: true}
	box := func(label string, step *Step, hand string) {
		text := hand
		if step != nil {
			text = fmt.Sprintf("%s%s，%s，%s\n", step.Who, bracketed(step.As), step.What, inWords(step.At))
			if step.Opinion != "" {
				text += "意见：" + step.Opinion + "\n"
			}
			text += hand
		}
		t.Rows = append(t.Rows, []docx.Cell{{Text: label, Label: true}, {Text: text}})
	}
	const hand = "签字：　　　　　　　　　　年　　月　　日"
	box("责任单位申请", c.Request, hand)
	box("牵头领导意见", nil, hand)
	box("审核销号", c.Decision, hand)
	return t
}

func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// Fields are the sheet's fields for a template.
func (c CloseOut) Fields() docx.Fields {
	f := c.fields()
	for name, value := range map[string]string{"整改专项": c.Campaign, "序号": c.Number, "上级序号": c.SuperiorNumber, "所属方面": c.Heading,
		"问题": c.Text, "牵头领导": c.LeadLeader, "责任单位": c.Unit, "配合单位": joinNames(c.CoUnits), "轮次": fmt.Sprint(max(c.Round, 1))} {
		f.Values[name] = value
	}
	step := func(name string, s *Step) {
		f.Values[name], f.Values[name+"时间"], f.Values[name+"意见"] = "", "", ""
		if s != nil {
			f.Values[name], f.Values[name+"时间"], f.Values[name+"意见"] = s.Who, moment(s.At), s.Opinion
		}
	}
	step("申请", c.Request)
	step("审核", c.Decision)
	measures := make([]map[string]string, len(c.Measures))
	for i, m := range c.Measures {
		measures[i] = map[string]string{"序号": fmt.Sprint(i + 1), "措施": m.Text, "完成时限": m.Deadline, "结果": m.Result, "状态": m.State,
			"验收": m.Accepted, "佐证": evidence(m.Evidence)}
	}
	consents := make([]map[string]string, len(c.Consents))
	for i, s := range c.Consents {
		consents[i] = map[string]string{"会签方": s.Party, "意见": s.Verdict, "说明": s.Opinion, "时间": moment(s.At)}
	}
	f.Lists["措施"], f.Lists["会签"] = measures, consents
	return f
}
