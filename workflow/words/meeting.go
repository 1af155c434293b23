package words

// Sentences about Party-group meetings.
const (
	MemberNotOfGroup   Code = "member_not_of_group"
	NobodyDue          Code = "nobody_due"
	ChairNotDue        Code = "chair_not_due"
	DocumentNotReady   Code = "document_not_ready"
	HasVoted           Code = "has_voted"
	AbsenceUnexplained Code = "absence_unexplained"
	NotDue             Code = "not_due"
	NobodyNamed        Code = "nobody_named"
	OpinionInPerson    Code = "opinion_in_person"
	ChoiceUnknown      Code = "choice_unknown"
	ItemUnknown        Code = "item_unknown"
	ItemDeferred       Code = "item_deferred"
	NotPresent         Code = "not_present"
	HasWithdrawn       Code = "has_withdrawn"
	HasVotedOnItem     Code = "has_voted_on_item"
	ItemTextChanged    Code = "item_text_changed"
	ChairLast          Code = "chair_last"
	RecusalUnexplained Code = "recusal_unexplained"
	MustDefer          Code = "must_defer"
	ChairAbsent        Code = "chair_absent"
	ChairMustStay      Code = "chair_must_stay"
	ItemSourcesChanged Code = "item_sources_changed"
	TitleNotOneLine    Code = "title_not_one_line"
	DocumentTwice      Code = "document_twice"
	RecorderUnfit      Code = "recorder_unfit"
	ObserverUnfit      Code = "observer_unfit"
	AttendanceUnfit    Code = "attendance_unfit"
)

var _ = add(map[Code]text{
	MemberNotOfGroup:   {"所列人员中有人不是在任党组成员。", "Somebody named is not a member of the Party group."},
	NobodyDue:          {"没有应到会的党组成员。", "No member of the Party group is due."},
	ChairNotDue:        {"主持人须为应到会的党组成员。", "The chair must be a member due."},
	DocumentNotReady:   {"“{title}”所附文稿不是本专项待审议的汇总稿。", "The document of “{title}” is not a compilation of this campaign that waits for the Party group."},
	HasVoted:           {"已参加表决的成员不能登记为未出席。", "A member who has voted cannot be recorded as absent."},
	AbsenceUnexplained: {"请假或缺席须说明原因。", "Say why the member is on leave or absent."},
	NotDue:             {"该人员不在应到会名单中。", "This person is not due at the meeting."},
	NobodyNamed:        {"请至少登记一名成员。", "Name at least one member."},
	OpinionInPerson:    {"只有登记为请假或缺席的成员可以提交书面意见。", "Only a member recorded as on leave or absent hands in a written opinion."},
	ChoiceUnknown:      {"表决须为赞成、反对或弃权。", "A vote is for, against or abstain."},
	ItemUnknown:        {"议程中没有该议题。", "The agenda has no such item."},
	ItemDeferred:       {"“{title}”已决定缓议。", "“{title}” has been deferred."},
	NotPresent:         {"未到会的成员不能表决。", "A member who is not present cannot vote."},
	HasWithdrawn:       {"您已就“{title}”回避。", "You have withdrawn from “{title}”."},
	HasVotedOnItem:     {"您已就“{title}”表决，不能更改。", "You have voted on “{title}”; a vote is final."},
	ItemTextChanged:    {"“{title}”所议文稿不是您所看的版本，请刷新后再表决。", "The text of “{title}” is not the one you read. Reload and vote again."},
	ChairLast:          {"主持人末位表态：还有 {count} 名成员未表决。", "The chair votes last: {count} members have not voted."},
	RecusalUnexplained: {"请说明回避原因。", "Say why you withdraw."},
	MustDefer:          {"“{title}”因成员回避已不可能通过，请说明原因并缓议。", "“{title}” can no longer pass because members withdrew: defer it, with the reason."},
	ChairAbsent:        {"主持人未到会：请变更主持人，或待其到会后再开会。", "The chair is not present: name another one, or wait."},
	ChairMustStay:      {"会议进行中，主持人不能登记为未到会。", "The chair of an open meeting cannot be recorded as not present."},
	ItemSourcesChanged: {"所议文稿的来源稿件已变动，须重新汇总：{titles}。", "Documents stand on changed sources and have to be compiled again: {titles}."},
	TitleNotOneLine:    {"请填写标题，不要换行。", "Give it a title of one line."},
	DocumentTwice:      {"同一文稿在议程中只能列一次。", "A document stands on the agenda once."},
	AttendanceUnfit:    {"出席情况须为到会、请假或缺席。", "Attendance is present, leave or absent."},
	ObserverUnfit:      {"列席人员须为在用的业务人员账号，且不是应到会成员。", "An observer has an active account with business duties and is no member due."},
	RecorderUnfit:      {"记录人须为在用的业务人员账号。", "The recorder must have an active account with business duties."},
})
