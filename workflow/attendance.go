package workflow

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// The kinds of attendance.
const (
	Present = "present"
	OnLeave = "leave"
	Absent  = "absent"
)

// Attendance is the payload of Attend: who came, who did not and why.
type Attendance struct {
	Members []Attending `json:"members"`
}

// Attending says of one member due whether he came.
type Attending struct {
	UserID     string `json:"user_id"`
	Attendance string `json:"attendance"`
	Reason     string `json:"reason,omitempty"` // of leave or absence
}

// WrittenOpinion is the payload of WriteOpinion. The words stand in the command's opinion. It is shown and kept, never
// counted (rules §2).
type WrittenOpinion struct{}

func init() {
	onEvent("meeting", Attend, attend)
	onEvent("meeting", WriteOpinion, writeOpinion)
	onEvent("meeting", OpenMeeting, openMeeting)
}

// attend records attendance. Members may come late; who has voted was there, and the chair of an open meeting stays.
func attend(t *transition) error {
	attendance := t.command.Payload.(Attendance)
	room, err := t.room()
	if err != nil {
		return err
	}
	var reasons []Reason
	for i, a := range attendance.Members {
		field := fmt.Sprintf("members[%d]", i)
		switch {
		case !slices.Contains([]string{Present, OnLeave, Absent}, a.Attendance):
			reasons = append(reasons, Reason{Code: words.AttendanceUnfit, Field: field + ".attendance"})
			continue
		case a.Attendance != Present && a.UserID == room.meeting.ChairID && State(t.subject.State) == Open:
			reasons = append(reasons, Reason{Code: words.ChairMustStay, Field: field})
			continue
		case a.Attendance != Present && room.hasVoted(a.UserID):
			reasons = append(reasons, Reason{Code: words.HasVoted, Field: field})
			continue
		case a.Attendance != Present && strings.TrimSpace(a.Reason) == "":
			reasons = append(reasons, Reason{Code: words.AbsenceUnexplained, Field: field + ".reason"})
			continue
		}
		err := t.tx.SetMeetingMember(t.subject.ID, a.UserID, map[string]any{"attendance": a.Attendance, "reason": a.Reason})
		if errors.Is(err, models.ErrNotFound) {
			reasons = append(reasons, Reason{Code: words.NotDue, Field: field + ".user_id"})
		} else if err != nil {
			return err
		}
	}
	if len(attendance.Members) == 0 {
		reasons = one(words.NobodyNamed, nil)
	}
	t.detail = attendance
	return RefuseFor(reasons)
}

// writeOpinion keeps the written opinion of a member who is not there.
func writeOpinion(t *transition) error {
	if strings.TrimSpace(t.command.Opinion) == "" {
		return RefuseFor([]Reason{{Code: words.OpinionRequired, Field: "opinion"}})
	}
	member, err := t.member(t.as.UserID)
	if err != nil {
		return err
	}
	if member.Attendance != OnLeave && member.Attendance != Absent {
		return RefuseFor(one(words.OpinionInPerson, nil))
	}
	return t.tx.SetMeetingMember(t.subject.ID, member.UserID, map[string]any{"written_opinion": t.command.Opinion})
}

// openMeeting keeps when the meeting was opened.
func openMeeting(t *transition) error {
	return t.tx.SetMeeting(t.subject.ID, map[string]any{"opened_at": t.after.UpdatedAt})
}

// member returns the row of a member due at the transition's meeting.
func (t *transition) member(userID string) (models.MeetingMember, error) {
	members, err := t.tx.MeetingMembers(t.subject.ID)
	if err != nil {
		return models.MeetingMember{}, err
	}
	for _, m := range members {
		if m.UserID == userID {
			return m, nil
		}
	}
	return models.MeetingMember{}, RefuseFor(one(words.NotDue, nil))
}
