package workflow

import (
	"context"
	"errors"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/calendar"
	"rectify/workflow/cycle"
	"rectify/workflow/words"
)

// CyclesAhead is for how many days ahead cycles are kept. It is long enough for everybody to see what comes, and short
// enough that the next year's notice, which is published in November, is known before it is needed.
const CyclesAhead = 60

// CyclePlan is what planning a campaign's cycles has added.
type CyclePlan struct {
	Cycles      int
	Obligations int64
}

// EnsureCycles keeps the due moments of a campaign's series, up to CyclesAhead days from now (from the campaign's start,
// when that is later), and who owes a report for each. Asked again, it adds only what is new.
//
// A kept cycle never changes: neither a calendar corrected later nor a changed series moves a deadline (I14). New moments
// are added behind the last one that is kept. When a moment needs a notice that is not in the calendar, the whole
// campaign is refused and nothing is added: no due moment is ever invented on a day that may turn out to be off.
func (e *Engine) EnsureCycles(ctx context.Context, campaignID string) (CyclePlan, error) {
	var planned CyclePlan
	err := e.inTx(ctx, func(tx models.Tx) (err error) {
		now := e.clock.Now()
		planned, err = ensureCycles(tx, campaignID, now)
		if err != nil || planned == (CyclePlan{}) {
			return err
		}
		return RecordAct(tx, now, models.Viewer{}, Acted{Act: "plan_cycles", Kind: "campaign", ID: campaignID, Detail: planned})
	})
	return planned, err
}

// PlanCycles is EnsureCycles by hand, for the audit office. The result is a CyclePlan.
func (e *Engine) PlanCycles(ctx context.Context, v models.Viewer, r Request, campaignID string) (Answer, error) {
	return e.administer(ctx, v, r, []models.Role{models.RoleAuditOfficer}, func(w *writing) (any, error) {
		planned, err := ensureCycles(w.tx, campaignID, w.now)
		if err != nil {
			return planned, err
		}
		return planned, w.record("plan_cycles", "campaign", campaignID, planned)
	})
}

func ensureCycles(tx models.Tx, campaignID string, now time.Time) (CyclePlan, error) {
	campaign, err := tx.CampaignByID(campaignID)
	if err != nil {
		return CyclePlan{}, notFound(err)
	}
	kept, err := tx.Cycles(campaignID)
	if err != nil {
		return CyclePlan{}, err
	}
	missing, err := missingCycles(tx, campaign, kept, now)
	if err != nil {
		return CyclePlan{}, err
	}
	fresh := make([]string, len(missing))
	for i, c := range missing {
		fresh[i] = c.ID
		if err := tx.AddCycle(c); err != nil {
			return CyclePlan{}, err
		}
	}
	owed, err := tx.Owe(campaignID, now, fresh)
	return CyclePlan{Cycles: len(fresh), Obligations: owed}, err
}

// missingCycles computes the cycles that are to be kept and are not yet.
func missingCycles(tx models.Tx, campaign models.Campaign, kept []models.Cycle, now time.Time) ([]models.Cycle, error) {
	policies, err := ParsePolicies(string(campaign.Policies))
	if err != nil {
		return nil, err
	}
	series, err := policies.SeriesOf(campaign)
	if err != nil {
		return nil, err
	}
	cal, err := calendarIn(tx)
	if err != nil {
		return nil, err
	}
	var missing []models.Cycle
	for _, s := range series {
		due, err := dueAhead(s, cal, now)
		if err != nil {
			return nil, err
		}
		var last models.Cycle // the newest that is kept
		for _, c := range kept {
			if c.Series == s.Name {
				last = c
			}
		}
		for _, m := range due {
			// Dates as text sort as dates do.
			if m.From.String() <= last.Regular() || m.Date.String() <= last.DueOn {
				continue
			}
			last = models.Cycle{ID: models.NewID(), CampaignID: campaign.ID, Series: s.Name, Number: last.Number + 1,
				DueOn: m.Date.String(), DueAt: m.At, CreatedAt: now}
			if m.Moved {
				last.MovedFrom = m.From.String()
			}
			missing = append(missing, last)
		}
	}
	return missing, nil
}

// dueAhead computes the moments of a series up to the horizon. A missing notice is a refusal that names the year.
func dueAhead(s cycle.Series, cal *calendar.Calendar, now time.Time) ([]cycle.Moment, error) {
	horizon := today(now)
	if s.First.After(horizon) {
		horizon = s.First
	}
	if horizon = horizon.AddDays(CyclesAhead); s.Last.After(horizon) {
		s.Last = horizon
	}
	moments, err := cycle.Due(s, cal)
	var unknown *calendar.UnknownYearError
	if errors.As(err, &unknown) {
		return nil, RefuseFor([]Reason{Reason(unknown.Finding())})
	}
	return moments, err
}

// Exemption frees a unit from one report.
type Exemption struct {
	CampaignID, CycleID, UnitID string
	Reason                      string
}

// ExemptUnit frees a unit from the report of one cycle, with the reason (免报). The result is the models.Obligation.
func (e *Engine) ExemptUnit(ctx context.Context, v models.Viewer, r Request, x Exemption) (Answer, error) {
	return e.administer(ctx, v, r, []models.Role{models.RoleAuditOfficer}, func(w *writing) (any, error) {
		if strings.TrimSpace(x.Reason) == "" {
			return nil, RefuseFor([]Reason{{Code: words.ExemptReason, Field: "reason"}})
		}
		c, err := w.tx.Cycle(x.CycleID)
		if err != nil {
			return nil, notFound(err)
		}
		if c.CampaignID != x.CampaignID {
			return nil, Refuse(NotFound, words.NotFound, nil)
		}
		o := models.Obligation{CycleID: x.CycleID, UnitID: x.UnitID, ExemptReason: x.Reason, ExemptedBy: &w.viewer.UserID, ExemptedAt: &w.now}
		err = w.tx.Exempt(o)
		if errors.Is(err, models.ErrNotFound) {
			return nil, RefuseFor([]Reason{{Code: words.NotOwed, Field: "unit_id"}})
		}
		if err != nil {
			return nil, err
		}
		return o, w.recordAct(Acted{Act: "exempt", Kind: "cycle", ID: x.CycleID, Detail: map[string]any{"unit_id": x.UnitID}, Reason: x.Reason})
	})
}
