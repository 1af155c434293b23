package workflow

import (
	"context"
	"encoding/hex"
	"time"

	"rectify/models"
	"rectify/workflow/chain"
)

// AuditDays is the least number of days for which audit records are kept. Cybersecurity Law Art. 21(3): not less than six
// months, which may be 184 days. The database holds the same limit.
const AuditDays = 200

// The act and the kind of object under which purges are recorded.
const (
	purgeAct  = "purge"
	auditKind = "audit_log"
)

// purged is what the record of a purge says: how many records went, of which span, and the digest of their lines.
type purged struct {
	Records int64  `json:"records"`
	From    string `json:"from"`
	Until   string `json:"until"` // exclusive
	Days    int    `json:"days"`  // the retention
	SHA256  string `json:"sha256"`
}

// KeepAudit sets for how many days audit records are kept; a change is itself recorded.
func (e *Engine) KeepAudit(ctx context.Context, days int) error {
	return e.store.InTx(ctx, func(tx models.Tx) error {
		was, err := tx.HoldAuditRetention()
		if err != nil || was == days {
			return err
		}
		if err := tx.SetAuditRetention(days); err != nil {
			return err
		}
		return RecordAct(tx, e.clock.Now(), models.Viewer{}, Acted{Act: "change", Kind: auditKind, Detail: map[string]any{"days": days}, Before: was, After: days})
	})
}

// PurgeAudit deletes the audit records that are older than the retention, whole seals at a time, and records how many there
// were, of which span, and their digest. It returns how many there were. The database refuses to delete any others.
func (e *Engine) PurgeAudit(ctx context.Context) (int64, error) {
	var gone int64
	err := e.store.InTx(ctx, func(tx models.Tx) error {
		now := e.clock.Now()
		days, err := tx.HoldAuditRetention() // of two purges at once, the second finds nothing
		if err != nil {
			return err
		}
		until, err := tx.SealedBefore(now.Add(-time.Duration(days) * 24 * time.Hour))
		if err != nil || until.IsZero() {
			return err
		}
		first, err := tx.FirstAuditAt()
		if err != nil || first.IsZero() || !first.Before(until) {
			return err
		}
		n, digest, err := digestAudit(tx, time.Time{}, until)
		if err != nil {
			return err
		}
		if err := tx.PurgeAudit(until); err != nil {
			return err
		}
		gone = n
		return RecordAct(tx, now, models.Viewer{}, Acted{Act: purgeAct, Kind: auditKind,
			Detail: purged{Records: n, From: chain.Instant(first), Until: chain.Instant(until), Days: days, SHA256: hex.EncodeToString(digest)}})
	})
	return gone, err
}
