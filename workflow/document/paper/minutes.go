package paper

import (
	"fmt"
	"strings"
	"time"

	"rectify/workflow/document/docx"
)

// Minutes are the issued minutes (纪要) of a meeting: who was there and what was resolved. What each member said and how he
// voted stands in the meeting record, not here.
type Minutes struct {
	Front
	HeldAt    time.Time
	Place     string
	Chair     string
	Recorder  string
	Due       int
	Present   []string
	Leave     []string // with the reason in brackets
	Absent    []string
	Observers []string
	Written   []string // absent members who sent a written opinion; it is not counted
	Items     []Item
}

// Item is one item of the agenda.
type Item struct {
	Title      string
	Resolution string
	Outcome    string   // 通过, 未通过, 缓议; "" before the vote
	For        int      //
	Against    int      //
	Abstain    int      //
	Withdrawn  []string // members present who did not take part
	Document   string   // title of what was deliberated; "" for none
	Revision   int      // of that document
	Digest     string   // of that revision
}

// Kind names the template.
func (Minutes) Kind() Kind { return KindMinutes }

// Document lays the minutes out.
func (m Minutes) Document() docx.Document {
	d := m.document(KindMinutes)
	d.Body = append(d.Body, docx.Text(m.opening()))
	for i, item := range m.Items {
		d.Body = append(d.Body, docx.Heading{Level: 1, Text: docx.Numeral(i+1) + "、" + item.Title}, docx.Text(item.text()))
	}
	for _, l := range m.attendance() {
		if l.Text != "" {
			d.Body = append(d.Body, l)
		}
	}
	return m.finish(d)
}

// opening is the first paragraph: when, where, who presided.
func (m Minutes) opening() string {
	text := inWords(m.HeldAt)
	if m.Place != "" {
		text += "，在" + m.Place
	}
	if m.Chair != "" {
		text += "，" + m.Chair + "主持"
	}
	return text + fmt.Sprintf("召开会议。应到%d人，实到%d人。会议议定事项如下。", m.Due, len(m.Present))
}

func (m Minutes) attendance() []docx.Labelled {
	list := []docx.Labelled{{Label: "出席", Text: joinNames(m.Present)}, {Label: "请假", Text: joinNames(m.Leave)},
		{Label: "缺席", Text: joinNames(m.Absent)}, {Label: "列席", Text: joinNames(m.Observers)}, {Label: "记录", Text: m.Recorder}}
	if len(m.Written) > 0 {
		list = append(list, docx.Labelled{Label: "书面意见", Text: joinNames(m.Written) + "提交书面意见，供会议参考，不计入票数。"})
	}
	return list
}

// text is what the minutes say of an item. The resolution has the counts and, of what was put off, why.
func (i Item) text() string {
	var lines []string
	if i.Document != "" {
		lines = append(lines, fmt.Sprintf("会议审议《%s》（第%d稿，摘要值 %.12s）。", i.Document, i.Revision, i.Digest))
	}
	lines = append(lines, i.Resolution)
	if len(i.Withdrawn) > 0 {
		lines = append(lines, joinNames(i.Withdrawn)+"回避，未参加本议题表决。")
	}
	return strings.Join(lines, "\n")
}

// Fields are the minutes' fields for a template.
func (m Minutes) Fields() docx.Fields {
	f := m.fields()
	f.Values["正文"] = m.opening()
	f.Values["会议时间"], f.Values["地点"], f.Values["主持"], f.Values["记录"] = moment(m.HeldAt), m.Place, m.Chair, m.Recorder
	f.Values["应到"], f.Values["实到"] = fmt.Sprint(m.Due), fmt.Sprint(len(m.Present))
	for _, l := range m.attendance() {
		f.Values[l.Label] = l.Text
	}
	if len(m.Written) == 0 {
		f.Values["书面意见"] = ""
	}
	rows := make([]map[string]string, len(m.Items))
	for i, item := range m.Items {
		rows[i] = map[string]string{"序号": fmt.Sprint(i + 1), "标题": item.Title, "结果": item.Outcome, "赞成": fmt.Sprint(item.For),
			"反对": fmt.Sprint(item.Against), "弃权": fmt.Sprint(item.Abstain), "回避": joinNames(item.Withdrawn), "决议": item.Resolution,
			"记述": item.text()}
	}
	f.Lists["议题"] = rows
	return f
}
