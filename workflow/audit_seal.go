package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/chain"
)

const (
	sealSpan = time.Hour
	// sealDelay is how long after its end a span is sealed: by then every transaction that began in it is over.
	sealDelay = 10 * time.Minute
)

// SealAudit seals the audit records of the hours that are over and not yet sealed. It reports whether there were any. The
// newest seal is also logged, so that what collects the logs keeps it out of reach of who writes the database.
func (e *Engine) SealAudit(ctx context.Context) (bool, error) {
	var made *models.AuditSeal
	err := e.store.InTx(ctx, func(tx models.Tx) error {
		now := e.clock.Now()
		last, from, err := sealedUntil(tx)
		if err != nil || from.IsZero() {
			return err
		}
		seal := models.AuditSeal{Number: last.Number + 1, FromAt: from, UntilAt: now.Add(-sealDelay).Truncate(sealSpan), PrevHash: last.Hash, At: now}
		if !seal.UntilAt.After(seal.FromAt) {
			return nil
		}
		var digest []byte
		if seal.Records, digest, err = digestAudit(tx, seal.FromAt, seal.UntilAt); err != nil || seal.Records == 0 {
			return err
		}
		seal.Digest = digest
		if seal.PrevHash == nil {
			seal.PrevHash = []byte{}
		}
		if seal.Hash, err = sealHash(seal); err != nil {
			return err
		}
		made = &seal
		return tx.AddAuditSeal(seal)
	})
	if errors.Is(err, models.ErrDuplicate) { // another replica was faster
		return false, nil
	}
	if err != nil || made == nil {
		return false, err
	}
	e.log.InfoContext(ctx, "audit log sealed", "seal", made.Number, "until", made.UntilAt, "records", made.Records, "hash", hex.EncodeToString(made.Hash))
	return true, nil
}

// sealedUntil returns the newest seal and where the next one begins: where that ends, or at the hour of the first record;
// zero when nothing is recorded.
func sealedUntil(tx models.Tx) (models.AuditSeal, time.Time, error) {
	last, err := tx.LastAuditSeal()
	if err == nil {
		return last, last.UntilAt, nil
	}
	if !errors.Is(err, models.ErrNotFound) {
		return last, time.Time{}, err
	}
	first, err := tx.FirstAuditAt()
	return models.AuditSeal{}, first.Truncate(sealSpan), err
}

// digestAudit counts the records of a span and sums up their lines.
func digestAudit(tx models.Tx, from, until time.Time) (int64, []byte, error) {
	sum := sha256.New()
	var n int64
	err := tx.EachAuditRecord(models.AuditFilter{From: from, Until: until}, func(a models.AuditRecord) error {
		line, err := lineOf(a)
		if err != nil {
			return err
		}
		n++
		sum.Write(append(line, '\n')) // a hash never fails to take bytes
		return nil
	})
	return n, sum.Sum(nil), err
}

// sealHash is the SHA-256 of the canonical form of a seal.
func sealHash(s models.AuditSeal) ([]byte, error) {
	raw, err := chain.Canonical(map[string]any{"number": s.Number, "from": chain.Instant(s.FromAt), "until": chain.Instant(s.UntilAt),
		"records": s.Records, "digest": hex.EncodeToString(s.Digest), "prev": hex.EncodeToString(s.PrevHash), "at": chain.Instant(s.At)})
	sum := sha256.Sum256(raw)
	return sum[:], err
}
