package workflow

import (
	"context"
	"errors"

	"rectify/models"
	"rectify/workflow/words"
)

// TestWebhook makes out a delivery that only says that this is a test. The result is the models.WebhookDelivery.
func (e *Engine) TestWebhook(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, WebhookAdmins, func(w *writing) (any, error) {
		hook, err := w.tx.Webhook(id)
		if err != nil {
			return nil, err
		}
		if !hook.Active {
			return nil, Refuse(Conflict, words.WebhookInactive, nil)
		}
		made, err := testEvent(id, w.now).delivery(id, w.now)
		if err != nil {
			return nil, err
		}
		return made, errors.Join(w.tx.AddDeliveries([]models.WebhookDelivery{made}), w.record("test", "webhook", id, map[string]string{"delivery": made.ID}))
	})
}

// ReplayDelivery sends an event again, under the same id. The result is the models.WebhookDelivery.
func (e *Engine) ReplayDelivery(ctx context.Context, v models.Viewer, r Request, id, deliveryID string) (Answer, error) {
	return e.administer(ctx, v, r, WebhookAdmins, func(w *writing) (any, error) {
		d, err := w.tx.Delivery(id, deliveryID)
		if err != nil {
			return nil, err
		}
		if err := w.tx.ReplayDelivery(d.ID, w.now); err != nil {
			return nil, err
		}
		if d, err = w.tx.Delivery(id, deliveryID); err != nil {
			return nil, err
		}
		return d, w.record("replay", "webhook", id, map[string]string{"delivery": d.ID})
	})
}

// ForgetDeliveries deletes what was delivered or given up a month ago.
func (e *Engine) ForgetDeliveries(ctx context.Context) error {
	return e.store.InTx(ctx, func(tx models.Tx) error { return tx.ForgetDeliveries(e.clock.Now().Add(-keepDeliveries)) })
}
