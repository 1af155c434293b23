package deadline

import (
	"regexp"

	"rectify/workflow/words"
)

var (
	phasedWords = regexp.MustCompile(`分阶段|分步|分批|分期|分年度|逐步`)
	vagueWords  = regexp.MustCompile(`尽快|尽早|抓紧|适时|及时|近期|择机|限期|按期|如期|按时|待定|另行|另定|视情|按要求|按计划|按规定|第1时间|第一时间|早日|下步|下一步|短期|中期|远期|[月年季]初|年中|即日起|[下本]周`)
	loneDay     = regexp.MustCompile(`\d{1,2}[日号](?:之前|以前|前)?`)
)

// phased: phases without dates; the milestones are to be set by a person.
func (r *reading) phased() bool {
	if !phasedWords.MatchString(r.rest) {
		return false
	}
	r.d.Kind = Phased
	r.d.flag(words.DeadlineMilestones, nil)
	return true
}

// modifiersOnly: nothing but an undertaking to act at once, without end, or both.
func (r *reading) modifiersOnly() bool {
	switch {
	case r.d.Immediate:
		r.d.Kind = Immediate // finish makes it Compound when it is long-term as well
	case r.d.LongTerm:
		r.d.Kind = Ongoing
	default:
		return false
	}
	return true
}

// unclear is the end of the list: words that name no day, and everything that is not understood at all.
func (r *reading) unclear() bool {
	r.d.Kind, r.d.DueTime = Vague, ""
	switch {
	case loneDay.MatchString(r.rest):
		r.d.flag(words.DeadlineMonthMissing, words.Params{"text": loneDay.FindString(r.rest)})
	case vagueWords.MatchString(r.rest):
		r.d.flag(words.DeadlineVague, words.Params{"text": vagueWords.FindString(r.rest)})
	default:
		r.d.flag(words.DeadlineUnreadable, nil)
	}
	return true
}
