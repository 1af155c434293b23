package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"rectify/models"
	"rectify/workflow/words"
)

// FileJobs runs long work beside the requests. Each job is a row; whoever has time claims one. The files that jobs read
// and write are in a folder that all replicas share, as they share the evidence.
type FileJobs struct {
	engine *Engine
	dir    string
	wake   chan struct{}

	mu   sync.Mutex
	live map[string]*liveJob // that this process runs
}

// liveJob is what a process knows of a job that it runs before the database does: on SQLite nobody else can write while an
// import does.
type liveJob struct {
	cancel      context.CancelCauseFunc
	done, total atomic.Int64
}

// OpenFileJobs makes the folder ready.
func OpenFileJobs(e *Engine, dir string) (*FileJobs, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder of the jobs: %w", err)
	}
	return &FileJobs{engine: e, dir: dir, wake: make(chan struct{}, 1), live: map[string]*liveJob{}}, nil
}

// Limits of jobs.
const (
	maxUnfinished = 5                  // of one person
	maxAttempts   = 5                  // a job that has killed the program so often is not begun again
	silence       = 2 * time.Minute    // after which a running job counts as left behind
	keepResult    = 7 * 24 * time.Hour // after which a result is deleted
)

// NewJob is long work to be done.
type NewJob struct {
	Kind      string
	Params    json.RawMessage
	InputName string
	Input     io.Reader // of a kind that reads a file
}

// Start stores a job, to be run as soon as there is time. What is rendered is the models.FileJob.
func (j *FileJobs) Start(ctx context.Context, v models.Viewer, r Request, n NewJob) (Answer, error) {
	kind, err := j.kindFor(v, n)
	if err != nil {
		return Answer{}, err
	}
	if err := kind.Check(ctx, j.engine, v, n.Params); err != nil {
		return Answer{}, err
	}
	job := models.FileJob{ID: models.NewID(), OwnerID: v.UserID, AuthzVersion: v.AuthzVersion, Kind: n.Kind, Params: n.Params,
		State: models.JobQueued, Failure: json.RawMessage("{}"), InputName: n.InputName}
	if n.Input != nil {
		if err := j.keepInput(job.ID, n.Input); err != nil {
			return Answer{}, errors.Join(err, removed(j.inputPath(job.ID)))
		}
	}
	answer, err := j.engine.write(ctx, v, r, func(w *writing) (any, error) {
		waiting, err := w.tx.UnfinishedJobs(v.UserID)
		if err != nil {
			return nil, err
		}
		if waiting >= maxUnfinished {
			return nil, Refuse(TooMany, words.JobTooMany, words.Params{"limit": maxUnfinished})
		}
		job.CreatedAt = w.now
		if err := w.tx.AddFileJob(job); err != nil {
			return nil, err
		}
		return job, w.record("start_"+job.Kind, "job", job.ID, job.Params)
	})
	if err != nil || answer.Replayed {
		return answer, errors.Join(err, removed(j.inputPath(job.ID)))
	}
	j.signal()
	return answer, nil
}

// kindFor is the kind of a new job, if it is one and the viewer may ask for it.
func (j *FileJobs) kindFor(v models.Viewer, n NewJob) (JobKind, error) {
	kind, known := jobKinds[n.Kind]
	switch {
	case !known:
		return kind, RefuseFor([]Reason{{Code: words.JobUnknownKind, Field: "body.kind",
			Params: words.Params{"kind": n.Kind, "kinds": strings.Join(JobKinds(), "、")}}})
	case !kind.allows(v):
		return kind, Refuse(Forbidden, words.NotYourRole, words.Params{"roles": RolesLabel(kind.Roles)})
	case kind.Input != (n.Input != nil):
		return kind, RefuseFor([]Reason{{Code: words.JobNeedsFile, Params: words.Params{"kind": n.Kind}, Field: "body.kind"}})
	}
	return kind, nil
}

func (k JobKind) allows(v models.Viewer) bool { return len(k.Roles) == 0 || v.Has(k.Roles...) }

