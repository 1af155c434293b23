// Package jobs runs what the program does without being asked, on River: on any number of replicas one of them, elected
// over the database, starts each job when it is time. It is the only package that knows River, besides its migrations.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"rectify/models"
	"rectify/workflow"
)

// The jobs. A tick only says "look": what is due is found in our own tables, by the engine's clock. River keeps its
// schedule in memory, so that each job also runs when a leader starts.
type (
	planCycles    struct{}
	forgetAnswers struct{}
	checkCalendar struct{}
)

// Kind names the job in River's tables.
func (planCycles) Kind() string { return "plan_cycles" }

// Kind names the job in River's tables.
func (forgetAnswers) Kind() string { return "forget_answers" }

// Kind names the job in River's tables.
func (checkCalendar) Kind() string { return "check_calendar" }

// Runner runs the jobs until it is stopped.
type Runner struct {
	client *river.Client[*sql.Tx]
	close  func()
	asked  sync.WaitGroup // passes on what was asked for in this process
	end    context.CancelFunc
}

// Start begins to run the jobs. The caller stops the Runner before it closes the store.
func Start(ctx context.Context, store *models.Store, engine *workflow.Engine, files *workflow.FileJobs, log *slog.Logger) (*Runner, error) {
	driver, closeListener, err := driverOf(ctx, store)
	if err != nil {
		return nil, err
	}
	ctx = models.WithOrigin(ctx, models.Origin{Operation: "job"})
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[planCycles]) error {
		return engine.EnsureAllCycles(ctx)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[forgetAnswers]) error {
		return errors.Join(engine.ForgetAnswers(ctx), engine.ForgetSignIns(ctx))
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[checkCalendar]) error {
		_, err := engine.WarnOfMissingYear(ctx)
		return err
	}))
	addLogJobs(workers, engine)
	addWebhookJobs(workers, engine)
	addAuditJobs(workers, engine)
	addFileJobs(workers, files)
	client, err := river.NewClient(driver, &river.Config{
		Logger:  log,
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2}, longWork: {MaxWorkers: longWorkers}, webhookQueue: {MaxWorkers: 1}},
		Workers: workers,
		PeriodicJobs: []*river.PeriodicJob{every(time.Minute, planCycles{}), every(24*time.Hour, forgetAnswers{}), every(24*time.Hour, checkCalendar{}),
			every(time.Minute, sealLog{}), oftenWebhooks(), every(24*time.Hour, forgetDeliveries{}), every(10*time.Minute, sealAudit{}), every(24*time.Hour, purgeAudit{}),
			every(time.Minute, tendFiles{})},
	})
	if err == nil {
		// River is told to stop by Stop, which lets running jobs finish.
		err = client.Start(context.WithoutCancel(ctx))
	}
	if err != nil {
		closeListener()
		return nil, fmt.Errorf("jobs: %w", err)
	}
	asking, end := context.WithCancel(context.WithoutCancel(ctx))
	r := &Runner{client: client, close: closeListener, end: end}
	r.asked.Go(func() { r.passOn(asking, files, log) })
	return r, nil
}

// Stop starts no more jobs and waits for the running ones, until ctx ends: then it cancels them.
func (r *Runner) Stop(ctx context.Context) error {
	defer r.close()
	r.end()
	r.asked.Wait()
	err := r.client.Stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = r.client.StopAndCancel(last)
	}
	if err != nil {
		return fmt.Errorf("jobs: stop: %w", err)
	}
	return nil
}

// every looks once per interval and at the start. A look that fails is not repeated: the next one comes anyway.
func every(interval time.Duration, args river.JobArgs) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(interval), func() (river.JobArgs, *river.InsertOpts) {
		return args, &river.InsertOpts{MaxAttempts: 1}
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// driverOf opens River on the store, with a connection of its own for notifications where there are any.
func driverOf(ctx context.Context, store *models.Store) (riverdriver.Driver[*sql.Tx], func(), error) {
	if store.Dialect() == models.SQLite {
		return riversqlite.New(store.SQL()), func() {}, nil
	}
	listener, err := store.Listener(ctx)
	if err != nil {
		return nil, nil, err
	}
	return riverdatabasesql.NewWithPgxListener(store.SQL(), listener), listener.Close, nil
}
