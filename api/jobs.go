package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Job is long work: an export, an import, an archive.
type Job struct {
	ID         string          `json:"id" format:"uuid"`
	Kind       JobKind         `json:"kind"`
	Params     JobParams       `json:"params" doc:"提交时的参数"`
	State      models.JobState `json:"state" enum:"queued,running,done,failed,cancelled"`
	Percent    int             `json:"percent" minimum:"0" maximum:"100"`
	Done       int64           `json:"rows_done"`
	Total      int64           `json:"rows_total" doc:"0 为尚不知道"`
	Message    string          `json:"message" doc:"状态；失败时为原因"`
	Errors     []ProblemError  `json:"errors,omitempty" doc:"失败时：逐条说明"`
	Cancelling bool            `json:"cancelling,omitempty" doc:"已要求取消，尚未停下"`
	InputName  string          `json:"input_name,omitempty" doc:"上传的文件"`
	Result     *JobResult      `json:"result,omitempty"`
	CreatedAt  time.Time       `json:"created_at"`
	StartedAt  *time.Time      `json:"started_at,omitempty"`
	FinishedAt *time.Time      `json:"finished_at,omitempty"`
}

// JobResult is the file that a job has made.
type JobResult struct {
	Name      string    `json:"name"`
	MediaType string    `json:"media_type"`
	Size      int64     `json:"size" doc:"字节数"`
	ExpiresAt time.Time `json:"expires_at" doc:"届时删除"`
}

// JobKind is the kind of a job by name; which there are is known from the workflow.
type JobKind string

// Schema publishes the kinds.
func (JobKind) Schema(huma.Registry) *huma.Schema {
	kinds := []any{}
	for _, k := range workflow.JobKinds() {
		kinds = append(kinds, k)
	}
	return &huma.Schema{Type: huma.TypeString, Enum: kinds}
}

// JobParams are the parameters of a job, which its kind reads.
type JobParams json.RawMessage

// Schema publishes them as an object; what may stand in it is the kind's.
func (JobParams) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "依任务类别而定，见接口说明"}
}

// MarshalJSON gives the parameters as they are.
func (p JobParams) MarshalJSON() ([]byte, error) { return json.RawMessage(p).MarshalJSON() }

// UnmarshalJSON keeps the parameters as they are.
func (p *JobParams) UnmarshalJSON(b []byte) error { return (*json.RawMessage)(p).UnmarshalJSON(b) }

func (s *Server) jobOf(lang words.Lang, j models.FileJob) Job {
	done, total := s.deps.Jobs.Progress(j)
	out := Job{ID: j.ID, Kind: JobKind(j.Kind), Params: JobParams(j.Params), State: j.State, Done: done, Total: total, InputName: j.InputName,
		Message: words.Text(lang, words.Code("job_"+j.State), nil), Cancelling: j.CancelAt != nil && j.FinishedAt == nil,
		CreatedAt: j.CreatedAt, StartedAt: j.StartedAt, FinishedAt: j.FinishedAt}
	switch {
	case j.State == models.JobDone:
		out.Percent = 100
	case total > 0:
		out.Percent = int(min(done*100/total, 99))
	}
	if failure := workflow.Failure(j); failure != nil {
		p := ofRefusal(&request{lang: lang}, failure)
		out.Message, out.Errors = p.Detail, p.Errors
	}
	if j.ResultSize > 0 && j.ExpiresAt != nil {
		out.Result = &JobResult{j.ResultName, j.ResultType, j.ResultSize, *j.ExpiresAt}
	}
	return out
}

type newJobInput struct {
	Body struct {
		Kind   JobKind   `json:"kind" doc:"任务类别"`
		Params JobParams `json:"params,omitempty" doc:"任务参数，依类别而定"`
	}
}

// startJob asks for long work that needs no file.
func (s *Server) startJob(ctx context.Context, v models.Viewer, c Command, in *newJobInput) (workflow.Answer, error) {
	params := json.RawMessage(in.Body.Params)
	if params == nil {
		params = json.RawMessage("{}")
	}
	return s.deps.Jobs.Start(ctx, v, c.Rendering(s.answerJob(c.Lang, http.StatusAccepted)), workflow.NewJob{Kind: string(in.Body.Kind), Params: params})
}

func (s *Server) answerJob(lang words.Lang, status int) func(any) (workflow.Answer, error) {
	return func(result any) (workflow.Answer, error) {
		j := result.(models.FileJob)
		return answer(status, 0, "/api/v1/jobs/"+j.ID, s.jobOf(lang, j))
	}
}

// jobs lists the caller's own jobs.
func (s *Server) jobs(ctx context.Context, v models.Viewer, in *struct{ Paging }) (*Page[Job], error) {
	var before string
	if _, err := in.after("jobs", &before); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).FileJobs(v, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	items := make([]Job, len(rows))
	for i, row := range rows {
		items[i] = s.jobOf(requestOf(ctx).lang, row)
	}
	page, err := pageOf("jobs", items, in.Limit, func(j Job) []any { return []any{j.ID} })
	return &page, err
}

// job shows how far a job of the caller's own is.
func (s *Server) job(ctx context.Context, v models.Viewer, in *ByID) (*Job, error) {
	row, err := s.deps.Store.View(ctx).FileJob(v, in.ID)
	if err != nil {
		return nil, err
	}
	j := s.jobOf(requestOf(ctx).lang, row)
	return &j, nil
}

// cancelJob ends a job of the caller's own.
func (s *Server) cancelJob(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Jobs.Cancel(ctx, v, c.Rendering(s.answerJob(c.Lang, http.StatusOK)), in.ID)
}

// jobResult sends the file that a job has made.
func (s *Server) jobResult(ctx context.Context, v models.Viewer, in *ByID) (func(echo.Context) error, error) {
	job, file, err := s.deps.Jobs.Result(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	if job.Kind == workflow.ImportJob {
		return importOutcome(requestOf(ctx).lang, job, file)
	}
	return func(c echo.Context) error {
		defer file.Close()
		return sendFile(c, job.ResultName, job.ResultType, *job.FinishedAt, file)
	}, nil
}

// importOutcome is the result of an import job as an import itself would have answered, in the caller's language.
func importOutcome(lang words.Lang, job models.FileJob, file io.ReadCloser) (func(echo.Context) error, error) {
	stored, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	result, err := workflow.ReadImportResult(stored)
	if err != nil {
		return nil, err
	}
	body, err := encode(importedOf(lang, result))
	if err != nil {
		return nil, err
	}
	return func(c echo.Context) error {
		return sendFile(c, job.ResultName, job.ResultType, *job.FinishedAt, bytes.NewReader(body))
	}, nil
}
