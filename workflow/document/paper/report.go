package paper

import (
	"fmt"
	"strings"
	"time"

	"rectify/workflow/document/docx"
)

// Report is a progress report of a division, or the situation report of the whole organisation.
type Report struct {
	Front
	Situation bool
	Sections  []Section
}

// Kind names the template.
func (r Report) Kind() Kind {
	if r.Situation {
		return KindSituation
	}
	return KindProgress
}

// Document lays the report out.
func (r Report) Document() docx.Document {
	d := r.document(r.Kind())
	d.Body = blocks(r.Sections)
	return r.finish(d)
}

// Fields are the report's fields for a template.
func (r Report) Fields() docx.Fields {
	f := r.fields()
	f.Values["正文"] = joined(r.Sections)
	return f
}

// Weekly is a division's weekly report.
type Weekly struct {
	Front
	Cycle      int       // number of the cycle
	Due        time.Time // until when it is owed
	Received   time.Time // when it was first received; zero before
	Late       bool
	LateReason string
	Sections   []Section
}

// Kind names the template.
func (Weekly) Kind() Kind { return KindWeekly }

// Document lays the weekly report out, with when it was received at its end.
func (w Weekly) Document() docx.Document {
	d := w.document(KindWeekly)
	d.Body = blocks(w.Sections)
	if text := w.punctuality(); text != "" {
		d.Remark = text
	}
	return w.finish(d)
}

func (w Weekly) punctuality() string {
	if w.Due.IsZero() {
		return ""
	}
	text := "报送时限：" + inWords(w.Due)
	switch {
	case w.Received.IsZero():
		return text + "；尚未报送"
	case w.Late && w.LateReason != "":
		return text + "；收到时间：" + inWords(w.Received) + "，逾期，理由：" + w.LateReason
	case w.Late:
		return text + "；收到时间：" + inWords(w.Received) + "，逾期"
	}
	return text + "；收到时间：" + inWords(w.Received)
}

// Fields are the weekly report's fields for a template.
func (w Weekly) Fields() docx.Fields {
	f := w.fields()
	f.Values["正文"], f.Values["期次"], f.Values["报送情况"] = joined(w.Sections), number(w.Cycle), w.punctuality()
	return f
}

// Bulletin is the weekly bulletin, one section for each division.
type Bulletin struct {
	Front
	Cycle    int
	Sections []Section
	// Checkpoint is the short form of the latest signed checkpoint of the history; "" for none. Printed in what leaves the
	// office, it lets anybody prove later that the history was not rewritten.
	Checkpoint string
}

// Kind names the template.
func (Bulletin) Kind() Kind { return KindBulletin }

// Document lays the bulletin out.
func (b Bulletin) Document() docx.Document {
	d := b.document(KindBulletin)
	if b.Cycle > 0 && !strings.Contains(b.Title, fmt.Sprintf("第%d期", b.Cycle)) {
		d.Subtitle = fmt.Sprintf("（第%d期）", b.Cycle)
	}
	d.Body = blocks(b.Sections)
	if b.Checkpoint != "" {
		d.Remark = "流转记录检查点：" + b.Checkpoint
	}
	return b.finish(d)
}

// Fields are the bulletin's fields for a template.
func (b Bulletin) Fields() docx.Fields {
	f := b.fields()
	f.Values["正文"], f.Values["期次"], f.Values["检查点"] = joined(b.Sections), number(b.Cycle), b.Checkpoint
	rows := make([]map[string]string, len(b.Sections))
	for i, s := range b.Sections {
		rows[i] = map[string]string{"序号": fmt.Sprint(i + 1), "单位": s.Title, "内容": s.Text}
	}
	f.Lists["单位周报"] = rows
	return f
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
