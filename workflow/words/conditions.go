package words

// Sentences of conditions that are not met.
const (
	ContentMissing        Code = "content_missing"
	SectionMissing        Code = "section_missing"
	SectionTooLong        Code = "section_too_long"
	SectionLengthUnusual  Code = "section_length_unusual"
	MeasuresMissing       Code = "measures_missing"
	DeadlinesUnreadable   Code = "deadlines_unreadable"
	UnitsUnsigned         Code = "units_unsigned"
	LeaderUnsigned        Code = "leader_unsigned"
	LatenessUnexplained   Code = "lateness_unexplained"
	CompilationClosed     Code = "compilation_closed"
	MeasuresUnfinished    Code = "measures_unfinished"
	MeasuresUnproven      Code = "measures_unproven"
	NewEvidenceNeeded     Code = "new_evidence_needed"
	WaitsInState          Code = "waits_in_state"
	OwnWork               Code = "own_work"
	NoMembers             Code = "no_members"
	SourcesChanged        Code = "sources_changed"
	SuperiorReviewMissing Code = "superior_review_missing"
	InOpenMeeting         Code = "in_open_meeting"
	FilingIncomplete      Code = "filing_incomplete"
	ResultMissing         Code = "result_missing"
	EvidenceMissing       Code = "evidence_missing"
	NoItems               Code = "no_items"
	AttendanceUnknown     Code = "attendance_unknown"
	NotQuorate            Code = "not_quorate"
	ItemsUndecided        Code = "items_undecided"
	ItemsStale            Code = "items_stale"
)

var _ = add(map[Code]text{
	ContentMissing:        {"尚未填写正文。", "There is no text yet."},
	SectionMissing:        {"“{section}”为必填项。", "“{section}” is required."},
	SectionTooLong:        {"“{section}”共 {count} 字，上限 {limit} 字，超出 {over} 字。", "“{section}” has {count} characters; the limit is {limit}, it is {over} over."},
	SectionLengthUnusual:  {"“{section}”共 {count} 字，建议在 {min} 至 {max} 字之间。", "“{section}” has {count} characters; {min} to {max} are usual."},
	MeasuresMissing:       {"尚未制定整改措施。", "There is no measure yet."},
	DeadlinesUnreadable:   {"第 {positions} 项措施的完成时限无法识别，请更正。", "The deadline of measure {positions} cannot be read; please correct it."},
	UnitsUnsigned:         {"{units}尚未会签本稿；如无法会签，请说明原因。", "{units} has not signed this text; if it cannot, give the reason."},
	LeaderUnsigned:        {"牵头领导（{leader}）尚未会签本稿；如无法会签，请说明原因。", "The lead leader ({leader}) has not signed this text; if that is impossible, give the reason."},
	LatenessUnexplained:   {"已过报送时限，请说明迟报原因。", "It is past its due time: say why."},
	CompilationClosed:     {"所在汇总稿已成稿或已审议，不能移出；如须修改请退回。", "Its compilation is consolidated or decided, so it cannot be taken out; return it instead."},
	MeasuresUnfinished:    {"第 {positions} 项措施尚未通过验收（长期坚持的措施须有在有效期内的佐证）。", "Measure {positions} is not accepted yet (a long-term measure needs proof in date)."},
	MeasuresUnproven:      {"第 {positions} 项措施缺少佐证材料。", "Measure {positions} has no evidence."},
	NewEvidenceNeeded:     {"请先上传晚于办结时间的佐证材料，再重新启动。", "Attach evidence later than the closing before you reopen it."},
	WaitsInState:          {"目前为“{state}”。", "It is {state} now."},
	OwnWork:               {"不能办理本部门自己的事项。", "You cannot decide on your own unit's work."},
	NoMembers:             {"尚未汇总任何稿件。", "Nothing has been taken in yet."},
	SourcesChanged:        {"来源稿件已变动：{titles}。请重新汇总。", "Sources have changed: {titles}. Compile again."},
	SuperiorReviewMissing: {"尚未登记上级领导的审阅意见。", "The superior's review is not on record."},
	InOpenMeeting:         {"该稿正在会议审议中。", "It is before an open meeting."},
	FilingIncomplete:      {"请填写发文字号、报送对象和报送日期。", "Give the document number, the recipient and the date."},
	ResultMissing:         {"请先填写整改结果。", "Write the result first."},
	EvidenceMissing:       {"请先上传佐证材料。", "Attach evidence first."},
	NoItems:               {"会议议程为空。", "The agenda is empty."},
	AttendanceUnknown:     {"还有 {count} 名应到会成员未登记出席情况。", "The attendance of {count} members due is not recorded."},
	NotQuorate:            {"到会人数不足：应到 {due} 人，实到 {present} 人，至少须到 {needed} 人。", "Not enough members present: {due} due, {present} present, {needed} needed."},
	ItemsUndecided:        {"议题尚未表决完毕：{titles}。", "Items without all votes: {titles}."},
	ItemsStale:            {"所议文稿已变动，须重新列入议程：{titles}。", "Documents have changed since they were put on the agenda: {titles}."},
})
