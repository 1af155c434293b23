package workflow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/clock"
)

// minutes is the text of the minutes (纪要), an issued document: who was there and what was resolved. The votes of single
// members and what each said stand in the meeting record, not here.
func minutes(meeting models.Subject, view MeetingView) Content {
	c := Content{Title: meeting.Title + "纪要"}
	held := view.Meeting.HeldAt.In(clock.Shanghai)
	var head strings.Builder
	fmt.Fprintf(&head, "时间：%s\n", held.Format("2006年1月2日 15:04"))
	attended := fmt.Sprintf("%s（应到%d人，实到%d人）", names(view.Members, Present), len(view.Members), view.Present())
	for _, line := range []struct{ label, text string }{
		{"地点", view.Meeting.Place}, {"主持", view.Meeting.ChairName}, {"出席", attended}, {"请假", names(view.Members, OnLeave)},
		{"缺席", names(view.Members, Absent)}, {"列席", strings.Join(view.ObserverNames(), "、")}, {"记录", view.Meeting.RecorderName},
	} {
		if line.text != "" {
			fmt.Fprintf(&head, "%s：%s\n", line.label, line.text)
		}
	}
	c.Sections = append(c.Sections, Section{Key: "meeting", Title: "会议情况", Text: strings.TrimSuffix(head.String(), "\n")})
	for i, item := range view.Items {
		s := Section{Key: fmt.Sprintf("item-%d", i+1), Title: item.Item.Title, Text: item.Item.Resolution, Source: value(item.Item.DocumentID)}
		if item.Item.DocumentID != nil {
			s.Text += fmt.Sprintf("\n所议文稿为第%d稿，摘要值 %s。", item.Item.Revision, item.Item.Digest)
		}
		if withdrawn := view.Withdrawn(item.Item.ID); len(withdrawn) > 0 {
			s.Text += fmt.Sprintf("\n%s回避，未参加本议题表决。", strings.Join(withdrawn, "、"))
		}
		c.Sections = append(c.Sections, s)
	}
	return c
}

// Withdrawn names the members present who withdrew from an item.
func (v MeetingView) Withdrawn(itemID string) (names []string) {
	for _, m := range v.Members {
		if m.Attendance == Present && slices.ContainsFunc(v.Withdrawals, func(w models.Withdrawal) bool { return w.ItemID == itemID && w.UserID == m.UserID }) {
			names = append(names, m.Name)
		}
	}
	return names
}

// ObserverNames returns who attends without a vote: those with an account, then the others.
func (v MeetingView) ObserverNames() (names []string) {
	for _, o := range v.Observers {
		names = append(names, o.Name)
	}
	return append(names, ObserverNames(v.Meeting)...)
}

// ObserverNames returns the observers without an account.
func ObserverNames(m models.Meeting) []string {
	var observers []string
	if err := json.Unmarshal(m.Observers, &observers); err != nil {
		panic(fmt.Sprintf("workflow: observers of meeting %s: %v", m.SubjectID, err)) // written by us
	}
	return observers
}
