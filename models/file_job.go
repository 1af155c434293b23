package models

import (
	"encoding/json"
	"time"
)

// FileJob is long work that somebody asked for: an export, an import, an archive. Its row is the truth about it; the
// queue that runs it only says "look".
type FileJob struct {
	ID           string `gorm:"primaryKey"`
	OwnerID      string // who asked, on whose behalf it runs, and who alone sees it
	AuthzVersion int64  // the owner's when he asked: his rights must still be those when it runs and when he fetches the result
	Kind         string
	Params       json.RawMessage // as the kind understands them
	State        JobState
	Attempt      int             // how often it was begun
	Done         int64           // rows so far
	Total        int64           // rows in all; 0 while unknown
	Failure      json.RawMessage // why it failed, as package workflow writes it; {} while it has not
	InputName    string          // of the file that it reads, "" for none
	ResultName   string          // as it is downloaded
	ResultType   string          // its media type
	ResultSize   int64           // bytes
	CreatedAt    time.Time
	StartedAt    *time.Time // of the latest attempt
	BeatAt       *time.Time // when the program that runs it last said so
	CancelAt     *time.Time // when its owner asked to end it
	FinishedAt   *time.Time
	ExpiresAt    *time.Time // when its result is deleted
}

// JobState is how far a job has come.
type JobState string

// The states.
const (
	JobQueued    JobState = "queued"
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"
	JobCancelled JobState = "cancelled"
)

// AddFileJob stores a new job.
func (tx Tx) AddFileJob(j FileJob) error { return translate(tx.db.Create(&j).Error) }

// FileJob returns a job of the viewer's own, or ErrNotFound.
func (tx Tx) FileJob(v Viewer, id string) (FileJob, error) {
	var j FileJob
	err := tx.db.Where("id = ? AND owner_id = ?", id, v.UserID).Take(&j).Error
	return j, translate(err)
}

// FileJobs returns the viewer's own jobs before the job beforeID ("" for all), the latest first.
func (tx Tx) FileJobs(v Viewer, beforeID string, limit int) ([]FileJob, error) {
	q := tx.db.Where("owner_id = ?", v.UserID).Order("id DESC").Limit(limit)
	if beforeID != "" {
		q = q.Where("id < ?", beforeID)
	}
	var jobs []FileJob
	return jobs, translate(q.Find(&jobs).Error)
}

// UnfinishedJobs returns how many jobs of a user are waiting or running.
func (tx Tx) UnfinishedJobs(ownerID string) (int64, error) {
	var n int64
	err := tx.db.Model(&FileJob{}).Where("owner_id = ? AND state IN ?", ownerID, []JobState{JobQueued, JobRunning}).Count(&n).Error
	return n, translate(err)
}

// ClaimFileJob takes the job that has waited longest and returns it as running, or ErrNotFound when none waits. Two who
// claim at the same time get two jobs.
func (tx Tx) ClaimFileJob(now time.Time) (FileJob, error) {
	lock := ""
	if tx.dialect == Postgres {
		lock = " FOR UPDATE SKIP LOCKED"
	}
	var jobs []FileJob
	err := tx.db.Raw(`UPDATE file_jobs SET state = 'running', attempt = attempt + 1, started_at = ?, beat_at = ?, done = 0, total = 0
		WHERE state = 'queued' AND id = (SELECT id FROM file_jobs WHERE state = 'queued' ORDER BY id LIMIT 1`+lock+`) RETURNING *`, now, now).Scan(&jobs).Error
	if err == nil && len(jobs) == 0 {
		return FileJob{}, ErrNotFound
	}
	if err != nil {
		return FileJob{}, translate(err)
	}
	return jobs[0], nil
}

// BeatFileJob says that an attempt is still at work and how far it is. It returns whether its owner wants it to end, and
// ErrConflict when the job is no longer this attempt's.
func (tx Tx) BeatFileJob(id string, attempt int, done, total int64, now time.Time) (cancel bool, err error) {
	if err := tx.changeJob(id, attempt, map[string]any{"beat_at": now, "done": done, "total": total}); err != nil {
		return false, err
	}
	var n int64
	err = tx.db.Model(&FileJob{}).Where("id = ? AND cancel_at IS NOT NULL", id).Count(&n).Error
	return n > 0, translate(err)
}

// FinishFileJob ends an attempt: the state and what comes with it. ErrConflict when the job is no longer this attempt's.
func (tx Tx) FinishFileJob(id string, attempt int, state JobState, set map[string]any, now time.Time) error {
	set["state"], set["finished_at"] = state, now
	return tx.changeJob(id, attempt, set)
}

// RequeueFileJob gives an attempt back to be begun again. ErrConflict when the job is no longer this attempt's.
func (tx Tx) RequeueFileJob(id string, attempt int) error {
	return tx.changeJob(id, attempt, map[string]any{"state": JobQueued})
}

func (tx Tx) changeJob(id string, attempt int, set map[string]any) error {
	result := tx.db.Model(&FileJob{}).Where("id = ? AND attempt = ? AND state = ?", id, attempt, JobRunning).Updates(set)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrConflict
	}
	return translate(result.Error)
}

// CancelFileJob ends a job that waits at once, and asks a running one to end. Others stay as they are.
func (tx Tx) CancelFileJob(id string, now time.Time) error {
	err := tx.db.Model(&FileJob{}).Where("id = ? AND state = ?", id, JobQueued).
		Updates(map[string]any{"state": JobCancelled, "cancel_at": now, "finished_at": now}).Error
	if err != nil {
		return translate(err)
	}
	return translate(tx.db.Model(&FileJob{}).Where("id = ? AND state = ? AND cancel_at IS NULL", id, JobRunning).Update("cancel_at", now).Error)
}

// SilentFileJobs returns the running jobs that have not been heard of since an instant: whoever ran them is gone.
func (tx Tx) SilentFileJobs(since time.Time) ([]FileJob, error) {
	var jobs []FileJob
	err := tx.db.Where("state = ? AND beat_at < ?", JobRunning, since).Order("id").Find(&jobs).Error
	return jobs, translate(err)
}

// AnyQueuedJob reports whether a job waits.
func (tx Tx) AnyQueuedJob() (bool, error) {
	var id string
	err := tx.db.Model(&FileJob{}).Select("id").Where("state = ?", JobQueued).Limit(1).Scan(&id).Error
	return id != "", translate(err)
}

// ExpiredFileJobs returns jobs whose result is due to be deleted and still there, at most limit.
func (tx Tx) ExpiredFileJobs(now time.Time, limit int) ([]FileJob, error) {
	var jobs []FileJob
	err := tx.db.Where("expires_at <= ? AND result_size > 0", now).Order("id").Limit(limit).Find(&jobs).Error
	return jobs, translate(err)
}

// ForgetJobResult notes that the result of a job was deleted.
func (tx Tx) ForgetJobResult(id string) error {
	return translate(tx.db.Model(&FileJob{}).Where("id = ?", id).Update("result_size", 0).Error)
}
