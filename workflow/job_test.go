package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// A kind that writes a little, says that it is under way, and then waits until it is ended.
var underWay = make(chan struct{}, 8)

func init() {
	registerJob(JobKind{
		Name:  "test_wait",
		Check: func(context.Context, *Engine, models.Viewer, json.RawMessage) error { return nil },
		Run: func(ctx context.Context, run *JobRun) error {
			w, err := run.Result("half.txt", "text/plain")
			if err != nil {
				return err
			}
			if _, err := io.WriteString(w, "half"); err != nil {
				return err
			}
			run.Progress(1, 2)
			underWay <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		},
	})
	registerJob(JobKind{
		Name:  "test_panic",
		Check: func(context.Context, *Engine, models.Viewer, json.RawMessage) error { return nil },
		Run:   func(context.Context, *JobRun) error { panic("a bug") },
	})
}

func (o *office) jobs(t testing.TB) *FileJobs {
	t.Helper()
	files, err := OpenFileJobs(o.engine, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// asked starts a job for a person and returns its id.
func (o *office) asked(t testing.TB, files *FileJobs, login, kind, params string) string {
	t.Helper()
	var id string
	request := Request{Render: func(result any) (Answer, error) { id = result.(models.FileJob).ID; return Answer{}, nil }}
	_, err := files.Start(t.Context(), o.People[login], request, NewJob{Kind: kind, Params: json.RawMessage(params)})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (o *office) job(t testing.TB, login, id string) models.FileJob {
	t.Helper()
	job, err := o.Store.View(t.Context()).FileJob(o.People[login], id)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func work(t testing.TB, files *FileJobs) {
	t.Helper()
	if err := files.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const wholeLedger = `{"layout":"ledger","format":"csv"}`

// A job holds what its owner may see, and is there for him alone.
func TestJobRunsAsItsOwner(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		if _, err := o.importTable(t, Import{Table: someTable()}); err != nil {
			t.Fatal(err)
		}
		files := o.jobs(t)
		id := o.asked(t, files, "building.head", "export_ledger", wholeLedger)
		work(t, files)
		job := o.job(t, "building.head", id)
		if job.State != models.JobDone || job.Done != 1 || job.Total != 1 || job.ResultSize == 0 || job.Attempt != 1 {
			t.Fatalf("%+v", job)
		}
		_, file, err := files.Result(t.Context(), o.People["building.head"], id)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(file)
		_ = file.Close() // only read from
		if err != nil || !strings.Contains(string(content), "约谈工地负责人") || strings.Contains(string(content), "重新招标") {
			t.Errorf("%s, %v", content, err)
		}
		if _, _, err := files.Result(t.Context(), o.People["sanitation.head"], id); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else's job: %v", err)
		}
		o.clock.Advance(8 * 24 * time.Hour)
		if _, err := files.Tend(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, _, err := files.Result(t.Context(), o.People["building.head"], id); ClassOf(err) != NotFound {
			t.Errorf("after its time: %v", err)
		}
		if left, _ := filepath.Glob(filepath.Join(files.dir, "*")); len(left) != 0 {
			t.Errorf("files left: %v", left)
		}
	})
}

// Who no longer has the rights with which he asked gets nothing: neither does the job run, nor is its result given out.
func TestJobOfChangedRights(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		files := o.jobs(t)
		before := o.asked(t, files, "building.head", "export_ledger", wholeLedger)
		work(t, files)
		after := o.asked(t, files, "building.head", "export_ledger", wholeLedger)
		disabled := true
		owner := o.People["building.head"]
		if err := store.View(t.Context()).ChangeUser(owner.UserID, models.UserChange{Disabled: &disabled}, o.clock.Now()); err != nil {
			t.Fatal(err)
		}
		work(t, files)
		if job := o.job(t, "building.head", after); job.State != models.JobFailed || Failure(job).Code != words.JobRightsChanged {
			t.Errorf("%s: %s", job.State, job.Failure)
		}
		owner.AuthzVersion++
		if _, _, err := files.Result(t.Context(), owner, before); ClassOf(err) != Forbidden {
			t.Errorf("the result: %v", err)
		}
	})
}

// A job whose program was killed is begun again; one that has been killed too often has failed. None stays running.
func TestJobOfKilledProgram(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		files := o.jobs(t)
		id := o.asked(t, files, "building.head", "export_ledger", wholeLedger)
		killed := func() {
			if _, err := store.View(t.Context()).ClaimFileJob(o.clock.Now()); err != nil {
				t.Fatal(err)
			}
			if waiting, err := files.Tend(t.Context()); err != nil || waiting {
				t.Fatalf("it was given up at once: %v, %v", waiting, err)
			}
			o.clock.Advance(3 * time.Minute)
			if _, err := files.Tend(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		killed()
		work(t, files)
		if job := o.job(t, "building.head", id); job.State != models.JobDone || job.Attempt != 2 {
			t.Errorf("%+v", job)
		}
		id = o.asked(t, files, "building.head", "export_ledger", wholeLedger)
		for range maxAttempts {
			killed()
		}
		if job := o.job(t, "building.head", id); job.State != models.JobFailed || Failure(job).Code != words.JobAbandoned {
			t.Errorf("%+v", job)
		}
	})
}

// A job that waits is cancelled at once, a running one as soon as it looks up; neither leaves anything behind.
func TestJobCancelled(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		files := o.jobs(t)
		waiting := o.asked(t, files, "building.head", "test_wait", "{}")
		cancel := func(id string) {
			if _, err := files.Cancel(t.Context(), o.People["building.head"], Request{}, id); err != nil {
				t.Fatal(err)
			}
		}
		cancel(waiting)
		running := o.asked(t, files, "building.head", "test_wait", "{}")
		done := make(chan error)
		go func() { done <- files.Work(context.WithoutCancel(t.Context())) }()
		<-underWay
		if got, total := files.Progress(o.job(t, "building.head", running)); got != 1 || total != 2 {
			t.Errorf("%d of %d", got, total)
		}
		cancel(running)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{waiting, running} {
			if job := o.job(t, "building.head", id); job.State != models.JobCancelled || job.ResultSize != 0 {
				t.Errorf("%+v", job)
			}
		}
		if left, _ := os.ReadDir(files.dir); len(left) != 0 {
			t.Errorf("files left: %v", left)
		}
		done2 := o.asked(t, files, "building.head", "export_ledger", wholeLedger)
		work(t, files)
		if _, err := files.Cancel(t.Context(), o.People["building.head"], Request{}, done2); ClassOf(err) != Conflict {
			t.Errorf("a finished job was cancelled: %v", err)
		}
	})
}

