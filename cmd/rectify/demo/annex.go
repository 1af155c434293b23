package demo

// The table of measures as the inspection's feedback turned it into work: four problems under three numbers, eight
// measures, and deadlines in the many forms in which offices write them.

// clause is one measure of the table.
type clause struct{ text, deadline string }

// row is one problem of the table.
type row struct {
	name          string // by which the story calls it
	short         string // for the timeline
	number, above string // the bureau's number and the superior's
	heading       string
	text          string
	leader        string // login
	unit          string // code
	coUnits       []string
	measures      []clause
}

const (
	headingDuty    = "履行城市管理职责还有差距"
	headingRigour  = "从严管党治局责任压得不够实"
	headingService = "服务群众的主动性不足"
)

var annex = []row{
	{name: "waste", short: "渣土运输", number: "1", above: "21", heading: headingDuty, leader: "deputy.a", unit: "sanitation",
		text:    "建筑渣土运输监管留有空档，夜间沿路抛洒、随意倾倒时有发生，部门之间信息不通，附近居民多次反映。",
		coUnits: []string{"enforcement", "town-a", "town-b"},
		measures: []clause{
			{"对群众反映集中的三处倾倒点清运、覆盖，逐处确定责任人。", "已完成"},
			{"与区执法大队和两镇联合夜查，运输车辆装载、冲洗逐车登记，问题线索及时移交。", "长期坚持"}}},
	{name: "yard", short: "砂石料场", number: "1", above: "21", heading: headingDuty, leader: "deputy.b", unit: "supervision",
		text:    "滨河东路一处砂石料场手续不全、露天堆放，扬尘和噪声影响周边。",
		coUnits: []string{"town-b"},
		measures: []clause{
			{"责令料场停止经营，撤走设备，场地覆盖防尘网。", "立行立改"}}},
	{name: "contract", short: "维保合同", number: "2", above: "36", heading: headingRigour, leader: "deputy.a", unit: "sanitation",
		text: "两座垃圾转运站的设备维保服务到期后没有重新比选，也没有提交会议研究，直接由原单位延用一年。",
		measures: []clause{
			{"补充提交局党组会研究，重新比选维保单位。", "9月底"},
			{"对近三年到期的服务合同逐份核对，发现问题一并改正。", "9月25日前"}}},
	{name: "hotline", short: "热线工单", number: "3", above: "41", heading: headingService, leader: "deputy.c", unit: "construction",
		text: "对市民热线转来的路面积水工单答复笼统，多次退回，办理时限一再拖延。",
		measures: []clause{
			{"把今年以来的工单重新过一遍，逐件核实是否办结。", "自9月7日起至8日"},
			{"现场核对积水点，分析退单原因，定出改造办法。", "自9月11日起至14日"},
			{"改进接单、会商、回访流程，形成书面制度。", "尽快"}}},
}

// dossier is a problem of the ledger with its measures, in their order.
type dossier struct {
	doc
	row
	measures []doc
}
