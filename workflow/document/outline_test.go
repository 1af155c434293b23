package document

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rectify/workflow/deadline"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

func readText(t testing.TB, text string) *MeasureTable {
	t.Helper()
	table, err := tryText(text)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	checkFindings(t, table.Findings)
	return table
}

func tryText(text string) (*MeasureTable, error) {
	return ReadMeasureTable(strings.NewReader(text), int64(len(text)), "plan.txt", deadline.Base{Date: start}, Limits{})
}

// codes lists the findings that ask a person, with their rows.
func codes(table *MeasureTable) string {
	var list []string
	for _, f := range table.Findings {
		if f.Severity != Info {
			list = append(list, strings.TrimPrefix(string(f.Code), "document_"))
		}
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

func shapeOfOutline(table *MeasureTable) string {
	var b strings.Builder
	for _, p := range table.Problems {
		b.WriteString(p.Number + "|" + p.LeadLeader + "|" + p.Unit + "|" + strings.Join(p.CoUnits, "、") + "|" + strings.ReplaceAll(p.Text, "\n", "⏎") + "\n")
		for _, m := range p.Measures {
			b.WriteString("  [" + m.Number + "]" + strings.ReplaceAll(m.Text, "\n", "⏎") + "@" + m.Deadline.Raw + "\n")
		}
	}
	return b.String()
}

func TestOutlines(t *testing.T) {
	tests := []struct{ name, text, want, asks string }{
		{
			name: "details in brackets behind measures",
			text: `河道整治问题整改方案
一、总体要求
坚持问题导向，确保按期完成。
二、整改任务
（一）关于河岸垃圾清理不及时的问题（牵头领导：副局长甲）
1. 清理东岸垃圾。（牵头单位：水务处；配合单位：执法大队、东湖街道；完成时限：9月15日前）
2、建立日常巡查制度。(牵头单位:水务处;完成时限:长期坚持)
（二）关于排口台账不全的问题
责任领导：副局长乙，责任单位：排水处，整改时限：9月底
整改措施：
1.补齐台账。
2.每周核对一次。`,
			want: `1|副局长甲|水务处|执法大队、东湖街道|关于河岸垃圾清理不及时的问题
  [1]清理东岸垃圾。@9月15日前
  [2]建立日常巡查制度。@长期坚持
2|副局长乙|排水处||关于排口台账不全的问题
  [1]补齐台账。@9月底
  [2]每周核对一次。@9月底
`,
			asks: "inherited long_term outline units_read",
		},
		{
			name: "brackets on lines of their own, over two lines",
			text: `一、巡查记录缺失
1. 补齐记录。
（责任单位：水务处、排水处；
完成时限： 2023 年 9 月 30 日前）
2. 通报一次。
【责任单位：水务处。完成时限：9月10日】`,
			want: `1||水务处|排水处|巡查记录缺失
  [1]补齐记录。@2023 年 9 月 30 日前
  [2]通报一次。@9月10日
`,
			asks: "detail_missing outline units_read",
		},
		{
			name: "labels behind a sentence, no brackets",
			text: `（一）问题：台账缺页。
整改措施：1. 补页。责任领导：副局长甲；责任部门：档案室；完成时间：9月8日。
（二）问题：印章外借。
整改措施：收回印章。责任领导：副局长甲；责任部门：办公室；完成时间：9月9日。`,
			want: `1|副局长甲|档案室||台账缺页。
  [1]补页。@9月8日
2|副局长甲|办公室||印章外借。
  []收回印章。@9月9日
`,
			asks: "outline",
		},
		{
			name: "problems by name, measures that begin again",
			text: `三、重点任务
问题一：排口底数不清
责任单位：排水处
（一）整改措施：
1. 摸清底数。（完成时限：9月20日）
问题二：巡查走过场
责任单位：水务处
（一）整改措施：
1. 随机抽查。（完成时限：9月25日）`,
			want: `1||排水处||排口底数不清
  [1]摸清底数。@9月20日
2||水务处||巡查走过场
  [1]随机抽查。@9月25日
`,
			asks: "detail_missing outline",
		},
		{
			name: "two divisions under one problem",
			text: `（一）关于违建未拆除的问题（责任领导：副局长甲）
1. 拆除东侧。（责任单位：执法大队；完成时限：9月10日）
2. 拆除西侧。（责任单位：规划处；完成时限：9月12日）`,
			want: `1|副局长甲|执法大队||关于违建未拆除的问题
  [1]拆除东侧。@9月10日
1|副局长甲|规划处||关于违建未拆除的问题
  [2]拆除西侧。@9月12日
`,
			asks: "number_shared outline",
		},
		{
			name: "read out of a sentence",
			text: `1、建立机制。
问题一：责任落实不够
涉及“河岸垃圾久拖不决等”问题的整改，由副局长甲同志牵头，水务处具体负责（负责牵头联系执法大队、东湖街道）。
涉及“台账不全”问题的整改，由副局长乙同志牵头，排水处具体负责。`,
			want: `1|副局长甲|水务处|执法大队、东湖街道|河岸垃圾久拖不决等
1|副局长乙|排水处||台账不全
`,
			asks: "no_measures number_shared outline read_from_sentence units_read",
		},
		{
			name: "chapters that count anew",
			text: `一、履职方面
（一）关于巡查不到位的问题（责任领导：副局长甲，责任单位：水务处）
1. 加密巡查（9月底前）。
二、管理方面
（一）关于台账不全的问题（责任领导：副局长甲，责任单位：排水处）
1. 补齐台账（9月20日前）。`,
			want: `1.1|副局长甲|水务处||关于巡查不到位的问题
  [1]加密巡查（9月底前）。@9月底前
2.1|副局长甲|排水处||关于台账不全的问题
  [1]补齐台账（9月20日前）。@9月20日前
`,
			asks: "due_from_text number_given outline",
		},
		{
			name: "a sentence cut by a page, a second paragraph, the superior's number",
			text: `1（21）. 关于噪声扰民的问题（责任领导：副局长甲；责任单位：执法大队）
（1）会同街道，每日
巡查夜间施工。（完成时限：9月10日）
（2）建立投诉台账。（完成时限：9月12日）
一是登记，二是回访。
某某局
2023年9月1日`,
			want: `1|副局长甲|执法大队||关于噪声扰民的问题
  [1]会同街道，每日巡查夜间施工。@9月10日
  [2]建立投诉台账。⏎一是登记，二是回访。@9月12日
`,
			asks: "joined outline paragraph_joined",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := readText(t, test.text)
			if got := shapeOfOutline(table); got != test.want {
				t.Errorf("read\n%swant\n%s", got, test.want)
			}
			if got := codes(table); got != test.asks {
				t.Errorf("asks %q, want %q", got, test.asks)
			}
		})
	}
}

func TestNoOutline(t *testing.T) {
	for name, text := range map[string]string{
		"running text": "本周召开会议，研究整改工作。\n请各处室抓好落实。",
		"chapters":     "一、总体要求\n坚持问题导向。\n二、工作安排\n（一）动员（9月8日前）\n召开会议。",
		"a data file":  `{"number": "1"}`,
	} {
		_, err := tryText(text)
		t.Run(name, func(t *testing.T) { wantRefusal(t, err, words.DocumentNoOutline) })
	}
	_, err := tryText("序号\t问题\t措施\n1\t甲\t乙\n")
	wantRefusal(t, err, words.DocumentMissingColumn)
}

// An outline in Word numbers its paragraphs by itself.
func TestOutlineInWord(t *testing.T) {
	item := func(level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	file := officetest.Zip(t, officetest.DOCX(item("0", "关于台账不全的问题（责任领导：副局长甲；责任单位：水务处）")+
		item("1", "补齐台账。（完成时限：9月20日）")+item("1", "核对台账。（完成时限：9月21日）")).With(officetest.Parts{
		"word/numbering.xml": officetest.Part("numbering", `<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`),
	}))
	table, err := ReadMeasureTable(bytes.NewReader(file), int64(len(file)), "plan.docx", deadline.Base{Date: start}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := `1|副局长甲|水务处||关于台账不全的问题
  [1]补齐台账。@9月20日
  [2]核对台账。@9月21日
`
	if got := shapeOfOutline(table); got != want {
		t.Errorf("read\n%swant\n%s", got, want)
	}
}
