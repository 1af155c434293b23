package document

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

var oneRow = []string{"1 (21)", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"}

const oneShape = "1(21)|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n"

func TestHeaders(t *testing.T) {
	tests := []struct {
		name    string
		rows    [][]string
		mapping Mapping
	}{
		{"as in the annex", [][]string{header, oneRow}, nil},
		{"synonyms", [][]string{{"编号", "存在问题", "责任领导", "责任处室", "措施", "整改时限"}, oneRow}, nil},
		{"blanks and line breaks", [][]string{{"序 号", "具体\n问题", "牵头　领导", "责任部门：", "整改措施（可另附页）", "完成时间\n（自8月29日起）"}, oneRow}, nil},
		{"below an annex line", [][]string{{"附件一："}, {"某某局整改措施一览表"}, {}, header, oneRow}, nil},
		{"two rows", [][]string{{"序号", "问题情况", "", "", "整改情况"}, {"", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限"}, oneRow}, nil},
		{"mapped by header", [][]string{{"号", "毛病", "挂帅", "科室", "打算", "几时"}, oneRow}, Mapping{
			FieldNumber: "号", FieldProblem: "毛病", FieldLeader: "挂帅", FieldUnit: "科室", FieldMeasure: "打算", FieldDeadline: "几时",
		}},
		{"mapped by letter", [][]string{{"某某局整改措施一览表"}, {"填报单位：某某局", "", "联系人：科员", "", "联系电话：1"}, {"号", "毛病", "挂帅", "科室", "打算", "几时"}, oneRow}, Mapping{
			FieldNumber: "A", FieldProblem: "B", FieldLeader: "C", FieldUnit: "D", FieldMeasure: "e", FieldDeadline: "F",
		}},
		{"one field mapped", [][]string{{"序号", "具体问题", "挂帅人", "责任部门", "整改措施", "完成时限"}, oneRow}, Mapping{FieldLeader: "挂帅人"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := book(t, test.rows)
			table, err := ReadMappedTable(bytes.NewReader(file), int64(len(file)), "", deadline.Base{Date: start}, Limits{}, test.mapping)
			if err != nil {
				t.Fatal(err)
			}
			if got := shape(table); got != oneShape {
				t.Errorf("got %s want %s", got, oneShape)
			}
		})
	}
}

func TestCoUnits(t *testing.T) {
	table := read(t, book(t, [][]string{
		append(header[:6:6], "配合单位"),
		append(oneRow[:6:6], "甲镇、乙镇，执法局"),
		{"", "", "", "", "巡查。", "长期坚持"},
	}))
	if got := strings.Join(table.Problems[0].CoUnits, "|"); got != "甲镇|乙镇|执法局" {
		t.Errorf("co-operating units %q", got)
	}
}

func TestPreamble(t *testing.T) {
	tests := []struct {
		name                       string
		rows                       [][]string
		title, unit, contact, tel  string
		blank, differs, ignoredOne bool
	}{
		{
			name:  "label and value in one cell",
			rows:  [][]string{{"整改措施一览表"}, {"填报单位：某某局", "", "联系人：科员", "", "联系电话：123"}},
			title: "整改措施一览表", unit: "某某局", contact: "科员", tel: "123",
		},
		{
			name:  "all labels in one cell",
			rows:  [][]string{{"整改措施一览表"}, {"填报单位: 某某局　联系人：科员  联系电话：123"}},
			title: "整改措施一览表", unit: "某某局", contact: "科员", tel: "123",
		},
		{
			name:  "values in the next cells, one line each",
			rows:  [][]string{{"整改措施一览表"}, {"填报单位：", "某某局"}, {"联系人", "科员"}, {"联系电话：", "", "123"}},
			title: "整改措施一览表", unit: "某某局", contact: "科员", tel: "123",
		},
		{
			name:  "left blank",
			rows:  [][]string{{"整改措施一览表"}, {"填报单位：", "", "联系人：", "", "联系电话："}},
			title: "整改措施一览表", blank: true,
		},
		{
			name:  "another title, and a line more",
			rows:  [][]string{{"整改工作机制一览表"}, {"填报单位：某某局", "", "联系人：科员", "", "联系电话：123"}, {"（2023年9月）"}},
			title: "整改工作机制一览表", unit: "某某局", contact: "科员", tel: "123", differs: true, ignoredOne: true,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := read(t, book(t, append(test.rows, header, oneRow)))
			got := [4]string{table.Title, table.ReportingUnit, table.Contact, table.Phone}
			if want := [4]string{test.title, test.unit, test.contact, test.tel}; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			for code, want := range map[words.Code]bool{
				words.DocumentContactBlank: test.blank, words.DocumentTitleDiffers: test.differs, words.DocumentLineIgnored: test.ignoredOne,
			} {
				if told := len(find(table, code)) > 0; told != want {
					t.Errorf("%s told: %v, want %v", code, told, want)
				}
			}
		})
	}
}

// TestOtherSheets: the table is found on whichever sheet it stands; the sheets that are not read are named.
func TestOtherSheets(t *testing.T) {
	file := book(t, [][]string{{"说明", "请勿改动表头"}}, func(f *excelize.File) {
		if _, err := f.NewSheet("附件1"); err != nil {
			t.Fatal(err)
		}
		for i, row := range [][]string{header, oneRow} {
			for j, s := range row {
				if err := f.SetCellStr("附件1", at(i+1, j+1), s); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
	table := read(t, file)
	if got := shape(table); got != oneShape {
		t.Errorf("got %s", got)
	}
	if sheet := table.Problems[0].Rows.Sheet; sheet != "附件1" {
		t.Errorf("read from sheet %s", sheet)
	}
	found := find(table, words.DocumentSheetIgnored)
	if len(found) != 1 || found[0].Sheet != sheetName {
		t.Errorf("sheets told as not read: %+v", found)
	}
}

// TestManyRemarksAreCut: remarks that ask for nothing are cut off at a bound, and the cut is told.
func TestManyRemarksAreCut(t *testing.T) {
	var rows [][]string
	for range maxInfos + 5 {
		rows = append(rows, append(oneRow[:6:6], "备注"))
	}
	table := read(t, book(t, append([][]string{{"整改措施一览表"}, append(header[:6:6], "其他")}, rows...)))
	if got := len(find(table, words.DocumentCellIgnored)); got > maxInfos {
		t.Errorf("%d remarks, want at most %d", got, maxInfos)
	}
	wantFinding(t, table, words.DocumentMoreInfos, Confirm, "", 0)
}

// TestJSON holds the table to the names that clients read.
func TestJSON(t *testing.T) {
	b, err := json.Marshal(read(t, sheetOf(t, [][]string{oneRow})))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Anchor   string `json:"anchor"`
		Problems []struct {
			Number         string   `json:"number"`
			SuperiorNumber string   `json:"superior_number"`
			Text           string   `json:"text"`
			LeadLeader     string   `json:"lead_leader"`
			Unit           string   `json:"unit"`
			CoUnits        []string `json:"co_units"`
			Measures       []struct {
				Text     string `json:"text"`
				Deadline struct {
					Raw      string `json:"raw"`
					Kind     string `json:"kind"`
					Due      string `json:"due"`
					LongTerm *bool  `json:"long_term"`
				} `json:"deadline"`
			} `json:"measures"`
		} `json:"problems"`
		Findings []map[string]any `json:"findings"`
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	p := got.Problems[0]
	if p.Number != "1" || p.SuperiorNumber != "21" || p.Text != "河岸有垃圾。" || p.LeadLeader != "副局长甲" || p.Unit != "市容处" || p.CoUnits == nil {
		t.Errorf("problem %+v", p)
	}
	m := p.Measures[0]
	if m.Text != "清理。" || m.Deadline.Raw != "9月底" || m.Deadline.Kind != "by" || m.Deadline.Due != "2023-09-30" || m.Deadline.LongTerm == nil {
		t.Errorf("measure %+v", m)
	}
	if got.Anchor != "2023-08-29" || got.Findings == nil {
		t.Errorf("anchor %q, findings %v", got.Anchor, got.Findings)
	}
}
