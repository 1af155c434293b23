package workflow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/keyring"
	"rectify/workflow/webhook"
	"rectify/workflow/words"
)

// webhookPurpose separates the secrets of webhooks from everything else that the program's key seals.
const webhookPurpose = "webhook"

// UseSecrets gives the engine the key with which it seals secrets that it must be able to read again. It must be called
// before the engine is used.
func (e *Engine) UseSecrets(key keyring.Key) { e.secrets = key }

// WebhookSettings are what an administrator sets of a webhook.
type WebhookSettings struct {
	Name        string   `json:"name"`
	URL         string   `json:"url"`
	Kinds       []string `json:"kinds"`  // of subjects; none means all
	Events      []string `json:"events"` // none means all
	Checkpoints bool     `json:"checkpoints"`
	Active      bool     `json:"active"`
}

// MadeWebhook is a webhook with its secret, which is shown this once.
type MadeWebhook struct {
	Webhook models.Webhook
	Secret  string
}

// CreateWebhook makes a webhook that is told of what happens from now on. The result is a MadeWebhook.
func (e *Engine) CreateWebhook(ctx context.Context, v models.Viewer, r Request, in WebhookSettings) (Answer, error) {
	return e.administer(ctx, v, r, WebhookAdmins, func(w *writing) (any, error) {
		hook := models.Webhook{ID: models.NewID(), CreatedBy: v.UserID, CreatedAt: w.now, UpdatedAt: w.now}
		if err := w.setWebhook(&hook, in); err != nil {
			return nil, err
		}
		secret := webhook.NewSecret()
		hook.Secret = e.secrets.Seal(webhookPurpose, hook.ID, []byte(secret))
		if err := w.tx.AddWebhook(hook); err != nil {
			return nil, webhookTaken(err, in.Name)
		}
		return MadeWebhook{hook, secret}, w.record("create", "webhook", hook.ID, in.recorded())
	})
}

// ChangeWebhook sets a webhook anew. When it becomes active it goes on with what happens from now on. The result is the
// models.Webhook.
func (e *Engine) ChangeWebhook(ctx context.Context, v models.Viewer, r Request, id string, in WebhookSettings) (Answer, error) {
	return e.administer(ctx, v, r, WebhookAdmins, func(w *writing) (any, error) {
		hook, err := w.tx.Webhook(id)
		if err != nil {
			return nil, err
		}
		before := settingsOf(hook).recorded()
		if err := w.setWebhook(&hook, in); err != nil {
			return nil, err
		}
		if err := w.tx.SaveWebhook(hook); err != nil {
			return nil, webhookTaken(err, in.Name)
		}
		return hook, w.recordChange("change", "webhook", id, in.recorded(), before, in.recorded())
	})
}

// RenewWebhookSecret gives a webhook another secret at once. The result is a MadeWebhook.
func (e *Engine) RenewWebhookSecret(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, WebhookAdmins, func(w *writing) (any, error) {
		hook, err := w.tx.Webhook(id)
		if err != nil {
			return nil, err
		}
		secret := webhook.NewSecret()
		hook.Secret, hook.UpdatedAt = e.secrets.Seal(webhookPurpose, id, []byte(secret)), w.now
		if err := w.tx.SaveWebhook(hook); err != nil {
			return nil, err
		}
		return MadeWebhook{hook, secret}, w.record("renew_secret", "webhook", id, nil)
	})
}

// RemoveWebhook removes a webhook and what was made out for it. The result is nil.
func (e *Engine) RemoveWebhook(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, WebhookAdmins, func(w *writing) (any, error) {
		hook, err := w.tx.Webhook(id)
		if err != nil {
			return nil, err
		}
		if err := w.tx.RemoveWebhook(id); err != nil {
			return nil, err
		}
		return nil, w.record("delete", "webhook", id, settingsOf(hook).recorded())
	})
}

// setWebhook checks settings and puts them into a webhook.
func (w *writing) setWebhook(hook *models.Webhook, in WebhookSettings) error {
	allowed, err := allowedTargets(w.tx)
	if err != nil {
		return err
	}
	var reasons []Reason
	switch _, err := webhook.Of(in.URL, allowed); {
	case errors.Is(err, webhook.ErrTarget) && !in.Active: // it may always be stopped
	case errors.Is(err, webhook.ErrTarget):
		reasons = append(reasons, Reason{Code: words.WebhookTarget, Field: "body.url"})
	case err != nil:
		reasons = append(reasons, Reason{Code: words.WebhookURL, Field: "body.url"})
	}
	for _, kind := range in.Kinds {
		if !slices.Contains(models.Kinds, models.Kind(kind)) {
			reasons = append(reasons, Reason{Code: words.KindUnknown, Params: words.Params{"kind": kind}, Field: "body.kinds"})
		}
	}
	for _, event := range in.Events {
		if _, known := EventLabels[Event(event)]; !known {
			reasons = append(reasons, Reason{Code: words.EventUnknown, Params: words.Params{"event": event}, Field: "body.events"})
		}
	}
	if err := RefuseFor(reasons); err != nil {
		return err
	}
	if in.Active && !hook.Active {
		if err := w.fromNowOn(hook); err != nil {
			return err
		}
	}
	hook.Name, hook.URL, hook.WantsCheckpoints, hook.Active, hook.UpdatedAt = in.Name, in.URL, in.Checkpoints, in.Active, w.now
	hook.Kinds, hook.Events = strings.Join(in.Kinds, " "), strings.Join(in.Events, " ")
	return nil
}

// fromNowOn sets a webhook's marks to the end of the feed and forgets its failures.
func (w *writing) fromNowOn(hook *models.Webhook) (err error) {
	if hook.FeedPosition, err = w.tx.FeedEnd(); err != nil {
		return err
	}
	last, err := w.tx.LastCheckpoint()
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	hook.SealedSize, hook.FailingSince, hook.StoppedAt = last.Size, nil, nil
	return nil
}

func settingsOf(hook models.Webhook) WebhookSettings {
	return WebhookSettings{Name: hook.Name, URL: hook.URL, Kinds: strings.Fields(hook.Kinds), Events: strings.Fields(hook.Events),
		Checkpoints: hook.WantsCheckpoints, Active: hook.Active}
}

// recorded are the settings as the audit log shows them: an address may hold a receiver's key behind the host.
func (s WebhookSettings) recorded() WebhookSettings {
	scheme, rest, _ := strings.Cut(s.URL, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	s.URL = scheme + "://" + rest
	return s
}

func webhookTaken(err error, name string) error {
	if errors.Is(err, models.ErrDuplicate) {
		return exists(words.Label{ZH: "推送名称", EN: "webhook name"}, name)
	}
	return err
}
