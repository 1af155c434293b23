package models

import (
	"time"

	"gorm.io/gorm"
)

// WebhookTarget is an entry of the list of where webhooks may go.
type WebhookTarget struct {
	ID       string `gorm:"primaryKey"`
	Host     string
	Port     int
	Plain    bool   // http instead of https
	Networks string // CIDR, separated by blanks, in which the host may lie beside the public internet
	Note     string
	AddedBy  string
	AddedAt  time.Time
}

// Webhook is another system that is told of what happens.
type Webhook struct {
	ID               string `gorm:"primaryKey"`
	Name             string
	URL              string
	Secret           []byte // sealed with the program's key
	Kinds            string // of subjects, separated by blanks; "" for all
	Events           string // separated by blanks; "" for all
	WantsCheckpoints bool   // it is also told of checkpoints
	Active           bool
	FeedPosition     int64 // up to here deliveries were made out
	SealedSize       int64
	FailingSince     *time.Time // since when no attempt has succeeded; nil when the last one did
	StoppedAt        *time.Time // when the program gave it up
	CreatedBy        string
	CreatedAt        time.Time
	UpdatedAt        time.Time
}

// WebhookTargets returns the whole list, by host and port.
func (tx Tx) WebhookTargets() ([]WebhookTarget, error) {
	var list []WebhookTarget
	err := tx.db.Order("host, port").Find(&list).Error
	return list, translate(err)
}

// WebhookTarget returns an entry, or ErrNotFound.
func (tx Tx) WebhookTarget(id string) (WebhookTarget, error) {
	var t WebhookTarget
	err := tx.db.Where("id = ?", id).Take(&t).Error
	return t, translate(err)
}

// AddWebhookTarget stores an entry; ErrDuplicate when the host and port are on the list.
func (tx Tx) AddWebhookTarget(t WebhookTarget) error { return translate(tx.db.Create(&t).Error) }

// RemoveWebhookTarget takes an entry off the list.
func (tx Tx) RemoveWebhookTarget(id string) error {
	return translate(tx.db.Where("id = ?", id).Delete(&WebhookTarget{}).Error)
}

// Webhooks returns up to limit webhooks with ids above after, or, when activeOnly, those that are to be served.
func (tx Tx) Webhooks(after string, activeOnly bool, limit int) ([]Webhook, error) {
	q := tx.db.Where("id > ?", orZero(after)).Order("id").Limit(limit)
	if activeOnly {
		q = q.Where("active")
	}
	var list []Webhook
	return list, translate(q.Find(&list).Error)
}

// Webhook returns a webhook, or ErrNotFound.
func (tx Tx) Webhook(id string) (Webhook, error) {
	var w Webhook
	err := tx.db.Where("id = ?", id).Take(&w).Error
	return w, translate(err)
}

// AddWebhook stores a webhook; ErrDuplicate when the name is taken.
func (tx Tx) AddWebhook(w Webhook) error { return translate(tx.db.Create(&w).Error) }

// SaveWebhook stores what an administrator may change of a webhook; ErrDuplicate when the name is taken.
func (tx Tx) SaveWebhook(w Webhook) error {
	return translate(tx.db.Model(&Webhook{}).Where("id = ?", w.ID).
		Select("name", "url", "secret", "kinds", "events", "wants_checkpoints", "active", "feed_position", "sealed_size", "failing_since", "stopped_at", "updated_at").
		Updates(&w).Error)
}

// RemoveWebhook removes a webhook with its deliveries.
func (tx Tx) RemoveWebhook(id string) error {
	return translate(tx.db.Where("id = ?", id).Delete(&Webhook{}).Error)
}

// AdvanceWebhook moves a webhook's marks on from where they were read. ErrConflict when somebody was faster.
func (tx Tx) AdvanceWebhook(w Webhook, position, size int64) error {
	return moved(tx.db.Model(&Webhook{}).Where("id = ? AND active AND feed_position = ? AND sealed_size = ?", w.ID, w.FeedPosition, w.SealedSize).
		Updates(map[string]any{"feed_position": position, "sealed_size": size}))
}

// FailWebhook notes that an attempt failed, and returns since when they do.
func (tx Tx) FailWebhook(id string, at time.Time) (time.Time, error) {
	if err := tx.db.Model(&Webhook{}).Where("id = ? AND failing_since IS NULL", id).Update("failing_since", at).Error; err != nil {
		return at, translate(err)
	}
	w, err := tx.Webhook(id)
	if err != nil || w.FailingSince == nil {
		return at, err
	}
	return *w.FailingSince, nil
}

// SucceedWebhook notes that an attempt succeeded.
func (tx Tx) SucceedWebhook(id string) error {
	return translate(tx.db.Model(&Webhook{}).Where("id = ? AND failing_since IS NOT NULL", id).Update("failing_since", nil).Error)
}

// StopWebhook gives a webhook up, and reports whether it was active until now.
func (tx Tx) StopWebhook(id string, at time.Time) (bool, error) {
	result := tx.db.Model(&Webhook{}).Where("id = ? AND active", id).Updates(map[string]any{"active": false, "stopped_at": at, "updated_at": at})
	return result.RowsAffected > 0, translate(result.Error)
}

// moved is ErrConflict when a guarded statement has moved no row.
func moved(result *gorm.DB) error {
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrConflict
	}
	return translate(result.Error)
}
