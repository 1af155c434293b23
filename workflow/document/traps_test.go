package document

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// shape is a table in short: number(superior)|leader|unit|text: measures.
func shape(table *MeasureTable) string {
	var b strings.Builder
	for _, p := range table.Problems {
		b.WriteString(p.Number + "(" + p.SuperiorNumber + ")|" + p.LeadLeader + "|" + p.Unit + "|" + p.Text + ":")
		for _, m := range p.Measures {
			b.WriteString(" [" + m.Number + "]" + m.Text + "@" + m.Deadline.Raw)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestRows(t *testing.T) {
	merge := func(ranges ...string) func(*excelize.File) {
		return func(f *excelize.File) {
			for _, r := range ranges {
				from, to, _ := strings.Cut(r, ":")
				if err := f.MergeCell(sheetName, from, to); err != nil {
					panic(err)
				}
			}
		}
	}
	tests := []struct {
		name   string
		rows   [][]string
		change func(*excelize.File)
		want   string
		code   words.Code // a finding that must be there, once
		sev    Severity
		column string
		row    int
	}{
		{
			name: "merged leading cells carry the problem on",
			rows: [][]string{
				{"2 (36)", "台账不全。", "副局长甲", "市容处", "1、补台账。", "9月底"},
				{"", "", "", "", "2、定制度。", "长期坚持"},
			},
			change: merge("A4:A5", "B4:B5", "C4:C5", "D4:D5"),
			want:   "2(36)|副局长甲|市容处|台账不全。: [1]补台账。@9月底 [2]定制度。@长期坚持\n",
			code:   words.DocumentLongTerm, sev: Confirm, column: "F", row: 5,
		},
		{
			name: "plain blank leading cells carry the problem on",
			rows: [][]string{
				{"2（36）", "台账不全。", "副局长甲", "市容处", "1. 补台账。", "9月底"},
				{"", "", "", "", "2. 定制度。", "9月底"},
			},
			want: "2(36)|副局长甲|市容处|台账不全。: [1]补台账。@9月底 [2]定制度。@9月底\n",
		},
		{
			name: "repeated leading cells carry the problem on",
			rows: [][]string{
				{"2 (36)", "台账不全。", "副局长甲", "市容处", "补台账。", "9月底"},
				{"2 (36)", "台账不全。", "副局长甲", "市容处", "定制度。", "9月底"},
			},
			want: "2(36)|副局长甲|市容处|台账不全。: []补台账。@9月底 []定制度。@9月底\n",
		},
		{
			name: "one number under two leaders and two divisions is two problems",
			rows: [][]string{
				{"1 (21)", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"},
				{"", "排口无标牌。", "副局长乙", "督察处", "设标牌。", "9月底"},
			},
			change: merge("A4:A5"),
			want:   "1(21)|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n1(21)|副局长乙|督察处|排口无标牌。: []设标牌。@9月底\n",
			code:   words.DocumentNumberShared, sev: Confirm, column: "A", row: 5,
		},
		{
			name: "one text under two leaders is two problems",
			rows: [][]string{
				{"1 (21)", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"},
				{"", "", "副局长乙", "督察处", "督察。", "9月底"},
			},
			change: merge("A4:A5", "B4:B5"),
			want:   "1(21)|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n1(21)|副局长乙|督察处|河岸有垃圾。: []督察。@9月底\n",
			code:   words.DocumentNumberShared, sev: Confirm, column: "A", row: 5,
		},
		{
			name: "a leader merged over two problems leads both",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"},
				{"2", "排口无标牌。", "", "督察处", "设标牌。", "9月底"},
			},
			change: merge("C4:C5"),
			want:   "1()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n2()|副局长甲|督察处|排口无标牌。: []设标牌。@9月底\n",
		},
		{
			name: "a blank leader under a new number is missing",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"},
				{"2", "排口无标牌。", "", "督察处", "设标牌。", "9月底"},
			},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n2()||督察处|排口无标牌。: []设标牌。@9月底\n",
			code: words.DocumentBlank, sev: Error, column: "C", row: 5,
		},
		{
			name: "a deadline merged over two measures holds for both",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理", "9月底"},
				{"", "", "", "", "巡查", ""},
			},
			change: merge("F4:F5"),
			want:   "1()|副局长甲|市容处|河岸有垃圾。: []清理@9月底 []巡查@9月底\n",
		},
		{
			name: "a measure cut by a page break is joined",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "加强巡查，切实压实属", "已完成"},
				{"", "", "", "", "地责任。", ""},
			},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []加强巡查，切实压实属地责任。@已完成\n",
			code: words.DocumentJoined, sev: Confirm, column: "E", row: 5,
		},
		{
			name: "a problem cut by a page break is joined",
			rows: [][]string{
				{"1", "河岸有垃", "副局长甲", "市容处", "清理。", "9月底"},
				{"", "圾堆放。", "", "", "", ""},
			},
			want: "1()|副局长甲|市容处|河岸有垃圾堆放。: []清理。@9月底\n",
			code: words.DocumentJoined, sev: Confirm, column: "B", row: 5,
		},
		{
			name: "the header repeated on the next page is skipped",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"},
				header,
				{"", "", "", "", "巡查。", "9月底"},
			},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底 []巡查。@9月底\n",
			code: words.DocumentHeaderRepeated, sev: Info, column: "", row: 5,
		},
		{
			name: "stray tags are taken out, other angle brackets stay",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "<p>误差<5%的</p><p>点位复查。</p>", "9月底"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []误差<5%的\n点位复查。@9月底\n",
			code: words.DocumentTagStripped, sev: Info, column: "E", row: 4,
		},
		{
			name: "doubled numbering of one measure is split off whole",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "3. 1. 清理。", "9月底"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: [3.1]清理。@9月底\n",
			code: words.DocumentNumberDoubled, sev: Confirm, column: "E", row: 4,
		},
		{
			name: "a list in one cell stays one measure and whole",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "3. 1. 清理。 3. 2. 巡查。", "9月底"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []3. 1. 清理。 3. 2. 巡查。@9月底\n",
			code: words.DocumentSeveralMeasures, sev: Confirm, column: "E", row: 4,
		},
		{
			name: "mixed list numbers are told once",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "1、清理。", "9月底"},
				{"", "", "", "", "2.巡查。一是白天；二是夜间。", "9月底"},
			},
			want: "1()|副局长甲|市容处|河岸有垃圾。: [1]清理。@9月底 [2]巡查。一是白天；二是夜间。@9月底\n",
			code: words.DocumentMixedMarks, sev: Info, column: "", row: 0,
		},
		{
			name: "items within a measure stay in it",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "一是清理。二是巡查。", "9月底"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []一是清理。二是巡查。@9月底\n",
			code: words.DocumentSubItems, sev: Info, column: "E", row: 4,
		},
		{
			name: "a decimal in front is no list number",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "1.5万吨垃圾外运。", "9月底"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []1.5万吨垃圾外运。@9月底\n",
		},
		{
			name: "a blank measure is an error and keeps its deadline",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "", "9月底"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []@9月底\n",
			code: words.DocumentBlank, sev: Error, column: "E", row: 4,
		},
		{
			name: "an unclear number is kept whole",
			rows: [][]string{{"1 (21", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"}},
			want: "1 (21()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n",
			code: words.DocumentNumberUnclear, sev: Confirm, column: "A", row: 4,
		},
		{
			name: "a row that belongs to no problem is kept and told",
			rows: [][]string{{"", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"}},
			want: "()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n",
			code: words.DocumentBlank, sev: Error, column: "A", row: 4,
		},
		{
			name: "two divisions in one cell are for a person to sort out",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处、督察处", "清理。", "9月底"}},
			want: "1()|副局长甲|市容处、督察处|河岸有垃圾。: []清理。@9月底\n",
			code: words.DocumentSeveralNames, sev: Confirm, column: "D", row: 4,
		},
		{
			name: "a note below the table is quoted",
			rows: [][]string{
				{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底"},
				{"注：本表一式两份。"},
			},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n",
			code: words.DocumentLineIgnored, sev: Info, column: "A", row: 5,
		},
		{
			name: "text in a column of its own is quoted",
			rows: [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "9月底", "请区里支持"}},
			want: "1()|副局长甲|市容处|河岸有垃圾。: []清理。@9月底\n",
			code: words.DocumentCellIgnored, sev: Info, column: "G", row: 4,
		},
		{
			name: "an error value is an error",
			rows: [][]string{{"1", "#REF!", "副局长甲", "市容处", "清理。", "9月底"}},
			want: "1()|副局长甲|市容处|#REF!: []清理。@9月底\n",
			code: words.DocumentErrorValue, sev: Error, column: "B", row: 4,
		},
		{
			name: "no row at all",
			code: words.DocumentNoRows, sev: Error, column: "", row: 4,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			change := test.change
			if change == nil {
				change = func(*excelize.File) {}
			}
			table := read(t, sheetOf(t, test.rows, change))
			if got := shape(table); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
			if test.code != "" {
				wantFinding(t, table, test.code, test.sev, test.column, test.row)
			}
		})
	}
}

func TestDeadlineColumn(t *testing.T) {
	table := read(t, sheetOf(t, [][]string{
		{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。", "已完成整改。该点位已销案。"},
		{"", "", "", "", "巡查。", "9月31日前"},
		{"", "", "", "", "评估。"},
	}))
	m := table.Problems[0].Measures
	if len(m) != 3 {
		t.Fatalf("%d measures", len(m))
	}
	if m[0].Deadline.Status != deadline.Completed || m[0].Deadline.Due != nil {
		t.Errorf("a claim was read as %+v", m[0].Deadline)
	}
	for i, want := range []struct {
		kind     deadline.Kind
		severity Severity
	}{{deadline.Status, Confirm}, {deadline.Error, Error}, {deadline.Missing, Confirm}} {
		if m[i].Deadline.Kind != want.kind {
			t.Errorf("measure %d is %s, want %s", i, m[i].Deadline.Kind, want.kind)
		}
		row, told := i+4, false
		for _, f := range table.Findings {
			told = told || f.Row == row && f.Column == "F" && f.Severity == want.severity && f.Expected != ""
		}
		if !told {
			t.Errorf("row %d: no %s in column F: %+v", row, want.severity, table.Findings)
		}
	}
}

func TestDateCells(t *testing.T) {
	const serial = 45199 // 2023-09-30
	tests := []struct {
		name     string
		format   string
		want     string
		severity Severity
	}{
		{"a date", "yyyy-mm-dd", "2023年9月30日", Info},
		{"a date without its year", `m"月"d"日"`, "2023年9月30日", Confirm},
		{"a month", `yyyy"年"m"月"`, "2023年9月", Info},
		{"a number whose format was lost", "", "2023年9月30日", Confirm},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := read(t, sheetOf(t, [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。"}}, func(f *excelize.File) {
				if err := f.SetCellInt(sheetName, "F4", serial); err != nil {
					t.Fatal(err)
				}
				if test.format == "" {
					return
				}
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &test.format})
				if err != nil {
					t.Fatal(err)
				}
				if err := f.SetCellStyle(sheetName, "F4", "F4", style); err != nil {
					t.Fatal(err)
				}
			}))
			if got := table.Problems[0].Measures[0].Deadline.Raw; got != test.want {
				t.Errorf("read %q, want %q", got, test.want)
			}
			wantFinding(t, table, words.DocumentDateCell, test.severity, "F", 4)
		})
	}
}

func TestFormulaGivesItsStoredValue(t *testing.T) {
	table := read(t, sheetOf(t, [][]string{{"1", "河岸有垃圾。", "副局长甲", "市容处", "清理。"}}, func(f *excelize.File) {
		if err := f.SetCellInt(sheetName, "F4", 45199); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellFormula(sheetName, "F4", "45000+1"); err != nil {
			t.Fatal(err)
		}
	}))
	if got := table.Problems[0].Measures[0].Deadline.Raw; got != "2023年9月30日" {
		t.Errorf("read %q, want the stored 2023年9月30日", got)
	}
	wantFinding(t, table, words.DocumentFormula, Confirm, "F", 4)
}
