package models

import (
	"time"

	"gorm.io/gorm"
)

// AuditFilter narrows the audit log; what is empty does not narrow.
type AuditFilter struct {
	Actor    string // a user's id
	Login    string
	Act      string
	ObjectID string
	Result   Result
	From     time.Time
	Until    time.Time // exclusive
}

func (f AuditFilter) on(q *gorm.DB) *gorm.DB {
	for _, c := range []struct {
		column string
		value  string
	}{{"actor_id", f.Actor}, {"actor_login", f.Login}, {"act", f.Act}, {"object_id", f.ObjectID}, {"result", string(f.Result)}} {
		if c.value != "" {
			q = q.Where(c.column+" = ?", c.value)
		}
	}
	if !f.From.IsZero() {
		q = q.Where("at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		q = q.Where("at < ?", f.Until)
	}
	return q
}

// AuditRecords returns up to limit records with an id above after, oldest first.
func (tx Tx) AuditRecords(f AuditFilter, after int64, limit int) ([]AuditRecord, error) {
	var records []AuditRecord
	err := f.on(tx.db).Where("id > ?", after).Order("id").Limit(limit).Find(&records).Error
	return records, translate(err)
}

// LatestAuditRecords returns up to limit records with an id below before (0 for any), newest first.
func (tx Tx) LatestAuditRecords(f AuditFilter, before int64, limit int) ([]AuditRecord, error) {
	q := f.on(tx.db)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	var records []AuditRecord
	err := q.Order("id DESC").Limit(limit).Find(&records).Error
	return records, translate(err)
}

// AuditDay counts the records of one calendar day in Asia/Shanghai.
type AuditDay struct {
	Day    string // YYYY-MM-DD
	Act    string
	Result Result
	Times  int64
}

// AuditDays counts what was recorded, by day, act and result, in their order.
func (tx Tx) AuditDays(f AuditFilter, limit int) ([]AuditDay, error) {
	day := `strftime('%Y-%m-%d', at, '+8 hours')`
	if tx.dialect == Postgres {
		day = `to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`
	}
	var days []AuditDay
	err := f.on(tx.db.Model(&AuditRecord{})).Select(day + " AS day, act, result, sum(times) AS times").Group("1, 2, 3").Order("1, 2, 3").
		Limit(limit).Scan(&days).Error
	return days, translate(err)
}

// EachAuditRecord calls see for every record, oldest first, in pages. An error of see ends it.
func (tx Tx) EachAuditRecord(f AuditFilter, see func(AuditRecord) error) error {
	const page = 1000
	last := int64(0)
	for {
		records, err := tx.AuditRecords(f, last, page)
		if err != nil {
			return err
		}
		for _, a := range records {
			if err := see(a); err != nil {
				return err
			}
			last = a.ID
		}
		if len(records) < page {
			return nil
		}
	}
}

// FirstAuditAt is the time of the oldest record, zero when there is none.
func (tx Tx) FirstAuditAt() (time.Time, error) {
	var first AuditRecord
	err := tx.db.Order("at, id").Limit(1).Find(&first).Error
	return first.At, translate(err)
}
