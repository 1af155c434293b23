package words

// Sentences about what a deadline expression says and what a person must confirm in it.
const (
	DeadlineMissing          Code = "deadline_missing"
	DeadlineUnreadable       Code = "deadline_unreadable"
	DeadlineVague            Code = "deadline_vague"
	DeadlineNoSuchDay        Code = "deadline_no_such_day"
	DeadlineYearMissing      Code = "deadline_year_missing"
	DeadlineYearShort        Code = "deadline_year_short"
	DeadlineYearAssumed      Code = "deadline_year_assumed"
	DeadlineMonthMissing     Code = "deadline_month_missing"
	DeadlineThisMonth        Code = "deadline_this_month"
	DeadlineEndBeforeStart   Code = "deadline_end_before_start"
	DeadlineWeekdayWrong     Code = "deadline_weekday_wrong"
	DeadlineStatusClaimed    Code = "deadline_status_claimed"
	DeadlineRemainder        Code = "deadline_remainder"
	DeadlineAnchorMissing    Code = "deadline_anchor_missing"
	DeadlineAnchorAssumed    Code = "deadline_anchor_assumed"
	DeadlineAnchorUndated    Code = "deadline_anchor_undated"
	DeadlineCalendarNeeded   Code = "deadline_calendar_needed"
	DeadlineCalendarUnknown  Code = "deadline_calendar_unknown"
	DeadlineNoEnd            Code = "deadline_no_end"
	DeadlineMilestones       Code = "deadline_milestones"
	DeadlineSeveral          Code = "deadline_several"
	DeadlineOtherDate        Code = "deadline_other_date"
	DeadlineOtherTime        Code = "deadline_other_time"
	DeadlineMonthOrDuration  Code = "deadline_month_or_duration"
	DeadlinePeriodBefore     Code = "deadline_period_before"
	DeadlineCountsDiffer     Code = "deadline_counts_differ"
	DeadlineSummary          Code = "deadline_summary"
	DeadlineNoDay            Code = "deadline_no_day"
	DeadlineDayNotEveryMonth Code = "deadline_day_not_every_month"
	DeadlineFirstOffRule     Code = "deadline_first_off_rule"
	DeadlineTimeImpossible   Code = "deadline_time_impossible"
	DeadlineTimeVague        Code = "deadline_time_vague"
	DeadlineHolidayShift     Code = "deadline_holiday_shift"
	DeadlinePast             Code = "deadline_past"
	DeadlineOnRestDay        Code = "deadline_on_rest_day"
	DeadlineApprox           Code = "deadline_approx"
	DeadlineHalfMonth        Code = "deadline_half_month"
	DeadlineTooLong          Code = "deadline_too_long"
)

