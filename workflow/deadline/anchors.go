package deadline

import (
	"regexp"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Names of the events that deadlines are counted from. They are keys of Base.Anchors and values of Deadline.Anchor and
// Deadline.DueEvent.
const (
	FeedbackDate  = "feedback_date"           // 反馈
	MeetingDate   = "meeting_date"            // 会议
	EntryDate     = "entry_date"              // 进驻
	InspectionEnd = "inspection_end"          // 巡察结束
	PeriodEnd     = "concentrated_period_end" // 集中整改期满
	PlanApproval  = "plan_approval_date"      // 方案印发
	NoticeDate    = "notice_date"             // 通知印发
	Acceptance    = "acceptance_date"         // 验收
	CampaignStart = "campaign_start"          // 动员、启动: Base.Date unless Anchors says otherwise
)

// anchorWords are looked for in the text around an offset, in this order.
var anchorWords = []struct {
	name    string
	pattern *regexp.Regexp
}{
	{PeriodEnd, regexp.MustCompile(`(?:集中)?整改期(?:满|限?届满|结束)|集中整改(?:期满|结束)|集中整改期(?:间|内)|整改期(?:间|内)`)},
	{InspectionEnd, regexp.MustCompile(`(?:巡视|巡察|督察|督查|检查|审计)(?:工作)?(?:期间|结束|完成|撤点)`)},
	{EntryDate, regexp.MustCompile(`进驻`)},
	{FeedbackDate, regexp.MustCompile(`反馈`)},
	{PlanApproval, regexp.MustCompile(`方案(?:的?(?:批准|审议通过|通过|印发|下发|批复|备案))`)},
	{NoticeDate, regexp.MustCompile(`通知(?:的?(?:印发|下发|发出))?`)},
	{Acceptance, regexp.MustCompile(`验收`)},
	{MeetingDate, regexp.MustCompile(`会议?(?:召开|结束)?(?:之日)?(?:后|前|起)`)},
	{CampaignStart, regexp.MustCompile(`启动|动员`)},
}

func anchorIn(text string) string {
	for _, a := range anchorWords {
		if a.pattern.MatchString(text) {
			return a.name
		}
	}
	return ""
}

// dateOf is the day of a named event, as far as the campaign knows it.
func (b Base) dateOf(anchor string) (civil.Date, bool) {
	day, known := b.Anchors[anchor]
	if !known && anchor == CampaignStart {
		day = b.Date
	}
	return day, plausible(day)
}

func anchorWord(lang words.Lang, anchor string) string {
	if day, err := civil.ParseDate(anchor); err == nil {
		return dayWord(lang, day)
	}
	if anchor == "" {
		return words.Text(lang, words.DeadlineAnchorUnsaid, nil)
	}
	return words.Text(lang, words.Code("deadline_anchor_"+anchor), nil)
}

var eventPhrase = regexp.MustCompile(`(?:巡视|巡察|督察|督查|检查|审计)(?:工作)?(?:期间|结束之?前)|(?:集中)?整改期(?:间|内|满前|结束前)|集中整改(?:结束|期满)前|(?:会议?(?:召开)?|验收|进驻|反馈|动员)(?:之)?前`)

// event: 在巡察期间整改完毕 is due when the inspection ends, whenever that is.
func (r *reading) event() bool {
	phrase := eventPhrase.FindString(r.rest)
	if phrase == "" {
		return false
	}
	d := &r.d
	d.Kind, d.DueEvent, d.Inclusive = Event, anchorIn(phrase), true
	if day, known := r.base.dateOf(d.DueEvent); known {
		d.Due, d.Precision = &day, dayPrecision
		return true
	}
	d.tellUndated(d.DueEvent)
	return true
}

func (d *Deadline) tellUndated(anchor string) {
	d.tell(words.DeadlineAnchorUndated, words.Params{"anchor": anchorWord(words.Chinese, anchor), "anchor_en": anchorWord(words.English, anchor)})
}
