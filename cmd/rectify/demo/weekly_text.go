package demo

import (
	"maps"
	"slices"
	"time"
)

// What the divisions write in their weekly reports: the first item of about 300 characters, week by week.
var weeklyProgress = map[string][]string{
	"sanitation": {
		"对照分工方案第21项，三处群众反映集中的倾倒点已全部清运，共出动车辆六十余车次，场地覆盖防尘网并立牌公示责任人，经审计办公室验收通过。" +
			"与区执法大队和甲、乙两镇商定夜查办法，本周已开展两次，检查运输车辆三十一台次，当场纠正装载过满、未冲洗上路等问题七起。" +
			"对照第36项，两座转运站维保事项已提请局党组会补充研究，比选文件正在编制；近三年到期服务合同已收齐三十一份，核对完成十二份。" +
			"配合单位对上述进展均已书面确认，相关照片、登记表同步归入台账。",
		"对照分工方案第21项，联合夜查累计五次，检查车辆八十余台次，移交涉嫌随意倾倒线索两条，三处已清运点位每日巡查，未见反弹。" +
			"运输企业约谈一次，督促五家企业补齐密闭设施；甲镇新增夜间值守点一处，乙镇在主要路口加装抓拍设备两套。" +
			"对照第36项，维保比选公告已发布，报名单位四家，评审安排在下周；服务合同核对完成二十四份，发现付款节点不清的一份，已与对方商定更正。" +
			"上述情况已与各配合单位核对一致，材料同步归档。",
		"对照分工方案第21项，联合夜查累计九次，登记车辆一百四十余台次，移交线索四条，其中两条已立案；夜查转为常态，由环卫处按月通报。" +
			"对照第36项，维保比选已完成评审和公示，两座转运站新合同签订，费用较原合同下降约一成；三十一份服务合同全部核对完毕，更正两份，建立到期前三个月提醒制度。" +
			"各项措施佐证材料已齐，环卫处本月任务除长期坚持事项外全部完成，下一步重点是防止反弹，并在冬季施工前再做一次全面排查。",
	},
	"supervision": {
		"对照分工方案第21项，滨河东路砂石料场在责令停业当日断电停产，两日内筛分、输送设备全部撤离，场内余料清运完毕，约四千平方米场地覆盖防尘网。" +
			"会同乙镇对周边企业做了一次排查，走访十六家，未发现同类问题；对场地权属单位进行约谈，明确今后出租须先核手续。" +
			"整改前后照片、约谈记录、清场确认书已归入台账，措施报审计办公室验收通过。乙镇将该点位列入每日巡查清单，督察处每周抽查一次。",
		"对照分工方案第21项，料场原址复查两次，未见恢复经营，防尘网完好，乙镇每日巡查记录齐全。" +
			"把排查范围扩大到沿河六公里，核对堆场、料场二十三处，手续不全的两处已由属地督促停用，相关线索移交执法大队。" +
			"走访附近居民三十户，对清场结果表示认可，提出希望尽快绿化，已转乙镇研究，计划十月播撒草籽。" +
			"整改材料已与乙镇核对一致，拟于本周提请对该问题销号，后续按回头看要求继续抽查。",
		"对照分工方案第21项，料场问题已于上周销号，本周复查一次，场地保持原状，周边空气监测数据平稳。" +
			"沿河二十三处堆场、料场建立台账，逐处登记权属、手续和联系人，两处停用点位已完成清场。" +
			"与乙镇、执法大队建立线索互通办法，明确发现、核实、处置、反馈四个环节的时限，群众反映的问题两日内到场。" +
			"因夜间施工频次上升，发现有车辆在原址附近临时停放，已要求乙镇加密夜间巡查，情况随时报告。",
	},
	"construction": {
		"对照分工方案第41项，今年以来市民热线转办的路面积水工单共一百二十七件，已逐件复核，其中一百一十六件确已办结，未闭环的十一件全部重新交办，逐件回访并登记结果。" +
			"会同四个街镇对积水点开展现场核对，已完成两处，初步判断一处为雨水口堵塞，一处为路面沉降。" +
			"对多次退回的九件工单逐件还原过程，退单理由主要是权属不清和职责交叉，已形成问题清单。" +
			"复核清单经审计办公室提出补充意见后已重新报送并通过验收，材料归入台账。",
		"对照分工方案第41项，四处积水点现场核对全部完成，分别形成改造办法：两处当月疏通并更换井盖，一处列入路面大修，一处由泵站调整运行方式解决。" +
			"退单原因分析完成，九件工单中六件属于应接未接，已向来电市民说明情况并致歉，三件确属他方职责，已协商移交。" +
			"十一件重新交办的工单全部办结，回访满意。接单、会商、回访流程初稿已征求四个街镇意见，本周修改后试行。" +
			"上述情况已与各街镇核对一致，佐证材料同步归档。",
		"",
	},
}

var weeklyExperience = map[string]string{
	"sanitation":   "一是把点位落到人，公示牌上写明责任人和电话，群众可以直接反映；二是夜查结果当晚入群、次日通报，问题不过夜；三是合同到期提醒前移三个月，避免临时续签。",
	"supervision":  "先断电、再清场、后复绿，三步同时留存影像，既快又有据可查；把单个点位的整改扩展为沿线排查，举一反三。",
	"construction": "重新过一遍工单时，不看系统状态只看市民回访，能够发现“系统已办结、群众不认可”的情况；权属不清的先接后商。",
}

var weeklyDifficulties = map[string]string{
	"sanitation": "跨区运输车辆信息暂不能实时查询，建议由区里统一协调数据共享。",
}

// weeklyText is a division's report of a week as the API takes it.
func weeklyText(division string, n int) fields {
	return content(section{Key: "progress", Text: weeklyProgress[division][n]}, section{Key: "experience", Text: weeklyExperience[division]},
		section{Key: "difficulties", Text: weeklyDifficulties[division]})
}

// inOrder are the divisions that hand something in, by the moment at which they do.
func inOrder(week map[string]submission) []string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(week)), func(d string) bool { return week[d].moment == "" })
	slices.SortFunc(names, func(a, b string) int {
		if week[a].moment < week[b].moment {
			return -1
		}
		return 1
	})
	return names
}

// earlier is a quarter of an hour before a moment of the day.
func earlier(moment string) string {
	t, _ := time.Parse("15:04", moment) // written above
	return t.Add(-15 * time.Minute).Format("15:04")
}
