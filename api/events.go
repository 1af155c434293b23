package api

import (
	"context"
	"strconv"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// Event is one entry of history at its place in the global order, named as CloudEvents 1.0 names things.
type Event struct {
	SpecVersion string       `json:"specversion" enum:"1.0"`
	ID          string       `json:"id" doc:"全局序号；作为 after 或 Last-Event-ID 续读"`
	Source      string       `json:"source" doc:"整改专项的地址"`
	Type        string       `json:"type" doc:"rectify.种类.动作，如 rectify.problem.submit"`
	Subject     string       `json:"subject" format:"uuid" doc:"事项编号"`
	Time        time.Time    `json:"time"`
	Data        HappenedData `json:"data"`
}

// HappenedData is what happened, and to what.
type HappenedData struct {
	Kind  models.Kind `json:"kind" enum:"problem,measure,weekly,progress,plan,bulletin,situation,meeting"`
	Title string      `json:"title" doc:"事项现在的标题"`
	HistoryEntry
}

// EventPage is a piece of the feed.
type EventPage struct {
	Items []Event `json:"items"`
	Next  int64   `json:"next" doc:"下次读取时的 after；没有新事件时不变"`
}

// EventFilter narrows the feed; what is empty does not narrow.
type EventFilter struct {
	CampaignID string        `query:"campaign_id" format:"uuid"`
	SubjectID  string        `query:"subject_id" format:"uuid"`
	Kinds      []models.Kind `query:"kind" enum:"problem,measure,weekly,progress,plan,bulletin,situation,meeting" doc:"种类，可多个，逗号分隔"`
}

type eventsInput struct {
	After int64 `query:"after" minimum:"0" doc:"只要此序号之后的"`
	Limit int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
	EventFilter
}

// events reads the feed on from a position. What the caller may not see is left out, so that ids have holes.
func (s *Server) events(ctx context.Context, v models.Viewer, in *eventsInput) (*EventPage, error) {
	page, err := s.feed(ctx, v, in.EventFilter, in.After, in.Limit)
	return &page, err
}

// feed reads up to limit events behind a position, and how far that looked.
func (s *Server) feed(ctx context.Context, v models.Viewer, f EventFilter, after int64, limit int) (EventPage, error) {
	tx := s.deps.Store.View(ctx)
	end, err := tx.FeedEnd()
	if err != nil || end <= after {
		return EventPage{Items: []Event{}, Next: after}, err
	}
	items, err := tx.Feed(v, models.FeedFilter{CampaignID: f.CampaignID, SubjectID: f.SubjectID, Kinds: f.Kinds}, after, end, limit)
	page := EventPage{Items: make([]Event, len(items)), Next: end}
	for i, item := range items {
		page.Items[i] = eventFrom(requestOf(ctx).lang, item)
	}
	if len(items) == limit {
		page.Next = items[limit-1].Position
	}
	return page, err
}

func eventFrom(lang words.Lang, item models.FeedItem) Event {
	return Event{SpecVersion: "1.0", ID: strconv.FormatInt(item.Position, 10), Source: "/api/v1/campaigns/" + item.CampaignID,
		Type: "rectify." + string(item.Kind) + "." + item.Event, Subject: item.SubjectID, Time: item.At,
		Data: HappenedData{Kind: item.Kind, Title: item.Title, HistoryEntry: historyEntryOf(lang, item.Entry)}}
}
