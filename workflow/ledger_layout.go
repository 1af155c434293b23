package workflow

import (
	"fmt"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/document"
	"rectify/workflow/lights"
)

// ledgerLayout is the ledger with everything that is known of a problem and of each measure. It is wide: A3.
func ledgerLayout(title string, lines []string) document.Layout {
	whole := func(header string, width float64, centred bool) document.Column {
		return document.Column{Header: header, Width: width, Whole: true, Centred: centred}
	}
	line := func(header string, width float64, centred bool) document.Column {
		return document.Column{Header: header, Width: width, Centred: centred}
	}
	return document.Layout{Sheet: "台账", Title: title, Lines: lines, A3: true, Columns: []document.Column{
		whole("序号", 8, true), whole("问题类别", 12, false), whole("具体问题", 28, false), whole("牵头领导", 9, true), whole("责任部门", 11, true),
		whole("配合单位", 11, true), whole("轮次", 5, true), whole("问题状态", 10, true), whole("问题红绿灯", 9, true), whole("会签情况", 14, false),
		line("整改措施", 40, false), line("完成时限", 13, true), line("截止日期", 11, true), line("措施状态", 9, true), line("措施红绿灯", 9, true),
		line("逾期天数", 6, true), line("整改结果", 24, false), line("佐证份数", 6, true), line("最近变动", 11, true),
	}}
}

// lightFill is the colour of a light's cell; the word beside it says the same without colour.
var lightFill = map[lights.Light]string{lights.Red: "FFC7CE", lights.Yellow: "FFEB9C", lights.Green: "C6EFCE", lights.Grey: "D9D9D9", lights.Blue: "BDD7EE"}

// lightName is what people call a light.
var lightName = map[lights.Light]string{lights.Red: "红灯", lights.Yellow: "黄灯", lights.Green: "绿灯", lights.Grey: "长期坚持", lights.Blue: "已销号"}

func lightValue(l lights.Light) document.Value {
	return document.Value{Text: l.Shape() + " " + lightName[l], Fill: lightFill[l]}
}

// ledgerBlock is a problem in the columns of ledgerLayout.
func (t *exporting) ledgerBlock(row models.LedgerRow) (document.Block, error) {
	p, err := ParsePolicies(row.Policies)
	if err != nil {
		return document.Block{}, err
	}
	text, none := document.Text, document.Value{}
	co := make([]string, len(row.CoUnits))
	for i, u := range row.CoUnits {
		co[i] = u.Name
	}
	b := document.Block{Whole: []document.Value{
		text(document.NumberCell(row.Number, row.SuperiorNumber)), text(row.Heading), text(row.Text), text(row.LeadLeader), text(row.UnitName),
		text(strings.Join(co, "、")), document.Number(row.Round), text(StateLabels[State(row.State)].ZH),
		lightValue(ProblemLight(row.ProblemRow, p, t.now)), text(signOffText(row, p)), none, none, none, none, none, none, none, none, none,
	}}
	for _, m := range row.Measures {
		light, due := MeasureLight(m, row.ApprovedAt, p, t.now), MeasureDue(m, row.ApprovedAt, p)
		line := make([]document.Value, len(b.Whole))
		line[10], line[11], line[12] = text(m.Mark+m.Text), text(m.DeadlineRaw), text(dueText(m, due))
		line[13], line[14] = text(StateLabels[State(m.State)].ZH), lightValue(light)
		if days := today(t.now).DaysSince(orToday(due, today(t.now))); light == lights.Red && days > 0 {
			line[15] = document.Number(days)
		}
		line[16], line[17] = text(m.Result), document.Number(m.Evidence)
		line[18] = text(m.UpdatedAt.In(clock.Shanghai).Format("2006-01-02"))
		b.Lines = append(b.Lines, line)
	}
	if len(b.Lines) == 0 {
		line := make([]document.Value, len(b.Whole))
		line[17], line[18] = document.Number(row.Evidence), text(row.UpdatedAt.In(clock.Shanghai).Format("2006-01-02"))
		b.Lines = append(b.Lines, line)
	}
	return b, nil
}

func orToday(d *civil.Date, today civil.Date) civil.Date {
	if d == nil {
		return today
	}
	return *d
}

// dueText is the last day of a measure, or what stands in its place.
func dueText(m models.MeasureRow, due *civil.Date) string {
	switch {
	case due != nil && m.NeedsConfirmation:
		return due.String() + "（待确认）"
	case due != nil:
		return due.String()
	case m.LongTerm:
		return "长期"
	case m.NeedsConfirmation:
		return "待确认"
	}
	return "—"
}

// signOffText says who has agreed to the present text of a problem, who has not, and who is still silent.
func signOffText(row models.LedgerRow, p Policies) string {
	said := map[string]bool{}
	var agreed, refused, silent []string
	leader := false
	for _, o := range row.Opinions {
		if o.UnitID == nil {
			leader = true
		} else {
			said[*o.UnitID] = true
		}
		if o.Agreed {
			agreed = append(agreed, o.Name)
		} else {
			refused = append(refused, o.Name)
		}
	}
	for _, u := range row.CoUnits {
		if !said[u.ID] {
			silent = append(silent, u.Name)
		}
	}
	if !leader && row.LeadUserID != nil && p.leaderSigns(models.KindProblem) {
		silent = append(silent, row.LeadLeader)
	}
	total := len(agreed) + len(refused) + len(silent)
	if total == 0 {
		return "无须会签"
	}
	parts := []string{fmt.Sprintf("%d/%d 同意", len(agreed), total)}
	if len(refused) > 0 {
		parts = append(parts, "不同意："+strings.Join(refused, "、"))
	}
	if len(silent) > 0 {
		parts = append(parts, "未会签："+strings.Join(silent, "、"))
	}
	return strings.Join(parts, "\n")
}
