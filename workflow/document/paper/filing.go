package paper

import (
	"time"

	"rectify/workflow/document/docx"
)

// Filing is the report (报告) with which a document is filed with the superior. The document itself is its attachment.
type Filing struct {
	Front
	Enclosed string    // title of what is filed
	Approved time.Time // when the Party group passed it; zero where it passes without
	Meeting  string    // at which it did
	Reviewer string    // the superior who read it, "" for nobody
	Reviewed string    // on which day, as it is printed
	With     []string  // names of further attachments
}

// Kind names the template.
func (Filing) Kind() Kind { return KindFiling }

// Document lays the report out.
func (r Filing) Document() docx.Document {
	d := r.document(KindFiling)
	d.Body = []docx.Block{docx.Text(r.text()), docx.Text("特此报告。")}
	d.Attachments = append([]string{r.Enclosed}, r.With...)
	return r.finish(d)
}

// text says how the document came about and that it is filed.
func (r Filing) text() string {
	text := "《" + r.Enclosed + "》"
	if !r.Approved.IsZero() {
		text += "已于" + docx.DateText(day(r.Approved))
		if r.Meeting != "" {
			text += "经" + r.Meeting
		}
		text += "审议通过"
		if r.Reviewer != "" {
			text += "，并根据" + r.Reviewer + r.Reviewed + "审阅意见修改完善"
		}
		return text + "。现随文报送，请予备案。"
	}
	return text + "已编制完成，现随文报送，请予备案。"
}

// Fields are the report's fields for a template.
func (r Filing) Fields() docx.Fields {
	f := r.fields()
	f.Values["正文"], f.Values["报送文件"], f.Values["会议"] = r.text(), r.Enclosed, r.Meeting
	f.Values["审议日期"], f.Values["审阅人"], f.Values["审阅日期"] = docx.DateText(day(r.Approved)), r.Reviewer, r.Reviewed
	return f
}
