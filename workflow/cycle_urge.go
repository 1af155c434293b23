package workflow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// CycleUrge urges units to hand in the weekly report of a cycle (催报).
type CycleUrge struct {
	CampaignID, CycleID string
	UnitIDs             []string // empty for all that have not handed in
	Remark              string
}

// CycleUrged is whom it reached, and whom not and why.
type CycleUrged struct {
	Urged   []models.Owing
	Skipped []SkippedUnit
}

// SkippedUnit is a unit that was not urged.
type SkippedUnit struct {
	models.Owing
	Why []Reason
}

// reportUrgers may urge for missing weekly reports.
var reportUrgers = []models.Role{models.RoleAuditOfficer, models.RolePartySecretary}

// ReportUrgers are the roles that may urge for missing weekly reports.
func ReportUrgers() []models.Role { return slices.Clone(reportUrgers) }

// UrgeCycle urges units for the report of a cycle. A report that was begun is a subject and urged as such, in its history;
// for the others the urge is kept beside the cycle. Both have the same interval. Units that cannot be urged are skipped;
// when that is all, the command is refused. The result is the CycleUrged.
func (e *Engine) UrgeCycle(ctx context.Context, v models.Viewer, r Request, u CycleUrge) (Answer, error) {
	return e.administer(ctx, v, r, reportUrgers, func(w *writing) (any, error) {
		policies, err := w.urgeable(u)
		if err != nil {
			return nil, err
		}
		owing, err := w.tx.Owing(u.CycleID, v.UserID)
		if err != nil {
			return nil, err
		}
		owing, err = chosen(owing, u.UnitIDs)
		if err != nil {
			return nil, err
		}
		result, err := w.urgeEach(u, owing, policies)
		if err != nil {
			return nil, err
		}
		if len(result.Urged) == 0 {
			return nil, result.refusal()
		}
		units := make([]string, len(result.Urged))
		for i, o := range result.Urged {
			units[i] = o.UnitID
		}
		return result, w.recordAct(Acted{Act: "urge", Kind: "cycle", ID: u.CycleID, Detail: map[string]any{"unit_ids": units}, Reason: u.Remark})
	})
}

// urgeable locks the cycle and checks that its report is awaited: the one before it is due already.
func (w *writing) urgeable(u CycleUrge) (Policies, error) {
	if err := w.tx.HoldCycle(u.CycleID); err != nil {
		return Policies{}, err
	}
	c, err := w.tx.Cycle(u.CycleID)
	if err == nil && c.CampaignID != u.CampaignID {
		err = models.ErrNotFound
	}
	if err != nil {
		return Policies{}, notFound(err)
	}
	cycles, err := w.tx.Cycles(c.CampaignID)
	if err != nil {
		return Policies{}, err
	}
	for _, before := range cycles {
		if before.Series == c.Series && before.DueAt.Before(c.DueAt) && w.now.Before(before.DueAt) {
			return Policies{}, RefuseFor([]Reason{{Code: words.UrgeTooEarly}})
		}
	}
	campaign, err := w.tx.CampaignByID(c.CampaignID)
	if err != nil {
		return Policies{}, notFound(err)
	}
	return ParsePolicies(string(campaign.Policies))
}

// chosen returns the named units among those that owe the report, or without names those that owe it and have not handed
// it in.
func chosen(owing []models.Owing, ids []string) ([]models.Owing, error) {
	if len(ids) == 0 {
		return slices.DeleteFunc(owing, func(o models.Owing) bool { return o.ExemptReason != "" || o.SubmittedAt != nil }), nil
	}
	var named []models.Owing
	for _, id := range distinct(ids) {
		i := slices.IndexFunc(owing, func(o models.Owing) bool { return o.UnitID == id })
		if i < 0 {
			return nil, RefuseFor([]Reason{{Code: words.UrgeUnknownUnit, Field: "body.unit_ids"}})
		}
		named = append(named, owing[i])
	}
	return named, nil
}

// urgeEach urges one unit after the other, those whose report is a subject in the order in which subjects are locked.
func (w *writing) urgeEach(u CycleUrge, owing []models.Owing, p Policies) (CycleUrged, error) {
	var result CycleUrged
	var urges []models.CycleUrge
	slices.SortStableFunc(owing, func(a, b models.Owing) int { return cmp.Compare(value(a.ReportID), value(b.ReportID)) })
	for _, o := range owing {
		why := againstUrging(o, p, w.now)
		if len(why) == 0 && o.ReportID != nil {
			var err error
			if why, err = w.urgeReport(*o.ReportID, u.Remark); err != nil {
				return result, err
			}
		} else if len(why) == 0 {
			urges = append(urges, models.CycleUrge{ID: models.NewID(), CampaignID: u.CampaignID, CycleID: u.CycleID, UnitID: o.UnitID,
				Remark: u.Remark, UrgedBy: w.viewer.UserID, UrgedName: w.viewer.Name, UrgedAt: w.now})
		}
		if len(why) > 0 {
			result.Skipped = append(result.Skipped, SkippedUnit{o, why})
		} else {
			result.Urged = append(result.Urged, o)
		}
	}
	return result, w.tx.AddCycleUrges(urges)
}

// urgeReport urges a report that was begun. What its machine has against it is no error.
func (w *writing) urgeReport(id, remark string) ([]Reason, error) {
	_, err := w.engine.fire(w.ctx, w.tx, Command{Viewer: w.viewer, SubjectID: id, Kinds: []models.Kind{models.KindWeekly}, Event: Urge,
		Opinion: remark, Request: Request{ID: w.request.ID}})
	var refusal *Error
	if errors.As(err, &refusal) && refusal.Class != Unauthenticated {
		if len(refusal.Reasons) > 0 {
			return refusal.Reasons, nil
		}
		return []Reason{{Code: refusal.Code, Params: refusal.Params}}, nil
	}
	return nil, err
}

// againstUrging names what stands against urging a unit.
func againstUrging(o models.Owing, p Policies, now time.Time) []Reason {
	unit := words.Params{"unit": o.UnitName}
	switch {
	case o.ExemptReason != "":
		return one(words.UrgeNotOwed, unit)
	case o.SubmittedAt != nil:
		return one(words.UrgeReceived, unit)
	case o.Writers == 0:
		return one(words.NobodyAwaited, nil)
	case o.UrgedAt != nil:
		return p.urgedRecently(*o.UrgedAt, now)
	}
	return nil
}

// refusal says why nobody could be urged.
func (u CycleUrged) refusal() error {
	if len(u.Skipped) == 0 {
		return RefuseFor([]Reason{{Code: words.UrgeNoneMissing}})
	}
	var reasons []Reason
	for _, s := range u.Skipped {
		reasons = append(reasons, s.Why...)
	}
	return RefuseFor(reasons)
}
