package models

import "time"

// AuditSeal covers the audit records of a span of time, and by PrevHash the seal before it, so that a record taken out,
// changed or put in afterwards is found.
type AuditSeal struct {
	Number   int64 `gorm:"primaryKey;autoIncrement:false"` // 1, 2, 3 … without a hole
	FromAt   time.Time
	UntilAt  time.Time // exclusive
	Records  int64
	Digest   []byte // SHA-256 over the canonical forms of the records, in the order of their ids
	PrevHash []byte // hash of the seal before; empty for the first
	Hash     []byte // SHA-256 over all of the above
	At       time.Time
}

// AddAuditSeal stores a seal. ErrDuplicate when another replica was faster.
func (tx Tx) AddAuditSeal(s AuditSeal) error { return translate(tx.db.Create(&s).Error) }

// LastAuditSeal returns the newest seal, or ErrNotFound.
func (tx Tx) LastAuditSeal() (AuditSeal, error) {
	var s AuditSeal
	err := tx.db.Order("number DESC").Take(&s).Error
	return s, translate(err)
}

// AuditSeals returns up to limit seals with a number above after, in order.
func (tx Tx) AuditSeals(after int64, limit int) ([]AuditSeal, error) {
	var seals []AuditSeal
	err := tx.db.Where("number > ?", after).Order("number").Limit(limit).Find(&seals).Error
	return seals, translate(err)
}

// SealedBefore is the end of the newest seal that ends at or before a moment, zero when there is none.
func (tx Tx) SealedBefore(moment time.Time) (time.Time, error) {
	var s AuditSeal
	err := tx.db.Where("until_at <= ?", moment).Order("number DESC").Limit(1).Find(&s).Error
	return s.UntilAt, translate(err)
}
