package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"rectify/models"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// Why a running job ends before its work does.
var (
	errCancelled = errors.New("workflow: the job was cancelled")
	errLost      = errors.New("workflow: somebody else has taken the job over")
)

// Work claims and runs jobs, one after the other, until none waits. It returns early when ctx ends; what ran then waits
// again. An error of a job is the job's: it is kept there and logged.
func (j *FileJobs) Work(ctx context.Context) error {
	for ctx.Err() == nil {
		var job models.FileJob
		err := j.engine.inTx(ctx, func(tx models.Tx) (err error) {
			job, err = tx.ClaimFileJob(j.engine.clock.Now())
			return err
		})
		if errors.Is(err, models.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := j.run(ctx, job); err != nil {
			return err
		}
	}
	return nil
}

// run runs one attempt at a job and records how it ended.
func (j *FileJobs) run(ctx context.Context, job models.FileJob) error {
	working, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	live := &liveJob{cancel: cancel}
	j.mu.Lock()
	j.live[job.ID] = live
	j.mu.Unlock()
	defer func() {
		j.mu.Lock()
		delete(j.live, job.ID)
		j.mu.Unlock()
	}()
	beating := make(chan struct{})
	go func() {
		defer close(beating)
		j.beat(working, job, live)
	}()
	r := &JobRun{Job: job, Engine: j.engine, files: j, live: live}
	err := j.attempt(working, r)
	if cause := context.Cause(working); cause != nil && err != nil {
		err = cause
	}
	cancel(nil)
	<-beating
	return j.finish(context.WithoutCancel(ctx), r, err)
}

// attempt does the work itself. A panic of a kind is its failure, not the program's.
func (j *FileJobs) attempt(ctx context.Context, r *JobRun) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("workflow: panic in a job: %v\n%s", p, debug.Stack())
		}
	}()
	kind, known := jobKinds[r.Job.Kind]
	if !known { // asked for from a newer program
		return RefuseFor([]Reason{{Code: words.JobUnknownKind, Params: words.Params{"kind": r.Job.Kind, "kinds": ""}}})
	}
	if r.Viewer, err = j.owner(ctx, r.Job, kind); err != nil {
		return err
	}
	watched, seen := models.Watch(ctx)
	if err := kind.Run(watched, r); err != nil {
		return err
	}
	readings := seen.Take(models.Reading{At: j.engine.clock.Now(), UserID: r.Viewer.UserID, UserName: r.Viewer.Name,
		Operation: "job " + r.Job.Kind, RequestID: r.Job.ID})
	if len(readings) == 0 {
		return nil
	}
	return j.engine.inTx(ctx, func(tx models.Tx) error { return tx.AddReadings(readings) })
}

// beatEvery is how often a running job tells the database how far it is, and hears whether to end.
const beatEvery = time.Second

// beat tells the database of a running job until ctx ends. What does not get through is told the next time.
func (j *FileJobs) beat(ctx context.Context, job models.FileJob, live *liveJob) {
	ticker := time.NewTicker(beatEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if j.engine.store.Held() { // an import has the only write lock; what it says in this process is enough
			continue
		}
		cancel, err := j.engine.store.View(ctx).BeatFileJob(job.ID, job.Attempt, live.done.Load(), live.total.Load(), j.engine.clock.Now())
		switch {
		case errors.Is(err, models.ErrConflict) && !busy(err):
			live.cancel(errLost)
		case err != nil && ctx.Err() == nil:
			j.engine.log.DebugContext(ctx, "the beat of a job did not get through", "job", job.ID, "error", err)
		case cancel:
			live.cancel(errCancelled)
		}
	}
}

// busy tells a database that had no time from a row that is no longer ours: only the first has a cause.
func busy(err error) bool { return err != models.ErrConflict } //nolint:errorlint // the plain error is the answer

