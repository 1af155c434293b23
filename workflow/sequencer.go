package workflow

import (
	"context"
	"time"

	"rectify/models"
)

const (
	sequenceBatch = 1000
	// sequenceEvery is how often the sequencer looks without being told: for what other replicas wrote, and for what it
	// could not do because another one was at it.
	sequenceEvery = 500 * time.Millisecond
)

// Sequence gives every committed entry of history that has none yet its position in the feed, and returns how many there
// were. Any number of replicas may call it at any time: one works, the others return.
func (e *Engine) Sequence(ctx context.Context) (int, error) {
	total := 0
	for {
		// Most looks find nothing; on SQLite they must not queue for the one write lock, nor keep writers from it.
		if waiting, err := e.store.View(ctx).Unsequenced(); err != nil || !waiting {
			return total, err
		}
		n := 0
		err := e.inTx(ctx, func(tx models.Tx) (err error) {
			n, err = tx.Sequence(sequenceBatch)
			return err
		})
		if err != nil {
			return total, err
		}
		if total += n; n < sequenceBatch {
			return total, nil
		}
	}
}

// RunSequencer keeps the feed up to date until ctx ends: after each commit of this replica, and twice a second. What was
// decided or filed is sealed by a checkpoint at once. Failures are logged and tried again.
func (e *Engine) RunSequencer(ctx context.Context) {
	tick := time.NewTicker(sequenceEvery)
	defer tick.Stop()
	var looked int64 // up to this position nothing waits for a checkpoint
	for {
		n, err := e.Sequence(ctx)
		if err == nil && n > 0 && e.key != nil {
			looked, err = e.sealDecisions(ctx, looked)
		}
		if err != nil && ctx.Err() == nil {
			e.log.ErrorContext(ctx, "sequence history", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-e.Wake():
		case <-tick.C:
		}
	}
}
