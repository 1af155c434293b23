package workflow

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"rectify/models"
	"rectify/workflow/webhook"
)

const (
	webhookBatch  = 200 // events that are made out at once
	webhookTurn   = 100 // attempts for one webhook before it is looked at again
	webhooksAtOne = 8   // webhooks that are served side by side
	attemptLease  = time.Minute
	// webhookPatience is for how long a receiver may fail: then a delivery is given up, and, when nothing at all has
	// succeeded, the webhook is stopped.
	webhookPatience = 5 * 24 * time.Hour
	keepDeliveries  = 30 * 24 * time.Hour
)

// backoff is how long a delivery waits after its first, second … failure; the last one counts from then on.
var backoff = []time.Duration{10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour}

// DeliverWebhooks makes out what has come since the last look and makes the attempts that are due. Any number of replicas
// may call it at any time: an event is made out once, an attempt is made by one. A receiver gets every event at least once.
func (e *Engine) DeliverWebhooks(ctx context.Context, sender webhook.Sender) error {
	hooks, err := e.store.View(ctx).Webhooks("", true, 1000)
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	turns, failed := make(chan struct{}, webhooksAtOne), make([]error, len(hooks))
	for i, hook := range hooks {
		group.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			if failed[i] = e.makeOut(ctx, hook); failed[i] == nil {
				failed[i] = e.serve(ctx, hook, sender)
			}
		})
	}
	group.Wait()
	return errors.Join(failed...)
}