// Cancel ends a job of the viewer's own: at once when it waits; when it runs, as soon as it looks up. What is rendered is
// the models.FileJob.
func (j *FileJobs) Cancel(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	job, err := j.engine.store.View(ctx).FileJob(v, id)
	if err != nil {
		return Answer{}, err
	}
	if job.FinishedAt == nil {
		j.stop(id, errCancelled) // the import that holds the only write lock of SQLite lets go of it
	}
	return j.engine.write(ctx, v, r, func(w *writing) (any, error) {
		if job.FinishedAt != nil && job.State != models.JobCancelled {
			return nil, Refuse(Conflict, words.JobEnded, nil)
		}
		if err := w.tx.CancelFileJob(id, w.now); err != nil {
			return nil, err
		}
		if job, err = w.tx.FileJob(v, id); err != nil {
			return nil, err
		}
		return job, w.record("cancel", "job", id, nil)
	})
}

// Result opens the result of a job of the viewer's own, as long as his rights are those with which it was made.
func (j *FileJobs) Result(ctx context.Context, v models.Viewer, id string) (models.FileJob, *os.File, error) {
	job, err := j.engine.store.View(ctx).FileJob(v, id)
	if err != nil {
		return job, nil, err
	}
	switch kind := jobKinds[job.Kind]; {
	case job.AuthzVersion != v.AuthzVersion || !kind.allows(v):
		return job, nil, Refuse(Forbidden, words.JobRightsChanged, nil)
	case job.State != models.JobDone || job.ResultName == "":
		return job, nil, Refuse(Conflict, words.JobNotDone, words.Params{"state": JobStateLabels[job.State]})
	case job.ResultSize == 0:
		return job, nil, Refuse(NotFound, words.JobResultGone, nil)
	}
	file, err := os.Open(j.resultPath(job))
	return job, file, err
}

// JobStateLabels names every state of a job as people see it.
var JobStateLabels = map[models.JobState]words.Label{
	models.JobQueued: {ZH: "排队中", EN: "waiting"}, models.JobRunning: {ZH: "进行中", EN: "running"}, models.JobDone: {ZH: "已完成", EN: "done"},
	models.JobFailed: {ZH: "失败", EN: "failed"}, models.JobCancelled: {ZH: "已取消", EN: "cancelled"},
}

// Progress is how many rows of how many a job has done, as far as this process knows better than the row.
func (j *FileJobs) Progress(job models.FileJob) (done, total int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if live := j.live[job.ID]; live != nil && job.State == models.JobRunning {
		return live.done.Load(), live.total.Load()
	}
	return job.Done, job.Total
}

// Failure is why a job failed, nil when it did not.
func Failure(job models.FileJob) *Error {
	if job.State != models.JobFailed {
		return nil
	}
	e := &Error{}
	if err := json.Unmarshal(job.Failure, e); err != nil || e.Code == "" {
		return Refuse(Unmet, words.JobBroken, nil)
	}
	return e
}

// Wake is signalled when a job was asked for in this process.
func (j *FileJobs) Wake() <-chan struct{} { return j.wake }

func (j *FileJobs) signal() {
	select {
	case j.wake <- struct{}{}:
	default:
	}
}

// stop ends a job that this process runs.
func (j *FileJobs) stop(id string, cause error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if live := j.live[id]; live != nil {
		live.cancel(cause)
	}
}

// runs reports whether this process runs a job.
func (j *FileJobs) runs(id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.live[id] != nil
}

// owner returns the owner of a job, or refuses when his rights are no longer those with which he asked for it.
func (j *FileJobs) owner(ctx context.Context, job models.FileJob, kind JobKind) (models.Viewer, error) {
	tx := j.engine.store.View(ctx)
	user, err := tx.User(job.OwnerID)
	if err != nil {
		return models.Viewer{}, err
	}
	now := j.engine.clock.Now()
	v, err := ViewerOf(tx, user, now)
	if err != nil {
		return v, err
	}
	v = v.At(now)
	if user.DisabledAt != nil || user.AuthzVersion != job.AuthzVersion || !kind.allows(v) {
		return v, Refuse(Forbidden, words.JobRightsChanged, nil)
	}
	return v, nil
}

// maxTold bounds the reasons that are kept of a failure.
const maxTold = 200

// failureText is a failure as its job keeps it.
func failureText(e *Error) (json.RawMessage, error) {
	kept := *e
	kept.Cause = nil
	kept.Reasons = slices.Clip(kept.Reasons[:min(len(kept.Reasons), maxTold)])
	return json.Marshal(kept)
}
