package words

// Sentences about the working-day calendar and the notices it is made of.
const (
	CalendarYearUnknown   Code = "calendar_year_unknown"
	CalendarInvalidDate   Code = "calendar_invalid_date"
	CalendarTooLarge      Code = "calendar_too_large"
	CalendarUnreadable    Code = "calendar_unreadable"
	CalendarUnknownField  Code = "calendar_unknown_field"
	CalendarYearRange     Code = "calendar_year_range"
	CalendarYearTwice     Code = "calendar_year_twice"
	CalendarNoSource      Code = "calendar_no_source"
	CalendarDayName       Code = "calendar_day_name"
	CalendarDayKind       Code = "calendar_day_kind"
	CalendarDayTwice      Code = "calendar_day_twice"
	CalendarDayForeign    Code = "calendar_day_foreign"
	CalendarWorkOnWeekday Code = "calendar_work_on_weekday"
	CalendarIncomplete    Code = "calendar_incomplete"
	CalendarOtherYear     Code = "calendar_other_year"
	DaySpan               Code = "day_span"
)

var _ = add(map[Code]text{
	CalendarYearUnknown:   {"尚未录入 {year} 年节假日安排，无法判断 {date} 是否为工作日，请管理员先导入该年度的放假通知。", "The holidays of {year} are not in the calendar, so nobody can say whether {date} is a working day. An administrator must import that year's notice first."},
	CalendarInvalidDate:   {"“{date}”不是有效日期，应形如 2023-09-30。", "{date} is not a date such as 2023-09-30."},
	CalendarTooLarge:      {"文件过大，节假日数据上限为 {limit} 字节。", "The file is too large: a year's holidays have at most {limit} bytes."},
	CalendarUnreadable:    {"文件不是约定的节假日 JSON 格式：{detail}", "The file is not holiday data in the agreed JSON form: {detail}"},
	CalendarUnknownField:  {"文件含有未约定的字段 {name}，为免误读未予导入。", "The file has the unknown field {name}. Nothing is imported, lest it be misread."},
	CalendarYearRange:     {"年份 {year} 不在 {first} 至 {last} 之间。", "The year {year} is not between {first} and {last}."},
	CalendarYearTwice:     {"{year} 年的放假通知重复。", "There are two notices for {year}."},
	CalendarNoSource:      {"未注明数据所依据的放假通知（papers）。", "The notice the data come from (papers) is not named."},
	CalendarDayName:       {"{date} 的节日名称缺失、过长（上限 {limit} 字）或有乱码，请确认文件为 UTF-8 编码。", "The name of {date} is missing, longer than {limit} characters or garbled. The file must be UTF-8."},
	CalendarDayKind:       {"{date} 未注明是放假还是上班（isOffDay）。", "{date} does not say whether it is a day off (isOffDay)."},
	CalendarDayTwice:      {"{date} 重复出现。", "{date} is named twice."},
	CalendarDayForeign:    {"{date} 不属于 {year} 年放假通知（只能是该年或上年 12 月的日期）。", "{date} does not belong to the notice of {year}: only that year and the December before it do."},
	CalendarWorkOnWeekday: {"{date} 是周一至周五，不应标为调休上班日。", "{date} is a Monday to Friday and cannot be a make-up working day."},
	CalendarIncomplete:    {"{year} 年放假通知不完整：{date} 为法定节假日，却未列为放假。", "The notice of {year} is incomplete: {date} is a public holiday by law and is not among the days off."},
	CalendarOtherYear:     {"所导入的是 {year} 年的安排，不是 {want} 年的。", "These are the holidays of {year}, not of {want}."},
	DaySpan:               {"起止日期不正确，一次最多查询 {limit} 天。", "The last day must not be before the first, and {limit} days are the most at once."},
})
