package words

// Sentences about a series of reports and its due moments.
const (
	SeriesPeriod  Code = "series_period"
	SeriesEvery   Code = "series_every"
	SeriesWeekday Code = "series_weekday"
	SeriesTime    Code = "series_time"
	SeriesPolicy  Code = "series_policy"
	SeriesName    Code = "series_name"
	ExemptReason  Code = "exempt_reason_required"
	NotOwed       Code = "report_not_owed"
)

var _ = add(map[Code]text{
	SeriesPeriod:  {"报送起止日期不正确：{first} 至 {last}，最长 {years} 年。", "The series cannot run from {first} to {last}: the end must not be before the start, and {years} years are the most."},
	SeriesEvery:   {"报送间隔应为 1 至 {max} 周，现为 {every}。", "A report is due every 1 to {max} weeks, not every {every}."},
	SeriesWeekday: {"报送星期不正确：{weekday}。", "{weekday} is not a day of the week (0 is Sunday, 6 is Saturday)."},
	SeriesTime:    {"报送时刻不正确：{hour}:{minute}。", "{hour}:{minute} is not a time of day."},
	SeriesPolicy:  {"遇节假日的处理方式“{policy}”不正确，应为跳过、提前或顺延。", "{policy} is not a holiday policy: skip, previous_workday or next_workday."},
	SeriesName:    {"报送系列名称缺失或重复：“{name}”。", "The name of the series {name} is missing or taken."},
	ExemptReason:  {"请填写免报原因。", "Say why no report is owed."},
	NotOwed:       {"该单位本期没有报送义务，无需免报。", "This unit owes no report for this cycle, so there is nothing to exempt it from."},
})
