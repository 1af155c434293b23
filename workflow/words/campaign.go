package words

// Sentences about a campaign and its settings.
const (
	EndsBeforeStart Code = "ends_before_start"
	PhaseOverlaps   Code = "phase_overlaps"
	PhaseOutside    Code = "phase_outside"
	PolicyValue     Code = "policy_value"
	PolicyRange     Code = "policy_range"
	PolicyQuorum    Code = "policy_quorum"
)

var _ = add(map[Code]text{
	EndsBeforeStart: {"结束日期不能早于开始日期。", "It cannot end before it starts."},
	PhaseOverlaps:   {"各阶段须依次排列，互不重叠，且不早于专项开始。", "Phases follow each other without overlap, and none starts before the campaign."},
	PhaseOutside:    {"阶段不能晚于专项结束。", "A phase cannot end after the campaign."},
	PolicyValue:     {"“{value}”不是可用的取值。", "{value} is not a possible value."},
	PolicyRange:     {"须在 {low} 至 {high} 之间。", "It must lie between {low} and {high}."},
	PolicyQuorum:    {"法定人数与表决比例须为不低于半数的分数，特别事项不低于一般事项。", "Quorum and majority are fractions of at least one half, and special matters need no fewer than ordinary ones."},
})
