package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// toldFinding is a finding with its sentence.
type toldFinding struct {
	document.Finding
	Message  string `json:"message"`
	Expected string `json:"expected,omitempty"` // in words, in place of the code
}

// print shows what was read and what was, or would be, done: for programs or for people.
func (m *importCommand) print(o output, table *document.MeasureTable, result workflow.ImportResult) error {
	told := make([]toldFinding, len(result.Findings))
	for i, f := range result.Findings {
		told[i] = toldFinding{f, f.Text(words.Chinese), f.ExpectedText(words.Chinese)}
	}
	if m.JSON {
		enc := json.NewEncoder(o.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(struct {
			Title  string `json:"title"`
			Anchor string `json:"anchor,omitempty"`
			workflow.ImportResult
			Findings []toldFinding `json:"findings"`
		}{table.Title, models.DateText(table.Anchor), result, told})
	}
	fmt.Fprintln(o.out, table.Title)
	for _, p := range result.Problems {
		printProblem(o, p)
	}
	for _, p := range result.OnlyHere {
		printProblem(o, p)
	}
	printFindings(o, told)
	fmt.Fprintln(o.out, m.summary(result))
	return nil
}

var statusText = map[workflow.ImportStatus]string{workflow.ImportNew: "新增", workflow.ImportSame: "一致", workflow.ImportDiffers: "有差异，未改动",
	workflow.ImportOnlyHere: "仅台账中有"}

// fieldText names what may differ between the ledger and a table.
var fieldText = map[string]string{"superior_number": "上级编号", "text": "问题表述", "unit": "责任部门", "lead_leader": "牵头领导",
	"co_units": "配合单位", "measure_text": "整改措施", "measure_deadline": "完成时限"}

func printProblem(o output, p workflow.ImportedProblem) {
	number := p.Number
	if p.SuperiorNumber != "" {
		number += " (" + p.SuperiorNumber + ")"
	}
	fmt.Fprintf(o.out, "\n%s　%s　%s　［%s］\n　%s\n", number, p.Unit, p.LeadLeader, statusText[p.Status], p.Text)
	for _, m := range p.Measures {
		fmt.Fprintf(o.out, "　　%d. %s\n　　　 时限：%s → %s\n", m.Position, m.Text, m.Deadline.Raw, understood(m.Deadline))
	}
	for _, d := range p.Differences {
		at := fieldText[d.Field]
		if d.Measure > 0 {
			at = fmt.Sprintf("第 %d 项措施的%s", d.Measure, at)
		}
		fmt.Fprintf(o.out, "　　≠ %s：台账“%s”，表中“%s”\n", at, d.Here, d.Table)
	}
}

// understood says in short what was read in a deadline.
func understood(d deadline.Deadline) string {
	var parts []string
	if d.NotBefore != nil {
		parts = append(parts, "自 "+d.NotBefore.String())
	}
	if d.Due != nil {
		parts = append(parts, "至 "+d.Due.String())
	}
	if d.LongTerm {
		parts = append(parts, "长期坚持")
	}
	if d.Immediate {
		parts = append(parts, "立行立改")
	}
	if d.Status != "" {
		parts = append(parts, "表中自称“"+words.Text(words.Chinese, words.Code("deadline_status_"+d.Status), nil)+"”")
	}
	if d.NeedsConfirmation {
		parts = append(parts, "需人工确认")
	}
	if len(parts) == 0 {
		return string(d.Kind)
	}
	return strings.Join(parts, "，")
}

var severityText = map[document.Severity]string{document.Error: "错误", document.Confirm: "请确认", document.Info: "提示"}

func printFindings(o output, told []toldFinding) {
	if len(told) > 0 {
		fmt.Fprintln(o.out)
	}
	for _, f := range told {
		place := f.Sheet
		if f.Row > 0 {
			place = fmt.Sprintf("%s 第 %d 行 %s", f.Sheet, f.Row, f.Column)
		}
		expected := ""
		if f.Expected != "" {
			expected = "（应为：" + f.Expected + "）"
		}
		fmt.Fprintf(o.out, "［%s］%s：%s%s\n", severityText[f.Severity], strings.TrimSpace(place), f.Message, expected)
	}
}

// summary says in a line what was done and, where nothing was, why.
func (m *importCommand) summary(r workflow.ImportResult) string {
	measures := 0
	count := map[workflow.ImportStatus]int{}
	for _, p := range r.Problems {
		measures += len(p.Measures)
		count[p.Status]++
	}
	text := fmt.Sprintf("\n共 %d 个问题、%d 项措施", len(r.Problems), measures)
	switch {
	case r.Stored:
		text += fmt.Sprintf("，新增 %d 个问题", r.Created)
		if n := count[workflow.ImportDiffers]; n > 0 {
			text += fmt.Sprintf("；%d 个问题与台账有差异，台账未改动", n)
		}
		return text + "。"
	case hasErrors(r.Findings):
		text += "；表中有错误，更正前不能导入，未写入任何内容。"
	default:
		text += fmt.Sprintf("，其中 %d 个问题将新增；本次仅预览，未写入。", count[workflow.ImportNew])
	}
	if !m.CreateUnits && slices.ContainsFunc(r.Findings, func(f document.Finding) bool { return f.Code == words.ImportUnitUnknown }) {
		text += "\n表中的单位尚未建立的，可加 --create-units 一并新建。"
	}
	return text
}