// makeOut turns what the webhook wants of the feed, and the checkpoints, into deliveries.
func (e *Engine) makeOut(ctx context.Context, hook models.Webhook) error {
	for more := true; more; {
		err := e.inTx(ctx, func(tx models.Tx) (err error) {
			more = false
			if hook, err = tx.Webhook(hook.ID); err != nil || !hook.Active {
				return err
			}
			var list []models.WebhookDelivery
			position, err := e.entriesFor(tx, hook, &list)
			if err != nil {
				return err
			}
			size, err := e.sealsFor(tx, hook, &list)
			if err != nil || position == hook.FeedPosition && size == hook.SealedSize {
				return err
			}
			more = true
			return errors.Join(tx.AdvanceWebhook(hook, position, size), tx.AddDeliveries(list))
		})
		if errors.Is(err, models.ErrNotFound) { // removed meanwhile
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) entriesFor(tx models.Tx, hook models.Webhook, list *[]models.WebhookDelivery) (int64, error) {
	end, err := tx.FeedEnd()
	if err != nil || end <= hook.FeedPosition {
		return hook.FeedPosition, err
	}
	items, err := tx.FeedForWebhooks(hook.FeedPosition, end, strings.Fields(hook.Kinds), strings.Fields(hook.Events), webhookBatch)
	if err != nil {
		return 0, err
	}
	for _, item := range items {
		made, err := entryEvent(item).delivery(hook.ID, e.clock.Now())
		if err != nil {
			return 0, err
		}
		*list = append(*list, made)
	}
	if len(items) == webhookBatch {
		end = items[len(items)-1].Position
	}
	return end, nil
}

func (e *Engine) sealsFor(tx models.Tx, hook models.Webhook, list *[]models.WebhookDelivery) (int64, error) {
	size := hook.SealedSize
	if !hook.WantsCheckpoints {
		return size, nil
	}
	rows, err := tx.CheckpointsAfter(size, webhookBatch)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		event, err := sealedEvent(row)
		if err != nil {
			return 0, err
		}
		made, err := event.delivery(hook.ID, e.clock.Now())
		if err != nil {
			return 0, err
		}
		*list, size = append(*list, made), row.Size
	}
	return size, nil
}

// serve makes the attempts that are due for one webhook, one after the other and in order, until one fails: a receiver that
// is down is not asked a hundred times.
func (e *Engine) serve(ctx context.Context, hook models.Webhook, sender webhook.Sender) error {
	for range webhookTurn {
		if ctx.Err() != nil {
			return nil
		}
		var claimed models.WebhookDelivery
		err := e.inTx(ctx, func(tx models.Tx) (err error) {
			now := e.clock.Now()
			claimed, err = tx.ClaimDelivery(hook.ID, now, now.Add(attemptLease))
			return err
		})
		if errors.Is(err, models.ErrNotFound) || errors.Is(err, models.ErrConflict) {
			return nil
		} else if err != nil {
			return err
		}
		delivered, err := e.attempt(ctx, hook.ID, claimed, sender)
		if err != nil || !delivered {
			return err
		}
	}
	return nil
}

// attempt sends one delivery and records what came of it. What the webhook and the list say now counts.
func (e *Engine) attempt(ctx context.Context, hookID string, d models.WebhookDelivery, sender webhook.Sender) (bool, error) {
	began := e.clock.Now()
	outcome, err := e.send(ctx, hookID, d, sender, began)
	if err != nil {
		return false, err
	}
	now := e.clock.Now()
	stopped := false
	err = e.inTx(ctx, func(tx models.Tx) (err error) {
		if stopped, err = e.settleAttempt(tx, d, outcome, now); err != nil {
			return err
		}
		return tx.EndAttempt(e.next(d, outcome, now), models.WebhookAttempt{DeliveryID: d.ID, Number: d.Attempts, At: began, Status: outcome.Status,
			Reason: outcome.Reason, TookMS: now.Sub(began).Milliseconds()})
	})
	if stopped {
		e.log.WarnContext(ctx, "a webhook was stopped: its receiver has failed for days", "webhook", hookID)
	}
	return outcome.Delivered() && err == nil, err
}

// next is the delivery after an attempt.
func (e *Engine) next(d models.WebhookDelivery, outcome webhook.Outcome, now time.Time) models.WebhookDelivery {
	switch {
	case outcome.Delivered():
		d.State, d.NextAt, d.DeliveredAt = models.DeliveryDone, now, &now
	case d.Tries > len(backoff) && now.Sub(d.CreatedAt) > webhookPatience:
		d.State, d.NextAt = models.DeliveryGivenUp, now
	default:
		d.NextAt = now.Add(backoff[min(d.Tries, len(backoff))-1])
	}
	return d
}

// settleAttempt keeps since when a webhook fails, and stops it when that is too long. It reports whether it did.
func (e *Engine) settleAttempt(tx models.Tx, d models.WebhookDelivery, outcome webhook.Outcome, now time.Time) (bool, error) {
	if outcome.Delivered() {
		return false, tx.SucceedWebhook(d.WebhookID)
	}
	since, err := tx.FailWebhook(d.WebhookID, now)
	if err != nil || now.Sub(since) <= webhookPatience {
		return false, err
	}
	stopped, err := tx.StopWebhook(d.WebhookID, now)
	if err != nil || !stopped {
		return false, err
	}
	return true, RecordAct(tx, now, models.Viewer{}, Acted{Act: "stop", Kind: "webhook", ID: d.WebhookID, Detail: map[string]any{"failing_since": since.UTC()}})
}

// send signs and sends, when the list still allows it.
func (e *Engine) send(ctx context.Context, hookID string, d models.WebhookDelivery, sender webhook.Sender, now time.Time) (webhook.Outcome, error) {
	view := e.store.View(ctx)
	hook, err := view.Webhook(hookID)
	if err != nil {
		return webhook.Outcome{}, err
	}
	allowed, err := allowedTargets(view)
	if err != nil {
		return webhook.Outcome{}, err
	}
	target, err := webhook.Of(hook.URL, allowed)
	if err != nil {
		return webhook.Outcome{Reason: "target"}, nil //nolint:nilerr // the outcome says it
	}
	secret, err := e.secrets.Open(webhookPurpose, hook.ID, hook.Secret)
	if err != nil {
		return webhook.Outcome{Reason: "secret"}, nil //nolint:nilerr // sealed with a key that is not here
	}
	m := webhook.Message{ID: e.messageID(d.EventID), Body: d.Body, At: now}
	if m.Signature, err = webhook.Sign(string(secret), m.ID, now, d.Body); err != nil {
		return webhook.Outcome{}, err
	}
	return sender.Send(ctx, target, hook.URL, m), nil
}

// messageID makes an event's id unique among all systems that a receiver may listen to.
func (e *Engine) messageID(eventID string) string {
	if e.key == nil {
		return "rectify-" + eventID
	}
	return e.key.Origin() + "-" + eventID
}
