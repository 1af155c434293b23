package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// Archiving says of which campaign an archive package is made.
type Archiving struct {
	CampaignID string `json:"campaign_id"`
	PDF        bool   `json:"pdf,omitempty"` // each document as PDF as well, which takes seconds for each
	SM3        bool   `json:"sm3,omitempty"` // manifests of SM3 (GB/T 32905-2016) besides those of SHA-256
}

// Archivist writes archive packages: all of a campaign that the viewer may see. It watches ctx. Progress is told the parts
// written of those in all.
type Archivist interface {
	Archive(ctx context.Context, v models.Viewer, a Archiving, w io.Writer, progress func(done, total int)) error
}

// UseArchivist lets the engine run jobs that make archive packages. It must be called before the engine is used.
func (e *Engine) UseArchivist(a Archivist) { e.archivist = a }

func init() {
	registerJob(JobKind{
		Name:  "archive",
		Roles: []models.Role{models.RoleAuditOfficer, models.RoleFilingClerk},
		Check: func(ctx context.Context, e *Engine, _ models.Viewer, params json.RawMessage) error {
			_, _, err := e.archivingOf(ctx, params)
			return err
		},
		Run: func(ctx context.Context, run *JobRun) error {
			a, campaign, err := run.Engine.archivingOf(ctx, run.Job.Params)
			if err != nil {
				return err
			}
			w, err := run.Result(ArchiveName(campaign, run.Engine.clock), "application/zip")
			if err != nil {
				return err
			}
			return run.Engine.archivist.Archive(ctx, run.Viewer, a, w, run.Progress)
		},
	})
}

// ArchiveName is what the file of a package is called: after its campaign and the minute.
func ArchiveName(c models.Campaign, now clock.Clock) string {
	return c.Code + "_档案包_" + now.Now().In(clock.Shanghai).Format("20060102-1504") + ".zip"
}

func (e *Engine) archivingOf(ctx context.Context, params json.RawMessage) (Archiving, models.Campaign, error) {
	var a Archiving
	if e.archivist == nil {
		return a, models.Campaign{}, Refuse(Unavailable, words.ArchiveOff, nil)
	}
	if err := readParams(params, &a); err != nil {
		return a, models.Campaign{}, err
	}
	faults := idFaults("campaign_id", a.CampaignID)
	if a.CampaignID == "" {
		faults = append(faults, paramReason("campaign_id"))
	}
	if err := RefuseFor(faults); err != nil {
		return a, models.Campaign{}, err
	}
	campaign, err := e.store.View(ctx).CampaignByID(a.CampaignID)
	return a, campaign, notFound(err)
}

// SealForArchive puts all of the history under a checkpoint, so that a package made now holds a signature over what is in
// it. Without a key, or without history, it does nothing.
func (e *Engine) SealForArchive(ctx context.Context, v models.Viewer) error {
	if _, err := e.Sequence(ctx); err != nil {
		return err
	}
	if e.key == nil {
		return nil
	}
	err := e.inTx(ctx, func(tx models.Tx) error {
		_, _, err := e.sealLog(tx, e.clock.Now(), CheckpointAsked, optional(v.UserID))
		return err
	})
	var refusal *Error
	if errors.As(err, &refusal) && refusal.Code == words.LogEmpty {
		return nil
	}
	return err
}
