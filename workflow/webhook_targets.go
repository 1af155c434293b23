package workflow

import (
	"context"
	"errors"
	"net/netip"
	"strings"

	"rectify/models"
	"rectify/workflow/webhook"
	"rectify/workflow/words"
)

// NewWebhookTarget is an entry for the list of where webhooks may go.
type NewWebhookTarget struct {
	Host     string   `json:"host"`
	Port     int      `json:"port"`
	Plain    bool     `json:"plain"`
	Networks []string `json:"networks"` // CIDR, in which the host may lie beside the public internet
	Note     string   `json:"note"`
}

// AllowWebhookTarget puts a host on the list. The result is the models.WebhookTarget.
func (e *Engine) AllowWebhookTarget(ctx context.Context, v models.Viewer, r Request, in NewWebhookTarget) (Answer, error) {
	return e.administer(ctx, v, r, TargetAdmins, func(w *writing) (any, error) {
		row := models.WebhookTarget{ID: models.NewID(), Host: in.Host, Port: in.Port, Plain: in.Plain, Networks: strings.Join(in.Networks, " "),
			Note: in.Note, AddedBy: v.UserID, AddedAt: w.now}
		for _, network := range in.Networks {
			if _, err := netip.ParsePrefix(network); err != nil {
				return nil, badNetwork(network)
			}
		}
		target, err := targetOf(row)
		if err != nil {
			return nil, err
		}
		switch err := target.Check(); {
		case errors.Is(err, webhook.ErrNetwork):
			return nil, badNetwork(row.Networks)
		case err != nil:
			return nil, RefuseFor([]Reason{{Code: words.TargetHost, Field: "body.host"}})
		}
		if err := w.tx.AddWebhookTarget(row); errors.Is(err, models.ErrDuplicate) {
			return nil, exists(words.Label{ZH: "推送目标", EN: "webhook target"}, in.Host)
		} else if err != nil {
			return nil, err
		}
		return row, w.record("create", "webhook_target", row.ID, in)
	})
}

func badNetwork(network string) error {
	return RefuseFor([]Reason{{Code: words.TargetNetwork, Params: words.Params{"network": network}, Field: "body.networks"}})
}

// DisallowWebhookTarget takes a host off the list: from then on nothing is sent there, whatever still names it. The result
// is nil.
func (e *Engine) DisallowWebhookTarget(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.administer(ctx, v, r, TargetAdmins, func(w *writing) (any, error) {
		target, err := w.tx.WebhookTarget(id)
		if err != nil {
			return nil, err
		}
		if err := w.tx.RemoveWebhookTarget(id); err != nil {
			return nil, err
		}
		return nil, w.record("delete", "webhook_target", id, map[string]any{"host": target.Host, "port": target.Port})
	})
}

// targetOf reads an entry of the list.
func targetOf(row models.WebhookTarget) (webhook.Target, error) {
	t := webhook.Target{Host: row.Host, Port: row.Port, Plain: row.Plain}
	for _, network := range strings.Fields(row.Networks) {
		prefix, err := netip.ParsePrefix(network)
		if err != nil {
			return t, err
		}
		t.Networks = append(t.Networks, prefix)
	}
	return t, nil
}

// allowedTargets is the list as it stands now.
func allowedTargets(tx models.Tx) ([]webhook.Target, error) {
	rows, err := tx.WebhookTargets()
	if err != nil {
		return nil, err
	}
	list := make([]webhook.Target, len(rows))
	for i, row := range rows {
		if list[i], err = targetOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}
