package workflow

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// UnreadMost is up to where unread notifications are counted: "99+" is enough to know.
const UnreadMost = 100

// unreadFor is how long something counts as unread that nobody has looked at.
const unreadFor = 90 * 24 * time.Hour

// Notifications is a page of them, with the number of unread ones, UnreadMost at most.
type Notifications struct {
	Unread int
	Lines  []models.Notification
}

// Notifications returns what has happened that concerns the viewer, the newest first, behind the place of the last line of
// the page before. Without a limit it only counts.
func (e *Engine) Notifications(ctx context.Context, v models.Viewer, unread bool, before *models.NotificationKey, limit int) (Notifications, error) {
	var n Notifications
	tx := e.store.View(ctx)
	q, err := e.notificationsOf(tx, v)
	if err != nil {
		return n, err
	}
	q.Limit = UnreadMost
	if n.Unread, err = tx.UnreadNotifications(q); err != nil || limit == 0 {
		return n, err
	}
	q.Unread, q.Before, q.Limit = unread, before, limit
	n.Lines, err = tx.Notifications(q)
	return n, err
}

func (e *Engine) notificationsOf(tx models.Tx, v models.Viewer) (models.NotificationQuery, error) {
	now := e.clock.Now()
	mark, err := tx.NotificationMark(v.UserID)
	if oldest := now.Add(-unreadFor); mark.ReadTo.Before(oldest) {
		mark.ReadTo = oldest
	}
	return models.NotificationQuery{Viewer: v.At(now), Mark: mark, Now: now}, err
}

// ReadNotifications marks as read what concerns the viewer up to a place. The result is nil.
func (e *Engine) ReadNotifications(ctx context.Context, v models.Viewer, r Request, upTo models.NotificationKey) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		w.unrecorded = true
		q, err := e.notificationsOf(w.tx, w.viewer)
		if err != nil {
			return nil, err
		}
		q.Before, q.Upto, q.Limit = &upTo, true, 2*UnreadMost
		lines, err := w.tx.Notifications(q)
		if err != nil || len(lines) == 0 {
			return nil, err
		}
		mark := models.NotificationMark{UserID: v.UserID, ReadTo: lines[0].At}
		for _, n := range lines {
			mark.Position = max(mark.Position, n.Position)
		}
		return nil, w.tx.MoveNotificationMark(mark)
	})
}

// NotificationText is what happened as a sentence of the office.
func NotificationText(lang words.Lang, n models.Notification) string {
	event := Event(n.Event)
	params := words.Params{"actor": n.ActorName, "event": EventLabels[event], "kind": KindLabels[n.Kind], "title": n.Title, "number": n.Number, "from": n.FromOn, "to": n.ToOn}
	code := words.NotifiedMoved
	switch {
	case event == "delegate":
		code = words.NotifiedDelegation
	case event == Urge && n.CycleID != nil:
		code = words.NotifiedCycleUrge
	case event == Urge:
		code = words.NotifiedUrge
	case event == Copy:
		code = words.NotifiedCopy
	case event == Create && n.Kind == models.KindMeeting:
		code = words.NotifiedMeeting
	case event == Edit:
		code = words.NotifiedMeetingChanged
	case event == Create || event == Assign:
		code = words.NotifiedAssigned
	}
	return words.Text(lang, code, params)
}

// NotificationVerb names what happened.
func NotificationVerb(lang words.Lang, n models.Notification) string {
	if n.Event == "delegate" {
		return words.Text(lang, words.VerbDelegate, nil)
	}
	if n.CycleID != nil {
		return words.Text(lang, words.VerbUrgeReport, nil)
	}
	if Event(n.Event) != Create {
		return EventLabels[Event(n.Event)].In(lang)
	}
	if n.Kind == models.KindMeeting {
		return words.Text(lang, words.VerbConvene, nil)
	}
	return EventLabels[Assign].In(lang) // to whom it was given, that is what its creation means
}
