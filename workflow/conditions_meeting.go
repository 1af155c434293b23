package workflow

import (
	"encoding/json"
	"fmt"

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
	quorate = &Condition{
		Name: "quorate", Label: words.Label{ZH: "到会人数符合规定", EN: "enough members are present"},
		needs: []models.Fact{models.FactMeetingDue, models.FactMeetingPresent, models.FactMeetingSpecialItems, models.FactMeetingRules},
		check: func(d *decision) []Reason {
			rules := frozenRules(d.facts)
			due, present := d.facts.Count(models.FactMeetingDue), d.facts.Count(models.FactMeetingPresent)
			matter := quorum.Ordinary
			if d.facts.Count(models.FactMeetingSpecialItems) > 0 {
				matter = quorum.Appointment
			}
			if rules.Opens(due, present, matter) {
				return nil
			}
			return one(words.NotQuorate, words.Params{"due": due, "present": present, "needed": rules.Needed(due, matter)})
		},
	}
	itemsDecided = none("items_decided", words.Label{ZH: "各项议题均已表决或缓议", EN: "every item is voted on or deferred"},
		models.FactMeetingItemsUndecided, words.ItemsUndecided, "titles")
	itemsFresh = none("items_fresh", words.Label{ZH: "所议文稿自列入议程后未变动", EN: "no document on the agenda has changed since"},
		models.FactMeetingItemsStale, words.ItemsStale, "titles")
)

// frozenRules returns the rules that were frozen when the meeting was convened.
func frozenRules(f models.Facts) quorum.Rules {
	var rules quorum.Rules
	if err := json.Unmarshal([]byte(f.Text(models.FactMeetingRules)), &rules); err != nil {
		panic(fmt.Sprintf("workflow: rules of the meeting: %v", err)) // written by us when it was convened
	}
	return rules
}
