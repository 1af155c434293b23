// Package paper says what each of the office's documents consists of: plain values in, an official document or the fields
// of a template out. It knows no database; how documents look is the matter of package docx.
package paper

import (
	"fmt"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/clock"
	"rectify/workflow/document/docx"
)

// Kind is a kind of document as templates are kept for it.
type Kind string

// The kinds of document.
const (
	KindPlan      Kind = "plan"      // 工作方案 with its table of measures
	KindWeekly    Kind = "weekly"    // a division's weekly report
	KindBulletin  Kind = "bulletin"  // 周报汇总
	KindProgress  Kind = "progress"  // 进展情况报告
	KindSituation Kind = "situation" // 整改情况报告
	KindMinutes   Kind = "minutes"   // 会议纪要
	KindCloseOut  Kind = "close_out" // 对账销号单
	KindFiling    Kind = "filing"    // 报送备案报告, which goes in front of what is filed
)

// Kinds lists every kind.
var Kinds = []Kind{KindPlan, KindWeekly, KindBulletin, KindProgress, KindSituation, KindMinutes, KindCloseOut, KindFiling}

// Labels are the kinds' names.
var Labels = map[Kind]string{
	KindPlan: "工作方案", KindWeekly: "周报", KindBulletin: "周报汇总", KindProgress: "整改进展情况报告", KindSituation: "整改情况报告",
	KindMinutes: "会议纪要", KindCloseOut: "对账销号单", KindFiling: "报送备案报告",
}

// Paper is a document of one kind.
type Paper interface {
	Kind() Kind
	Document() docx.Document
	Fields() docx.Fields
}

// Front is what all documents have.
type Front struct {
	Title     string
	Organ     string     // who issues or signs it
	Office    string     // who prints it: 印发机关
	Number    string     // 发文字号
	Recipient string     // 主送机关
	CopyTo    string     // 抄送机关
	Date      civil.Date // 成文日期
	Printed   civil.Date // 印发日期
	RedHead   bool       // print the organ in red
	State     string     // as people see it
	Draft     string     // why it must not be sent yet: 未经审议; "" for a text that may be
	Revision  int        // of the text, from 1
	Digest    string     // SHA-256 of that text, in hex
	Made      time.Time  // of that text
	Steps     []Step     // history to append; nil for none
}

// Step is one entry of the history.
type Step struct {
	At      time.Time
	Who     string // 乙（代甲）
	As      string // unit and role
	What    string
	To      string // the state it led to
	Opinion string
}

// Section is a part of a text.
type Section struct{ Title, Text string }

// document begins a document with everything that all kinds have.
func (f Front) document(kind Kind) docx.Document {
	d := docx.Document{Title: f.Title, Number: f.Number, Recipient: f.Recipient, Organ: f.Organ, Date: docx.DateText(f.Date), Mark: f.mark(),
		Properties: docx.Properties{Author: f.Organ, Made: f.Made, Revision: f.Revision, Custom: map[string]string{"文种": Labels[kind], "状态": f.State}}}
	if f.Revision > 0 {
		d.Properties.Custom["稿次"], d.Properties.Custom["摘要值"] = fmt.Sprint(f.Revision), f.Digest
	}
	if f.RedHead {
		d.RedHead = f.Organ + "文件"
	}
	if f.Office != "" {
		d.Imprint = &docx.Imprint{CopyTo: f.CopyTo, Office: f.Office, Date: docx.DateText(f.Printed)}
	}
	return d
}

// mark says on every page of a draft that it is one.
func (f Front) mark() string {
	if f.Draft == "" {
		return ""
	}
	text := "草稿 · " + f.Draft + "，不得作为正式文件使用（" + f.State
	if f.Revision > 0 {
		text += fmt.Sprintf("，第%d稿，摘要值 %.12s", f.Revision, f.Digest)
	}
	return text + "）"
}

// finish appends the history, where it was asked for.
func (f Front) finish(d docx.Document) docx.Document {
	if f.Steps == nil {
		return d
	}
	table := &docx.Table{
		Columns: []docx.Column{{Share: 7, Centre: true}, {Share: 17, Centre: true}, {Share: 20}, {Share: 14, Centre: true}, {Share: 14, Centre: true}, {Share: 28}},
		Head:    []string{"序号", "时间", "办理人", "办理", "办理后状态", "意见"},
	}
	for i, s := range f.Steps {
		who := s.Who
		if s.As != "" {
			who += "\n" + s.As
		}
		table.Rows = append(table.Rows, docx.Cells(fmt.Sprint(i+1), stamp(s.At), who, s.What, s.To, s.Opinion))
	}
	d.Record = &docx.Annex{Title: "流转记录", Body: []docx.Block{table,
		docx.Note("本表由系统按流转记录生成。" + f.textName())}}
	return d
}

// textName names the exact text, "" where there is none.
func (f Front) textName() string {
	if f.Revision == 0 {
		return ""
	}
	return fmt.Sprintf("文稿为第%d稿，摘要值（SHA-256）：%s", f.Revision, f.Digest)
}

// moment is a time as people write it, in Beijing.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Shanghai).Format("2006-01-02 15:04")
}

// stamp is a time for a narrow column, on two lines.
func stamp(t time.Time) string { return strings.Replace(moment(t), " ", "\n", 1) }

// inWords is a time in running text.
func inWords(t time.Time) string {
	t = t.In(clock.Shanghai)
	return docx.DateText(civil.DateOf(t)) + t.Format("15:04")
}

// day is the date of a time in Beijing.
func day(t time.Time) civil.Date {
	if t.IsZero() {
		return civil.Date{}
	}
	return civil.DateOf(t.In(clock.Shanghai))
}
