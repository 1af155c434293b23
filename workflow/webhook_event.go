package workflow

import (
	"encoding/hex"
	"strconv"
	"time"

	"rectify/models"
	"rectify/workflow/chain"
	"rectify/workflow/checkpoint"
)

// cloudEvent is what a receiver gets: CloudEvents 1.0, structured mode. It says that something happened and where to read
// about it; never a title, a text, an opinion or a name.
type cloudEvent struct {
	SpecVersion string `json:"specversion"`
	ID          string `json:"id"`
	Source      string `json:"source"`
	Type        string `json:"type"`
	Subject     string `json:"subject,omitempty"`
	Time        string `json:"time"`
	ContentType string `json:"datacontenttype"`
	Data        any    `json:"data"`
}

type happenedData struct {
	Kind  models.Kind `json:"kind"`
	Event string      `json:"event"`
	From  string      `json:"from"`
	To    string      `json:"to"`
	Seq   int64       `json:"seq"`
	Link  string      `json:"link"`
}

type sealedData struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
	Short  string `json:"short"`
	Note   string `json:"note"`
	Link   string `json:"link"`
}

// collections are where the kinds stand in the API.
var collections = map[models.Kind]string{models.KindProblem: "problems", models.KindMeasure: "measures", models.KindMeeting: "meetings"}

// entryEvent is an entry of history as it is told; its id is that of the same event in the feed of the API.
func entryEvent(item models.FeedItem) cloudEvent {
	collection := collections[item.Kind]
	if collection == "" {
		collection = "reports"
	}
	return cloudEvent{ID: strconv.FormatInt(item.Position, 10), Source: "/api/v1/campaigns/" + item.CampaignID,
		Type: "rectify." + string(item.Kind) + "." + item.Event, Subject: item.SubjectID, Time: chain.Instant(item.At),
		Data: happenedData{Kind: item.Kind, Event: item.Event, From: item.FromState, To: item.ToState, Seq: item.Seq,
			Link: "/api/v1/" + collection + "/" + item.SubjectID}}
}

// sealedEvent is a checkpoint as it is told: the whole signed text, so that the receiver is the witness.
func sealedEvent(c models.Checkpoint) (cloudEvent, error) {
	said, err := checkpoint.Parse(c.Note)
	size := strconv.FormatInt(c.Size, 10)
	return cloudEvent{ID: "checkpoint-" + size, Source: "/api/v1/checkpoints", Type: "rectify.checkpoint", Subject: size, Time: chain.Instant(c.TakenAt),
		Data: sealedData{Origin: said.Origin, Size: c.Size, Root: hex.EncodeToString(c.Root), Short: said.Short(), Note: c.Note,
			Link: "/api/v1/checkpoints/" + size}}, err
}

// testEvent is what the test button sends.
func testEvent(webhookID string, now time.Time) cloudEvent {
	return cloudEvent{ID: "test-" + models.NewID(), Source: "/api/v1/webhooks/" + webhookID, Type: "rectify.webhook.test", Time: chain.Instant(now),
		Data: map[string]string{"link": "/api/v1/webhooks/" + webhookID}}
}

// delivery makes an event out for a webhook.
func (c cloudEvent) delivery(webhookID string, now time.Time) (models.WebhookDelivery, error) {
	c.SpecVersion, c.ContentType = "1.0", "application/json"
	body, err := chain.Canonical(c)
	return models.WebhookDelivery{ID: models.NewID(), WebhookID: webhookID, EventID: c.ID, EventType: c.Type, Body: body, State: models.DeliveryPending,
		NextAt: now, CreatedAt: now}, err
}
