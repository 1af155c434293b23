package workflow

import (
	"fmt"
	"strconv"
	"strings"

	"rectify/models"
	"rectify/workflow/deadline"
	"rectify/workflow/words"
)

// measureChanges is what a new dossier changes of a problem's measures.
type measureChanges struct {
	clauses []MeasureClause // the whole list, each with its id
	added   map[string]bool // ids of clauses that are new
	edited  map[string]models.MeasureRow
	moved   map[string]models.MeasureRow // at another position, otherwise as they were
	dropped []models.MeasureRow
}

// compareMeasures holds the clauses of a new dossier against the measures in force. It refuses unknown and doubled ids,
// and a change of what is completed or accepted: that was reported or checked under its old words.
func compareMeasures(stored []models.MeasureRow, clauses []MeasureClause) (measureChanges, error) {
	c := measureChanges{clauses: make([]MeasureClause, len(clauses)), added: map[string]bool{}, edited: map[string]models.MeasureRow{},
		moved: map[string]models.MeasureRow{}}
	open := make(map[string]models.MeasureRow, len(stored))
	known := make(map[string]bool, len(stored))
	marks := make(map[string]string, len(stored))
	for _, m := range stored {
		open[m.ID], known[m.ID], marks[m.ID] = m, true, m.Mark
	}
	var faults []Reason
	var settled []string
	for i, clause := range clauses {
		clause.Text, clause.Deadline = strings.TrimSpace(clause.Text), strings.TrimSpace(clause.Deadline)
		m, is := open[clause.ID]
		delete(open, clause.ID)
		switch {
		case clause.ID == "":
			clause.ID = models.NewID()
			c.added[clause.ID] = true
		case !known[clause.ID]:
			faults = append(faults, Reason{Code: words.MeasureUnknown, Field: fmt.Sprintf("measures[%d].id", i)})
		case !is:
			faults = append(faults, Reason{Code: words.MeasureTwice, Field: fmt.Sprintf("measures[%d].id", i)})
		case m.Text != clause.Text || m.DeadlineRaw != clause.Deadline:
			c.edited[m.ID] = m
			settled = append(settled, positionIfSettled(m)...)
		case m.Position != i+1:
			c.moved[m.ID] = m
		}
		c.clauses[i] = clause
	}
	for _, m := range stored {
		if _, left := open[m.ID]; left {
			c.dropped = append(c.dropped, m)
			settled = append(settled, positionIfSettled(m)...)
		}
	}
	if len(settled) > 0 {
		faults = append(faults, Reason{Code: words.MeasureSettled, Params: words.Params{"positions": strings.Join(settled, "、")}, Field: "measures"})
	}
	number(c.clauses, marks, len(c.added)+len(c.moved)+len(c.dropped) > 0)
	return c, RefuseFor(faults)
}

func positionIfSettled(m models.MeasureRow) []string {
	if MachineOf(models.KindMeasure).Rule(Edit, State(m.State)) != nil {
		return nil
	}
	return []string{strconv.Itoa(m.Position)}
}

// wording is a measure's words before and after an edit, for the history.
type wording struct {
	Text        string `json:"text,omitempty"`
	TextWas     string `json:"text_was,omitempty"`
	Deadline    string `json:"deadline,omitempty"`
	DeadlineWas string `json:"deadline_was,omitempty"`
	Dropped     bool   `json:"dropped,omitempty"`
}

// syncMeasures brings the measures to what the dossier now says, each with an entry of its own.
func (t *transition) syncMeasures(campaign models.Campaign, c measureChanges) error {
	base, err := deadlineBase(t.tx, campaign)
	if err != nil {
		return err
	}
	for i, clause := range c.clauses {
		if c.added[clause.ID] {
			err = t.creating().addMeasure(t.subject, i+1, clause, reading(deadline.Parse(clause.Deadline, base)), capacity{t.role, t.unit})
		} else if m, edited := c.edited[clause.ID]; edited {
			err = t.editMeasure(m, i+1, clause, base)
		} else if _, moved := c.moved[clause.ID]; moved {
			err = t.tx.ChangeMeasure(clause.ID, map[string]any{"position": i + 1, "mark": clause.Number})
		}
		if err != nil {
			return err
		}
	}
	for _, m := range c.dropped {
		if err := t.tx.ChangeMeasure(m.ID, map[string]any{"dropped_at": t.command.now}); err != nil {
			return err
		}
		if err := t.moveMeasure(m.Subject, wording{Dropped: true}, nil); err != nil {
			return err
		}
	}
	return nil
}

// editMeasure gives a measure new words. A deadline that is worded as before keeps what a person confirmed of it.
func (t *transition) editMeasure(m models.MeasureRow, position int, clause MeasureClause, base deadline.Base) error {
	w := wording{}
	columns, subject := map[string]any{"position": position, "mark": clause.Number}, map[string]any{}
	if m.Text != clause.Text {
		w.Text, w.TextWas = clause.Text, m.Text
		columns["text"], subject["title"] = clause.Text, inShort(clause.Text)
	}
	if m.DeadlineRaw != clause.Deadline {
		w.Deadline, w.DeadlineWas = clause.Deadline, m.DeadlineRaw
		read := reading(deadline.Parse(clause.Deadline, base))
		stored, err := read.columns()
		if err != nil {
			return err
		}
		for column, value := range stored {
			columns[column] = value
		}
		subject["due_at"] = read.dueAt()
	}
	if err := t.tx.ChangeMeasure(m.ID, columns); err != nil {
		return err
	}
	return t.moveMeasure(m.Subject, w, subject)
}

// moveMeasure enters into a measure's history what the dossier did to it.
func (t *transition) moveMeasure(s models.Subject, detail any, set map[string]any) error {
	child := t.child(Edit, s)
	child.detail = detail
	rule := MachineOf(s.Kind).Rule(Edit, State(s.State))
	child.follow(rule, rule.to(State(s.State)))
	entry, err := child.entry()
	if err != nil {
		return err
	}
	return t.tx.Apply(models.Move{Subject: s, Entry: entry, Set: set}, nil)
}

// creating is the transition as it creates further subjects.
func (t *transition) creating() *writing {
	return &writing{ctx: t.ctx, engine: t.engine, tx: t.tx, viewer: t.command.Viewer, person: t.as, request: t.command.Request, now: t.command.now,
		correlation: t.correlation}
}

// addMeasure creates a measure of a problem, with the problem's unit and lead leader.
func (w *writing) addMeasure(problem models.Subject, position int, clause MeasureClause, read reading, as capacity) error {
	parent := problem.ID
	_, err := w.create(models.Subject{ID: clause.ID, CampaignID: problem.CampaignID, Kind: models.KindMeasure, Title: inShort(clause.Text),
		UnitID: problem.UnitID, LeadUserID: problem.LeadUserID, ParentID: &parent, CircleID: problem.CircleID, DueAt: read.dueAt()}, nil, as.role, as.unit,
		wording{Text: clause.Text, Deadline: clause.Deadline})
	if err != nil {
		return err
	}
	m, err := read.measure()
	if err != nil {
		return err
	}
	m.SubjectID, m.ProblemID, m.Position, m.Mark, m.Text = clause.ID, problem.ID, position, clause.Number, clause.Text
	return w.tx.AddMeasure(m)
}
