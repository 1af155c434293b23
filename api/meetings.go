package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/quorum"
)

// Meeting is a Party-group meeting as lists show it.
type Meeting struct {
	Subject
	HeldAt  time.Time `json:"held_at"`
	Place   string    `json:"place,omitempty"`
	Due     int       `json:"due" doc:"应到人数"`
	Present int       `json:"present" doc:"实到人数"`
	Items   int       `json:"item_count"`
}

// MeetingDetail is a meeting with everything that has happened in it.
type MeetingDetail struct {
	Subject
	HeldAt    time.Time       `json:"held_at"`
	Place     string          `json:"place,omitempty"`
	ChairID   string          `json:"chair_id" format:"uuid"`
	Chair     string          `json:"chair_name"`
	Recorder  string          `json:"recorder_id" format:"uuid"`
	Recording string          `json:"recorder_name"`
	OpenedAt  *time.Time      `json:"opened_at,omitempty"`
	ClosedAt  *time.Time      `json:"closed_at,omitempty"`
	Observers []string        `json:"observers" doc:"列席（无账号的人员），不参加表决"`
	Invited   []Observer      `json:"invited" doc:"列席（有账号的人员），可查看本次会议，不参加表决"`
	Quorum    QuorumLine      `json:"quorum"`
	Members   []MeetingMember `json:"members"`
	Items     []MeetingItem   `json:"items"`
	Rules     quorum.Rules    `json:"rules" doc:"召集会议时固定的规则"`
	Can       []Permission    `json:"can"`
}

// Observer attends with an account and never votes.
type Observer struct {
	UserID string `json:"user_id" format:"uuid"`
	Name   string `json:"name"`
}

// QuorumLine says whether enough members are there.
type QuorumLine struct {
	Due     int  `json:"due"`
	Present int  `json:"present"`
	Needed  int  `json:"needed" doc:"至少须到会人数（按未缓议的议题中最严的事项；全部缓议则为 0）"`
	Opens   bool `json:"opens"`
}

// MeetingMember is a member due.
type MeetingMember struct {
	UserID         string `json:"user_id" format:"uuid"`
	Name           string `json:"name"`
	Attendance     string `json:"attendance" enum:",present,leave,absent" doc:"空为尚未登记"`
	Reason         string `json:"reason,omitempty"`
	WrittenOpinion string `json:"written_opinion,omitempty" doc:"未到会成员的书面意见，不计票"`
}

// MeetingItem is one item of the agenda with its count.
type MeetingItem struct {
	ID          string       `json:"id" format:"uuid"`
	Position    int          `json:"position"`
	Title       string       `json:"title"`
	Matter      string       `json:"matter" enum:"ordinary,appointment,discipline"`
	DocumentID  *string      `json:"document_id,omitempty" format:"uuid"`
	Revision    int          `json:"revision,omitempty"`
	Digest      string       `json:"digest,omitempty" doc:"所议文稿的摘要；表决以它为准"`
	Document    *Subject     `json:"document,omitempty" doc:"所议文稿的现状"`
	Changed     bool         `json:"document_changed,omitempty" doc:"所议文稿自列入议程后已变动，须重新列入"`
	Tally       Tally        `json:"tally"`
	Outcome     Named        `json:"outcome"`
	CanPass     bool         `json:"can_pass" doc:"按尚未表决的票数，仍有可能通过"`
	MustDefer   bool         `json:"must_defer,omitempty" doc:"因回避已不可能通过，须缓议"`
	Deferral    string       `json:"deferral,omitempty"`
	Resolution  string       `json:"resolution,omitempty"`
	Votes       []Vote       `json:"votes"`
	Withdrawals []Withdrawal `json:"withdrawals"`
}

// Tally counts an item; the denominator is all members due.
type Tally struct {
	Due       int `json:"due"`
	Present   int `json:"present"`
	Withdrawn int `json:"withdrawn"`
	For       int `json:"for"`
	Against   int `json:"against"`
	Abstain   int `json:"abstain"`
	Remaining int `json:"remaining" doc:"尚未表决"`
	Needed    int `json:"needed" doc:"通过所需赞成票"`
}

// Vote is one member's vote.
type Vote struct {
	UserID  string    `json:"user_id" format:"uuid"`
	Choice  string    `json:"choice" enum:"for,against,abstain"`
	Opinion string    `json:"opinion,omitempty"`
	CastAt  time.Time `json:"cast_at"`
}

