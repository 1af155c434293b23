package words

// Sentences about the log of all history and its checkpoints.
const (
	NoCheckpointKey Code = "no_checkpoint_key"
	LogEmpty        Code = "log_empty"
	BeyondLog       Code = "beyond_log"
	NoCheckpointYet Code = "no_checkpoint_yet"
)

var _ = add(map[Code]text{
	NoCheckpointKey: {"本服务没有检查点签名密钥，暂不能生成检查点。", "This service has no key to sign checkpoints with."},
	LogEmpty:        {"尚无流转记录，没有可生成检查点的内容。", "There is no history yet, so there is nothing to take a checkpoint of."},
	BeyondLog:       {"最新检查点只覆盖前 {size} 条记录。", "The newest checkpoint covers only the first {size} entries."},
	NoCheckpointYet: {"尚无检查点。", "There is no checkpoint yet."},
})