// finish records the end of an attempt.
func (j *FileJobs) finish(ctx context.Context, r *JobRun, err error) error {
	job, now := r.Job, j.engine.clock.Now()
	state, set := models.JobDone, map[string]any{"done": r.live.done.Load(), "total": r.live.total.Load()}
	if err == nil && r.result != nil {
		var size int64
		if size, err = r.result.publish(); err == nil {
			set["result_name"], set["result_type"], set["result_size"] = r.result.name, r.result.kind, size
			set["expires_at"] = now.Add(keepResult)
		}
	} else if r.result != nil {
		err = errors.Join(err, r.result.discard())
	}
	switch {
	case err == nil:
	case errors.Is(err, errCancelled):
		state = models.JobCancelled
	case errors.Is(err, errLost):
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded): // the program stops
		return j.kept(ctx, job, func(tx models.Tx) error { return tx.RequeueFileJob(job.ID, job.Attempt) })
	default:
		state = models.JobFailed
		if set["failure"], err = j.failureOf(ctx, job, err); err != nil {
			return err
		}
	}
	if err := j.kept(ctx, job, func(tx models.Tx) error { return tx.FinishFileJob(job.ID, job.Attempt, state, set, now) }); err != nil {
		return err
	}
	return removed(j.inputPath(job.ID))
}

// kept writes the end of an attempt. That the job was given to somebody else meanwhile is no error: he will end it.
func (j *FileJobs) kept(ctx context.Context, job models.FileJob, write func(models.Tx) error) error {
	err := j.engine.inTx(ctx, write)
	if errors.Is(err, models.ErrConflict) && !busy(err) {
		j.engine.log.WarnContext(ctx, "a job was taken over before it ended", "job", job.ID, "attempt", job.Attempt)
		return nil
	}
	return err
}

// failureOf is what the owner is told of a failure. What is no refusal is only logged.
func (j *FileJobs) failureOf(ctx context.Context, job models.FileJob, err error) (json.RawMessage, error) {
	var refusal *Error
	var unusable *document.Refused
	switch {
	case errors.As(err, &refusal):
	case errors.As(err, &unusable):
		refusal = RefuseFor([]Reason{{Code: unusable.Code, Params: unusable.Params, Field: "file"}}).(*Error) //nolint:errorlint // it is one
	default:
		j.engine.log.ErrorContext(ctx, "a job failed", "job", job.ID, "kind", job.Kind, "error", err)
		refusal = Refuse(Unmet, words.JobBroken, nil)
	}
	return failureText(refusal)
}

// Tend looks after jobs: those whose program is gone wait again, or have failed when that has happened too often; results
// whose time is over are deleted. It reports whether a job waits.
func (j *FileJobs) Tend(ctx context.Context) (waiting bool, err error) {
	now := j.engine.clock.Now()
	view := j.engine.store.View(ctx)
	silent, err := view.SilentFileJobs(now.Add(-silence))
	if err != nil {
		return false, err
	}
	for _, job := range silent {
		if j.runs(job.ID) { // it could not tell the database, but it is at work
			continue
		}
		if err := j.rescue(ctx, job); err != nil {
			return false, err
		}
	}
	expired, err := view.ExpiredFileJobs(now, 1000)
	if err != nil {
		return false, err
	}
	for _, job := range expired {
		if err := removed(j.resultPath(job)); err != nil {
			return false, err
		}
		if err := view.ForgetJobResult(job.ID); err != nil {
			return false, err
		}
	}
	if err := j.sweep(now.Add(-keepResult - 24*time.Hour)); err != nil {
		return false, err
	}
	return view.AnyQueuedJob()
}

// rescue gives a job whose program is gone back to the queue, or ends it.
func (j *FileJobs) rescue(ctx context.Context, job models.FileJob) error {
	return j.kept(ctx, job, func(tx models.Tx) error {
		switch {
		case job.CancelAt != nil:
			return tx.FinishFileJob(job.ID, job.Attempt, models.JobCancelled, map[string]any{}, j.engine.clock.Now())
		case job.Attempt < maxAttempts:
			return tx.RequeueFileJob(job.ID, job.Attempt)
		}
		failure, err := failureText(Refuse(Unmet, words.JobAbandoned, nil))
		if err != nil {
			return err
		}
		return tx.FinishFileJob(job.ID, job.Attempt, models.JobFailed, map[string]any{"failure": failure}, j.engine.clock.Now())
	})
}
