package document

import (
	"bytes"
	"strings"
	"testing"

	"rectify/workflow/deadline"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

// Word's XML in short.
func wp(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// wrow is a row; a cell "^text" begins a merged range, "|" goes on in it, ">>text" covers two columns.
func wrow(cells ...string) string {
	s := "<w:tr>"
	for _, c := range cells {
		properties := ""
		switch {
		case strings.HasPrefix(c, "^"):
			properties, c = `<w:vMerge w:val="restart"/>`, c[1:]
		case c == "|":
			properties, c = `<w:vMerge/>`, ""
		case strings.HasPrefix(c, ">>"):
			properties, c = `<w:gridSpan w:val="2"/>`, c[2:]
		}
		s += `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + wp(c) + `</w:tc>`
	}
	return s + "</w:tr>"
}

func wtable(rows ...string) string {
	return `<w:tbl><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="1400"/>`, 6) + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

const landscape = `<w:p><w:pPr><w:sectPr/></w:pPr></w:p>`

func readWord(t testing.TB, body string) *MeasureTable {
	t.Helper()
	file := officetest.Zip(t, officetest.DOCX(body))
	// The name is not what tells the kind of a file.
	table, err := ReadMeasureTable(bytes.NewReader(file), int64(len(file)), "annex.xlsx", deadline.Base{Date: start}, Limits{})
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	checkFindings(t, table.Findings)
	return table
}

// The annex of a plan: behind a section's end, cut by pages into two tables, in the middle of a sentence.
func TestAnnexInWord(t *testing.T) {
	plan := wp("河道整治整改方案") + wp("一、总体要求") + wp("附件：1. 河道整治整改措施一览表") + landscape
	head := wp("附件1") + wp("河道整治整改机制一览表") + wp("填报单位：某某局　联系人：科员　联系电话：12345678")
	table := readWord(t, plan+head+
		wtable(
			wrow("序号", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限(自8月29日起)"),
			wrow("^1 (21)", "^河岸有垃圾。", "^副局长甲", "^水务处", "&lt;p&gt;1、清理东岸。&lt;/p&gt;", "9 月 15 日前"),
			wrow("|", "|", "|", "|", "2、会同街道，每日", ""),
		)+"<w:p/>"+
		wtable(
			wrow("", "", "", "", "巡查西岸。", "长期坚持"),
			wrow("", "排口无台账。", "副局长乙", "排水处", "3. 1. 补台账。", "已完成"),
		)+wp("河道整治整改机制一览表")+
		wtable(
			wrow("序号", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限（自8月29日起）"),
			wrow("2（36）", "合同漏签。", "副局长乙", "办公室", "补签合同。", "9月底"),
		)+wp("某某局"))
	want := "1(21)|副局长甲|水务处|河岸有垃圾。: [1]清理东岸。@9 月 15 日前 [2]会同街道，每日巡查西岸。@长期坚持\n" +
		"1(21)|副局长乙|排水处|排口无台账。: [3.1]补台账。@已完成\n" +
		"2(36)|副局长乙|办公室|合同漏签。: []补签合同。@9月底\n"
	if got := shape(table); got != want {
		t.Errorf("read\n%swant\n%s", got, want)
	}
	if table.Title != "河道整治整改机制一览表" || table.ReportingUnit != "某某局" || table.Phone != "12345678" || table.Anchor == nil {
		t.Errorf("head %+v", table)
	}
	if rows := table.Problems[0].Rows; rows != (Span{"表1", 2, 3}) {
		t.Errorf("the first problem stands at %+v", rows)
	}
	for _, want := range []struct {
		code   words.Code
		sev    Severity
		sheet  string
		row    int
		column string
	}{
		{words.DocumentTagStripped, Info, "表1", 2, "E"},
		{words.DocumentJoined, Confirm, "表2", 1, "E"},
		{words.DocumentNumberShared, Confirm, "表2", 2, "A"},
		{words.DocumentNumberDoubled, Confirm, "表2", 2, "E"},
		{words.DocumentHeaderRepeated, Info, "表3", 1, ""},
		{words.DocumentTitleUnlisted, Confirm, "表1", 0, ""},
		{words.DocumentBodyIgnored, Info, "正文", 1, ""},
	} {
		found := find(table, want.code)
		if len(found) != 1 || found[0].Severity != want.sev || found[0].Sheet != want.sheet || found[0].Row != want.row || found[0].Column != want.column {
			t.Errorf("%s: %+v, want %+v", want.code, found, want)
		}
	}
}

func TestTablesInWord(t *testing.T) {
	head := wrow("序号", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限")
	one := wrow("1", "台账缺页。", "副局长甲", "档案室", "补页。", "9月底")
	const want = "1()|副局长甲|档案室|台账缺页。: []补页。@9月底\n"
	tests := map[string]struct {
		body, want string
		code       words.Code
	}{
		"another table in front":       {wtable(wrow("姓名", "职务", "", "", "", ""), wrow("甲", "处长", "", "", "", "")) + wtable(head, one), want, words.DocumentTableIgnored},
		"another table behind":         {wtable(head, one) + wp("附件2") + wtable(wrow("甲", "", "", "", "", "")), want, words.DocumentTableIgnored},
		"a tracked change":             {wtable(head, strings.Replace(one, "<w:t xml:space=\"preserve\">补页。</w:t></w:r>", "<w:t>补页。</w:t></w:r><w:del><w:r><w:delText>全部重做。</w:delText></w:r></w:del>", 1)), want, words.ProseDeleted},
		"a header over two columns":    {wtable(wrow("序号", ">>具体问题", "牵头领导", "责任部门", "整改措施", "完成时限"), wrow("1", "", "台账缺页。", "副局长甲", "档案室", "补页。", "9月底")), want, ""},
		"text under a merged cell":     {wtable(head, wrow("^1", "^台账缺页。", "^副局长甲", "^档案室", "补页。", "9月底"), strings.Replace(wrow("|", "|", "|", "|", "核对。", "9月底"), "<w:vMerge/></w:tcPr>"+wp(""), "<w:vMerge/></w:tcPr>"+wp("看不见"), 1)), "1()|副局长甲|档案室|台账缺页。: []补页。@9月底 []核对。@9月底\n", words.ProseHidden},
		"a line over the whole width":  {wtable(head, one, `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="6"/></w:tcPr>`+wp("注：一式两份")+`</w:tc></w:tr>`), want, words.DocumentLineIgnored},
		"a column that nobody asks of": {strings.ReplaceAll(wtable(head, one), `<w:gridCol w:w="1400"/></w:tblGrid>`, `<w:gridCol w:w="1400"/><w:gridCol w:w="1400"/></w:tblGrid>`), want, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			table := readWord(t, test.body)
			if got := shape(table); got != test.want {
				t.Errorf("read\n%swant\n%s", got, test.want)
			}
			if test.code != "" && len(find(table, test.code)) == 0 {
				t.Errorf("no finding %s: %+v", test.code, table.Findings)
			}
		})
	}
}

// FuzzOutline: whatever stands in a text comes out again, in the table or quoted in a finding.
func FuzzOutline(f *testing.F) {
	for _, seed := range []string{
		"（一）关于台账不全的问题（责任领导：副局长甲；责任单位：水务处）\n1. 补齐台账。（完成时限：9月20日）",
		"问题一：底数不清\n责任单位：排水处\n整改措施：\n1. 摸底。\n附件：1. 一览表",
		"一、问题：甲\n（牵头单位：乙；\n完成时限：丙）\n二是丁\n1、\n①戊",
		"涉及“甲”问题的整改，由乙同志牵头，丙处具体负责（负责牵头联系丁）。",
		"措施：\n（责任单位：",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		table, err := tryText(text)
		if err != nil {
			wantAnyRefusal(t, err)
			return
		}
		checkFindings(t, table.Findings)
		if infos := len(find(table, words.DocumentMoreInfos)); infos > 0 || len(find(table, words.DocumentBodyIgnored)) > 0 {
			return // what is counted is not quoted
		}
		kept := letters(everything(table))
		for line := range strings.SplitSeq(text, "\n") {
			c := cellOf(line)
			for _, part := range strings.FieldsFunc(c.text, func(r rune) bool { return !isLetter(r) }) {
				if !strings.Contains(kept, part) && !isLabel(part) {
					t.Fatalf("%q of %q is lost:\n%s", part, line, kept)
				}
			}
		}
	})
}
