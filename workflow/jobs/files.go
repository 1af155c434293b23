package jobs

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"rectify/workflow"
)

// The queue of long work, so that it never keeps the ticks waiting: two jobs at a time.
const (
	longWork    = "long_work"
	longWorkers = 2
)

// workFiles says that a job of package workflow waits.
type workFiles struct{}

// Kind names the job in River's tables.
func (workFiles) Kind() string { return "work_files" }

// tendFiles looks after jobs that were left behind, and deletes old results.
type tendFiles struct{}

// Kind names the job in River's tables.
func (tendFiles) Kind() string { return "tend_files" }

// fileWorker runs the jobs that wait. It has no time limit: a job is ended by its owner, or by the program's own end.
type fileWorker struct {
	river.WorkerDefaults[workFiles]
	files *workflow.FileJobs
}

// Timeout takes River's limit of a minute away.
func (fileWorker) Timeout(*river.Job[workFiles]) time.Duration { return -1 }

// Work runs jobs until none waits.
func (w fileWorker) Work(ctx context.Context, _ *river.Job[workFiles]) error {
	return w.files.Work(ctx)
}

// addFileJobs makes the jobs about long work known.
func addFileJobs(workers *river.Workers, files *workflow.FileJobs) {
	river.AddWorker(workers, fileWorker{files: files})
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[tendFiles]) error {
		waiting, err := files.Tend(ctx)
		if err == nil && waiting {
			err = look(ctx, river.ClientFromContext[*sql.Tx](ctx))
		}
		return err
	}))
}

// passOn tells River at once that a job waits. When that fails, the next tend finds the job.
func (r *Runner) passOn(ctx context.Context, files *workflow.FileJobs, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-files.Wake():
		}
		if err := look(ctx, r.client); err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "a job waits for the next look", "error", err)
		}
	}
}

func look(ctx context.Context, client *river.Client[*sql.Tx]) error {
	_, err := client.Insert(ctx, workFiles{}, &river.InsertOpts{Queue: longWork, MaxAttempts: 1})
	return err
}
