package words

// Sentences of notifications.
const (
	NotifiedMoved          Code = "notified_moved"
	NotifiedUrge           Code = "notified_urge"
	NotifiedCycleUrge      Code = "notified_cycle_urge"
	NotifiedCopy           Code = "notified_copy"
	NotifiedAssigned       Code = "notified_assigned"
	NotifiedMeeting        Code = "notified_meeting"
	NotifiedMeetingChanged Code = "notified_meeting_changed"
	NotifiedDelegation     Code = "notified_delegation"
	VerbDelegate           Code = "verb_delegate"
	VerbUrgeReport         Code = "verb_urge_report"
	VerbConvene            Code = "verb_convene"
)

var _ = add(map[Code]text{
	NotifiedMoved:          {"{actor}对{kind}“{title}”办理了“{event}”。", "{actor}: {event}, {kind} “{title}”."},
	NotifiedUrge:           {"{actor}催办{kind}“{title}”。", "{actor} urges the {kind} “{title}”."},
	NotifiedCycleUrge:      {"{actor}催报第 {number} 期周报（{from} 截止）。", "{actor} urges weekly report no. {number}, due on {from}."},
	NotifiedCopy:           {"{actor}将{kind}“{title}”抄送给您。", "{actor} has copied the {kind} “{title}” to you."},
	NotifiedAssigned:       {"{actor}分办{kind}“{title}”，请按分工办理。", "{actor} has assigned the {kind} “{title}”."},
	NotifiedMeeting:        {"{actor}召集{kind}“{title}”，请按时参加。", "{actor} has called the {kind} “{title}”."},
	NotifiedMeetingChanged: {"{actor}调整了{kind}“{title}”的安排，请留意。", "{actor} has changed the {kind} “{title}”."},
	NotifiedDelegation:     {"{actor}委托您代办，自 {from} 至 {to}。", "{actor} lets you act for them from {from} to {to}."},
	VerbDelegate:           {"委托代办", "delegate"},
	VerbUrgeReport:         {"催报", "urge for a report"},
	VerbConvene:            {"召集", "convene"},
})
