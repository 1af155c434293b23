package workflow

import (
	"rectify/models"
	"rectify/workflow/words"
)

// Condition is something that must hold before an event may happen. It is decided on facts that were read with the
// subject, and names in the office's words what is missing.
type Condition struct {
	Name  string
	Label words.Label
	needs []models.Fact
	// brought: when it is unmet, the command itself can still meet it, with a reason or a document number.
	brought bool
	check   func(d *decision) []Reason
}

// decision is all that a condition may look at.
type decision struct {
	command *Command
	as      models.Viewer // the viewer, or the one for whom he acts, with the grants that he acts with
	subject models.Subject
	facts   models.Facts
}

func (d *decision) policies() Policies {
	p, err := ParsePolicies(d.facts.Text(models.FactPolicies))
	if err != nil {
		panic(err) // policies are checked when they are stored
	}
	return p
}

// one returns a reason as the list that a condition gives.
func one(code words.Code, params words.Params) []Reason {
	return []Reason{{Code: code, Params: params}}
}

// none returns a condition that holds when the fact, a list of names, is empty.
func none(name string, label words.Label, fact models.Fact, code words.Code, param string) *Condition {
	return &Condition{Name: name, Label: label, needs: []models.Fact{fact}, check: func(d *decision) []Reason {
		if names := d.facts.Text(fact); names != "" {
			return one(code, words.Params{param: names})
		}
		return nil
	}}
}

// some returns a condition that holds when the fact, a number, is not 0.
func some(name string, label words.Label, fact models.Fact, code words.Code) *Condition {
	return &Condition{Name: name, Label: label, needs: []models.Fact{fact}, check: func(d *decision) []Reason {
		if d.facts.Count(fact) == 0 {
			return one(code, nil)
		}
		return nil
	}}
}
