package demo

// The plan's own text. The problems themselves stand in the dossiers it was compiled from.

const (
	planArrangement = "自8月29日至9月28日分两步推进。第一步至9月8日，动员部署，逐项定措施、定时限、定责任人；" +
		"第二步至9月28日，集中整改，周周有报告、件件有佐证。"
	planAmended = planArrangement + "阶段进展每半月向区里报告一次。"
)

func planText(arrangement string) fields {
	return content(
		section{"purpose", "一、总体要求", "把巡视反馈作为改进城市管理工作的契机，对照问题清单逐项整改，做到责任到人、时限到天、结果可查。"},
		section{"leadership", "二、组织领导", "成立整改工作领导小组，党组书记负总责，三位分管副局长按分工牵头，办公室设在审计办公室，负责统筹、汇总和督促。"},
		section{"arrangement", "三、工作安排", arrangement},
		section{"weekly", "四、报送要求", "自9月13日起，各责任处室每周三15时前向审计办公室报送周报，节假日除外；涉及多个单位的事项先沟通一致再报。"},
		section{"discipline", "五、工作纪律", "整改措施和成效须有书面材料支撑，归入台账；弄虚作假、敷衍了事的严肃问责；已办结的问题防止反弹。"})
}

func situationText() fields {
	return content(
		section{"overview", "一、总体情况", "方案所列四个问题、八项措施全部启动，立行立改事项已办结，三期周报按期汇总，整改材料均已归入台账。"},
		section{"progress", "二、逐项进展", "渣土运输联合夜查机制运行平稳；砂石料场已停止经营并清场；转运站维保服务完成重新比选；热线工单逐件复核，流程已成文。"},
		section{"next", "三、下一步打算", "长期坚持事项按季度复核佐证，对已销号问题开展回头看，发现反弹立即重启整改。"})
}

var progressTexts = map[string]string{
	"waste":    "三处倾倒点已清运覆盖并落实责任人；联合夜查九次，登记车辆一百四十余台次，移交线索四条。夜查机制长期坚持，下一步按月通报结果。",
	"yard":     "料场当日停止经营，两日内设备撤离，场地覆盖防尘网并复绿；镇里每日巡查，未见恢复经营。",
	"contract": "维保事项已补充提交局党组会研究，两座转运站完成重新比选；近三年到期服务合同三十一份逐份核对，更正两份。",
	"hotline":  "工单逐件复核，未闭环的十一件全部回访办结；积水点现场核对后定出改造办法；接单、会商、回访流程已形成书面制度。",
}
