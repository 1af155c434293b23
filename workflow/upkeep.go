package workflow

import (
	"context"
	"errors"
	"slices"
	"time"

	"rectify/models"
)

// What the program does without being asked. Each of these looks at what is due now and does only that, so that it may
// run at any time, twice, or on two replicas at once.

// keepAnswers is for how long the answer under an Idempotency-Key is kept.
const keepAnswers = 30 * 24 * time.Hour

// EnsureAllCycles plans the cycles of every campaign that is not over. What stands against planning one, such as a
// notice that is missing, is logged and shown with its cycles; it holds up no other.
func (e *Engine) EnsureAllCycles(ctx context.Context) error {
	ids, err := e.store.View(ctx).CampaignsUntil(today(e.clock.Now()).String())
	if err != nil {
		return err
	}
	var failed error
	for _, id := range ids {
		planned, err := e.EnsureCycles(ctx, id)
		var refusal *Error
		switch {
		case errors.As(err, &refusal):
			e.log.WarnContext(ctx, "cycles cannot be planned", "campaign", id, "reason", err)
		case err != nil:
			failed = errors.Join(failed, err)
		case planned != CyclePlan{}:
			e.log.InfoContext(ctx, "cycles planned", "campaign", id, "cycles", planned.Cycles, "obligations", planned.Obligations)
		}
	}
	return failed
}

// ForgetAnswers deletes the stored answers that no client will ask for again, and what was counted for limits that are past.
func (e *Engine) ForgetAnswers(ctx context.Context) error {
	return e.store.InTx(ctx, func(tx models.Tx) error {
		now := e.clock.Now()
		if err := tx.ForgetRates(now.Add(-time.Hour)); err != nil {
			return err
		}
		return tx.ForgetAnswers(now.Add(-keepAnswers))
	})
}

// WarnOfMissingYear logs a warning, from December on, while the next year's notice is not in the calendar. It reports
// whether it is missing.
func (e *Engine) WarnOfMissingYear(ctx context.Context) (bool, error) {
	cal, err := e.Calendar(ctx)
	if err != nil {
		return false, err
	}
	now := today(e.clock.Now())
	missing := now.Month == time.December && !slices.Contains(cal.Years(), now.Year+1)
	if missing {
		e.log.WarnContext(ctx, "the notice on the holidays of the next year is not in the calendar: import it", "year", now.Year+1)
	}
	return missing, nil
}
