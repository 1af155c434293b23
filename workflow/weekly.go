package workflow

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// When is a weekly report late? (rules §1.5, invariant I14)
//
// The verdict is on its first receipt by the server's clock, against the due moment that was kept when the report was
// started. It is decided once, stored, and sealed into the entry of that submission: neither a return by the audit
// office, nor withdrawing and submitting again, nor a calendar corrected later changes it.
//
// A report that the office returned was received; handing it in again needs no reason. A unit that takes its own report
// back and hands it in again after the due moment says why: the reason and the time are recorded beside the first
// receipt, so that nobody gains by submitting an empty report in time.

func init() { onEvent("contribution", Submit, receive, models.KindWeekly) }

// weeklyKeys are the three items of a weekly report, in order.
var weeklyKeys = []string{SectionProgress, SectionExperience, SectionDifficulties}

// receipt is what the entry of a weekly report's submission says.
type receipt struct {
	ReceivedAt time.Time  `json:"received_at"`
	DueAt      *time.Time `json:"due_at"`
	Late       bool       `json:"late"`  // the verdict, of the first receipt
	First      bool       `json:"first"` // this is the first receipt
}

// late reports whether what happens now to a weekly report that its unit holds comes after the due moment. A report that
// the office returned has been received already.
func late(s models.Subject, now time.Time) bool {
	return s.Kind == models.KindWeekly && State(s.State) == Drafted && s.DueAt != nil && notBefore(now, s.UpdatedAt).After(*s.DueAt)
}

// receive keeps when a weekly report was received and decides, the first time, whether it is late.
func receive(t *transition) error {
	report, err := t.tx.Report(t.subject.ID)
	if err != nil {
		return err
	}
	first, after := report.SubmittedAt == nil, late(t.subject, t.command.now)
	set := map[string]any{}
	switch {
	case first:
		report.Late = &after
		set["submitted_at"], set["late"] = t.after.UpdatedAt, after
	case State(t.subject.State) == Drafted:
		set["resubmitted_at"] = t.after.UpdatedAt
	}
	if after {
		set["late_reason"] = t.command.Reason
	}
	t.detail = receipt{ReceivedAt: t.after.UpdatedAt, DueAt: t.subject.DueAt, Late: *report.Late, First: first}
	if len(set) == 0 {
		return nil
	}
	return t.tx.SetReport(t.subject.ID, set)
}

// createWeekly starts the weekly report of a division for a cycle, due when the cycle is due.
func (w *writing) createWeekly(n NewReport) (any, error) {
	cycle, err := w.tx.Cycle(n.CycleID)
	if err != nil {
		return nil, notFound(err)
	}
	draft := models.Subject{CampaignID: cycle.CampaignID, Kind: n.Kind, UnitID: &n.UnitID, DueAt: &cycle.DueAt, Title: n.Title}
	as, err := w.as(ResponsibleDivision, draft)
	if err != nil {
		return nil, err
	}
	if err := w.once(cycle, n.Kind, n.UnitID); err != nil {
		return nil, err
	}
	if n.Content == nil && n.FromLast {
		if n.Content, err = w.lastText(cycle, n.UnitID); err != nil {
			return nil, err
		}
	}
	if strings.TrimSpace(draft.Title) == "" {
		draft.Title = fmt.Sprintf("第%d期周报（%s）", cycle.Number, cycle.DueOn)
	}
	s, err := w.startReport(as, draft, n.Content, models.Report{CycleID: &cycle.ID})
	if err != nil {
		return nil, err
	}
	return w.outcome(s)
}

// createBulletin starts the bulletin of a cycle.
func (w *writing) createBulletin(n NewReport) (any, error) {
	cycle, err := w.tx.Cycle(n.CycleID)
	if err != nil {
		return nil, notFound(err)
	}
	as, err := w.as(AuditOffice, models.Subject{})
	if err != nil {
		return nil, err
	}
	if err := w.once(cycle, n.Kind, as.unit); err != nil {
		return nil, err
	}
	n.CampaignID = cycle.CampaignID
	if strings.TrimSpace(n.Title) == "" {
		n.Title = fmt.Sprintf("第%d期周报汇总（%s）", cycle.Number, cycle.DueOn)
	}
	return w.createCompilation(n, models.Report{CycleID: &cycle.ID})
}

// once refuses a second report of a unit for a cycle. Two at the same moment meet the unique constraint: the slower one
// is tried again and comes here.
func (w *writing) once(cycle models.Cycle, kind models.Kind, unitID string) error {
	id, err := w.tx.ReportOf(cycle.ID, kind, unitID)
	if err != nil || id == "" {
		return err
	}
	return Refuse(Conflict, words.AlreadyExists, words.Params{"what": KindLabels[kind],
		"value": fmt.Sprintf("第%d期（%s）", cycle.Number, cycle.DueOn)})
}

// lastText is the text of the unit's weekly report before this cycle, or nil.
func (w *writing) lastText(cycle models.Cycle, unitID string) (*Content, error) {
	last, err := w.tx.LastWeekly(cycle, unitID)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	content, err := ParseContent(last.Content)
	content.Title = "" // the new report has a title of its own
	return &content, err
}

// weeklyText brings a weekly report's text into its three items and refuses any other.
func weeklyText(c Content) (Content, error) {
	ordered := Content{Title: c.Title}
	for _, key := range weeklyKeys {
		ordered.Sections = append(ordered.Sections, Section{Key: key, Title: sectionLabels[key].ZH, Text: c.Section(key)})
	}
	for i, s := range c.Sections {
		if !slices.Contains(weeklyKeys, s.Key) {
			return c, RefuseFor([]Reason{{Code: words.SectionUnknown, Params: words.Params{"key": s.Key}, Field: fmt.Sprintf("sections[%d].key", i)}})
		}
	}
	return ordered, nil
}
