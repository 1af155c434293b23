package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// WebhookDelivery is one event for one webhook.
type WebhookDelivery struct {
	ID          string     `json:"id" format:"uuid"`
	EventID     string     `json:"event_id" doc:"事件编号，重发时不变"`
	EventType   string     `json:"event_type"`
	State       string     `json:"state" enum:"pending,delivered,given_up" doc:"pending 待送，delivered 已送达，given_up 已放弃"`
	Attempts    int        `json:"attempts"`
	NextAt      *time.Time `json:"next_at,omitempty" doc:"不早于此时再试"`
	CreatedAt   time.Time  `json:"created_at"`
	DeliveredAt *time.Time `json:"delivered_at,omitempty"`
}

// WebhookDeliveryDetail is a delivery with what is sent and how it went. What the receiver answered is not kept.
type WebhookDeliveryDetail struct {
	WebhookDelivery
	Event json.RawMessage  `json:"event" doc:"所发送的内容（CloudEvents 1.0）"`
	Tries []WebhookAttempt `json:"tries" doc:"各次尝试，最多 200 次"`
}

// WebhookAttempt is one try.
type WebhookAttempt struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	Status int       `json:"status,omitempty" doc:"对方回答的 HTTP 状态；没有回答则缺"`
	Reason string    `json:"reason,omitempty" doc:"未送达的原因：status、redirect、address、target、timeout、tls、connection、secret"`
	TookMS int64     `json:"took_ms"`
}

func webhookDeliveryOf(d models.WebhookDelivery) WebhookDelivery {
	out := WebhookDelivery{ID: d.ID, EventID: d.EventID, EventType: d.EventType, State: d.State, Attempts: d.Attempts, CreatedAt: d.CreatedAt,
		DeliveredAt: d.DeliveredAt}
	if d.State == models.DeliveryPending {
		out.NextAt = &d.NextAt
	}
	return out
}

type deliveriesInput struct {
	ID string `path:"id" format:"uuid"`
	Paging
}

func (s *Server) webhookDeliveries(ctx context.Context, _ models.Viewer, in *deliveriesInput) (*Page[WebhookDelivery], error) {
	var before string
	if _, err := in.after("webhook-deliveries", &before); err != nil {
		return nil, err
	}
	tx := s.deps.Store.View(ctx)
	if _, err := tx.Webhook(in.ID); err != nil {
		return nil, err
	}
	rows, err := tx.Deliveries(in.ID, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("webhook-deliveries", mapped(rows, webhookDeliveryOf), in.Limit, func(d WebhookDelivery) []any { return []any{d.ID} })
	return &page, err
}

type deliveryInput struct {
	ID         string `path:"id" format:"uuid"`
	DeliveryID string `path:"delivery_id" format:"uuid"`
}

func (s *Server) webhookDelivery(ctx context.Context, _ models.Viewer, in *deliveryInput) (*WebhookDeliveryDetail, error) {
	tx := s.deps.Store.View(ctx)
	d, err := tx.Delivery(in.ID, in.DeliveryID)
	if err != nil {
		return nil, err
	}
	tries, err := tx.Attempts(d.ID)
	return &WebhookDeliveryDetail{webhookDeliveryOf(d), d.Body, mapped(tries, func(a models.WebhookAttempt) WebhookAttempt {
		return WebhookAttempt{a.Number, a.At, a.Status, a.Reason, a.TookMS}
	})}, err
}

func (s *Server) testWebhook(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.TestWebhook(ctx, v, c.Rendering(answerDelivery), in.ID)
}

func (s *Server) replayDelivery(ctx context.Context, v models.Viewer, c Command, in *deliveryInput) (workflow.Answer, error) {
	return s.deps.Engine.ReplayDelivery(ctx, v, c.Rendering(answerDelivery), in.ID, in.DeliveryID)
}

// answerDelivery says that it will be sent; how it goes stands with the delivery.
func answerDelivery(result any) (workflow.Answer, error) {
	d := result.(models.WebhookDelivery)
	return answer(http.StatusAccepted, 0, "/api/v1/webhooks/"+d.WebhookID+"/deliveries/"+d.ID, webhookDeliveryOf(d))
}
