package paper_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/workflow/clock"
	"rectify/workflow/document/paper"
)

const digest = "5f2c9d1e0ab34c7788e1f0d2b6a49c3317e58a90d4cc21bfa6e07d9381b5c402"

func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2023, month, day, hour, minute, 0, 0, clock.Shanghai)
}

// front is what the documents of the demo have in common.
func front(title string, month time.Month, day int) paper.Front {
	return paper.Front{Title: title, Organ: "滨河区城市运行管理局党组", Office: "滨河区城市运行管理局办公室", Date: civil.Date{Year: 2023, Month: month, Day: day},
		Printed: civil.Date{Year: 2023, Month: month, Day: day}, State: "已报送备案", Revision: 3, Digest: digest, Made: at(month, day, 17, 30)}
}

var steps = []paper.Step{
	{At: at(9, 4, 9, 12), Who: "审计专员", As: "审计办公室 审计专员", What: "起草", To: "草拟中"},
	{At: at(9, 4, 16, 40), Who: "审计专员（代审计办公室主任）", As: "审计办公室 审计专员", What: "汇总成稿", To: "已汇总", Opinion: "八个责任处室的材料已全部收齐并逐条核对，两处时限表述不清的已与处室商定后改正。"},
	{At: at(9, 5, 11, 5), Who: "党组书记", As: "局党组 党组书记", What: "审议通过", To: "审议通过", Opinion: "同意。请抓紧报送。"},
	{At: at(9, 7, 15, 0), Who: "文书专员", As: "局办公室 文书专员", What: "报送备案", To: "已报送备案"},
}

