package paper

import (
	"fmt"
	"strings"

	"rectify/workflow/document/docx"
)

// fields begins the fields of a template with those that all kinds have.
func (f Front) fields() docx.Fields {
	steps := make([]map[string]string, len(f.Steps))
	for i, s := range f.Steps {
		steps[i] = map[string]string{"序号": fmt.Sprint(i + 1), "时间": moment(s.At), "办理人": s.Who, "身份": s.As, "办理": s.What,
			"状态": s.To, "意见": s.Opinion}
	}
	return docx.Fields{
		Values: map[string]string{
			"标题": f.Title, "发文机关": f.Organ, "印发机关": f.Office, "发文字号": f.Number, "主送机关": f.Recipient, "抄送机关": f.CopyTo,
			"成文日期": docx.DateText(f.Date), "印发日期": docx.DateText(f.Printed), "状态": f.State, "稿次": fmt.Sprint(f.Revision), "摘要值": f.Digest, docx.MarkField: f.mark(),
		},
		Lists: map[string][]map[string]string{"流转": steps},
		Mark:  f.mark(),
	}
}

func joinNames(names []string) string { return strings.Join(names, "、") }
