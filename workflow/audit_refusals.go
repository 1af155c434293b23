package workflow

import (
	"context"
	"sync"
	"time"

	"rectify/models"
)

// Refusal is a command, or a look at what is not for the viewer, that was not allowed or could not be done.
type Refusal struct {
	Viewer   models.Viewer // empty when nobody is known
	Act      string        // what was tried: the operation id
	ObjectID string
	Result   models.Result // Refused or Failed
	Code     string
	Reason   string // codes of what stood against it
}

// refusals records refusals in a bounded way: of what one actor is refused in one operation for one reason in one minute,
// the first is written at once and the others are counted and written as one record when the minute is over. Counted is
// what this process has seen; when it is killed, the count of its last minute is lost, never the first of each.
type refusals struct {
	mu     sync.Mutex
	minute time.Time
	counts map[refusalKey]*models.AuditRecord
}

type refusalKey struct{ actor, act, code string }

// maxRefusals bounds the actors that are told apart within a minute. Beyond it, those that are new count as one.
const maxRefusals = 1000

// Refused records a refusal, in a transaction of its own. That it cannot be recorded is logged and changes no answer.
func (e *Engine) Refused(ctx context.Context, r Refusal) {
	now := e.clock.Now()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second) // the client may be gone; the record is not about him alone
	defer cancel()
	record := models.AuditRecord{At: now, ActorID: optional(r.Viewer.UserID), ActorLogin: r.Viewer.Login, ActorName: r.Viewer.Name,
		SessionID: optional(r.Viewer.SessionID), Act: r.Act, ObjectID: r.ObjectID, Result: r.Result, Code: r.Code, Reason: r.Reason}
	actor := r.Viewer.UserID
	if actor == "" {
		origin := models.OriginOf(ctx)
		actor = origin.Address + "\x00" + origin.Login
	}
	first, over := e.refusals.note(actor, &record, models.OriginOf(ctx))
	if first {
		e.addRefusals(ctx, []models.AuditRecord{record})
	}
	e.addRefusals(models.WithOrigin(ctx, models.Origin{}), over) // they come from other requests than this
}

// FlushRefusals writes the counts of minutes that are over; with all, also of the one that runs.
func (e *Engine) FlushRefusals(ctx context.Context, all bool) {
	e.addRefusals(ctx, e.refusals.take(e.clock.Now(), all))
}

// RunRefusals writes the counts of refusals until ctx ends, and then those that are left.
func (e *Engine) RunRefusals(ctx context.Context) {
	tick := time.NewTicker(15 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			e.FlushRefusals(last, true)
			return
		case <-tick.C:
			e.FlushRefusals(ctx, false)
		}
	}
}

func (e *Engine) addRefusals(ctx context.Context, records []models.AuditRecord) {
	if len(records) == 0 {
		return
	}
	err := e.store.InTx(ctx, func(tx models.Tx) error { return tx.AddAudit(records...) })
	if err != nil {
		e.log.ErrorContext(ctx, "refusals are not in the audit log", "records", len(records), "first", records[0].Act, "code", records[0].Code,
			"user", value(records[0].ActorID), "error", err)
	}
}

// note counts a refusal. It reports whether it is the first of its kind in this minute, and returns the counts of the minute
// before.
func (r *refusals) note(actor string, record *models.AuditRecord, o models.Origin) (first bool, over []models.AuditRecord) {
	r.mu.Lock()
	defer r.mu.Unlock()
	over = r.turn(record.At)
	key := refusalKey{actor, record.Act, record.Code}
	if _, known := r.counts[key]; !known && len(r.counts) >= maxRefusals {
		key.actor = ""
	}
	if again := r.counts[key]; again != nil {
		again.At, again.Times = record.At, again.Times+1
		if again.ObjectID != record.ObjectID {
			again.ObjectID = ""
		}
		return false, over
	}
	count := *record
	count.Operation, count.Address, count.UserAgent, count.ActorLogin = o.Operation, o.Address, o.UserAgent, o.Login
	if key.actor == "" {
		count = models.AuditRecord{Act: record.Act, Result: record.Result, Code: record.Code, Operation: o.Operation}
	}
	r.counts[key] = &count
	return true, over
}

// take returns the counts of minutes that are over.
func (r *refusals) take(now time.Time, all bool) []models.AuditRecord {
	r.mu.Lock()
	defer r.mu.Unlock()
	if all {
		now = r.minute.Add(time.Minute)
	}
	return r.turn(now)
}

// turn begins a new minute and returns the counts of the old one, without what was written at once.
func (r *refusals) turn(now time.Time) (over []models.AuditRecord) {
	if minute := now.Truncate(time.Minute); !minute.Equal(r.minute) {
		for _, count := range r.counts {
			if count.Times > 0 {
				over = append(over, *count)
			}
		}
		r.minute, r.counts = minute, map[refusalKey]*models.AuditRecord{}
	}
	return over
}
