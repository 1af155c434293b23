package document

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/golang-sql/civil"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// wantSame holds two tables to the same content. Findings are about a file, not about the table.
func wantSame(t rapid.TB, got, want *MeasureTable) {
	t.Helper()
	a, b := *got, *want
	a.Findings, b.Findings = nil, nil
	a.Columns, b.Columns = nil, nil
	if !reflect.DeepEqual(a, b) {
		t.Fatalf("got  %+v\nwant %+v", a, b)
	}
}

// TestWrittenTableReadsBack is the round trip: what is written is read again, text by text and row by row.
func TestWrittenTableReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := tables().Draw(t, "table")
		var b bytes.Buffer
		if err := WriteMeasureTable(&b, table); err != nil {
			t.Fatal(err)
		}
		got, err := ReadMeasureTable(bytes.NewReader(b.Bytes()), int64(b.Len()), "", deadline.Base{Date: start}, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, got, table)
	})
}

// texts are clean single-paragraph texts with what spreadsheets and readers trip over.
func texts() *rapid.Generator[string] {
	pieces := []string{
		"加强巡查", "建立台账", "=1+1", "+86", "@角色", "'引号", "<5%", "A&B", "\"双引号\"", "_x0041_", "_x0041_x0042_", "第2项", "（括号）", "(half)", "。", "\n",
		"一是排查", "二是整改", "𠮷", "0012", "1.5万吨", "2023年9月", "注意", "合计",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return "内容" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, "pieces"), "") + "。"
	})
}

func tables() *rapid.Generator[*MeasureTable] {
	return rapid.Custom(func(t *rapid.T) *MeasureTable {
		table := &MeasureTable{
			Title: "某某局整改措施一览表", ReportingUnit: rapid.SampledFrom([]string{"", "某某局"}).Draw(t, "unit"),
			Contact: rapid.SampledFrom([]string{"", "综合科科员"}).Draw(t, "contact"), Phone: "1234-5678",
			Problems: []Problem{}, Findings: []Finding{},
		}
		if rapid.Bool().Draw(t, "anchored") {
			anchor := start
			table.Anchor = &anchor
		}
		withCoUnits := rapid.Bool().Draw(t, "co-units")
		row := 4
		for i := range rapid.IntRange(1, 6).Draw(t, "problems") {
			p := Problem{
				Number: fmt.Sprint(i/2 + 1), SuperiorNumber: rapid.SampledFrom([]string{"", "36"}).Draw(t, "superior"),
				Text: texts().Draw(t, "text"), LeadLeader: fmt.Sprintf("副局长%d", i), Unit: rapid.SampledFrom([]string{"一处", "二处"}).Draw(t, "unit"),
				CoUnits: []string{}, Measures: []Measure{}, Rows: Span{Sheet: sheetTitle, From: row},
			}
			if withCoUnits {
				p.CoUnits = []string{"甲镇", "乙镇"}[:rapid.IntRange(0, 2).Draw(t, "co")]
			}
			for j := range rapid.IntRange(1, 4).Draw(t, "measures") {
				m := Measure{Position: j + 1, Row: row, Text: texts().Draw(t, "measure")}
				if mark := rapid.SampledFrom([]string{"", "%d、", "%d.", "（%d）", "%d. "}).Draw(t, "mark"); mark != "" {
					m.Number, m.Mark = fmt.Sprint(j+1), fmt.Sprintf(mark, j+1)
				}
				raw := rapid.SampledFrom([]string{"9月底", "已完成", "长期坚持", "自9月7日起至8日", "尽快"}).Draw(t, "deadline")
				m.Deadline = deadline.Parse(raw, deadline.Base{Date: start})
				p.Measures = append(p.Measures, m)
				row++
			}
			p.Rows.To = row - 1
			table.Problems = append(table.Problems, p)
		}
		return table
	})
}

// TestWrittenCellsAreStrings holds the export to writing text only: nothing a user typed is ever calculated.
func TestWrittenCellsAreStrings(t *testing.T) {
	table := read(t, sheetOf(t, [][]string{{"1", "=HYPERLINK(\"x\")", "@leader", "+unit", "-1+1", "=1+1"}}))
	f, err := excelize.OpenReader(bytes.NewReader(write(t, table)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, cell := range []string{"A4", "B4", "C4", "D4", "E4", "F4"} {
		formula, err := f.GetCellFormula(sheetTitle, cell)
		if err != nil || formula != "" {
			t.Errorf("%s: formula %q, %v", cell, formula, err)
		}
		if kind, _ := f.GetCellType(sheetTitle, cell); kind != excelize.CellTypeInlineString {
			t.Errorf("%s has type %v", cell, kind)
		}
	}
}

// TestWrittenLayout holds the export to the layout of the annex.
func TestWrittenLayout(t *testing.T) {
	anchor := civil.Date{Year: 2023, Month: 8, Day: 29}
	table := read(t, sheetOf(t, [][]string{
		{"1 (21)", "河岸垃圾未清。", "副局长甲", "市容处", "1.清理。", "9月底"},
		{"", "", "", "", "2.巡查。", "长期坚持"},
		{"", "排口无标牌。", "副局长乙", "督察处", "设置标牌。", "已完成"},
	}))
	table.Anchor = &anchor
	f, err := excelize.OpenReader(bytes.NewReader(write(t, table)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	merges, err := f.GetMergeCells(sheetTitle)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range merges {
		got = append(got, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	for _, want := range []string{"A1:F1", "A2:B2", "C2:D2", "E2:F2", "A4:A6", "B4:B5", "C4:C5", "D4:D5"} {
		if !strings.Contains(strings.Join(got, " "), want) {
			t.Errorf("%s is not merged; merged are %v", want, got)
		}
	}
	if s, _ := f.GetCellValue(sheetTitle, "F3"); s != "完成时限（自8月29日起）" {
		t.Errorf("the last header is %q", s)
	}
	layout, err := f.GetPageLayout(sheetTitle)
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != paperA4 {
		t.Errorf("page layout %+v, %v", layout, err)
	}
	if footer, _ := f.GetHeaderFooter(sheetTitle); footer == nil || !strings.Contains(footer.OddFooter, "&P") {
		t.Errorf("no page number in the footer: %+v", footer)
	}
	titles := ""
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			titles = n.RefersTo
		}
	}
	if !strings.HasSuffix(titles, "$3:$3") {
		t.Errorf("repeated rows %q, want row 3", titles)
	}
}

func TestTextTooLongForACellIsRefused(t *testing.T) {
	table := &MeasureTable{Title: "一览表", Problems: []Problem{{Number: "1", Text: strings.Repeat("长", excelize.TotalCellChars+1)}}}
	wantRefusal(t, WriteMeasureTable(&bytes.Buffer{}, table), words.DocumentCellTooLong)
}
