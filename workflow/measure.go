package workflow

import (
	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// MeasureReport is the payload of Report: what came of a measure so far.
type MeasureReport struct {
	Result          string      `json:"result"`
	ProofValidUntil *civil.Date `json:"proof_valid_until,omitempty"` // of a long-term measure; nil leaves it
}

// ConfirmedDeadline is the payload of ConfirmDeadline: what a person read in a deadline. The words stay as they are.
type ConfirmedDeadline struct {
	NotBefore *civil.Date `json:"not_before"`
	Due       *civil.Date `json:"due"`
	LongTerm  bool        `json:"long_term"`
	Immediate bool        `json:"immediate"`
}

func init() {
	onEvent("measure", Report, reportMeasure)
	onEvent("measure", ConfirmDeadline, confirmDeadline)
	onEvent("measure", Accept, acceptMeasure)
}

const maxResult = 5000

// reportMeasure keeps the result; the history has every earlier one.
func reportMeasure(t *transition) error {
	report := t.command.Payload.(MeasureReport)
	if err := RefuseFor(textFaults("result", report.Result, maxResult)); err != nil {
		return err
	}
	set := map[string]any{"result": report.Result}
	if report.ProofValidUntil != nil {
		m, err := t.tx.MeasureDetail(t.subject.ID)
		if err != nil {
			return err
		}
		if !m.LongTerm {
			return RefuseFor([]Reason{{Code: words.MeasureNotLongTerm, Field: "proof_valid_until"}})
		}
		set["proof_valid_until"] = report.ProofValidUntil.String()
	}
	t.detail = report
	return t.tx.ChangeMeasure(t.subject.ID, set)
}

// confirmDeadline keeps what a person read in place of what the program could not read for certain, and moves the due
// times of the measure and of its problem.
func confirmDeadline(t *transition) error {
	confirmed := t.command.Payload.(ConfirmedDeadline)
	if err := RefuseFor(confirmed.faults()); err != nil {
		return err
	}
	t.detail = confirmed
	t.after.DueAt = endOfDay(confirmed.Due)
	t.set["due_at"] = t.after.DueAt
	err := t.tx.ChangeMeasure(t.subject.ID, map[string]any{"deadline_kind": string(confirmed.kind()),
		"not_before": models.DateText(confirmed.NotBefore), "due_on": models.DateText(confirmed.Due), "long_term": confirmed.LongTerm,
		"immediate": confirmed.Immediate, "needs_confirmation": false})
	if err != nil {
		return err
	}
	last, err := t.tx.LastDueDay(*t.subject.ParentID)
	if err != nil {
		return err
	}
	return t.tx.SetDue(*t.subject.ParentID, endOfDay(last))
}

func (c ConfirmedDeadline) faults() []Reason {
	switch {
	case c.Due == nil && !c.LongTerm && !c.Immediate:
		return []Reason{{Code: words.DeadlineEmpty, Field: "due"}}
	case c.Due != nil && c.NotBefore != nil && c.NotBefore.After(*c.Due):
		return []Reason{{Code: words.DatesReversed, Field: "not_before"}}
	}
	return nil
}

func (c ConfirmedDeadline) kind() deadline.Kind {
	switch {
	case c.LongTerm && (c.Due != nil || c.Immediate):
		return deadline.Compound
	case c.LongTerm:
		return deadline.Ongoing
	case c.Due == nil:
		return deadline.Immediate
	case c.NotBefore != nil:
		return deadline.Window
	}
	return deadline.By
}

// acceptMeasure lets the proof of a long-term measure hold for the review interval, unless the division has said until
// when it holds (rules §3 [D]).
func acceptMeasure(t *transition) error {
	m, err := t.tx.MeasureDetail(t.subject.ID)
	if err != nil || !m.LongTerm {
		return err
	}
	now := today(t.command.now)
	if until := models.DateOf(m.ProofValidUntil); until != nil && !until.Before(now) {
		return nil
	}
	days := m.ReviewDays
	if days == 0 {
		campaign, err := t.tx.CampaignByID(t.subject.CampaignID)
		if err != nil {
			return err
		}
		policies, err := ParsePolicies(string(campaign.Policies))
		if err != nil {
			return err
		}
		days = policies.ReviewDays
	}
	until := now.AddDays(days)
	t.detail = map[string]string{"proof_valid_until": until.String()}
	return t.tx.ChangeMeasure(t.subject.ID, map[string]any{"proof_valid_until": until.String()})
}
