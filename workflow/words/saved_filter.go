package words

// Sentences about filters that somebody keeps under a name.
const (
	FilterUnnamed   Code = "filter_unnamed"
	FilterNameTaken Code = "filter_name_taken"
	FiltersFull     Code = "filters_full"
	FilterUnknown   Code = "filter_unknown"
)

var _ = add(map[Code]text{
	FilterUnnamed:   {"筛选名称须为1至30个字。", "A filter has a name of 1 to 30 characters."},
	FilterNameTaken: {"已有名为“{name}”的筛选。", "There is a filter called “{name}” already."},
	FiltersFull:     {"最多保存{limit}个筛选，请先删除不用的。", "Not more than {limit} filters are kept: delete one first."},
	FilterUnknown:   {"筛选条件中有不认识的内容：{part}。", "The filter has a part that is not known: {part}."},
})
