package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// The states of a delivery.
const (
	DeliveryPending = "pending"
	DeliveryDone    = "delivered"
	DeliveryGivenUp = "given_up"
)

// WebhookDelivery is one event for one webhook.
type WebhookDelivery struct {
	ID          string `gorm:"primaryKey"`
	WebhookID   string
	EventID     string // the same at every attempt and replay
	EventType   string
	Body        []byte
	State       string
	Attempts    int       // altogether
	Tries       int       // since it was made out or last asked for again: decides how long the next one waits
	NextAt      time.Time // not before this
	CreatedAt   time.Time
	DeliveredAt *time.Time
}

// WebhookAttempt is one try to deliver.
type WebhookAttempt struct {
	DeliveryID string `gorm:"primaryKey"`
	Number     int    `gorm:"primaryKey;autoIncrement:false"`
	At         time.Time
	Status     int    // of the answer; 0 when there was none
	Reason     string // "" when it was taken
	TookMS     int64
}

// AddDeliveries makes out deliveries; one that is there already stays as it is.
func (tx Tx) AddDeliveries(list []WebhookDelivery) error {
	if len(list) == 0 {
		return nil
	}
	return translate(tx.db.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(list, 100).Error)
}

// Deliveries returns up to limit deliveries of a webhook made out before the one with the id before ("": from the newest
// on), the newest first.
func (tx Tx) Deliveries(webhookID, before string, limit int) ([]WebhookDelivery, error) {
	q := tx.db.Where("webhook_id = ?", webhookID).Order("id DESC").Limit(limit)
	if before != "" {
		q = q.Where("id < ?", before)
	}
	var list []WebhookDelivery
	return list, translate(q.Find(&list).Error)
}

// Delivery returns a delivery of a webhook, or ErrNotFound.
func (tx Tx) Delivery(webhookID, id string) (WebhookDelivery, error) {
	var d WebhookDelivery
	err := tx.db.Where("webhook_id = ? AND id = ?", webhookID, id).Take(&d).Error
	return d, translate(err)
}

// Attempts returns the attempts of a delivery in order.
func (tx Tx) Attempts(deliveryID string) ([]WebhookAttempt, error) {
	var list []WebhookAttempt
	err := tx.db.Where("delivery_id = ?", deliveryID).Order("number").Limit(200).Find(&list).Error
	return list, translate(err)
}

// ClaimDelivery takes the oldest delivery of a webhook that is due and keeps others from it until a moment, by when the
// attempt is over. ErrNotFound when none is due.
func (tx Tx) ClaimDelivery(webhookID string, now, until time.Time) (WebhookDelivery, error) {
	var d WebhookDelivery
	if err := tx.db.Where("webhook_id = ? AND state = ? AND next_at <= ?", webhookID, DeliveryPending, now).Order("id").Take(&d).Error; err != nil {
		return d, translate(err)
	}
	err := moved(tx.db.Model(&WebhookDelivery{}).Where("id = ? AND state = ? AND attempts = ?", d.ID, DeliveryPending, d.Attempts).
		Updates(map[string]any{"attempts": d.Attempts + 1, "tries": d.Tries + 1, "next_at": until}))
	d.Attempts, d.Tries = d.Attempts+1, d.Tries+1
	return d, err
}

// EndAttempt records how an attempt ended and what becomes of the delivery. When the delivery was claimed again meanwhile,
// only the attempt is recorded.
func (tx Tx) EndAttempt(d WebhookDelivery, a WebhookAttempt) error {
	if err := tx.db.Create(&a).Error; err != nil {
		return translate(err)
	}
	return translate(tx.db.Model(&WebhookDelivery{}).Where("id = ? AND attempts = ?", d.ID, d.Attempts).
		Updates(map[string]any{"state": d.State, "next_at": d.NextAt, "delivered_at": d.DeliveredAt}).Error)
}

// ReplayDelivery makes a delivery due again, as if it had never been tried.
func (tx Tx) ReplayDelivery(id string, now time.Time) error {
	return translate(tx.db.Model(&WebhookDelivery{}).Where("id = ?", id).
		Updates(map[string]any{"state": DeliveryPending, "tries": 0, "next_at": now}).Error)
}

// ForgetDeliveries deletes the deliveries, and their attempts, that were made out before a moment and are over.
func (tx Tx) ForgetDeliveries(before time.Time) error {
	return translate(tx.db.Where("created_at < ? AND state <> ?", before, DeliveryPending).Delete(&WebhookDelivery{}).Error)
}

// FeedForWebhooks returns, in order, up to limit entries of the feed at the positions above after and up to end. What stands
// in a circle of readers is left out: whoever is not in it may not even learn that it exists.
func (tx Tx) FeedForWebhooks(after, end int64, kinds, events []string, limit int) ([]FeedItem, error) {
	q := tx.db.Table("feed f").Joins("JOIN subjects s ON s.id = f.subject_id").
		Joins("JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id AND h.seq = f.seq").
		Select("f.position, h.*").Where("f.position > ? AND f.position <= ? AND s.circle_id IS NULL", after, end)
	if len(kinds) > 0 {
		q = q.Where("h.kind IN ?", kinds)
	}
	if len(events) > 0 {
		q = q.Where("h.event IN ?", events)
	}
	var items []FeedItem
	err := q.Order("f.position").Limit(limit).Scan(&items).Error
	return items, translate(err)
}
