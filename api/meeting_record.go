package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// MeetingRecord is the record (记录) of a closed meeting, which is archived: who said and voted what. The minutes (纪要),
// which are issued, tell only what was decided.
type MeetingRecord struct {
	MeetingID string         `json:"meeting_id" format:"uuid"`
	Title     string         `json:"title"`
	HeldAt    time.Time      `json:"held_at" doc:"召集时间"`
	OpenedAt  *time.Time     `json:"opened_at,omitempty"`
	ClosedAt  *time.Time     `json:"closed_at,omitempty"`
	Place     string         `json:"place,omitempty"`
	Chair     string         `json:"chair" doc:"主持人"`
	Recorder  string         `json:"recorder" doc:"记录人"`
	Due       int            `json:"due" doc:"应到人数"`
	Present   int            `json:"present" doc:"实到人数"`
	Members   []RecordMember `json:"members"`
	Observers []string       `json:"observers" doc:"列席人员"`
	Items     []RecordItem   `json:"items"`
	Minutes   string         `json:"minutes_digest" doc:"会议纪要的摘要"`
}

// RecordMember is how a member due attended.
type RecordMember struct {
	Name           string `json:"name"`
	Attendance     string `json:"attendance" enum:"present,leave,absent"`
	Reason         string `json:"reason,omitempty" doc:"请假或缺席的原因"`
	WrittenOpinion string `json:"written_opinion,omitempty" doc:"书面意见，不计票"`
}

// RecordItem is what happened to an item.
type RecordItem struct {
	Position    int                `json:"position"`
	Title       string             `json:"title"`
	Matter      string             `json:"matter" enum:"ordinary,appointment,discipline"`
	Document    string             `json:"document,omitempty" doc:"所议文稿的标题"`
	Revision    int                `json:"revision,omitempty"`
	Digest      string             `json:"digest,omitempty"`
	Votes       []RecordVote       `json:"votes" doc:"每位成员的意见和表决，按表决先后"`
	Withdrawals []RecordWithdrawal `json:"withdrawals" doc:"回避"`
	Tally       Tally              `json:"tally"`
	Outcome     Named              `json:"outcome"`
	Deferral    string             `json:"deferral,omitempty" doc:"缓议原因"`
	Resolution  string             `json:"resolution"`
}

// RecordVote is a member's view and vote.
type RecordVote struct {
	Name    string    `json:"name"`
	Choice  string    `json:"choice" enum:"for,against,abstain"`
	Opinion string    `json:"opinion,omitempty"`
	CastAt  time.Time `json:"cast_at"`
}

// RecordWithdrawal is a member's withdrawal.
type RecordWithdrawal struct {
	Name   string    `json:"name"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// meetingRecord shows the record of a closed meeting.
func (s *Server) meetingRecord(ctx context.Context, v models.Viewer, in *subjectInput) (*MeetingRecord, error) {
	tx := s.deps.Store.View(ctx)
	subject, err := tx.Visible(v, in.ID, models.KindMeeting)
	if err != nil {
		return nil, err
	}
	if workflow.State(subject.State) != workflow.Adjourned {
		return nil, models.ErrNotFound
	}
	view, err := workflow.ViewMeeting(tx, in.ID)
	if err != nil {
		return nil, err
	}
	m := view.Meeting
	record := &MeetingRecord{MeetingID: subject.ID, Title: subject.Title, HeldAt: m.HeldAt, OpenedAt: m.OpenedAt, ClosedAt: m.ClosedAt,
		Place: m.Place, Chair: m.ChairName, Recorder: m.RecorderName, Due: len(view.Members), Present: view.Present(),
		Members: make([]RecordMember, len(view.Members)), Observers: append([]string{}, view.ObserverNames()...),
		Items: make([]RecordItem, len(view.Items)), Minutes: subject.Digest}
	names := map[string]string{}
	for i, member := range view.Members {
		names[member.UserID] = member.Name
		record.Members[i] = RecordMember{member.Name, member.Attendance, member.Reason, member.WrittenOpinion}
	}
	for i, item := range view.Items {
		record.Items[i] = recordItemOf(meetingItemOf(ctx, view, item), names)
	}
	return record, nil
}

// recordItemOf names the people of an item.
func recordItemOf(i MeetingItem, names map[string]string) RecordItem {
	item := RecordItem{Position: i.Position, Title: i.Title, Matter: i.Matter, Revision: i.Revision, Digest: i.Digest, Tally: i.Tally,
		Outcome: i.Outcome, Deferral: i.Deferral, Resolution: i.Resolution,
		Votes: make([]RecordVote, len(i.Votes)), Withdrawals: make([]RecordWithdrawal, len(i.Withdrawals))}
	if i.Document != nil {
		item.Document = i.Document.Title
	}
	for n, v := range i.Votes {
		item.Votes[n] = RecordVote{names[v.UserID], v.Choice, v.Opinion, v.CastAt}
	}
	for n, w := range i.Withdrawals {
		item.Withdrawals[n] = RecordWithdrawal{names[w.UserID], w.Reason, w.At}
	}
	return item
}
