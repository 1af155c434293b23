// Package printing gathers what the documents of package paper are made of from the database, as a viewer may see it.
package printing

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/document/paper"
)

// Options are choices of whoever prints.
type Options struct {
	History bool // append the history
	RedHead bool // with the organ in red
}

// desk is one printing: what is read once for a document.
type desk struct {
	tx       models.Tx
	viewer   models.Viewer
	options  Options
	subject  models.Subject
	campaign models.Campaign
	units    []models.Unit
	history  []models.Entry
}

// open reads what every document needs. What the viewer may not see is models.ErrNotFound.
func open(tx models.Tx, v models.Viewer, id string, o Options, kinds ...models.Kind) (*desk, error) {
	d := &desk{tx: tx, viewer: v, options: o}
	var err error
	if d.subject, err = tx.Visible(v, id, kinds...); err != nil {
		return nil, err
	}
	if d.campaign, err = tx.CampaignByID(d.subject.CampaignID); err != nil {
		return nil, err
	}
	if d.units, err = tx.Units(); err != nil {
		return nil, err
	}
	d.history, err = tx.History(id)
	return d, err
}

// front is what stands on every document of the subject.
func (d *desk) front() (paper.Front, error) {
	s := d.subject
	f := paper.Front{Title: s.Title, Organ: d.partyGroup(), Office: d.general(), RedHead: d.options.RedHead,
		State: workflow.StateLabels[workflow.State(s.State)].ZH, Revision: s.Revision, Digest: s.Digest, Made: s.UpdatedAt}
	if !d.options.History {
		return f, nil
	}
	var err error
	f.Steps, err = d.steps()
	return f, err
}

// steps is the history as the office reads it: every move, and every act in which somebody gave his word. Drafts that
// were saved and files that were added are left out.
func (d *desk) steps() ([]paper.Step, error) {
	steps := []paper.Step{}
	for _, e := range d.history {
		switch workflow.Event(e.Event) {
		case workflow.Edit, workflow.Attach, workflow.Copy, workflow.Urge, workflow.ConfirmDeadline, workflow.CastVote:
			continue
		}
		step, err := d.step(e)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// step is one entry. Who acted for somebody else is shown with his name: 乙（代甲）.
func (d *desk) step(e models.Entry) (paper.Step, error) {
	s := paper.Step{At: e.At, Who: e.ActorName, As: workflow.RoleLabels[models.Role(e.Role)].ZH, What: workflow.EventLabels[workflow.Event(e.Event)].ZH,
		To: workflow.StateLabels[workflow.State(e.ToState)].ZH, Opinion: e.Opinion}
	if e.UnitID != nil {
		if unit := d.unit(*e.UnitID).Name; !strings.HasPrefix(s.As, strings.TrimPrefix(unit, "局")) { // 审计办公室人员 says it already
			s.As = strings.TrimSpace(unit + " " + s.As)
		}
	}
	if e.OnBehalfOf != nil {
		absent, err := d.tx.User(*e.OnBehalfOf)
		if err != nil {
			return s, err
		}
		s.Who += "（代" + absent.Name + "）"
	}
	if s.Opinion != "" || e.Detail == "" {
		return s, nil
	}
	var detail struct {
		Reason string `json:"reason"`
	}
	err := json.Unmarshal([]byte(e.Detail), &detail)
	s.Opinion = detail.Reason
	return s, err
}

// last is the newest entry of one of the events in the subject's present round, nil when there is none.
func (d *desk) last(events ...workflow.Event) *models.Entry {
	for i := len(d.history) - 1; i >= 0; i-- {
		event := workflow.Event(d.history[i].Event)
		for _, wanted := range events {
			if event == wanted {
				return &d.history[i]
			}
		}
		if event == workflow.Reopen {
			break
		}
	}
	return nil
}

// text is the content of the subject's newest revision.
func (d *desk) text() (workflow.Content, models.Revision, error) {
	stored, err := d.tx.Revision(d.subject.ID, d.subject.Revision)
	if err != nil {
		return workflow.Content{}, stored, err
	}
	content, err := workflow.ParseContent(stored.Content)
	return content, stored, err
}

func sections(c workflow.Content) []paper.Section {
	list := make([]paper.Section, len(c.Sections))
	for i, s := range c.Sections {
		list[i] = paper.Section{Title: s.Title, Text: s.Text}
	}
	return list
}

// dayOf is the date of a time in Beijing, the zero date for none.
func dayOf(t *time.Time) civil.Date {
	if t == nil || t.IsZero() {
		return civil.Date{}
	}
	return civil.DateOf(t.In(clock.Shanghai))
}

// dateOf is a stored date, the zero date for "".
func dateOf(stored string) civil.Date {
	if d := models.DateOf(stored); d != nil {
		return *d
	}
	return civil.Date{}
}