func planDemo() paper.Plan {
	p := paper.Plan{Front: front("滨河区城市运行管理局党组巡察反馈意见集中整改工作方案", 9, 5), Anchor: "自8月29日起", Sections: []paper.Section{
		{Title: "一、总体要求", Text: "把巡察反馈作为改进城市运行管理工作的一次全面检查，对照反馈的三个方面问题逐项认领、逐项拆解、逐项落实，做到每一项都有牵头领导、责任处室、具体措施和完成时限，每一项结果都有书面材料可查。\n（一）坚持问题导向。对反馈问题不回避、不遮掩，能当下改的立即改，一时改不了的明确阶段目标和长效办法，防止以会议、文件代替落实。\n（二）坚持举一反三。由点上的问题查面上的原因，由个案推动制度完善，把这次整改同冬季市容保障、渣土运输管理、市民热线办理结合起来安排。"},
		{Title: "二、组织领导", Text: "成立集中整改工作领导小组，组长由党组书记担任，负总责；副组长由分管日常工作的副局长担任，负责统筹协调；三位党组成员按分工分别牵头。领导小组办公室设在审计办公室，承担日常联络、材料汇总、进度督促和台账管理。\n各责任处室主要负责人是本处室整改工作的第一责任人，须确定一名联络员，保持与领导小组办公室的日常沟通。"},
		{Title: "三、工作安排", Text: "（一）动员部署阶段\n（8月29日至9月8日）\n1. 召开动员会议\n传达反馈意见，明确分工，各责任处室对照问题清单提出措施和时限，经牵头领导审核后报领导小组办公室。\n2. 形成工作方案\n领导小组办公室汇总形成方案，提交党组会议审议，根据区领导审阅意见修改后报送。\n（1）方案须附整改措施一览表；\n（2）措施须写明完成时限，不得以“尽快”“适时”代替。\n（二）全面整改阶段\n（9月9日至9月28日）\n1. 按周调度\n自9月13日起，每周三15时前各责任处室报送周报，节假日除外。\n2. 集中会商\n9月中旬党组会议专题研究整改进展，对进度滞后的事项由牵头领导现场督办。\n3. 总结评估\n9月下旬各责任处室按问题形成进展情况报告，领导小组办公室汇总形成整改情况报告，经党组会议审议后报送。"},
		{Title: "四、报送要求", Text: "周报内容分三项：进展及成效，对照分工逐条说明；经验做法，字数不超过500字；困难及建议，没有可以不写。涉及多个单位的事项，由牵头处室事先沟通一致，确保内容完整准确。整改措施和成效须有书面材料支撑，由责任处室整理归档，领导小组办公室统一建立台账。"},
		{Title: "五、工作纪律", Text: "对整改不力、弄虚作假、敷衍应付的，视情予以通报批评或约谈；造成不良影响的，按照干部管理权限追究责任。对已完成整改的问题开展回头看，发现反弹的重新启动整改，并说明原因。"},
	}}
	texts := []string{
		"建筑渣土运输监管存在空档，夜间沿路抛洒、随意倾倒现象时有发生，属地、执法、运输企业之间信息不互通，附近居民多次来电反映，处理结果未及时告知。",
		"建筑渣土运输监管存在空档，夜间沿路抛洒、随意倾倒现象时有发生，属地、执法、运输企业之间信息不互通，附近居民多次来电反映，处理结果未及时告知。",
		"重要事项集体研究不够充分，两座垃圾转运站年度维保服务采购未提交党组会议研究，比选资料不齐全，合同续签时间晚于服务开始时间，付款节点约定不清。",
		"市民热线办理重时限、轻质量，部分路面积水类工单未到现场核实即填报办结，多次退回的工单原因分析不到位，同一点位反复投诉。",
	}
	for i, text := range texts {
		problem := paper.Problem{Number: fmt.Sprint(max(i, 1)), SuperiorNumber: fmt.Sprint(20 + max(i, 1)*5), Text: text,
			LeadLeader: "分管副局长" + string(rune('甲'+i%3)), Unit: []string{"环境卫生处", "督察检查处", "财务装备处", "设施建设处"}[i]}
		if i == 0 {
			problem.CoUnits = []string{"区城管执法大队", "东港镇", "西塘街道"}
		}
		for j := range 5 {
			problem.Measures = append(problem.Measures, paper.Measure{
				Text: strings.Repeat([]string{"对群众反映集中的点位逐处清运、覆盖、立牌，明确责任人和联系电话；", "会同执法大队和属地开展夜间联合检查，对运输车辆装载、冲洗、密闭情况逐车登记；",
					"梳理近三年到期合同，逐份核对采购程序、验收记录和付款凭证；", "对退回两次以上的工单逐件还原办理过程，向来电市民说明情况；", "完善管理办法，明确发现、核实、处置、反馈各环节的时限和责任。"}[j], 1+(i+j)%3),
				Deadline: []string{"已完成", "9月15日前", "9月底", "9月20日前完成，并长期坚持", "长期坚持"}[j]})
		}
		p.Problems = append(p.Problems, problem)
	}
	return p
}

var weeklySections = []paper.Section{
	{Title: "进展及成效", Text: "对照分工第25项，群众反映集中的三处倾倒点已全部清运覆盖，出动车辆六十余车次，现场立牌公示责任人。会同执法大队、东港镇、西塘街道开展夜间联合检查三次，检查运输车辆四十二台次，当场纠正装载过满、未冲洗上路等问题九起，移交涉嫌随意倾倒线索两条。对照第30项，两座转运站维保服务采购已补充提交党组会议研究，比选文件编制完成，近三年到期合同三十一份已收齐，核对完成十八份，发现付款节点约定不清的一份，正在与对方商定更正。上述进展均已与配合单位核对一致，照片、登记表、会议材料同步归入台账。"},
	{Title: "经验做法", Text: "一是把点位落到人，公示牌写明责任人和电话，群众可以直接反映，减少中间环节。二是检查结果当晚入群、次日通报，问题不过夜。三是把合同到期提醒提前三个月，避免临时续签。"},
	{Title: "困难及建议", Text: "跨区运输车辆的行驶信息暂时不能实时查询，建议由区里统一协调数据共享。"},
}

