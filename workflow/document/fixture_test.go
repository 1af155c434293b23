package document

import (
	"bytes"
	"errors"
	"testing"

	"github.com/golang-sql/civil"
	"github.com/xuri/excelize/v2"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// start is the first day of the fictional campaign of these tests.
var start = civil.Date{Year: 2023, Month: 8, Day: 29}

const sheetName = "Sheet1"

// header is the row of headers most tests use.
var header = []string{"序号", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限 (自8月29日起)"}

// book makes a workbook: one row of cells per slice, "" leaves a cell out; change may add what rows cannot say.
func book(t testing.TB, rows [][]string, change ...func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		for j, s := range row {
			if s == "" {
				continue
			}
			if err := f.SetCellStr(sheetName, at(i+1, j+1), s); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, do := range change {
		do(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetOf is a workbook with a title, a line of contacts, the usual header, and the rows; the first of them is row 4.
func sheetOf(t testing.TB, rows [][]string, change ...func(f *excelize.File)) []byte {
	t.Helper()
	top := [][]string{
		{"河道整治问题整改措施一览表"},
		{"填报单位：某某局", "", "联系人：综合科科员", "", "联系电话：12345678"},
		header,
	}
	return book(t, append(top, rows...), change...)
}

func read(t testing.TB, file []byte) *MeasureTable {
	t.Helper()
	table, err := ReadMeasureTable(bytes.NewReader(file), int64(len(file)), "annex.xlsx", deadline.Base{Date: start}, Limits{})
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	checkFindings(t, table.Findings)
	return table
}

func write(t testing.TB, table *MeasureTable) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteMeasureTable(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// checkFindings holds every finding to having a place and sentences in both languages.
func checkFindings(t testing.TB, findings []Finding) {
	t.Helper()
	for _, f := range findings {
		if !words.Known(f.Code) || f.Expected != "" && !words.Known(f.Expected) {
			t.Errorf("finding without a sentence: %+v", f)
		}
		if f.Sheet == "" {
			t.Errorf("finding without a sheet: %+v", f)
		}
	}
}

// find gives the findings of a code.
func find(table *MeasureTable, code words.Code) []Finding {
	var found []Finding
	for _, f := range table.Findings {
		if f.Code == code {
			found = append(found, f)
		}
	}
	return found
}

// wantFinding holds a table to exactly one finding of a code, at a place.
func wantFinding(t *testing.T, table *MeasureTable, code words.Code, severity Severity, column string, row int) {
	t.Helper()
	found := find(table, code)
	if len(found) != 1 {
		t.Fatalf("%s: %d findings, want 1; all: %+v", code, len(found), table.Findings)
	}
	f := found[0]
	if f.Severity != severity || f.Column != column || f.Row != row {
		t.Errorf("%s is %s at %s%d, want %s at %s%d", code, f.Severity, f.Column, f.Row, severity, column, row)
	}
}

// wantRefusal holds an error to being the refusal of a code.
func wantRefusal(t *testing.T, err error, code words.Code) {
	t.Helper()
	var refused *Refused
	if !errors.As(err, &refused) {
		t.Fatalf("got %v, want the refusal %s", err, code)
	}
	if refused.Code != code {
		t.Errorf("refused with %s (%v), want %s", refused.Code, err, code)
	}
	if !words.Known(refused.Code) {
		t.Errorf("%s has no sentence", refused.Code)
	}
}
