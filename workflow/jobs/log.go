package jobs

import (
	"context"

	"github.com/riverqueue/river"

	"rectify/workflow"
)

// sealLog takes the checkpoint of the history that is due.
type sealLog struct{}

// Kind names the job in River's tables.
func (sealLog) Kind() string { return "seal_log" }

func addLogJobs(workers *river.Workers, engine *workflow.Engine) {
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[sealLog]) error {
		return engine.SealLog(ctx)
	}))
}