func weeklyDemo() paper.Weekly {
	w := paper.Weekly{Front: front("环境卫生处整改工作周报", 9, 13), Cycle: 1, Due: at(9, 13, 15, 0), Received: at(9, 13, 14, 26), Sections: weeklySections}
	w.Organ, w.Office, w.Recipient = "环境卫生处", "", "局审计办公室"
	return w
}

func bulletinDemo() paper.Bulletin {
	b := paper.Bulletin{Front: front("巡察反馈意见集中整改工作周报汇总", 9, 14), Cycle: 1,
		Checkpoint: "2023-09-14 16:00 · 第128号 · 9f3a-27bc-51d0-e84a"}
	b.Recipient, b.Organ = "局办公室", "滨河区城市运行管理局审计办公室"
	for _, unit := range []string{"环境卫生处", "督察检查处", "财务装备处", "设施建设处"} {
		text := ""
		for i, s := range weeklySections {
			text += fmt.Sprintf("%d. %s\n%s\n", i+1, s.Title, s.Text)
		}
		b.Sections = append(b.Sections, paper.Section{Title: unit, Text: text})
	}
	b.Steps = steps
	return b
}

func progressDemo() paper.Report {
	r := paper.Report{Front: front("关于“建筑渣土运输监管存在空档”问题整改进展情况的报告", 9, 25), Sections: []paper.Section{
		{Title: "整改工作开展情况", Text: weeklySections[0].Text},
		{Title: "取得的成效", Text: weeklySections[1].Text + "\n" + weeklySections[0].Text},
		{Title: "下一步打算", Text: "联合检查转为常态，按月通报结果；冬季施工高峰前再开展一次全面排查，发现反弹立即处置并报告。"}}}
	r.Organ, r.Office, r.Recipient = "环境卫生处", "", "局审计办公室"
	return r
}

func situationDemo() paper.Report {
	r := paper.Report{Situation: true, Front: front("中共滨河区城市运行管理局党组关于巡察反馈意见集中整改情况的报告", 9, 28)}
	r.Organ, r.Recipient, r.Number, r.RedHead = "中共滨河区城市运行管理局党组", "区委巡察工作领导小组办公室", "滨运党〔2023〕18号", true
	r.CopyTo = "区纪委监委机关，区委组织部，区委办公室，区政府办公室，区审计局，区信访局。"
	for _, title := range []string{"整改工作总体情况", "反馈问题整改落实情况", "长期坚持事项推进情况", "存在的不足和下一步打算"} {
		r.Sections = append(r.Sections, paper.Section{Title: title, Text: "（一）履行主体责任方面。" + weeklySections[0].Text + "\n（二）建章立制方面。" + weeklySections[1].Text})
	}
	return r
}

func minutesDemo() paper.Minutes {
	m := paper.Minutes{Front: front("中共滨河区城市运行管理局党组会议纪要", 9, 5), HeldAt: at(9, 5, 9, 0), Place: "局机关三楼第一会议室",
		Chair: "党组书记", Recorder: "文书专员", Due: 7, Present: []string{"党组书记", "分管副局长甲", "分管副局长乙", "分管副局长丙", "纪检组组长"},
		Leave: []string{"总工程师（外出学习）"}, Absent: []string{"二级调研员"}, Written: []string{"总工程师"},
		Observers: []string{"审计办公室主任", "办公室主任", "环境卫生处处长", "督察检查处处长", "财务装备处处长", "设施建设处处长", "人事处处长", "法规处处长"}}
	m.Steps, m.Number = steps[:2], "滨运党纪〔2023〕11号"
	m.Items = []paper.Item{
		{Title: "审议集中整改工作方案", Resolution: "会议审议通过“集中整改工作方案”（应到7人，实到5人；赞成5票，反对0票，弃权0票）。", Outcome: "通过", For: 5,
			Document: "滨河区城市运行管理局党组巡察反馈意见集中整改工作方案", Revision: 3, Digest: digest},
		{Title: "研究转运站维保服务采购事项", Resolution: "会议审议通过“研究转运站维保服务采购事项”（应到7人，实到5人，回避1人；赞成4票，反对0票，弃权0票）。",
			Outcome: "通过", For: 4, Withdrawn: []string{"分管副局长乙"}},
		{Title: "研究夜间联合检查经费事项", Outcome: "缓议", Resolution: "会议决定，“研究夜间联合检查经费事项”缓议。缓议原因：测算依据不充分，请环境卫生处会同财务装备处补充后再提交。"},
	}
	return m
}

