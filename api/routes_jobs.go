package api

import (
	"net/http"
)

const tagJobs = "jobs"

// jobRoutes are the operations on long work.
func (s *Server) jobRoutes() {
	signedIn := Access{AnyUser: true, Object: "own roles, by kind"}
	own := Access{AnyUser: true, Object: "own"}

	write[newJobInput, Job](s, Route{Call: "POST /api/v1/jobs", ID: "start-job", Tag: tagJobs, Access: signedIn, Costly: true, Status: http.StatusAccepted,
		Chinese: "提交任务（export_ledger 导出台账；archive 生成档案包，限审计办和综合室）", English: "Ask for long work. export_ledger takes layout (annex, ledger), format (xlsx, csv) and the filters of list-problems; archive takes campaign_id and pdf"}, s.startJob)
	read(s, Route{Call: "GET /api/v1/jobs", ID: "list-jobs", Tag: tagJobs, Access: own,
		Chinese: "本人的任务", English: "The caller's own jobs, the latest first"}, s.jobs)
	read(s, Route{Call: "GET /api/v1/jobs/{id}", ID: "get-job", Tag: tagJobs, Access: own,
		Chinese: "任务进度", English: "How far a job is"}, s.job)
	write[ByID, Job](s, Route{Call: "POST /api/v1/jobs/{id}/cancel", ID: "cancel-job", Tag: tagJobs, Access: own,
		Chinese: "取消任务", English: "End a job; what it has done so far is undone"}, s.cancelJob)
	stream(s, Route{Call: "GET /api/v1/jobs/{id}/result", ID: "download-job-result", Tag: tagJobs, Access: own, Refuses: []int{http.StatusConflict},
		Chinese: "下载任务结果", English: "The file that a job has made; kept for seven days"}, "*/*", s.jobResult)
}
