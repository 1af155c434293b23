package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// NewProblem is a problem that the audit office enters into the ledger.
type NewProblem struct {
	CampaignID     string
	Number         string
	SuperiorNumber string
	Heading        string
	Text           string
	Assignment
	Measures []MeasureClause
}

// Assignment says who answers for a problem: the payload of Assign.
type Assignment struct {
	UnitID     string   `json:"unit_id"`                // the responsible division
	LeadUserID string   `json:"lead_user_id,omitempty"` // "" when the lead leader is no user
	LeadLeader string   `json:"lead_leader"`            // his name; that of the user when there is one
	CoUnits    []string `json:"co_units,omitempty"`     // ids of co-operating units, in order
}

func init() {
	onEvent("contribution", Assign, assign)
	onEvent("contribution", Reopen, reopen)
}

// CreateProblem enters a problem with its measures into a campaign's ledger. What is rendered
// is an Outcome.
func (e *Engine) CreateProblem(ctx context.Context, v models.Viewer, r Request, p NewProblem) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		if _, err := w.as(AuditOffice, models.Subject{}); err != nil {
			return nil, err
		}
		campaign, err := w.tx.CampaignByID(p.CampaignID)
		if err != nil {
			return nil, notFound(err)
		}
		part, err := freshPart(w.tx, campaign.ID, p.Number, p.Text)
		if err != nil {
			return nil, err
		}
		base, err := deadlineBase(w.tx, campaign)
		if err != nil {
			return nil, err
		}
		s, err := w.createProblem(p, part, func(i int) deadline.Deadline { return deadline.Parse(p.Measures[i].Deadline, base) })
		if err != nil {
			return nil, err
		}
		return w.outcome(s)
	})
}

// createProblem stores a problem and its measures. Read gives the deadline of the i-th measure as it was understood.
func (w *writing) createProblem(p NewProblem, part int, read func(i int) deadline.Deadline) (models.Subject, error) {
	as, err := w.as(AuditOffice, models.Subject{})
	if err != nil {
		return models.Subject{}, err
	}
	faults := Dossier{Heading: p.Heading, Text: p.Text, Measures: p.Measures}.faults()
	faults = append(textFaults("number", p.Number, 20), faults...)
	assigned, more, err := p.settle(w.tx)
	if err != nil {
		return models.Subject{}, err
	}
	if err := RefuseFor(append(faults, more...)); err != nil {
		return models.Subject{}, err
	}
	position, err := w.tx.LastProblemPosition(p.CampaignID)
	if err != nil {
		return models.Subject{}, err
	}
	detail := models.Problem{SubjectID: models.NewID(), CampaignID: p.CampaignID, Number: p.Number, SuperiorNumber: p.SuperiorNumber, Part: part,
		Heading: p.Heading, Text: p.Text, LeadLeader: assigned.LeadLeader, Position: position + 1}
	changes, err := compareMeasures(nil, p.Measures)
	if err != nil {
		return models.Subject{}, err
	}
	readings := make([]reading, len(p.Measures))
	draft := models.Subject{ID: detail.SubjectID, CampaignID: p.CampaignID, Kind: models.KindProblem, Title: problemTitle(detail),
		UnitID: &assigned.UnitID, LeadUserID: optional(assigned.LeadUserID)}
	for i := range readings {
		readings[i] = reading(read(i))
		if end := endOfDay(readings[i].Due); end != nil && (draft.DueAt == nil || end.After(*draft.DueAt)) {
			draft.DueAt = end
		}
	}
	content := dossierContent(detail, changes.clauses)
	subject, err := w.create(draft, &content, as.role, as.unit, assigned)
	if err != nil {
		return subject, err
	}
	if err := errors.Join(w.tx.AddProblem(detail), w.tx.SetCoUnits(subject.ID, assigned.CoUnits)); err != nil {
		return subject, err
	}
	for i, clause := range changes.clauses {
		if err := w.addMeasure(subject, i+1, clause, readings[i], as); err != nil {
			return subject, err
		}
	}
	return subject, nil
}

// assign changes who answers for a problem and, with it, for its measures.
func assign(t *transition) error {
	a, faults, err := t.command.Payload.(Assignment).settle(t.tx)
	if err != nil {
		return err
	}
	if err := RefuseFor(faults); err != nil {
		return err
	}
	if err := errors.Join(t.tx.ChangeProblem(t.subject.ID, map[string]any{"lead_leader": a.LeadLeader}),
		t.tx.SetCoUnits(t.subject.ID, a.CoUnits)); err != nil {
		return err
	}
	if err := t.headInCircle(a.UnitID); err != nil {
		return err
	}
	t.detail = a
	t.after.UnitID, t.after.LeadUserID = &a.UnitID, optional(a.LeadUserID)
	t.set["unit_id"], t.set["lead_user_id"] = t.after.UnitID, t.after.LeadUserID
	if value(t.subject.UnitID) == a.UnitID && value(t.subject.LeadUserID) == a.LeadUserID {
		return nil
	}
	measures, err := t.tx.MeasuresOf(t.subject.ID)
	if err != nil {
		return err
	}
	inState := map[string][]models.Subject{}
	for _, m := range measures {
		inState[m.State] = append(inState[m.State], m.Subject)
	}
	for _, state := range MachineOf(models.KindMeasure).States {
		if err := t.cascade(Assign, inState[string(state)], t.set); err != nil {
			return err
		}
	}
	return nil
}

// settle looks up whom an assignment names and says what is wrong with it.
func (a Assignment) settle(tx models.Tx) (Assignment, []Reason, error) {
	units, err := tx.Units()
	if err != nil {
		return a, nil, err
	}
	active := map[string]bool{}
	for _, u := range units {
		active[u.ID] = u.Active
	}
	var faults []Reason
	unknown := func(field, id string) {
		if !active[id] {
			faults = append(faults, Reason{Code: words.UnitUnknown, Params: words.Params{"unit": id}, Field: field})
		}
	}
	unknown("unit_id", a.UnitID)
	for i, id := range a.CoUnits {
		field := fmt.Sprintf("co_units[%d]", i)
		unknown(field, id)
		if id == a.UnitID {
			faults = append(faults, Reason{Code: words.CoUnitOwn, Field: field})
		}
		if slices.Contains(a.CoUnits[:i], id) {
			faults = append(faults, Reason{Code: words.FieldNotUnique, Field: field})
		}
	}
	a.LeadLeader = strings.TrimSpace(a.LeadLeader)
	if a.LeadUserID == "" {
		return a, faults, nil
	}
	leaders, err := tx.Leaders()
	if err != nil {
		return a, nil, err
	}
	i := slices.IndexFunc(leaders, func(u models.User) bool { return u.ID == a.LeadUserID })
	if i < 0 {
		return a, append(faults, Reason{Code: words.NotALeadLeader, Field: "lead_user_id"}), nil
	}
	a.LeadLeader = leaders[i].Name
	return a, faults, nil
}

// reopen begins a new round of a problem. The plan that had it in stays as it was; the problem leaves it and needs a new
// one. Earlier rounds stay in the history and the revisions.
func reopen(t *transition) error {
	t.after.Round, t.after.CompilationID = t.subject.Round+1, nil
	t.set["round"], t.set["compilation_id"] = t.after.Round, nil
	return nil
}
