package words

// Sentences about urging.
const (
	UrgedRecently   Code = "urged_recently"
	NobodyAwaited   Code = "nobody_awaited"
	UrgeNotOwed     Code = "urge_not_owed"
	UrgeUnknownUnit Code = "urge_unknown_unit"
	UrgeReceived    Code = "urge_received"
	UrgeTooEarly    Code = "urge_too_early"
	UrgeNoneMissing Code = "urge_none_missing"
)

var _ = add(map[Code]text{
	UrgedRecently:   {"已于{last}催办，{again}后可再次催办。", "It was urged on {last}; it may be urged again from {again} on."},
	NobodyAwaited:   {"当前没有其他人员待办，无需催办。", "Nobody else holds an open task on it, so there is nobody to urge."},
	UrgeNotOwed:     {"{unit}本期没有报送义务，无需催报。", "{unit} owes no report for this cycle."},
	UrgeUnknownUnit: {"所选单位本期没有报送义务，无需催报。", "A unit that was named owes no report for this cycle."},
	UrgeReceived:    {"{unit}本期周报已报送，无需催报。", "The report of {unit} has been received."},
	UrgeTooEarly:    {"本期尚未到报送时间：上一期截止后方可催报。", "This cycle has not begun: it may be urged once the one before is due."},
	UrgeNoneMissing: {"本期没有未报送的单位，无需催报。", "Nobody is missing for this cycle."},
})
