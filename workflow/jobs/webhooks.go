package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"rectify/workflow"
	"rectify/workflow/webhook"
)

// webhookQueue is apart from the others: a receiver that answers slowly holds up nothing else.
const webhookQueue = "webhooks"

// webhookEvery is how often the feed is looked at for webhooks, and so about how long an event waits.
const webhookEvery = 5 * time.Second

type (
	deliverWebhooks  struct{}
	forgetDeliveries struct{}
)

// Kind names the job in River's tables.
func (deliverWebhooks) Kind() string { return "deliver_webhooks" }

// Kind names the job in River's tables.
func (forgetDeliveries) Kind() string { return "forget_deliveries" }

func addWebhookJobs(workers *river.Workers, engine *workflow.Engine) {
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[deliverWebhooks]) error {
		return engine.DeliverWebhooks(ctx, webhook.Sender{})
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[forgetDeliveries]) error {
		return engine.ForgetDeliveries(ctx)
	}))
}

// oftenWebhooks looks often, but never begins another look while one waits or runs.
func oftenWebhooks() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(webhookEvery), func() (river.JobArgs, *river.InsertOpts) {
		return deliverWebhooks{}, &river.InsertOpts{MaxAttempts: 1, Queue: webhookQueue, UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}}}
	}, &river.PeriodicJobOpts{RunOnStart: true})
}
