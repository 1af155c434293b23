package workflow

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"rectify/models"
)

// ErrAudit says that the audit log is not what its seals and the history say.
var ErrAudit = errors.New("the audit log has been changed")

// verifyAudit checks that the seals are one chain without a hole, that the records they cover are those that were sealed,
// and that each entry of history has its record. Records that the purge has taken are covered by their seals and by the
// record of the purge.
func verifyAudit(tx models.Tx) error {
	horizon, err := purgeHorizon(tx)
	if err != nil {
		return err
	}
	var last models.AuditSeal
	for {
		seals, err := tx.AuditSeals(last.Number, 200)
		if err != nil {
			return err
		}
		if len(seals) == 0 {
			break
		}
		for _, s := range seals {
			if err := verifySeal(tx, last, s, horizon); err != nil {
				return err
			}
			last = s
		}
	}
	lost, forged, err := tx.AuditDrift(horizon)
	if err != nil {
		return err
	}
	if lost > 0 || forged > 0 {
		return fmt.Errorf("%w: %d entries of history have no record, %d records are of entries that history does not have", ErrAudit, lost, forged)
	}
	return nil
}

func verifySeal(tx models.Tx, last, s models.AuditSeal, horizon time.Time) error {
	hash, err := sealHash(s)
	if err != nil {
		return err
	}
	if s.Number != last.Number+1 || !bytes.Equal(s.PrevHash, last.Hash) || !bytes.Equal(s.Hash, hash) || last.Number > 0 && !s.FromAt.Equal(last.UntilAt) {
		return fmt.Errorf("%w: seal %d does not follow seal %d", ErrAudit, s.Number, last.Number)
	}
	from := s.FromAt
	if last.Number == 0 {
		from = time.Time{} // nothing stands before the first
	}
	n, digest, err := digestAudit(tx, from, s.UntilAt)
	if err != nil {
		return err
	}
	if !s.UntilAt.After(horizon) {
		if n != 0 {
			return fmt.Errorf("%w: %d records stand where seal %d was purged", ErrAudit, n, s.Number)
		}
		return nil
	}
	if n != s.Records || !bytes.Equal(digest, s.Digest) {
		return fmt.Errorf("%w: seal %d covers %d records from %s until %s, and %d are there or one of them is another", ErrAudit, s.Number,
			s.Records, s.FromAt.UTC().Format(time.RFC3339), s.UntilAt.UTC().Format(time.RFC3339), n)
	}
	return nil
}

// purgeHorizon is the moment before which the purge has taken all records; zero when it has taken none. A record of a purge
// that came too early counts as none.
func purgeHorizon(tx models.Tx) (time.Time, error) {
	latest, err := tx.LatestAuditRecords(models.AuditFilter{Act: purgeAct, Result: models.Done}, 0, 1)
	if err != nil || len(latest) == 0 {
		return time.Time{}, err
	}
	var p purged
	if err := readDetail(latest[0].Detail, &p); err != nil {
		return time.Time{}, err
	}
	until, err := time.Parse(time.RFC3339Nano, p.Until)
	if err != nil || latest[0].At.Sub(until) < AuditDays*24*time.Hour {
		return time.Time{}, err
	}
	return until, nil
}
