package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Notifications is one page of what has happened that concerns the caller.
type Notifications struct {
	Unread     int            `json:"unread" doc:"未读条数，最多数到 100"`
	Items      []Notification `json:"items"`
	NextCursor string         `json:"next_cursor,omitempty" doc:"下一页的游标；最后一页没有"`
}

// Notification is one thing that happened.
type Notification struct {
	ID        string       `json:"id" doc:"本条的位置；标为已读时写入 up_to"`
	At        time.Time    `json:"at"`
	Unread    bool         `json:"unread"`
	ActorName string       `json:"actor_name"`
	Event     Named        `json:"event"`
	Text      string       `json:"text" doc:"一句话说明"`
	Remark    string       `json:"remark,omitempty" doc:"意见"`
	Kind      *models.Kind `json:"kind,omitempty" enum:"problem,measure,weekly,progress,plan,bulletin,situation,meeting"`
	SubjectID *string      `json:"subject_id,omitempty" format:"uuid" doc:"事项编号；尚未起草的周报和委托没有"`
	Title     string       `json:"title,omitempty"`
	CycleID   *string      `json:"cycle_id,omitempty" format:"uuid" doc:"催报的周期"`
	UnitID    *string      `json:"unit_id,omitempty" format:"uuid" doc:"催报的单位"`
}

const notificationList = "notifications"

type notificationsInput struct {
	Cursor string `query:"cursor" maxLength:"1000" doc:"上一页给出的 next_cursor"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200" default:"50" doc:"每页条数；0 只要未读条数"`
	Unread bool   `query:"unread" doc:"只要未读的"`
}

// notifications answers with the newest first.
func (s *Server) notifications(ctx context.Context, v models.Viewer, in *notificationsInput) (*Notifications, error) {
	before, err := notificationKey(in.Cursor)
	if err != nil {
		return nil, err
	}
	limit := in.Limit
	if limit > 0 {
		limit++
	}
	found, err := s.deps.Engine.Notifications(ctx, v, in.Unread, before, limit)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(notificationList, found.Lines, in.Limit, func(n models.Notification) []any { return placeOf(n) })
	if err != nil {
		return nil, err
	}
	out := Notifications{Unread: found.Unread, Items: make([]Notification, len(page.Items)), NextCursor: page.NextCursor}
	for i, n := range page.Items {
		if out.Items[i], err = notificationOf(requestOf(ctx).lang, n); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

func notificationOf(lang words.Lang, n models.Notification) (Notification, error) {
	id, err := encodeCursor(notificationList, placeOf(n)...)
	out := Notification{ID: id, At: n.At, Unread: n.Unread, ActorName: n.ActorName, Event: Named{n.Event, workflow.NotificationVerb(lang, n)},
		Text: workflow.NotificationText(lang, n), Remark: n.Remark, SubjectID: n.SubjectID, Title: n.Title, CycleID: n.CycleID}
	if n.Kind != "" {
		out.Kind = &n.Kind
	}
	if n.CycleID != nil {
		out.UnitID = n.UnitID
	}
	return out, err
}

func placeOf(n models.Notification) []any { return []any{n.At, n.Position, n.Ref} }

// notificationKey reads the place of a notification, nil for none.
func notificationKey(id string) (*models.NotificationKey, error) {
	var key models.NotificationKey
	there, err := Paging{Cursor: id}.after(notificationList, &key.At, &key.Position, &key.Ref)
	if err != nil || !there {
		return nil, err
	}
	return &key, nil
}

type readNotificationsInput struct {
	Body struct {
		UpTo string `json:"up_to" minLength:"1" maxLength:"1000" doc:"已读到的一条的 id，含此条"`
	}
}

// readNotifications marks what is up to one of them as read.
func (s *Server) readNotifications(ctx context.Context, v models.Viewer, c Command, in *readNotificationsInput) (workflow.Answer, error) {
	key, err := notificationKey(in.Body.UpTo)
	if err != nil {
		return workflow.Answer{}, err
	}
	return s.deps.Engine.ReadNotifications(ctx, v, c.Rendering(func(any) (workflow.Answer, error) {
		return noContent, nil
	}), *key)
}
