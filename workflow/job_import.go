package workflow

import (
	"context"
	"encoding/json"
	"path/filepath"

	"rectify/models"
)

// ImportParams are the parameters of an import_problems job.
type ImportParams struct {
	CampaignID  string            `json:"campaign_id"`
	DryRun      bool              `json:"dry_run,omitempty"`
	CreateUnits bool              `json:"create_units,omitempty"`
	Mapping     map[string]string `json:"mapping,omitempty"` // field → header or column letter
}

// ImportJob is the kind of the job that takes a table of measures into a campaign. Its result is an ImportResult in JSON.
const ImportJob = "import_problems"

func init() {
	registerJob(JobKind{
		Name: ImportJob, Roles: []models.Role{models.RoleAuditOfficer}, Input: true,
		Check: func(ctx context.Context, e *Engine, _ models.Viewer, params json.RawMessage) error {
			var p ImportParams
			if err := readParams(params, &p); err != nil {
				return err
			}
			if err := RefuseFor(idFaults("campaign_id", p.CampaignID)); err != nil {
				return err
			}
			if _, err := mappingOf(p.Mapping); err != nil {
				return err
			}
			_, err := e.store.View(ctx).CampaignByID(p.CampaignID)
			return notFound(err)
		},
		Run: runImport,
	})
}

// runImport imports in one transaction: it is there whole, or not at all when the job is cancelled. The transaction keeps
// its result under the number of the job, so that a job that is begun again after it says the same.
func runImport(ctx context.Context, run *JobRun) error {
	var p ImportParams
	if err := run.Params(&p); err != nil {
		return err
	}
	campaign, err := run.Engine.store.View(ctx).CampaignByID(p.CampaignID)
	if err != nil {
		return notFound(err)
	}
	input, err := run.Input()
	if err != nil {
		return err
	}
	defer input.Close()
	info, err := input.Stat()
	if err != nil {
		return err
	}
	table, mapping, err := run.Engine.ReadImport(ctx, campaign, input, info.Size(), filepath.Base(run.Job.InputName), p.Mapping)
	if err != nil {
		return err
	}
	run.Progress(0, len(table.Problems))
	request := Request{ID: run.Job.ID, Key: "job:" + run.Job.ID, Digest: run.Job.ID, Render: func(result any) (Answer, error) {
		body, err := json.Marshal(result)
		return Answer{Status: 200, Body: body}, err
	}}
	defer run.Engine.store.HoldWrites()()
	_, answer, err := run.Engine.ImportMeasureTable(ctx, run.Viewer, request, Import{CampaignID: campaign.ID, Table: table, DryRun: p.DryRun,
		CreateUnits: p.CreateUnits, Mapping: mapping, Progress: run.Progress})
	if err != nil {
		return err
	}
	w, err := run.Result("导入结果.json", "application/json")
	if err != nil {
		return err
	}
	_, err = w.Write(answer.Body)
	return err
}

// ReadImportResult reads the result of an import job.
func ReadImportResult(stored []byte) (ImportResult, error) {
	var r ImportResult
	err := json.Unmarshal(stored, &r)
	return r, err
}
