package words

// Sentences about reports, compilations and opinions on them.
const (
	NotAReport           Code = "not_a_report"
	SectionUnknown       Code = "section_unknown"
	SectionKeyTwice      Code = "section_key_twice"
	SourceUnknown        Code = "source_unknown"
	NothingChanged       Code = "nothing_changed"
	MemberUnfit          Code = "member_unfit"
	MemberNotSubmitted   Code = "member_not_submitted"
	MemberUnknown        Code = "member_unknown"
	ContributionsMissing Code = "contributions_missing"
	TextChanged          Code = "text_changed"
	VerdictUnknown       Code = "verdict_unknown"
	ReadersUnfit         Code = "readers_unfit"
	ReviewIncomplete     Code = "review_incomplete"
	ReviewInFuture       Code = "review_in_future"
	ScanUnknown          Code = "scan_unknown"
)

var _ = add(map[Code]text{
	NotAReport:           {"“{kind}”不是可以新建的文稿种类。", "{kind} is not a kind of report."},
	SectionUnknown:       {"周报没有“{key}”这一项。", "A weekly report has no item {key}."},
	SectionKeyTwice:      {"每一部分须有各自的标识：“{key}”为空或重复。", "Each section needs a key of its own: {key} is empty or used twice."},
	SourceUnknown:        {"“{section}”注明的来源不在本次汇总之列。", "The source named by “{section}” was not taken in."},
	NothingChanged:       {"文稿没有任何改动。", "The text is the same as before."},
	MemberUnfit:          {"《{title}》不属于本汇总稿的收录范围（种类、专项或期次不符）。", "“{title}” does not belong here: another kind, campaign or cycle."},
	MemberNotSubmitted:   {"{unit}《{title}》当前为“{state}”，未在待汇总之列。", "“{title}” of {unit} is {state}, so it cannot be taken in."},
	MemberUnknown:        {"没有编号为 {id} 的稿件。", "There is no contribution {id}."},
	ContributionsMissing: {"应报未报或未收录：{names}。请补齐，或确认缺报后继续。", "Owed and missing: {names}. Add them, or acknowledge that they are missing."},
	TextChanged:          {"文稿已改为第 {revision} 稿，请阅看新稿后再表示意见。", "The text is now revision {revision}: read it before you give an opinion."},
	VerdictUnknown:       {"会签意见只能是同意（agree）或不同意（disagree），不能是“{verdict}”。", "A sign-off says agree or disagree, not {verdict}."},
	ReadersUnfit:         {"抄送对象须为在用的业务人员账号，且至少一人。", "Copies go to at least one active account of a person with business duties."},
	ReviewIncomplete:     {"请填写审阅人、审阅日期和审阅意见。", "Give the reviewer, the date and the opinion."},
	ReviewInFuture:       {"审阅日期不能晚于今天。", "The date of the review lies in the future."},
	ScanUnknown:          {"审阅意见扫描件须先作为本文稿的材料上传。", "Attach the scan to this document first."},
})
