package workflow

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/lights"
)

// ExportParams are the parameters of an export_ledger job: those of the list of problems, the layout and the format.
type ExportParams struct {
	Layout       string         `json:"layout"`
	Format       string         `json:"format,omitempty"` // xlsx when it is left out
	CampaignID   string         `json:"campaign_id,omitempty"`
	State        []string       `json:"state,omitempty"`
	UnitID       []string       `json:"unit_id,omitempty"`
	LeadLeaderID string         `json:"lead_leader_id,omitempty"`
	Text         string         `json:"q,omitempty"`
	DueFrom      *civil.Date    `json:"due_from,omitempty"`
	DueTo        *civil.Date    `json:"due_to,omitempty"`
	ToConfirm    bool           `json:"to_confirm,omitempty"`
	NoUnit       bool           `json:"no_unit,omitempty"`
	NoLeader     bool           `json:"no_lead_leader,omitempty"`
	Light        []lights.Light `json:"light,omitempty"`
	Standing     string         `json:"standing,omitempty"`
	Age          Age            `json:"age,omitempty"`
	AgeSince     AgeSince       `json:"age_since,omitempty"`
}

func init() {
	registerJob(JobKind{
		Name: "export_ledger",
		Check: func(ctx context.Context, e *Engine, v models.Viewer, params json.RawMessage) error {
			x, err := exportOf(params)
			if err == nil {
				_, _, err = e.DescribeExport(ctx, v, x)
			}
			return err
		},
		Run: func(ctx context.Context, run *JobRun) error {
			x, err := exportOf(run.Job.Params)
			if err != nil {
				return err
			}
			file, total, err := run.Engine.DescribeExport(ctx, run.Viewer, x)
			if err != nil {
				return err
			}
			run.Progress(0, total)
			w, err := run.Result(file.Name, file.MediaType)
			if err != nil {
				return err
			}
			return run.Engine.WriteExport(ctx, run.Viewer, x, w, run.Progress)
		},
	})
}

func exportOf(params json.RawMessage) (Export, error) {
	p := ExportParams{Format: "xlsx"}
	if err := readParams(params, &p); err != nil {
		return Export{}, err
	}
	faults := []Reason{}
	faults = append(faults, idFaults("campaign_id", p.CampaignID)...)
	faults = append(faults, idFaults("lead_leader_id", p.LeadLeaderID)...)
	faults = append(faults, idFaults("unit_id", p.UnitID...)...)
	for _, state := range p.State {
		if StateLabels[State(state)].ZH == "" {
			faults = append(faults, paramReason("state"))
		}
	}
	for _, light := range p.Light {
		if !slices.Contains(lights.All, light) {
			faults = append(faults, paramReason("light"))
		}
	}
	if p.Standing != "" && p.Standing != "complete" && p.Standing != "open" {
		faults = append(faults, paramReason("standing"))
	}
	if p.Age != "" && !slices.Contains(Ages, p.Age) {
		faults = append(faults, paramReason("age"))
	}
	if p.AgeSince != "" && p.AgeSince != Assigned && p.AgeSince != InState {
		faults = append(faults, paramReason("age_since"))
	}
	if p.Layout != "annex" && p.Layout != "ledger" {
		faults = append(faults, paramReason("layout"))
	}
	return Export{Layout: p.Layout, Format: p.Format, Filter: models.ProblemFilter{CampaignID: p.CampaignID, States: p.State, UnitIDs: p.UnitID,
		LeadUserID: p.LeadLeaderID, Text: p.Text, DueFrom: p.DueFrom, DueTo: p.DueTo, NeedsConfirm: p.ToConfirm, NoUnit: p.NoUnit, NoLeader: p.NoLeader},
		Figure: Figure{Lights: p.Light, Complete: CompleteBy(p.Standing), Age: p.Age, Since: p.AgeSince}}, RefuseFor(faults)
}
