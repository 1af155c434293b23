package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// What happens in a meeting. Each handler turns its body into the payload of one event.

type agendaInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Title      *string               `json:"title,omitempty" minLength:"1" maxLength:"200"`
		HeldAt     *time.Time            `json:"held_at,omitempty"`
		Place      *string               `json:"place,omitempty" maxLength:"200"`
		ChairID    *string               `json:"chair_id,omitempty" format:"uuid" doc:"主持人，须为应到会成员"`
		RecorderID *string               `json:"recorder_id,omitempty" format:"uuid" doc:"记录人"`
		Observers  []string              `json:"observers,omitempty" maxItems:"100" doc:"无账号的列席人员（姓名或职务），整份替换"`
		Invited    []string              `json:"observer_ids,omitempty" maxItems:"100" doc:"有账号的列席人员，整份替换"`
		Items      []workflow.AgendaItem `json:"items,omitempty" maxItems:"50" doc:"新的议程；保留的议题写明 id，所附文稿以此刻的版本为准"`
	}
}

// editMeeting changes a meeting before it is opened.
func (s *Server) editMeeting(ctx context.Context, v models.Viewer, c Command, in *agendaInput) (workflow.Answer, error) {
	b := in.Body
	return s.inMeeting(ctx, v, c, in.ID, workflow.Edit, "", workflow.Agenda{Title: b.Title, HeldAt: b.HeldAt, Place: b.Place, ChairID: b.ChairID,
		RecorderID: b.RecorderID, Observers: b.Observers, ObserverIDs: b.Invited, Items: b.Items})
}

type attendanceInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Members []struct {
			UserID     string `json:"user_id" format:"uuid"`
			Attendance string `json:"attendance" enum:"present,leave,absent"`
			Reason     string `json:"reason,omitempty" maxLength:"200" doc:"请假或缺席的原因"`
		} `json:"members" minItems:"1" maxItems:"100"`
	}
}

// attend records who is there.
func (s *Server) attend(ctx context.Context, v models.Viewer, c Command, in *attendanceInput) (workflow.Answer, error) {
	var attendance workflow.Attendance
	for _, m := range in.Body.Members {
		attendance.Members = append(attendance.Members, workflow.Attending{UserID: m.UserID, Attendance: m.Attendance, Reason: m.Reason})
	}
	return s.inMeeting(ctx, v, c, in.ID, workflow.Attend, "", attendance)
}

type voteInput struct {
	ID   string `path:"id" format:"uuid"`
	Item string `path:"item" format:"uuid"`
	Body struct {
		Choice  string `json:"choice" enum:"for,against,abstain"`
		Digest  string `json:"digest,omitempty" maxLength:"64" doc:"所看文稿的摘要；议题无文稿时不填"`
		Opinion string `json:"opinion,omitempty" maxLength:"2000"`
	}
}

// vote casts the caller's own vote on an item.
func (s *Server) vote(ctx context.Context, v models.Viewer, c Command, in *voteInput) (workflow.Answer, error) {
	return s.inMeeting(ctx, v, c, in.ID, workflow.CastVote, in.Body.Opinion,
		workflow.Ballot{ItemID: in.Item, Choice: in.Body.Choice, Digest: in.Body.Digest})
}

type recusalInput struct {
	ID   string `path:"id" format:"uuid"`
	Item string `path:"item" format:"uuid"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// recuse takes the caller out of an item.
func (s *Server) recuse(ctx context.Context, v models.Viewer, c Command, in *recusalInput) (workflow.Answer, error) {
	return s.inMeeting(ctx, v, c, in.ID, workflow.Recuse, "", workflow.Recusal{ItemID: in.Item, Reason: in.Body.Reason})
}

type deferralInput struct {
	ID   string `path:"id" format:"uuid"`
	Item string `path:"item" format:"uuid"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// deferItem puts an item off.
func (s *Server) deferItem(ctx context.Context, v models.Viewer, c Command, in *deferralInput) (workflow.Answer, error) {
	return s.inMeeting(ctx, v, c, in.ID, workflow.Defer, in.Body.Reason, workflow.Deferral{ItemID: in.Item})
}

type writtenOpinionInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Opinion string `json:"opinion" minLength:"1" maxLength:"2000"`
	}
}

// writeOpinion hands in the written opinion of a member who is not there.
func (s *Server) writeOpinion(ctx context.Context, v models.Viewer, c Command, in *writtenOpinionInput) (workflow.Answer, error) {
	return s.inMeeting(ctx, v, c, in.ID, workflow.WriteOpinion, in.Body.Opinion, workflow.WrittenOpinion{})
}

func (s *Server) inMeeting(ctx context.Context, v models.Viewer, c Command, id string, event workflow.Event, opinion string, payload any) (workflow.Answer, error) {
	return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: id, Kinds: []models.Kind{models.KindMeeting}, Event: event, Opinion: opinion, Payload: payload})
}
