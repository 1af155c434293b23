package words

// Sentences and names with which a deadline is read back to the person who wrote it.
const (
	DeadlineReadBy           Code = "deadline_read_by"
	DeadlineReadByExclusive  Code = "deadline_read_by_exclusive"
	DeadlineReadByTime       Code = "deadline_read_by_time"
	DeadlineReadOn           Code = "deadline_read_on"
	DeadlineReadFrom         Code = "deadline_read_from"
	DeadlineReadWindow       Code = "deadline_read_window"
	DeadlineReadImmediate    Code = "deadline_read_immediate"
	DeadlineReadOngoing      Code = "deadline_read_ongoing"
	DeadlineReadAndOngoing   Code = "deadline_read_and_ongoing"
	DeadlineReadPhased       Code = "deadline_read_phased"
	DeadlineReadPhasedDates  Code = "deadline_read_phased_dates"
	DeadlineReadAfter        Code = "deadline_read_after"
	DeadlineReadBefore       Code = "deadline_read_before"
	DeadlineReadMinAge       Code = "deadline_read_min_age"
	DeadlineReadThatIs       Code = "deadline_read_that_is"
	DeadlineReadEvent        Code = "deadline_read_event"
	DeadlineReadStatus       Code = "deadline_read_status"
	DeadlineReadVague        Code = "deadline_read_vague"
	DeadlineReadMissing      Code = "deadline_read_missing"
	DeadlineReadError        Code = "deadline_read_error"
	DeadlineReadAnchor       Code = "deadline_read_anchor"
	DeadlineReadShares       Code = "deadline_read_shares"
	DeadlineReadShare        Code = "deadline_read_share"
	DeadlineReadSeries       Code = "deadline_read_series"
	DeadlineReadFirst        Code = "deadline_read_first"
	DeadlineReadUntil        Code = "deadline_read_until"
	DeadlineReadDay          Code = "deadline_read_day"
	DeadlineReadSeriesNoRule Code = "deadline_read_series_no_rule"
	DeadlineReadListComma    Code = "deadline_read_list_comma"
	DeadlineReadClauseComma  Code = "deadline_read_clause_comma"
	DeadlineAnchorUnsaid     Code = "deadline_anchor_unsaid"
)

