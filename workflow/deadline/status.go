package deadline

import (
	"regexp"
	"strings"

	"rectify/workflow/words"
)

// claims are the statuses that a deadline column may hold, the more particular first.
var claims = []struct {
	status  string
	pattern *regexp.Regexp
}{
	{NotCompleted, regexp.MustCompile(`^(?:尚未|还未|仍未|未)(?:全部|全面)?(?:完成|整改|启动|开展)`)},
	{BasicallyCompleted, regexp.MustCompile(`^(?:已经|已|均已)?基本(?:已经|已)?(?:完成|整改到位|落实)`)},
	{ClosedOut, regexp.MustCompile(`^(?:已经|已|均已)(?:完成(?:整改)?[,、;并]*(?:且)?(?:已经|已)?)?销号`)},
	{Accepted, regexp.MustCompile(`^(?:(?:已经|已|均已|全部已)(?:全部|全面|按期)?(?:完成|整改)(?:整改|到位)?[,、;并且]*(?:已经|已)?|(?:已经|已))通过验收`)},
	{Completed, regexp.MustCompile(`^(?:已经|已|均已|全部已)(?:于[^,。;]{0,20})?(?:全部|全面|按期|如期|按时)?(?:完成|办结|整改(?:完成|到位|完毕|落实)|落实到位|整改)`)},
	{OnSchedule, regexp.MustCompile(`^(?:正在|正)?按(?:照)?(?:时序|序时)(?:进度)?`)},
	{InProgress, regexp.MustCompile(`^(?:正在|正)[^,。;]{0,6}(?:整改|推进|进行|办理|落实)|^(?:整改|推进|进行|办理)中$`)},
}

var (
	leadIn     = regexp.MustCompile(`^(?:\(?\d{1,2}[.、)]+)?(?:目前|现|该(?:问题|项|点位)|整改(?:进展)?情况:?)?[,:]?`)
	stillOpen  = regexp.MustCompile(`(?:其余|其他|剩余|剩下|余下|未完成).*◇`)
	remarkHead = regexp.MustCompile(`^[\s,，。.、;；:：并且和]+`)
	claimInRaw = regexp.MustCompile(`^\s*(?:目前)?(?:已经|已|均已|全部已|基本)+(?:全部|全面|按期)?(?:完成|整改)(?:整改)?(?:并通过验收|到位|完毕)?`)
)

// status: a claim of progress where a deadline should stand. It is kept as a claim, with the text after it, and always
// confirmed: a claimed completion still needs evidence and acceptance. Dates in the remark are no deadlines, unless the
// text says that something is still open until then.
func (r *reading) status() bool {
	text := strings.TrimPrefix(r.rest, leadIn.FindString(r.rest))
	for _, c := range claims {
		if !c.pattern.MatchString(text) {
			continue
		}
		if c.status == NotCompleted && len(r.points) > 0 {
			return false // 未完成的9月底前完成: the date decides
		}
		open := stillOpen.MatchString(text)
		if (open || c.status == InProgress || c.status == OnSchedule) && r.dates() && r.d.Due != nil {
			r.d.Kind = Compound
			if open {
				r.d.flag(words.DeadlineRemainder, words.Params{"date": *r.d.Due})
			}
		} else {
			r.d.Kind, r.d.DueTime = Status, ""
		}
		r.d.Status = c.status
		r.d.flag(words.DeadlineStatusClaimed, words.Params{"status": statusWord(words.Chinese, c.status), "status_en": statusWord(words.English, c.status)})
		r.d.Note = remark(r.d.Raw)
		return true
	}
	return false
}

// remark is what the writer added after the claim, in his own spelling.
func remark(raw string) string {
	claim := claimInRaw.FindString(raw)
	return strings.TrimSpace(remarkHead.ReplaceAllString(raw[len(claim):], ""))
}

func statusWord(lang words.Lang, status string) string {
	return words.Text(lang, words.Code("deadline_status_"+status), nil)
}
