package workflow

import (
	"encoding/json"
	"fmt"
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
	for _, line := range []struct{ label, text string }{
		{"地点", view.Meeting.Place}, {"主持", nameOf(view.Members, view.Meeting.ChairID)}, {"出席", names(view.Members, Present)},
		{"请假", names(view.Members, OnLeave)}, {"缺席", names(view.Members, Absent)}, {"列席", strings.Join(ObserverNames(view.Meeting), "、")},
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
		c.Sections = append(c.Sections, s)
	}
	return c
}

func nameOf(members []models.MeetingMember, userID string) string {
	for _, m := range members {
		if m.UserID == userID {
			return m.Name
		}
	}
	return ""
}

// ObserverNames returns who attended without a vote.
func ObserverNames(m models.Meeting) []string {
	var observers []string
	if err := json.Unmarshal(m.Observers, &observers); err != nil {
		panic(fmt.Sprintf("workflow: observers of meeting %s: %v", m.SubjectID, err)) // written by us
	}
	return observers
}
