package jobs

import (
	"context"

	"github.com/riverqueue/river"

	"rectify/workflow"
)

// The jobs of the audit log.
type (
	sealAudit  struct{}
	purgeAudit struct{}
)

// Kind names the job in River's tables.
func (sealAudit) Kind() string { return "seal_audit" }

// Kind names the job in River's tables.
func (purgeAudit) Kind() string { return "purge_audit" }

func addAuditJobs(workers *river.Workers, engine *workflow.Engine) {
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[sealAudit]) error {
		_, err := engine.SealAudit(ctx)
		return err
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[purgeAudit]) error {
		_, err := engine.PurgeAudit(ctx)
		return err
	}))
}
