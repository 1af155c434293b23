package workflow

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/deadline"
)

// DeadlineBase is what a campaign's deadlines are read against: its start, and the calendar as it is now.
func (e *Engine) DeadlineBase(ctx context.Context, campaign models.Campaign) (deadline.Base, error) {
	return deadlineBase(e.store.View(ctx), campaign)
}

func deadlineBase(tx models.Tx, campaign models.Campaign) (deadline.Base, error) {
	cal, err := calendarIn(tx)
	if err != nil {
		return deadline.Base{}, err
	}
	base := deadline.Base{Workday: cal.Workday}
	if start := models.DateOf(campaign.StartsOn); start != nil {
		base.Date = *start
	}
	return base, nil
}

// reading is a deadline as it goes into a measure's columns.
type reading deadline.Deadline

// measure returns a measure's detail with what was read, and nothing else.
func (r reading) measure() (models.Measure, error) {
	raw, err := json.Marshal(deadline.Deadline(r))
	return models.Measure{DeadlineRaw: strings.TrimSpace(r.Raw), DeadlineKind: string(r.Kind), Deadline: raw,
		NotBefore: models.DateText(r.NotBefore), DueOn: models.DateText(r.Due), LongTerm: r.LongTerm, Immediate: r.Immediate,
		ClaimedStatus: r.Status, NeedsConfirmation: r.NeedsConfirmation}, err
}

// columns is the same as an update of a stored measure.
func (r reading) columns() (map[string]any, error) {
	m, err := r.measure()
	return map[string]any{"deadline_raw": m.DeadlineRaw, "deadline_kind": m.DeadlineKind, "deadline": m.Deadline,
		"not_before": m.NotBefore, "due_on": m.DueOn, "long_term": m.LongTerm, "immediate": m.Immediate,
		"claimed_status": m.ClaimedStatus, "needs_confirmation": m.NeedsConfirmation}, err
}

// dueAt is the last instant in time: the stated hour of the due day, or its end.
func (r reading) dueAt() *time.Time {
	end := endOfDay(r.Due)
	if at, err := time.ParseInLocation("2006-01-02 15:04", models.DateText(r.Due)+" "+r.DueTime, clock.Shanghai); err == nil {
		at = at.UTC()
		return &at
	}
	return end
}

// endOfDay is 24:00 of a day in Shanghai, nil for no day.
func endOfDay(d *civil.Date) *time.Time {
	if d == nil {
		return nil
	}
	end := d.AddDays(1).In(clock.Shanghai).UTC()
	return &end
}
