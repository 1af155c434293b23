package printing

import (
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/document/paper"
)

// CloseOut is the sheet on which a problem is reconciled and closed out, in whatever state it is.
func CloseOut(tx models.Tx, v models.Viewer, id string, o Options) (paper.Paper, error) {
	d, err := open(tx, v, id, o, models.KindProblem)
	if err != nil {
		return nil, err
	}
	row, err := tx.Problem(v, id)
	if err != nil {
		return nil, err
	}
	f, err := d.front()
	if err != nil {
		return nil, err
	}
	f.RedHead, f.Title = false, "巡视巡察整改对账销号单"
	if workflow.State(d.subject.State) != workflow.Closed {
		f.Draft = notClosed
	}
	c := paper.CloseOut{Front: f, Campaign: d.campaign.Name, Number: row.Number, SuperiorNumber: row.SuperiorNumber, Heading: row.Heading, Text: row.Text,
		LeadLeader: row.LeadLeader, Unit: row.UnitName, Round: row.Round}
	for _, u := range row.CoUnits {
		c.CoUnits = append(c.CoUnits, u.Name)
	}
	if c.Request, err = d.stepOf(workflow.RequestClose); err != nil {
		return nil, err
	}
	if c.Decision, err = d.stepOf(workflow.Close, workflow.DeclineClose); err != nil {
		return nil, err
	}
	if c.Consents, err = d.consents(); err != nil {
		return nil, err
	}
	for _, m := range row.Measures {
		checked, err := d.checked(m)
		if err != nil {
			return nil, err
		}
		c.Measures = append(c.Measures, checked)
	}
	return c, nil
}

// stepOf is the newest of the events in this round, nil for none.
func (d *desk) stepOf(events ...workflow.Event) (*paper.Step, error) {
	e := d.last(events...)
	if e == nil {
		return nil, nil
	}
	s, err := d.step(*e)
	return &s, err
}

// consents are the opinions on the present text in this round.
func (d *desk) consents() ([]paper.Consent, error) {
	rows, err := d.tx.SignOffs(d.subject.ID)
	if err != nil {
		return nil, err
	}
	var list []paper.Consent
	for _, r := range rows {
		if r.Digest != d.subject.Digest || r.Round != d.subject.Round {
			continue
		}
		c := paper.Consent{Party: r.UnitName, Verdict: "同意", Opinion: r.Opinion, At: r.SignedAt}
		if c.Party == "" {
			c.Party = "牵头领导 " + r.UserName
		}
		if r.Verdict != workflow.Agree {
			c.Verdict = "不同意"
		}
		list = append(list, c)
	}
	return list, nil
}

// checked holds a measure against what is on record of it.
func (d *desk) checked(m models.MeasureRow) (paper.CheckedMeasure, error) {
	c := paper.CheckedMeasure{Text: m.Text, Deadline: m.DeadlineRaw, Result: m.Result, State: workflow.StateLabels[workflow.State(m.State)].ZH}
	files, err := d.tx.EvidenceOf(m.ID)
	if err != nil {
		return c, err
	}
	for _, file := range files {
		c.Evidence = append(c.Evidence, file.Name)
	}
	if workflow.State(m.State) != workflow.Accepted {
		return c, nil
	}
	history, err := d.tx.History(m.ID)
	for _, e := range history { // the last one counts
		if workflow.Event(e.Event) == workflow.Accept {
			c.Accepted = e.ActorName + "\n" + inBeijing(e.At)
		}
	}
	return c, err
}
