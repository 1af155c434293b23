package models

import "time"

// StoredAnswer is the answer that was given under an Idempotency-Key. It is stored in the transaction of the command,
// so that a client that lost the answer gets the same bytes again.
type StoredAnswer struct {
	UserID    string
	Key       string
	Digest    string // of the request; another request under the same key is refused
	Status    int
	Body      []byte
	ETag      string `gorm:"column:etag"`
	Location  string
	CreatedAt time.Time
}

// TableName names the table.
func (StoredAnswer) TableName() string { return "idempotency_keys" }

const storedColumns = `k.digest, k.status, k.body, k.etag, k.location`

type storedScan struct {
	digest, etag, location *string
	status                 *int
	body                   []byte
}

func (r *storedScan) targets() []any {
	return []any{&r.digest, &r.status, &r.body, &r.etag, &r.location}
}

func (r *storedScan) answer() *StoredAnswer {
	if r.digest == nil {
		return nil
	}
	return &StoredAnswer{Digest: *r.digest, Status: *r.status, Body: r.body, ETag: *r.etag, Location: *r.location}
}

// StoredAnswer returns what was answered to the user under the key, or nil.
func (tx Tx) StoredAnswer(userID, key string) (*StoredAnswer, error) {
	var found []StoredAnswer
	err := tx.db.Where("user_id = ? AND key = ?", userID, key).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, translate(err)
	}
	return &found[0], nil
}

// KeepAnswer stores an answer. A key that another transaction has stored meanwhile gives ErrDuplicate.
func (tx Tx) KeepAnswer(answer StoredAnswer) error { return translate(tx.db.Create(&answer).Error) }

// ForgetAnswers deletes answers older than before.
func (tx Tx) ForgetAnswers(before time.Time) error {
	return translate(tx.db.Where("created_at < ?", before).Delete(&StoredAnswer{}).Error)
}
