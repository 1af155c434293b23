package workflow

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// NewReport asks for a new report or compilation. What it is about decides the rest: a progress report has the unit, the
// lead leader and the co-operating units of its problem; a weekly report the campaign and due time of its cycle.
type NewReport struct {
	Kind       models.Kind
	CampaignID string   // plan, situation
	ProblemID  string   // progress
	CycleID    string   // weekly, bulletin
	UnitID     string   // weekly: the division that reports
	Title      string   // "" for the usual one
	Content    *Content // the first text; nil for the usual empty one
	FromLast   bool     // weekly: begin with the text of the division's last one, if there is one
}

// CreateReport starts a report. Divisions start weekly and progress reports, the audit office starts compilations. What
// is rendered is an Outcome. Of each cycle a division has one weekly report and the office one bulletin.
func (e *Engine) CreateReport(ctx context.Context, v models.Viewer, r Request, n NewReport) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		switch n.Kind {
		case models.KindProgress:
			return w.createProgress(n)
		case models.KindWeekly:
			return w.createWeekly(n)
		case models.KindBulletin:
			return w.createBulletin(n)
		case models.KindPlan, models.KindSituation:
			return w.createCompilation(n, models.Report{})
		}
		return nil, Refuse(Unmet, words.NotAReport, words.Params{"kind": n.Kind})
	})
}

// createProgress starts the progress report of a problem that the viewer may see.
func (w *writing) createProgress(n NewReport) (any, error) {
	circle, err := w.tx.HoldCircle(n.ProblemID) // so that nobody draws one meanwhile, and the report is left outside
	if err != nil {
		return nil, err
	}
	problem, err := w.visible(n.ProblemID, models.KindProblem)
	if err != nil {
		return nil, err
	}
	draft := models.Subject{CampaignID: problem.CampaignID, Kind: n.Kind, UnitID: problem.UnitID, LeadUserID: problem.LeadUserID,
		ParentID: &problem.ID, CircleID: circle, Title: n.Title}
	if strings.TrimSpace(draft.Title) == "" {
		draft.Title = fmt.Sprintf("关于“%s”整改进展情况的报告", problem.Title)
	}
	as, err := w.as(ResponsibleDivision, draft)
	if err != nil {
		return nil, err
	}
	if n.Content == nil { // one item to write in: a text is changed item by item
		n.Content = &Content{Sections: []Section{{Key: SectionBody, Title: sectionLabels[SectionBody].ZH}}}
	}
	s, err := w.startReport(as, draft, n.Content, models.Report{})
	if err != nil {
		return nil, err
	}
	if err := w.tx.InheritCoUnits(s.ID, problem.ID); err != nil {
		return nil, err
	}
	return w.outcome(s)
}

// createCompilation starts a compilation of the audit office.
func (w *writing) createCompilation(n NewReport, details models.Report) (any, error) {
	as, err := w.as(AuditOffice, models.Subject{})
	if err != nil {
		return nil, err
	}
	campaign, err := w.tx.CampaignByID(n.CampaignID)
	if err != nil {
		return nil, notFound(err)
	}
	draft := models.Subject{CampaignID: campaign.ID, Kind: n.Kind, Title: n.Title}
	if strings.TrimSpace(draft.Title) == "" {
		draft.Title = usualTitle(campaign.Name, KindLabels[n.Kind].ZH)
	}
	s, err := w.startReport(as, draft, n.Content, details)
	if err != nil {
		return nil, err
	}
	return w.outcome(s)
}

// capacity is in which role and unit somebody creates something.
type capacity struct {
	role models.Role
	unit string
}

// as returns the capacity in which the viewer is the actor who may start a draft, or refuses.
func (w *writing) as(by *Actor, draft models.Subject) (capacity, error) {
	actor, as, others := (&Rule{Who: []*Actor{by}}).actorFor(w.viewer, draft, nil)
	if actor == nil {
		return capacity{}, Refuse(Forbidden, words.NotYourRole, words.Params{"roles": by.Label})
	}
	if len(others) > 0 {
		return capacity{}, ambiguous(append(others, as))
	}
	w.person = as
	role, unit := by.acting(as, draft, nil)
	return capacity{role, unit}, nil
}

// usualTitle puts the name of a campaign before that of a kind, without saying 整改 twice when one ends and the other
// begins with it.
func usualTitle(campaign, kind string) string {
	const rectification = "整改"
	if strings.HasPrefix(kind, rectification) {
		campaign = strings.TrimSuffix(campaign, rectification)
	}
	return campaign + kind
}

// startReport creates the subject of a report and its details.
func (w *writing) startReport(as capacity, draft models.Subject, first *Content, details models.Report) (models.Subject, error) {
	content := Content{Sections: []Section{}}
	if first != nil {
		content = *first
	}
	content, err := ownText(draft, content, nil)
	if err != nil {
		return draft, err
	}
	draft.UnitID = &as.unit
	s, err := w.create(draft, &content, as.role, as.unit, nil)
	if err != nil {
		return s, err
	}
	details.SubjectID, details.Kind, details.UnitID = s.ID, s.Kind, s.UnitID
	return s, w.tx.AddReport(details)
}

// visible returns a subject as the viewer may see it, or refuses as if it did not exist.
func (w *writing) visible(id string, kinds ...models.Kind) (models.Subject, error) {
	seen, err := w.tx.Step(models.StepQuery{Viewer: w.viewer, SubjectID: id, Kinds: kinds, Now: w.now, Today: today(w.now)})
	if err == nil && !seen.Found {
		err = Refuse(NotFound, words.NotFound, nil)
	}
	return seen.Subject, err
}

// outcome tells what was created and what the viewer can do with it next.
func (w *writing) outcome(s models.Subject) (Outcome, error) {
	seen, err := w.tx.Step(models.StepQuery{Viewer: w.viewer, SubjectID: s.ID, Facts: factsFor([]models.Kind{s.Kind}, ""), Now: w.now, Today: today(w.now)})
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Subject: s, Entry: models.Entry{Seq: s.Version, At: s.UpdatedAt, Hash: s.HeadHash},
		Can: permissions(w.viewer, s, seen.Facts, w.now)}, nil
}

// notFound turns the store's "no such row" into the refusal that people see.
func notFound(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return Refuse(NotFound, words.NotFound, nil)
	}
	return err
}
