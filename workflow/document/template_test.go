package document

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// The template, filled in as it says, is read without a single finding; empty it says only that nothing is in it.
func TestTemplate(t *testing.T) {
	anchor := start
	head := Head{Title: "某某局整改措施一览表", ReportingUnit: "某某局", Anchor: &anchor}
	var b bytes.Buffer
	if err := WriteImportTemplate(&b, head, Choices{Units: []string{"市容处", "督察处"}, CoUnits: []string{"甲镇"}, Leaders: []string{"副局长甲"}}); err != nil {
		t.Fatal(err)
	}
	empty := read(t, b.Bytes())
	if len(empty.Problems) != 0 || len(find(empty, words.DocumentNoRows)) != 1 {
		t.Errorf("empty: %+v", empty)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, s := range map[string]string{
		"A2": "填报单位：某某局", "C2": "联系人：科员", "E2": "联系电话：12345678",
		"A4": "1 (21)", "B4": "河岸有垃圾。", "C4": "副局长甲", "D4": "市容处", "E4": "逐一清理。", "F4": "9月20日前", "G4": "甲镇、乙镇",
		"E5": "每周巡查。", "F5": "9月27日前", "A6": "2", "B6": "排口无标牌。", "C6": "副局长甲", "D6": "督察处", "E6": "设置标牌。", "F6": "9月8日前",
	} {
		if err := f.SetCellStr(sheetTitle, cell, s); err != nil {
			t.Fatal(err)
		}
	}
	rules, err := f.GetDataValidations(sheetTitle)
	if err != nil || len(rules) != 3 {
		t.Errorf("%d lists to choose from, %v", len(rules), err)
	}
	var filled bytes.Buffer
	if err := f.Write(&filled); err != nil {
		t.Fatal(err)
	}
	table := read(t, filled.Bytes())
	if len(table.Problems) != 2 || len(table.Problems[0].Measures) != 2 || strings.Join(table.Problems[0].CoUnits, "|") != "甲镇|乙镇" {
		t.Errorf("%+v", table.Problems)
	}
	for _, finding := range table.Findings {
		// The full-width brackets of the header beside the half-width ones of the number are only worth knowing.
		if finding.Code != words.DocumentBrackets {
			t.Errorf("%s %s%d: %s", finding.Severity, finding.Column, finding.Row, finding.Text(words.English))
		}
	}
}

// A table with headers that nobody knows is refused with its columns, and read once a person has named them.
func TestColumnsAreAskedFor(t *testing.T) {
	file := book(t, [][]string{{"某某局整改措施一览表"}, {"号", "毛病", "挂帅", "科室", "打算", "完成时限"}, oneRow}, func(f *excelize.File) {
		if err := f.MergeCell(sheetName, "A1", "F1"); err != nil {
			t.Fatal(err)
		}
	})
	read := func(m Mapping) (*MeasureTable, error) {
		return ReadMappedTable(bytes.NewReader(file), int64(len(file)), "", deadline.Base{Date: start}, Limits{}, m)
	}
	_, err := read(nil)
	wantRefusal(t, err, words.DocumentNoTable)
	asked, is := err.(*Unmapped) //nolint:errorlint // the very type
	if !is || len(asked.Columns) != 6 || len(asked.Lacking) != 5 {
		t.Fatalf("%+v", err)
	}
	if c := asked.Columns[1]; c.Letter != "B" || c.Header != "毛病" || c.Field != "" || c.Samples[0] != "河岸有垃圾。" || asked.Columns[5].Field != FieldDeadline {
		t.Errorf("%+v", asked.Columns)
	}
	_, err = read(Mapping{FieldProblem: "毛病"})
	if asked, is = err.(*Unmapped); !is || len(asked.Lacking) != 4 { //nolint:errorlint // the very type
		t.Errorf("with one of them: %+v", err)
	}
	table, err := read(Mapping{FieldNumber: "A", FieldProblem: "毛病", FieldLeader: "C", FieldUnit: "科室", FieldMeasure: "打算"})
	if err != nil || shape(table) != oneShape {
		t.Errorf("%v", err)
	}
}