var _ = add(map[Code]text{
	DeadlineMissing:          {"未填写完成时限，请补填。", "No deadline is given. Please fill it in."},
	DeadlineUnreadable:       {"这段文字无法识别为完成时限，原文已保留，请人工填写日期。", "This cannot be read as a deadline. The text is kept; please enter the date."},
	DeadlineVague:            {"“{text}”没有写明日期，请与责任处室商定具体日期。", "“{text}” names no day. Please settle a date with the responsible division."},
	DeadlineNoSuchDay:        {"“{text}”这一日期不存在，请核对原文。", "There is no such day as “{text}”. Please check the original."},
	DeadlineYearMissing:      {"“{text}”没有写年份，而专项的开始日期尚未设定，无法确定是哪一年。", "“{text}” has no year, and the campaign has no start date to tell it from."},
	DeadlineYearShort:        {"“{text}”的年份只写了两位，请写全四位。", "The year in “{text}” has two digits. Please write all four."},
	DeadlineYearAssumed:      {"“{text}”没有写年份，按开始日期之后的第一个理解为 {date}，距今较远，请确认年份。", "“{text}” has no year and was read as {date}, the first after the start. That is far ahead: please confirm the year."},
	DeadlineMonthMissing:     {"“{text}”没有写月份，请补全日期。", "“{text}” names no month. Please complete the date."},
	DeadlineThisMonth:        {"“{text}”按专项开始的月份理解为 {date}，请确认。", "“{text}” was counted from the month of the campaign's start and read as {date}. Please confirm."},
	DeadlineEndBeforeStart:   {"结束日期 {end} 早于开始日期 {start}，请核对原文。", "The end, {end}, is before the start, {start}. Please check the original."},
	DeadlineWeekdayWrong:     {"{date} 是星期{is}，原文写作星期{said}，请核对。", "{date} is a {is_en}, but the text says {said_en}. Please check."},
	DeadlineStatusClaimed:    {"时限栏填写的是进展“{status}”，不是时限。已作为自报进展记录，是否完成以佐证材料和验收为准，请确认。", "The deadline column holds a status (“{status_en}”), not a deadline. It is recorded as a claim; evidence and acceptance decide. Please confirm."},
	DeadlineRemainder:        {"部分已报进展，其余 {date} 前完成，请分列为不同措施。", "Part is reported as done, the rest is due on {date}. Please split it into separate measures."},
	DeadlineAnchorMissing:    {"没有写明从哪一天起算，请指定起算日。", "The text does not say from which day to count. Please name it."},
	DeadlineAnchorAssumed:    {"没有写明起算日，按惯例自“{anchor}”起算，请确认。", "No starting day is named; by custom it is counted from {anchor_en}. Please confirm."},
	DeadlineAnchorUndated:    {"“{anchor}”的日期尚未登记，登记后自动算出到期日。", "The date of {anchor_en} is not on record yet; the due day follows once it is."},
	DeadlineCalendarNeeded:   {"按工作日计算，需要先设定工作日历。", "Counted in workdays: a calendar is needed first."},
	DeadlineCalendarUnknown:  {"按工作日计算会用到尚无放假安排的年份（自 {year} 年起算），请管理员补充日历后再确认。", "Counting workdays from {year} reaches a year whose holidays are unknown. Ask the administrator to complete the calendar."},
	DeadlineNoEnd:            {"只写了自 {date} 起，没有写截止日期，请补充。", "Only a beginning is given ({date}), no end. Please add one."},
	DeadlineMilestones:       {"分阶段整改，但没有列出各阶段的完成日期，请补充。", "Phased, but without dates for the phases. Please add them."},
	DeadlineSeveral:          {"一格中写了 {count} 个时限，已按最后一个计算，请逐项拆分。", "One cell holds {count} deadlines; the last one counts until they are split."},
	DeadlineOtherDate:        {"原文还提到其他日期，未作为时限，请确认。", "The text names other dates that were not taken as the deadline. Please confirm."},
	DeadlineOtherTime:        {"原文还提到“{text}”，未计入时限，请确认。", "The text also mentions “{text}”, which was left out. Please confirm."},
	DeadlineMonthOrDuration:  {"“{text}”可以理解为 {n} 月份之内，也可以理解为 {n} 个月之内。暂按 {date} 到期，请确认。", "“{text}” can mean within month number {n} or within {n} months. Read as due on {date} for now: please confirm."},
	DeadlinePeriodBefore:     {"“{text}前”是否包含这一时段并不明确，暂按包含、{date} 到期，请确认。", "It is not clear whether “before {text}” includes that period. Read as including it, due on {date}: please confirm."},
	DeadlineCountsDiffer:     {"列出了 {dates} 个时限和 {counts} 个数量，两者对不上，请核对原文。", "There are {dates} dates and {counts} numbers; they do not match. Please check the original."},
	DeadlineSummary:          {"这是分年（月）完成数量的总体安排，请为每个问题单独填写时限。", "This spreads a number of problems over several dates. Please give each problem its own deadline."},
	DeadlineNoDay:            {"写明了周期，但没有写明具体在哪一天，请补充。", "The period is given, but not the day within it. Please add it."},
	DeadlineDayNotEveryMonth: {"不是每个月都有 {day} 日，没有该日的月份将不产生报送，请确认是否应为月底。", "Not every month has a day {day}; such months are left out. Please confirm, or say month's end."},
	DeadlineFirstOffRule:     {"首次日期 {date} 不在所写的周期上，请核对。", "The first day, {date}, does not fall on the stated period. Please check."},
	DeadlineTimeImpossible:   {"“{text}”这一时刻不存在，请核对。", "There is no such time as “{text}”. Please check."},
	DeadlineTimeVague:        {"“{text}”没有写明钟点，暂按当日 24:00 计，请确认。", "“{text}” names no hour. The end of the day is used: please confirm."},
	DeadlineHolidayShift:     {"原文规定遇节假日调整，到期日 {date} 未自动调整，请确认。", "The text moves the deadline on holidays. {date} has not been moved: please confirm."},
	DeadlinePast:             {"到期日 {date} 早于专项开始日期 {base}，请核对。", "The due day, {date}, is before the campaign's start, {base}. Please check."},
	DeadlineOnRestDay:        {"到期日 {date} 不是工作日，请提前安排。", "The due day, {date}, is not a workday. Plan ahead."},
	DeadlineApprox:           {"原文为约数，请确认准确期限。", "The text gives an approximate figure. Please confirm the exact one."},
	DeadlineHalfMonth:        {"“半个月”按十五天计，请确认。", "Half a month is counted as fifteen days. Please confirm."},
	DeadlineTooLong:          {"“{text}”超出合理范围，请核对原文。", "“{text}” is out of any reasonable range. Please check the original."},
})
