package workflow

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"rectify/models"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// Conditions of the Party-group meeting.
var (
	hasItems = some("has_items", words.Label{ZH: "议程至少一项", EN: "there is an item on the agenda"},
		models.FactMeetingItems, words.NoItems)
	attendanceKnown = &Condition{
		Name: "attendance_known", Label: words.Label{ZH: "应到会成员出席情况均已登记", EN: "the attendance of every member due is recorded"},
		needs: []models.Fact{models.FactMeetingUnknownAttendance},
		check: func(d *decision) []Reason {
			if n := d.facts.Count(models.FactMeetingUnknownAttendance); n > 0 {
				return one(words.AttendanceUnknown, words.Params{"count": n})
			}
			return nil
		},
	}
	chairPresent = some("chair_present", words.Label{ZH: "主持人已到会", EN: "the chair is present"},
		models.FactMeetingChairPresent, words.ChairAbsent)
	// quorate counts for what is still to be decided: an appointment that was deferred needs nobody, and a meeting whose
	// every item is deferred can be closed by however few are left.
	quorate = &Condition{
		Name: "quorate", Label: words.Label{ZH: "到会人数符合规定", EN: "enough members are present"},
		needs: []models.Fact{models.FactMeetingDue, models.FactMeetingPresent, models.FactMeetingMatters, models.FactMeetingRules},
		check: func(d *decision) []Reason {
			rules := frozenRules(d.facts)
			due, present := d.facts.Count(models.FactMeetingDue), d.facts.Count(models.FactMeetingPresent)
			for matter := range strings.SplitSeq(d.facts.Text(models.FactMeetingMatters), ",") {
				if m := quorum.Matter(matter); m != "" && !rules.Opens(due, present, m) {
					return one(words.NotQuorate, words.Params{"due": due, "present": present, "needed": rules.Needed(due, m)})
				}
			}
			return nil
		},
	}
	// passable holds unless members withdrew from an item and those left could not pass it even if all voted for it.
	passable = &Condition{
		Name: "passable", Label: words.Label{ZH: "因回避已不可能通过的议题均已缓议", EN: "what withdrawals have made impossible to pass is deferred"},
		needs: []models.Fact{models.FactMeetingDue, models.FactMeetingPresent, models.FactMeetingWithdrawals, models.FactMeetingRules},
		check: func(d *decision) []Reason {
			rules := frozenRules(d.facts)
			tally := quorum.Tally{Due: d.facts.Count(models.FactMeetingDue), Present: d.facts.Count(models.FactMeetingPresent)}
			var reasons []Reason
			for line := range strings.Lines(d.facts.Text(models.FactMeetingWithdrawals)) {
				number, title, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
				if tally.Withdrawn, _ = strconv.Atoi(number); rules.MustDefer(tally) {
					reasons = append(reasons, Reason{Code: words.MustDefer, Params: words.Params{"title": title}})
				}
			}
			return reasons
		},
	}
	itemsDecided = none("items_decided", words.Label{ZH: "各项议题均已表决或缓议", EN: "every item is voted on or deferred"},
		models.FactMeetingItemsUndecided, words.ItemsUndecided, "titles")
	itemsFresh = none("items_fresh", words.Label{ZH: "所议文稿自列入议程后未变动", EN: "no document on the agenda has changed since"},
		models.FactMeetingItemsStale, words.ItemsStale, "titles")
	itemsSound = none("items_sound", words.Label{ZH: "所议文稿的来源稿件未变动", EN: "no document on the agenda stands on changed sources"},
		models.FactMeetingItemsUnsound, words.ItemSourcesChanged, "titles")
)

// frozenRules returns the rules that were frozen when the meeting was convened.
func frozenRules(f models.Facts) quorum.Rules {
	var rules quorum.Rules
	if err := json.Unmarshal([]byte(f.Text(models.FactMeetingRules)), &rules); err != nil {
		panic(fmt.Sprintf("workflow: rules of the meeting: %v", err)) // written by us when it was convened
	}
	return rules
}