// A program that is told to stop gives its jobs back.
func TestJobOfStoppedProgram(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		files := o.jobs(t)
		id := o.asked(t, files, "building.head", "test_wait", "{}")
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- files.Work(ctx) }()
		<-underWay
		stop()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if job := o.job(t, "building.head", id); job.State != models.JobQueued {
			t.Errorf("%+v", job)
		}
	})
}

// A bug in a kind is that job's failure, whose owner learns no more than that.
func TestJobPanics(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	files := o.jobs(t)
	id := o.asked(t, files, "building.head", "test_panic", "{}")
	work(t, files)
	if job := o.job(t, "building.head", id); job.State != models.JobFailed || Failure(job).Code != words.JobBroken || strings.Contains(string(job.Failure), "bug") {
		t.Errorf("%+v", job)
	}
}

func TestJobRefused(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	files := o.jobs(t)
	for kind, params := range map[string]string{"unheard_of": "{}", "export_ledger": `{"layout":"ledger","colour":"red"}`} {
		if _, err := files.Start(t.Context(), o.People["building.head"], Request{}, NewJob{Kind: kind, Params: json.RawMessage(params)}); ClassOf(err) != Unmet {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for _, params := range []string{`{"layout":"ledger","campaign_id":"x"}`, `{"layout":"annex"}`, `{"layout":"none"}`, `{"layout":"ledger","format":"pdf"}`, `{"layout":"ledger","state":["sleeping"]}`} {
		if _, err := files.Start(t.Context(), o.People["building.head"], Request{}, NewJob{Kind: "export_ledger", Params: json.RawMessage(params)}); ClassOf(err) != Unmet {
			t.Errorf("%s: %v", params, err)
		}
	}
	for range maxUnfinished {
		o.asked(t, files, "building.head", "test_wait", "{}")
	}
	if _, err := files.Start(t.Context(), o.People["building.head"], Request{}, NewJob{Kind: "test_wait", Params: json.RawMessage("{}")}); ClassOf(err) != TooMany {
		t.Errorf("one too many: %v", err)
	}
}
