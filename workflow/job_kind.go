package workflow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/google/uuid"

	"rectify/models"
	"rectify/workflow/words"
)

// JobKind is one kind of long work. A new kind is one file that calls registerJob from its init.
type JobKind struct {
	Name  string
	Roles []models.Role // who may ask for it; none for everybody who is signed in
	Input bool          // it reads a file that came with the request

	// Check refuses parameters with which the job could not run, before it is stored. It may read, as the viewer.
	Check func(ctx context.Context, e *Engine, v models.Viewer, params json.RawMessage) error

	// Run does the work. It watches ctx, which ends when the job is cancelled or the program stops; then it leaves nothing
	// behind. It may run again from the beginning when the program was killed. An *Error tells its owner what was wrong.
	Run func(ctx context.Context, run *JobRun) error
}

var jobKinds = map[string]JobKind{}

// registerJob makes a kind known. A kind that is not complete is a programming error, found at start.
func registerJob(k JobKind) {
	if k.Name == "" || k.Run == nil || k.Check == nil || jobKinds[k.Name].Run != nil {
		panic("workflow: incomplete or doubled kind of job " + k.Name)
	}
	jobKinds[k.Name] = k
}

// JobKinds lists the kinds of jobs by name, in order.
func JobKinds() []string { return slices.Sorted(maps.Keys(jobKinds)) }

// JobRun is one attempt at a job, in the hands of its kind.
type JobRun struct {
	Job    models.FileJob
	Viewer models.Viewer // its owner, with his rights now
	Engine *Engine

	files  *FileJobs
	live   *liveJob
	result *resultFile
}

// Params reads the parameters into target.
func (r *JobRun) Params(target any) error { return readParams(r.Job.Params, target) }

// Progress says how many rows of how many are done. It may be called for every row.
func (r *JobRun) Progress(done, total int) {
	r.live.done.Store(int64(done))
	r.live.total.Store(int64(total))
}

// Input opens the file that came with the request.
func (r *JobRun) Input() (JobInput, error) { return r.files.openInput(r.Job) }

// Result begins the file that the owner will download, under a name and a media type. What is written becomes the result
// when Run returns nil.
func (r *JobRun) Result(name, mediaType string) (io.Writer, error) {
	if r.result != nil {
		return nil, errors.New("workflow: a job has one result")
	}
	var err error
	r.result, err = r.files.createResult(r.Job, name, mediaType)
	return r.result, err
}

// readParams reads parameters strictly: a field that the kind does not know is a mistake of the client.
func readParams(params json.RawMessage, target any) error {
	d := json.NewDecoder(bytes.NewReader(params))
	d.DisallowUnknownFields()
	if err := d.Decode(target); err != nil {
		return RefuseFor([]Reason{{Code: words.JobParams, Params: words.Params{"fault": paramFault(err)}, Field: "body.params"}})
	}
	return nil
}

// paramFault says where the parameters are wrong, without repeating what was sent.
func paramFault(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Sprintf("%s: %s", kind.Field, kind.Type)
	}
	return "JSON"
}

func paramReason(field string) Reason {
	return Reason{Code: words.JobParams, Params: words.Params{"fault": field}, Field: "body.params." + field}
}

// idFaults names an id that is none: PostgreSQL would take it for an error of its own. "" is no id, and no fault.
func idFaults(field string, ids ...string) []Reason {
	for _, id := range ids {
		if _, err := uuid.Parse(id); id != "" && err != nil {
			return []Reason{paramReason(field)}
		}
	}
	return nil
}
