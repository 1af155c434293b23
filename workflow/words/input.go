package words

// What can be wrong with one field of an input. {limit}, {values} and the like come from the published schema, never
// from what was sent.
const (
	FieldUnknown      Code = "field_unknown"
	FieldRequired     Code = "field_required"
	FieldDependent    Code = "field_dependent"
	FieldUnreadable   Code = "field_unreadable"
	FieldReadOnly     Code = "field_not_allowed"
	FieldRepeated     Code = "field_repeated"
	FieldNotOneOf     Code = "field_not_one_of"
	FieldTooShort     Code = "field_too_short"
	FieldTooLong      Code = "field_too_long"
	FieldTooSmall     Code = "field_too_small"
	FieldTooBig       Code = "field_too_big"
	FieldNotAbove     Code = "field_not_above"
	FieldNotBelow     Code = "field_not_below"
	FieldNotMultiple  Code = "field_not_multiple"
	FieldTooFew       Code = "field_too_few"
	FieldTooMany      Code = "field_too_many"
	FieldNotUnique    Code = "field_not_unique"
	FieldPattern      Code = "field_pattern"
	FieldNotString    Code = "field_not_string"
	FieldNotNumber    Code = "field_not_number"
	FieldNotInteger   Code = "field_not_integer"
	FieldNotBoolean   Code = "field_not_boolean"
	FieldNotArray     Code = "field_not_array"
	FieldNotObject    Code = "field_not_object"
	FieldNotDate      Code = "field_not_date"
	FieldNotTime      Code = "field_not_time"
	FieldNotInstant   Code = "field_not_instant"
	FieldNotUUID      Code = "field_not_uuid"
	FieldNotURI       Code = "field_not_uri"
	FieldNotEmail     Code = "field_not_email"
	FieldNotFormat    Code = "field_not_format"
	FieldNotSchema    Code = "field_not_schema"
	FileRequired      Code = "file_required"
	FileTypeForbidden Code = "file_type_forbidden"
)

var _ = add(map[Code]text{
	FieldUnknown:      {"没有这一项。", "There is no such field."},
	FieldRequired:     {"必须填写。", "This is required."},
	FieldDependent:    {"填写“{with}”时也须填写此项。", "This is required with {with}."},
	FieldUnreadable:   {"填写的内容无法识别。", "The value cannot be read."},
	FieldReadOnly:     {"此项不能由您填写。", "This cannot be set."},
	FieldRepeated:     {"只能给出一个值。", "Only one value is allowed."},
	FieldNotOneOf:     {"只能是以下之一：{values}。", "It must be one of: {values}."},
	FieldTooShort:     {"至少 {limit} 个字。", "At least {limit} characters."},
	FieldTooLong:      {"最多 {limit} 个字。", "At most {limit} characters."},
	FieldTooSmall:     {"不能小于 {limit}。", "Not less than {limit}."},
	FieldTooBig:       {"不能大于 {limit}。", "Not more than {limit}."},
	FieldNotAbove:     {"必须大于 {limit}。", "It must be above {limit}."},
	FieldNotBelow:     {"必须小于 {limit}。", "It must be below {limit}."},
	FieldNotMultiple:  {"必须是 {limit} 的倍数。", "It must be a multiple of {limit}."},
	FieldTooFew:       {"至少 {limit} 项。", "At least {limit} entries."},
	FieldTooMany:      {"最多 {limit} 项。", "At most {limit} entries."},
	FieldNotUnique:    {"各项不能重复。", "The entries must differ."},
	FieldPattern:      {"格式须符合：{pattern}", "It must look like: {pattern}"},
	FieldNotString:    {"须为文字。", "It must be a text."},
	FieldNotNumber:    {"须为数字。", "It must be a number."},
	FieldNotInteger:   {"须为整数。", "It must be a whole number."},
	FieldNotBoolean:   {"须为 true 或 false。", "It must be true or false."},
	FieldNotArray:     {"须为列表。", "It must be a list."},
	FieldNotObject:    {"须为对象。", "It must be an object."},
	FieldNotDate:      {"须为日期，如 2023-09-30。", "It must be a date such as 2023-09-30."},
	FieldNotTime:      {"须为时刻，如 15:00:00Z。", "It must be a time of day such as 15:00:00Z."},
	FieldNotInstant:   {"须为带时区的时间，如 2023-09-30T15:00:00+08:00。", "It must be a time with its zone, such as 2023-09-30T15:00:00+08:00."},
	FieldNotUUID:      {"编号格式不正确。", "It must be a UUID."},
	FieldNotURI:       {"网址格式不正确。", "It must be a URI."},
	FieldNotEmail:     {"邮箱格式不正确。", "It must be a mail address."},
	FieldNotFormat:    {"须符合格式：{format}。", "It must have the format {format}."},
	FieldNotSchema:    {"不符合任何一种允许的写法。", "It fits none of the allowed forms."},
	FileRequired:      {"请选择文件。", "A file is required."},
	FileTypeForbidden: {"不接受这种类型的文件。", "Files of this type are not accepted."},
})