var _ = add(map[Code]text{
	DeadlineReadBy:           {"{due}（含当日）前完成", "complete by {due} (that day included)"},
	DeadlineReadByExclusive:  {"{due}（不含当日）前完成", "complete before {due} (that day not included)"},
	DeadlineReadByTime:       {"{due} {time} 前完成", "complete by {time} on {due}"},
	DeadlineReadOn:           {"于{due}完成", "complete on {due}"},
	DeadlineReadFrom:         {"自{start}起", "from {start} on"},
	DeadlineReadWindow:       {"自{start}至{due}（含首尾两日）完成", "from {start} to {due} (both days included)"},
	DeadlineReadImmediate:    {"立行立改", "rectify at once"},
	DeadlineReadOngoing:      {"长期坚持，不设截止日期", "long-term, without an end date"},
	DeadlineReadAndOngoing:   {"并长期坚持", "and keep up long-term"},
	DeadlineReadPhased:       {"分阶段整改，各阶段日期待定", "in phases whose dates are still to be set"},
	DeadlineReadPhasedDates:  {"分阶段于{days}前完成", "in phases, due on {days}"},
	DeadlineReadAfter:        {"自{anchor}起{count}{unit}内完成", "within {count} {unit} from {anchor}"},
	DeadlineReadBefore:       {"{anchor}前{count}{unit}完成", "{count} {unit} before {anchor}"},
	DeadlineReadMinAge:       {"{anchor}起满{count}{unit}后方可办理", "not before {count} {unit} have passed since {anchor}"},
	DeadlineReadThatIs:       {"{text}，即{date}", "{text}, that is {date}"},
	DeadlineReadEvent:        {"不晚于{anchor}完成", "no later than {anchor}"},
	DeadlineReadStatus:       {"自报进展：{status}", "claimed status: {status}"},
	DeadlineReadVague:        {"没有写明可用的日期", "no usable date is given"},
	DeadlineReadMissing:      {"未填写", "not filled in"},
	DeadlineReadError:        {"日期有误，未采用", "the date is wrong and was not used"},
	DeadlineReadAnchor:       {"本栏时限自{start}起算", "the deadlines of this column count from {start}"},
	DeadlineReadShares:       {"分批完成：{shares}", "in shares: {shares}"},
	DeadlineReadShare:        {"{due}前{count}个", "{count} by {due}"},
	DeadlineReadSeries:       {"{period}{time}报送一次", "once {period}{time}"},
	DeadlineReadSeriesNoRule: {"定期报送，具体日期待定", "at regular intervals, days still to be set"},
	DeadlineReadFirst:        {"首次为{date}", "first on {date}"},
	DeadlineReadUntil:        {"至{date}止", "until {date}"},
	DeadlineReadDay:          {"{year}年{month}月{day}日", "{day} {month_en} {year}"},
	DeadlineReadListComma:    {"、", ", "},
	DeadlineReadClauseComma:  {"，", ", "},

	DeadlineAnchorUnsaid:                      {"起算日（待定）", "a day still to be named"},
	"deadline_anchor_feedback_date":           {"反馈之日", "the day of the feedback"},
	"deadline_anchor_meeting_date":            {"会议之日", "the day of the meeting"},
	"deadline_anchor_entry_date":              {"进驻之日", "the day the inspection team arrives"},
	"deadline_anchor_inspection_end":          {"巡视巡察结束之日", "the end of the inspection"},
	"deadline_anchor_concentrated_period_end": {"集中整改期满之日", "the end of the concentrated period"},
	"deadline_anchor_plan_approval_date":      {"方案印发之日", "the day the plan is approved"},
	"deadline_anchor_notice_date":             {"通知印发之日", "the day of the notice"},
	"deadline_anchor_acceptance_date":         {"验收之日", "the day of acceptance"},
	"deadline_anchor_campaign_start":          {"专项启动之日", "the start of the campaign"},

	"deadline_unit_hour":         {"小时", "hours"},
	"deadline_unit_calendar_day": {"天", "calendar days"},
	"deadline_unit_workday":      {"个工作日", "workdays"},
	"deadline_unit_month":        {"个月", "months"},
	"deadline_unit_year":         {"年", "years"},

	"deadline_status_completed":           {"已完成", "completed"},
	"deadline_status_basically_completed": {"基本完成", "basically completed"},
	"deadline_status_on_schedule":         {"按时序推进", "on schedule"},
	"deadline_status_accepted":            {"已通过验收", "accepted"},
	"deadline_status_closed_out":          {"已销号", "closed out"},
	"deadline_status_in_progress":         {"正在整改", "in progress"},
	"deadline_status_not_completed":       {"未完成", "not completed"},

	"deadline_period_DAILY":   {"每天", "a day"},
	"deadline_period_WEEKLY":  {"每周", "a week"},
	"deadline_period_MONTHLY": {"每月", "a month"},
	"deadline_period_YEARLY":  {"每年", "a year"},
	"deadline_every_DAILY":    {"每{n}天", "every {n} days"},
	"deadline_every_WEEKLY":   {"每{n}周", "every {n} weeks"},
	"deadline_every_MONTHLY":  {"每{n}个月", "every {n} months"},
	"deadline_every_YEARLY":   {"每{n}年", "every {n} years"},

	"deadline_in_months":   {"{months}月", " in months {months}"},
	"deadline_on_day":      {"{day}日", " on day {day}"},
	"deadline_on_last":     {"月底", " on the last day of the month"},
	"deadline_on_its_last": {"底", " on the last day"},
	"deadline_on_weekday":  {"{days}", " on {days}"},
	"deadline_at":          {" {time} 前", " by {time}"},

	"deadline_holiday_skip":             {"节假日除外", "except on holidays"},
	"deadline_holiday_next_workday":     {"遇节假日顺延至下一工作日", "moved to the next workday on holidays"},
	"deadline_holiday_previous_workday": {"遇节假日提前至上一工作日", "moved to the workday before on holidays"},
})
