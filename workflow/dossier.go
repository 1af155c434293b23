package workflow

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rectify/models"
	"rectify/workflow/words"
)

// Dossier is the text of a problem: the payload of Edit on it. It is whole: a measure that is not in it any more is
// taken out.
type Dossier struct {
	Heading  string
	Text     string
	Measures []MeasureClause // in order; one without an id is new
	Note     string          // about the revision
}

func init() { onEvent("contribution", Edit, editDossier, models.KindProblem) }

// editDossier stores a new revision of a problem's dossier and keeps its measures in step with it.
func editDossier(t *transition) error {
	d := t.command.Payload.(Dossier)
	detail, err := t.tx.ProblemDetail(t.subject.ID)
	if err != nil {
		return err
	}
	campaign, err := t.tx.CampaignByID(t.subject.CampaignID)
	if err != nil {
		return err
	}
	if err := RefuseFor(d.faults()); err != nil {
		return err
	}
	stored, err := t.tx.MeasuresOf(t.subject.ID)
	if err != nil {
		return err
	}
	changes, err := compareMeasures(stored, d.Measures)
	if err != nil {
		return err
	}
	if detail.Text != d.Text {
		if detail.Part, err = freshPart(t.tx, campaign.ID, detail.Number, d.Text); err != nil {
			return err
		}
	}
	detail.Heading, detail.Text = d.Heading, d.Text
	if err := t.tx.ChangeProblem(t.subject.ID, map[string]any{"heading": detail.Heading, "text": detail.Text, "part": detail.Part}); err != nil {
		return err
	}
	if err := t.syncMeasures(campaign, changes); err != nil {
		return err
	}
	t.after.Title = problemTitle(detail)
	t.set["title"] = t.after.Title
	if err := t.dueWithMeasures(); err != nil {
		return err
	}
	return t.revise(dossierContent(detail, changes.clauses), d.Note)
}

// freshPart returns the part of a text that the campaign may not have yet under the number.
func freshPart(tx models.Tx, campaignID, number, text string) (int, error) {
	last, err := tx.LastPart(campaignID, number, text)
	if err != nil {
		return 0, err
	}
	if last > 0 {
		return 0, Refuse(Unmet, words.ProblemExists, words.Params{"number": number})
	}
	return 1, nil
}

// dueWithMeasures sets when a problem is due: at the end of the last due day of its measures.
func (t *transition) dueWithMeasures() error {
	last, err := t.tx.LastDueDay(t.subject.ID)
	t.after.DueAt = endOfDay(last)
	t.set["due_at"] = t.after.DueAt
	return err
}

// Lengths in characters beyond which a text is no longer one cell of a table.
const (
	maxProblemText = 5000
	maxMeasureText = 5000
	maxDeadline    = 500
	maxMeasures    = 200
)

func (d Dossier) faults() (faults []Reason) {
	faults = append(faults, textFaults("text", d.Text, maxProblemText)...)
	if len(d.Measures) > maxMeasures {
		faults = append(faults, Reason{Code: words.FieldTooMany, Params: words.Params{"limit": maxMeasures}, Field: "measures"})
	}
	for i, m := range d.Measures {
		at := fmt.Sprintf("measures[%d].", i)
		faults = append(faults, textFaults(at+"text", m.Text, maxMeasureText)...)
		if utf8.RuneCountInString(m.Deadline) > maxDeadline {
			faults = append(faults, Reason{Code: words.FieldTooLong, Params: words.Params{"limit": maxDeadline}, Field: at + "deadline"})
		}
	}
	return faults
}

// textFaults says what is wrong with a text that must be there.
func textFaults(field, text string, limit int) []Reason {
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		return []Reason{{Code: words.FieldRequired, Field: field}}
	case n > limit:
		return []Reason{{Code: words.FieldTooLong, Params: words.Params{"limit": limit}, Field: field}}
	}
	return nil
}

// SectionHeading is the heading under which the inspection put a problem.
const SectionHeading = "heading"

// dossierContent is a problem's dossier as a revision stores it.
func dossierContent(p models.Problem, clauses []MeasureClause) Content {
	c := Content{Title: problemTitle(p), Sections: []Section{}, Measures: clauses}
	if p.Heading != "" {
		c.Sections = append(c.Sections, Section{Key: SectionHeading, Title: "问题类别", Text: p.Heading})
	}
	c.Sections = append(c.Sections, Section{Key: SectionProblem, Title: "存在问题", Text: p.Text})
	return c
}

// problemTitle is a problem in one line: "1（21）：" and how its text begins.
func problemTitle(p models.Problem) string {
	number := p.Number
	if p.SuperiorNumber != "" {
		number += "（" + p.SuperiorNumber + "）"
	}
	return number + "：" + inShort(p.Text)
}

// inShort is the beginning of a text, for one line in a list.
func inShort(text string) string {
	const most = 40
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}
