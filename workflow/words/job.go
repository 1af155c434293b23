package words

// Sentences about long work: exports, imports and archives that run beside the requests.
const (
	JobUnknownKind   Code = "job_unknown_kind"
	JobNeedsFile     Code = "job_needs_file"
	JobParams        Code = "job_params"
	JobTooMany       Code = "job_too_many"
	JobRightsChanged Code = "job_rights_changed"
	JobAbandoned     Code = "job_abandoned"
	JobBroken        Code = "job_broken"
	JobNotDone       Code = "job_not_done"
	JobResultGone    Code = "job_result_gone"
	JobEnded         Code = "job_ended"

	JobQueued    Code = "job_queued"
	JobRunning   Code = "job_running"
	JobDone      Code = "job_done"
	JobCancelled Code = "job_cancelled"
)

var _ = add(map[Code]text{
	JobUnknownKind:   {"没有“{kind}”这一类任务，可选：{kinds}。", "There is no kind of job called {kind}; the kinds are {kinds}."},
	JobNeedsFile:     {"“{kind}”任务须上传文件，请使用它专门的接口。", "A job of kind {kind} needs a file; use its own operation."},
	JobParams:        {"任务参数有误：{fault}", "The parameters of the job are wrong: {fault}"},
	JobTooMany:       {"您已有 {limit} 个任务未完成，请待其完成或取消后再提交。", "You have {limit} unfinished jobs; wait for them or cancel them first."},
	JobRightsChanged: {"任务提交后，您的账号或权限已有变动，请重新提交。", "Your account or your rights have changed since the job was asked for; ask again."},
	JobAbandoned:     {"任务多次中断，未能完成。", "The job was broken off several times and was given up."},
	JobBroken:        {"任务执行失败，请联系管理员并告知任务编号。", "The job failed; tell an administrator its number."},
	JobNotDone:       {"任务尚无结果：{state}。", "The job has no result: {state}."},
	JobResultGone:    {"结果文件已超过保存期限并删除，请重新提交任务。", "The result was deleted after its time; ask for the job again."},
	JobEnded:         {"任务已经结束，不能取消。", "The job has ended and cannot be cancelled."},

	JobQueued:    {"排队中", "waiting"},
	JobRunning:   {"进行中", "running"},
	JobDone:      {"已完成", "done"},
	JobCancelled: {"已取消", "cancelled"},
})
