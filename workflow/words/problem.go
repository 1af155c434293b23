package words

// Sentences about problems, their measures and deadlines.
const (
	ProblemExists      Code = "problem_exists"
	MeasureUnknown     Code = "measure_unknown"
	MeasureTwice       Code = "measure_twice"
	MeasureSettled     Code = "measure_settled"
	MeasureDropped     Code = "measure_dropped"
	MeasureNotLongTerm Code = "measure_not_long_term"
	DeadlineEmpty      Code = "deadline_empty"
	DatesReversed      Code = "dates_reversed"
	UnitUnknown        Code = "unit_unknown"
	CoUnitOwn          Code = "co_unit_own"
	NotALeadLeader     Code = "not_a_lead_leader"
	CampaignUnknown    Code = "campaign_unknown"
)

var _ = add(map[Code]text{
	ProblemExists:      {"本专项中已有编号为 {number}、内容相同的问题。", "The campaign has a problem {number} with this text already."},
	MeasureUnknown:     {"本问题没有这项措施。", "The problem has no such measure."},
	MeasureTwice:       {"同一项措施列了两次。", "The measure is listed twice."},
	MeasureSettled:     {"第 {positions} 项措施已报告完成或通过验收，不能修改或删除。", "Measure {positions} is completed or accepted and cannot be changed or taken out."},
	MeasureDropped:     {"该措施已从台账中删除。", "The measure was taken out of the dossier."},
	MeasureNotLongTerm: {"只有长期坚持的措施才登记佐证有效期。", "Only a long-term measure has proof that expires."},
	DeadlineEmpty:      {"请给出完成日期，或注明长期坚持、立行立改。", "Give a due day, or say that it is long-term or immediate."},
	DatesReversed:      {"起始日期晚于完成日期。", "It begins after it is due."},
	UnitUnknown:        {"没有“{unit}”这一单位，或已停用。", "There is no unit {unit}, or it is no longer active."},
	CoUnitOwn:          {"责任部门不能同时是配合单位。", "The responsible division cannot co-operate with itself."},
	NotALeadLeader:     {"所选人员不是牵头领导。", "This person is no lead leader."},
	CampaignUnknown:    {"没有代号为“{code}”的整改专项。", "There is no campaign {code}."},
})
