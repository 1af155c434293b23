package workflow

import (
	"context"
	"fmt"

	"rectify/models"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// Import says what is done with a table of measures.
type Import struct {
	CampaignID  string
	Table       *document.MeasureTable
	DryRun      bool                  // only say what would happen
	CreateUnits bool                  // create units that the table names and nobody knows
	Mapping     document.Mapping      // how a person has named columns, to be remembered
	Progress    func(done, total int) // told of the problems looked at; nil for nobody
}

// ImportStatus says how a problem of a table stands to the ledger.
type ImportStatus string

// The statuses.
const (
	ImportNew      ImportStatus = "new"       // not in the ledger: it is (or would be) created
	ImportSame     ImportStatus = "same"      // in the ledger as it is
	ImportDiffers  ImportStatus = "differs"   // in the ledger, and something is different: nothing is overwritten
	ImportOnlyHere ImportStatus = "only_here" // in the ledger, and not in the table
)

// ImportResult is what an import found and did.
type ImportResult struct {
	Stored       bool               `json:"stored"` // false: a dry run
	Created      int                `json:"created"`
	Problems     []ImportedProblem  `json:"problems"`
	OnlyHere     []ImportedProblem  `json:"only_here"`
	UnitsCreated []string           `json:"units_created"` // names; in a dry run those that would be
	Findings     []document.Finding `json:"findings"`

	Columns []document.TableColumn `json:"columns"`           // of the table, as they were recognised
	Lacking []document.Field       `json:"lacking,omitempty"` // fields for which a column is asked
}

// ImportedProblem is one problem of the table, or one of the ledger that the table does not have.
type ImportedProblem struct {
	document.Problem
	Status      ImportStatus `json:"status"`
	ID          string       `json:"id,omitempty"`
	Differences []Difference `json:"differences,omitempty"`
}

// Difference is one thing that the ledger and the table say differently.
type Difference struct {
	Field   string `json:"field"`             // text, unit, measures …
	Measure int    `json:"measure,omitempty"` // position, when it is about one measure
	Here    string `json:"here"`              // in the ledger
	Table   string `json:"table"`
}

// ImportMeasureTable takes a table of measures into a campaign: problems that are new are created, all in one
// transaction; what is there already is compared and never overwritten. A table with errors is refused as a whole, with a
// reason for each. Doing it twice changes nothing. The result is complete also when the import was refused.
func (e *Engine) ImportMeasureTable(ctx context.Context, v models.Viewer, r Request, in Import) (ImportResult, Answer, error) {
	var result ImportResult
	answer, err := e.write(ctx, v, r, func(w *writing) (any, error) {
		var err error
		result, err = w.importTable(in)
		return result, err
	})
	return result, answer, err
}

// PreviewMeasureTable is the dry run of an import into a campaign that does not exist yet.
func PreviewMeasureTable(table *document.MeasureTable) ImportResult {
	result := newImportResult(table)
	for _, p := range table.Problems {
		result.Problems = append(result.Problems, ImportedProblem{Problem: p, Status: ImportNew})
	}
	return result
}

func newImportResult(table *document.MeasureTable) ImportResult {
	return ImportResult{Problems: []ImportedProblem{}, OnlyHere: []ImportedProblem{}, UnitsCreated: []string{},
		Findings: append([]document.Finding{}, table.Findings...), Columns: append([]document.TableColumn{}, table.Columns...)}
}

// importing is one import on its way.
type importing struct {
	*writing
	Import
	campaign models.Campaign
	people   *directory
	result   ImportResult
}

func (w *writing) importTable(in Import) (ImportResult, error) {
	if _, err := w.as(AuditOffice, models.Subject{}); err != nil {
		return ImportResult{}, err
	}
	i := &importing{writing: w, Import: in, result: newImportResult(in.Table)}
	var err error
	if i.campaign, err = w.tx.CampaignByID(in.CampaignID); err != nil {
		return i.result, notFound(err)
	}
	if i.people, err = readDirectory(w.tx); err != nil {
		return i.result, err
	}
	if err := i.compare(); err != nil {
		return i.result, err
	}
	i.lookUpNames()
	if in.DryRun {
		return i.result, w.record("preview_import", "campaign", i.campaign.ID, nil)
	}
	if err := importFaults(i.result.Findings); err != nil {
		return i.result, err
	}
	return i.result, i.store()
}

// compare matches the table's problems with those of the ledger.
func (i *importing) compare() error {
	stored, err := i.tx.AllProblems(i.viewer, i.campaign.ID)
	if err != nil {
		return err
	}
	matched := matchProblems(stored, i.Table.Problems)
	taken := map[string]bool{}
	for n, p := range i.Table.Problems {
		imported := ImportedProblem{Problem: p, Status: ImportNew}
		if row := matched[n]; row != nil {
			taken[row.ID] = true
			imported.ID, imported.Differences = row.ID, differences(*row, p)
			imported.Status = ImportSame
			if len(imported.Differences) > 0 {
				imported.Status = ImportDiffers
			}
		}
		i.result.Problems = append(i.result.Problems, imported)
	}
	for _, row := range stored {
		if !taken[row.ID] {
			i.result.OnlyHere = append(i.result.OnlyHere, ImportedProblem{Problem: asTableProblem(row), Status: ImportOnlyHere, ID: row.ID})
		}
	}
	return nil
}

// store creates what is new, in the order of the table.
func (i *importing) store() error {
	if err := i.people.createMissing(i.writing); err != nil {
		return err
	}
	for n := range i.result.Problems {
		p := &i.result.Problems[n]
		if i.Progress != nil {
			i.Progress(n, len(i.result.Problems))
		}
		if err := i.ctx.Err(); err != nil {
			return err
		}
		if p.Status != ImportNew {
			continue
		}
		part, err := i.tx.LastPart(i.campaign.ID, p.Number, p.Text)
		if err != nil {
			return err
		}
		subject, err := i.createProblem(i.newProblem(p.Problem), part+1, func(m int) deadline.Deadline { return p.Measures[m].Deadline })
		if err != nil {
			return err
		}
		p.ID = subject.ID
		i.result.Created++
	}
	i.result.Stored = true
	if err := i.storeHead(); err != nil {
		return err
	}
	return i.record("import", "campaign", i.campaign.ID, map[string]any{"created": i.result.Created})
}

// newProblem is a problem of the table as it is entered into the ledger.
func (i *importing) newProblem(p document.Problem) NewProblem {
	n := NewProblem{CampaignID: i.campaign.ID, Number: p.Number, SuperiorNumber: p.SuperiorNumber, Text: p.Text,
		Assignment: Assignment{UnitID: i.people.unit(p.Unit), LeadUserID: i.people.leader(p.LeadLeader), LeadLeader: p.LeadLeader}}
	for _, name := range p.CoUnits {
		n.CoUnits = append(n.CoUnits, i.people.unit(name))
	}
	for _, m := range p.Measures {
		n.Measures = append(n.Measures, MeasureClause{Number: m.Mark, Text: m.Text, Deadline: m.Deadline.Raw})
	}
	return n
}

// importFaults refuses a table with errors, each named with its place.
func importFaults(findings []document.Finding) error {
	var reasons []Reason
	for _, f := range findings {
		if f.Severity == document.Error {
			reasons = append(reasons, Reason{Code: f.Code, Params: f.Params, Field: fmt.Sprintf("%s!%s%d", f.Sheet, f.Column, f.Row)})
		}
	}
	if len(reasons) == 0 {
		return nil
	}
	return &Error{Class: Unmet, Code: words.ImportStopped, Params: words.Params{"count": len(reasons)}, Reasons: reasons}
}