// Withdrawal is a member's withdrawal from an item.
type Withdrawal struct {
	UserID string    `json:"user_id" format:"uuid"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

type meetingsInput struct {
	Paging
	CampaignID string   `query:"campaign_id" format:"uuid"`
	State      []string `query:"state,explode" enum:"convened,open,adjourned" doc:"可多选"`
}

// meetings lists the meetings that the viewer may see, the newest first.
func (s *Server) meetings(ctx context.Context, v models.Viewer, in *meetingsInput) (*Page[Meeting], error) {
	var after string
	if _, err := in.after("meetings", &after); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).Meetings(v, models.MeetingFilter{CampaignID: in.CampaignID, States: in.State, After: after, Limit: in.Limit + 1})
	if err != nil {
		return nil, err
	}
	list := make([]Meeting, len(rows))
	for i, r := range rows {
		list[i] = Meeting{Subject: subjectOf(ctx, r.Subject), HeldAt: r.HeldAt, Place: r.Place, Due: r.Due, Present: r.Present, Items: r.Items}
	}
	page, err := pageOf("meetings", list, in.Limit, func(m Meeting) []any { return []any{m.ID} })
	return &page, err
}

// meeting shows one meeting with its count as it stands.
func (s *Server) meeting(ctx context.Context, v models.Viewer, in *subjectInput) (*MeetingDetail, error) {
	subject, can, err := s.deps.Engine.Look(ctx, v, in.ID, models.KindMeeting)
	if err != nil {
		return nil, err
	}
	view, err := workflow.ViewMeeting(s.deps.Store.View(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	m := view.Meeting
	out := &MeetingDetail{Subject: subjectOf(ctx, subject), HeldAt: m.HeldAt, Place: m.Place, ChairID: m.ChairID, Recorder: m.RecorderID,
		Chair: m.ChairName, Recording: m.RecorderName, Invited: make([]Observer, len(view.Observers)),
		OpenedAt: m.OpenedAt, ClosedAt: m.ClosedAt, Observers: workflow.ObserverNames(m), Quorum: quorumLineOf(view),
		Members: make([]MeetingMember, len(view.Members)), Items: make([]MeetingItem, len(view.Items)), Rules: view.Rules, Can: permissionsOf(ctx, can)}
	for i, member := range view.Members {
		out.Members[i] = MeetingMember{member.UserID, member.Name, member.Attendance, member.Reason, member.WrittenOpinion}
	}
	for i, o := range view.Observers {
		out.Invited[i] = Observer{o.UserID, o.Name}
	}
	for i, item := range view.Items {
		out.Items[i] = meetingItemOf(ctx, view, item)
	}
	return out, nil
}

func quorumLineOf(view workflow.MeetingView) QuorumLine {
	line := QuorumLine{Due: len(view.Members), Present: view.Present(), Needed: view.Needed()}
	line.Opens = line.Present >= line.Needed
	return line
}

func meetingItemOf(ctx context.Context, view workflow.MeetingView, t workflow.ItemTally) MeetingItem {
	i, n := t.Item, t.Tally
	item := MeetingItem{ID: i.ID, Position: i.Position, Title: i.Title, Matter: i.Matter, DocumentID: i.DocumentID, Revision: i.Revision,
		Digest: i.Digest, Outcome: Named{string(t.Outcome), t.Outcome.Label().In(requestOf(ctx).lang)}, MustDefer: t.MustDefer,
		CanPass: t.CanPass, Changed: t.Changed, Deferral: i.Deferral, Resolution: i.Resolution, Votes: []Vote{}, Withdrawals: []Withdrawal{},
		Tally: Tally{Due: n.Due, Present: n.Present, Withdrawn: n.Withdrawn, For: n.For, Against: n.Against, Abstain: n.Abstain,
			Remaining: n.Remaining(), Needed: t.VotesNeeded}}
	if t.Document != nil {
		document := subjectOf(ctx, *t.Document)
		item.Document = &document
	}
	for _, v := range view.Votes {
		if v.ItemID == i.ID {
			item.Votes = append(item.Votes, Vote{v.UserID, v.Choice, v.Opinion, v.CastAt})
		}
	}
	for _, w := range view.Withdrawals {
		if w.ItemID == i.ID {
			item.Withdrawals = append(item.Withdrawals, Withdrawal{w.UserID, w.Reason, w.At})
		}
	}
	return item
}

// minutes shows the minutes of a closed meeting.
func (s *Server) minutes(ctx context.Context, v models.Viewer, in *subjectInput) (*Content, error) {
	tx := s.deps.Store.View(ctx)
	if _, err := tx.Visible(v, in.ID, models.KindMeeting); err != nil {
		return nil, err
	}
	revision, err := tx.Revision(in.ID, 0)
	if err != nil {
		return nil, err
	}
	content, err := workflow.ParseContent(revision.Content)
	if err != nil {
		return nil, err
	}
	return contentOf(content), nil
}

type newMeeting struct {
	CampaignID string                `json:"campaign_id" format:"uuid"`
	Title      string                `json:"title" minLength:"1" maxLength:"200"`
	HeldAt     time.Time             `json:"held_at"`
	Place      string                `json:"place,omitempty" maxLength:"200"`
	ChairID    string                `json:"chair_id" format:"uuid" doc:"主持人"`
	RecorderID string                `json:"recorder_id,omitempty" format:"uuid" doc:"记录人；缺省为召集人"`
	MemberIDs  []string              `json:"member_ids,omitempty" maxItems:"100" doc:"应到会成员；缺省为全体党组成员"`
	Observers  []string              `json:"observers,omitempty" maxItems:"100" doc:"无账号的列席人员（姓名或职务）"`
	Invited    []string              `json:"observer_ids,omitempty" maxItems:"100" doc:"有账号的列席人员，可查看本次会议"`
	Items      []workflow.AgendaItem `json:"items,omitempty" maxItems:"50"`
}

type newMeetingInput struct{ Body newMeeting }

// convene convenes a meeting.
func (s *Server) convene(ctx context.Context, v models.Viewer, c Command, in *newMeetingInput) (workflow.Answer, error) {
	b := in.Body
	return s.deps.Engine.Convene(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		o := result.(workflow.Outcome)
		return answer(http.StatusCreated, o.Subject.Version, "/api/v1/meetings/"+o.Subject.ID, outcomeOf(ctx, o))
	}), workflow.NewMeeting{CampaignID: b.CampaignID, Title: b.Title, HeldAt: b.HeldAt, Place: b.Place, ChairID: b.ChairID,
		RecorderID: b.RecorderID, MemberIDs: b.MemberIDs, Observers: b.Observers, ObserverIDs: b.Invited, Items: b.Items})
}
