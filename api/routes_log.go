package api

import "rectify/workflow"

const (
	tagLog   = "log"
	noteType = "text/plain; charset=utf-8"
)

// logRoutes are the operations on the log of all history: what proves that it was not changed.
func (s *Server) logRoutes() {
	signedIn := Access{AnyUser: true}
	auditAdmin := Access{Roles: workflow.LogAdmins}

	read(s, Route{Call: "GET /api/v1/checkpoints", ID: "list-checkpoints", Tag: tagLog, Access: signedIn,
		Chinese: "检查点", English: "Checkpoints, the newest first"}, s.checkpoints)
	write[struct{}, Checkpoint](s, Route{Call: "POST /api/v1/checkpoints", ID: "take-checkpoint", Tag: tagLog, Access: auditAdmin,
		Chinese: "生成检查点", English: "Seal the history as it stands"}, s.takeCheckpoint)
	read(s, Route{Call: "GET /api/v1/checkpoints/keys", ID: "list-checkpoint-keys", Tag: tagLog, Access: signedIn,
		Chinese: "检查点公钥", English: "The public keys with which checkpoints are signed"}, s.logKeys)
	read(s, Route{Call: "GET /api/v1/checkpoints/latest", ID: "get-latest-checkpoint", Tag: tagLog, Access: signedIn,
		Chinese: "最新检查点", English: "The newest checkpoint"}, s.latestCheckpoint)
	read(s, Route{Call: "GET /api/v1/checkpoints/{size}", ID: "get-checkpoint", Tag: tagLog, Access: signedIn,
		Chinese: "某个检查点", English: "The checkpoint over so many entries"}, s.checkpoint)
	stream(s, Route{Call: "GET /api/v1/checkpoints/{size}/note", ID: "download-checkpoint", Tag: tagLog, Access: signedIn,
		Chinese: "下载检查点签名文本", English: "The signed text of a checkpoint"}, noteType, s.checkpointNote)
	read(s, Route{Call: "GET /api/v1/checkpoints/{size}/consistency", ID: "get-consistency-proof", Tag: tagLog, Access: signedIn,
		Chinese: "两个检查点前后一致的证明", English: "Proof that a checkpoint goes on from an older one"}, s.consistency)
	read(s, Route{Call: "GET /api/v1/entries/{position}/proof", ID: "get-inclusion-proof", Tag: tagLog,
		Access:  Access{AnyUser: true, Object: "visible; audit administrator: all"},
		Chinese: "某条流转记录的存在证明", English: "Proof that an entry stands in the history that a checkpoint seals"}, s.inclusion)
}
