package paper

import "rectify/workflow/document/docx"

// field is the mark of a field in a template.
func field(name string) string { return "{{" + name + "}}" }

// empty is a paper of the kind without a word in it: what fields there are.
func empty(kind Kind) Paper {
	switch kind {
	case KindPlan:
		return Plan{Problems: []Problem{{Measures: []Measure{{}}}}}
	case KindWeekly:
		return Weekly{}
	case KindBulletin:
		return Bulletin{Sections: []Section{{}}}
	case KindProgress:
		return Report{}
	case KindSituation:
		return Report{Situation: true}
	case KindMinutes:
		return Minutes{Items: []Item{{}}}
	case KindCloseOut:
		return CloseOut{Measures: []CheckedMeasure{{}}, Consents: []Consent{{}}}
	case KindFiling:
		return Filing{}
	}
	return nil
}

// FieldsOf are the fields that a template of the kind may have, every list with one row. The second result is false for
// no kind at all.
func FieldsOf(kind Kind) (docx.Fields, bool) {
	p := empty(kind)
	if p == nil {
		return docx.Fields{}, false
	}
	f := p.Fields()
	f.Lists["流转"] = Front{Steps: []Step{{}}}.fields().Lists["流转"]
	return f, true
}

// Sample is a template of the kind to begin with: the built-in form with the marks of the fields in it.
func Sample(kind Kind) (docx.Document, bool) {
	if empty(kind) == nil {
		return docx.Document{}, false
	}
	d := docx.Document{Title: field("标题"), Properties: docx.Properties{Custom: map[string]string{"文种": Labels[kind] + "模板"}}}
	if kind == KindCloseOut {
		d.Body = closeOutSample()
		return d, true
	}
	d.Number, d.Organ, d.Date = field("发文字号"), field("发文机关"), field("成文日期")
	if kind != KindPlan && kind != KindMinutes {
		d.Recipient = field("主送机关")
	}
	d.Body = []docx.Block{docx.Text(field("正文"))}
	switch kind {
	case KindBulletin:
		d.Subtitle = "（第" + field("期次") + "期）"
	case KindWeekly:
		d.Remark = field("报送情况")
	case KindPlan:
		d.Attachments = []string{"整改措施一览表"}
		t := Plan{Anchor: field("时限起算"), Problems: []Problem{{Number: field("措施.序号"), SuperiorNumber: field("措施.上级序号"), Text: field("措施.问题"),
			LeadLeader: field("措施.牵头领导"), Unit: field("措施.责任处室"), Measures: []Measure{{Text: field("措施.措施序号") + ". " + field("措施.措施"), Deadline: field("措施.完成时限")}}}}}.table()
		d.Annexes = []docx.Annex{{Label: "附件", Title: "整改措施一览表", Landscape: true, Body: []docx.Block{t}}}
	case KindMinutes:
		d.Body = append(d.Body, docx.Text(field("议题.序号")+". "+field("议题.标题")+"\n"+field("议题.记述")))
		for _, label := range []string{"出席", "请假", "缺席", "列席", "记录"} {
			d.Body = append(d.Body, docx.Labelled{Label: label, Text: field(label)})
		}
	case KindFiling:
		d.Attachments = []string{field("报送文件")}
	}
	if kind == KindBulletin || kind == KindSituation || kind == KindMinutes || kind == KindFiling {
		d.Imprint = &docx.Imprint{Office: field("印发机关"), Date: field("印发日期")}
	}
	return d, true
}

// closeOutSample is the form of the close-out sheet with marks.
func closeOutSample() []docx.Block {
	about := &docx.Table{Columns: []docx.Column{{Share: 16}, {Share: 84}}}
	for _, label := range []string{"整改专项", "序号", "上级序号", "所属方面", "问题", "牵头领导", "责任单位", "配合单位", "轮次", "状态"} {
		about.Rows = append(about.Rows, []docx.Cell{{Text: label, Label: true}, {Text: field(label)}})
	}
	list := func(name string, shares []int, columns ...string) *docx.Table {
		t := &docx.Table{Head: columns, Rows: [][]docx.Cell{{}}}
		for i, c := range columns {
			t.Columns = append(t.Columns, docx.Column{Share: shares[i]})
			t.Rows[0] = append(t.Rows[0], docx.Cell{Text: field(name + "." + c)})
		}
		return t
	}
	return []docx.Block{about, docx.Heading{Level: 1, Text: "一、逐项对账"}, list("措施", []int{6, 24, 12, 23, 9, 12, 14}, "序号", "措施", "完成时限", "结果", "状态", "验收", "佐证"),
		docx.Heading{Level: 1, Text: "二、会签意见"}, list("会签", []int{28, 12, 40, 20}, "会签方", "意见", "说明", "时间"),
		docx.Heading{Level: 1, Text: "三、销号审核"}, docx.Text("申请：" + field("申请") + "　" + field("申请时间") + "\n意见：" + field("申请意见") +
			"\n审核：" + field("审核") + "　" + field("审核时间") + "\n意见：" + field("审核意见"))}
}