func closeOutDemo() paper.CloseOut {
	plan := planDemo()
	c := paper.CloseOut{Front: front("巡察整改对账销号单", 9, 27), Campaign: "滨河区城市运行管理局巡察反馈意见集中整改", Number: "1", SuperiorNumber: "25",
		Heading: "履行城市运行管理职责方面", Text: plan.Problems[0].Text, LeadLeader: "分管副局长甲", Unit: "环境卫生处", CoUnits: plan.Problems[0].CoUnits, Round: 1,
		Request:  &paper.Step{At: at(9, 26, 10, 30), Who: "环境卫生处处长", As: "环境卫生处 处室负责人", What: "申请销号", Opinion: "五项措施全部完成，材料齐全，申请销号。"},
		Decision: &paper.Step{At: at(9, 27, 16, 12), Who: "审计专员（代审计办公室主任）", As: "审计办公室 审计专员", What: "同意销号", Opinion: "经逐项对账，佐证材料与措施相符。"},
		Consents: []paper.Consent{{Party: "区城管执法大队", Verdict: "同意", At: at(9, 25, 9, 30)}, {Party: "东港镇", Verdict: "同意", Opinion: "夜间值守点已移交属地。", At: at(9, 25, 10, 12)},
			{Party: "牵头领导 分管副局长甲", Verdict: "同意", At: at(9, 25, 17, 0)}}}
	for i, m := range plan.Problems[0].Measures {
		c.Measures = append(c.Measures, paper.CheckedMeasure{Text: m.Text, Deadline: m.Deadline, Result: strings.Repeat("已按要求完成，现场复核三次未见反弹，登记资料完整。", 1+i%3),
			State: "已验收", Accepted: "审计专员\n2023-09-22", Evidence: []string{"整改前后照片.pdf", "夜间联合检查登记表.xlsx", "情况说明.docx", "会议签到表.pdf", "清场确认书.pdf"}[:1+i]})
	}
	c.State = "已销号"
	return c
}

func filingDemo() paper.Filing {
	f := paper.Filing{Front: front("中共滨河区城市运行管理局党组关于报送巡察反馈意见集中整改工作方案的报告", 9, 8), Enclosed: planDemo().Title,
		Approved: at(9, 5, 11, 0), Meeting: "局党组会议", Reviewer: "分管副区长", Reviewed: "2023年9月7日", With: []string{"局党组会议纪要（滨运党纪〔2023〕11号）"}}
	f.Organ, f.Recipient, f.Number, f.RedHead = "中共滨河区城市运行管理局党组", "区委巡察工作领导小组办公室", "滨运党〔2023〕15号", true
	return f
}

// demo is one document of every kind, long enough for several pages where the kind is long.
func demo() map[string]paper.Paper {
	draft := planDemo()
	draft.Draft, draft.State, draft.Revision = "未经审议", "已汇总", 2
	draft.Steps = steps
	return map[string]paper.Paper{"plan": planDemo(), "plan_draft": draft, "weekly": weeklyDemo(), "bulletin": bulletinDemo(), "progress": progressDemo(),
		"situation": situationDemo(), "minutes": minutesDemo(), "close_out": closeOutDemo(), "filing": filingDemo()}
}
