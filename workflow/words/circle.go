package words

// Sentences about documents with a circle of readers.
const (
	CircleUnfit             Code = "circle_unfit"
	CircleNeedsHead         Code = "circle_needs_head"
	CircleNeedsAuditOfficer Code = "circle_needs_audit_officer"
	CircleNeedsMembers      Code = "circle_needs_members"
	CircleInherited         Code = "circle_inherited"
	CircleNone              Code = "circle_none"
	CircleShownBeyond       Code = "circle_shown_beyond"
	CircleWiderThan         Code = "circle_wider_than"
	MemberRestricted        Code = "member_restricted"
	DocumentRestricted      Code = "document_restricted"
	CopyOutsideCircle       Code = "copy_outside_circle"
	ObserverOutsideCircle   Code = "observer_outside_circle"
	TextClassified          Code = "text_classified"
)

var _ = add(map[Code]text{
	CircleUnfit:             {"知悉范围内只能是在用的业务人员账号。", "A circle holds active accounts of people with business duties only."},
	CircleNeedsHead:         {"知悉范围内须有责任单位“{unit}”的负责人，否则这份稿件无人办理。", "The head of the responsible unit {unit} must be in the circle, or nobody could work on it."},
	CircleNeedsAuditOfficer: {"知悉范围内须有审计办公室人员，否则这份稿件无人汇总和督办。", "An audit officer must be in the circle, or nobody could follow it up."},
	CircleNeedsMembers:      {"会议的知悉范围内须有全体应到会成员和记录人，缺：{names}。", "Everyone due at the meeting and its recorder must be in the circle; missing: {names}."},
	CircleInherited:         {"本稿随所属问题限定知悉范围，请在该问题上办理。", "It stands in the circle of its problem: change it there."},
	CircleNone:              {"本稿没有单独限定知悉范围。", "It has no circle of readers of its own."},
	CircleShownBeyond:       {"本稿（或其进展报告）已列入汇总稿或会议议程，而后者的知悉范围更宽；请先移出，或先限定汇总稿、会议的知悉范围。", "It, or a progress report on it, stands in a compilation or on an agenda that more people see: take it out, or draw the circle of that one first."},
	CircleWiderThan:         {"所含稿件“{titles}”的知悉范围更窄：汇总稿、会议的知悉范围须在其各份稿件的知悉范围之内。", "It holds “{titles}”, which fewer people may read: its circle must lie within theirs."},
	MemberRestricted:        {"《{title}》限定了知悉范围：只有知悉范围不超出它的汇总稿才能收录。", "“{title}” has a circle of readers: only a compilation whose circle lies within it may take it in."},
	DocumentRestricted:      {"议题“{title}”的文稿限定了知悉范围：只有知悉范围不超出它的会议才能审议，请先限定会议的知悉范围。", "The document of “{title}” has a circle of readers: only a meeting whose circle lies within it may take it. Draw the meeting's circle first."},
	CopyOutsideCircle:       {"本稿限定了知悉范围，只能抄送范围内的人员。", "It has a circle of readers: copies go to its readers only."},
	TextClassified:          {"发现密级标志“{mark}”。本系统不得存储、处理国家秘密，内容不予接收；工作秘密请限定知悉范围。", "The classification mark {mark} was found. State secrets may not be stored or processed here; for a work secret draw a circle of readers."},
	ObserverOutsideCircle:   {"本次会议限定了知悉范围，记录人和有账号的列席人员须在范围之内。", "The meeting has a circle of readers: its recorder and invited observers must be in it."},
})
