package words

// Sentences that any part of the program may need.
const (
	Internal          Code = "internal"
	Malformed         Code = "malformed"
	Unauthenticated   Code = "unauthenticated"
	Forbidden         Code = "forbidden"
	NotFound          Code = "not_found"
	StaleVersion      Code = "stale_version"
	WrongState        Code = "wrong_state"
	UnknownEvent      Code = "unknown_event"
	VersionRequired   Code = "version_required"
	ConditionsUnmet   Code = "conditions_unmet"
	OpinionRequired   Code = "opinion_required"
	IdempotencyNeeded Code = "idempotency_key_required"
	IdempotencyReused Code = "idempotency_key_reused"
	TooLarge          Code = "too_large"
	TooManyRequests   Code = "too_many_requests"
	Busy              Code = "busy"
	NotYourRole       Code = "not_your_role"
	NotByHand         Code = "not_by_hand"
	AlreadyExists     Code = "already_exists"
)

var _ = add(map[Code]text{
	Internal:          {"服务内部错误，请稍后重试；如仍出现，请将请求编号告知管理员。", "Something went wrong on our side. Try again; if it stays, give the administrator the request id."},
	Malformed:         {"请求内容无法识别：{detail}", "The request cannot be read: {detail}"},
	Unauthenticated:   {"尚未登录或登录已失效，请重新登录。", "You are not signed in, or your session has ended. Sign in again."},
	Forbidden:         {"您的角色无权办理此事项。", "Your role does not allow this."},
	NotFound:          {"没有找到，或您无权查看。", "Not found, or not yours to see."},
	StaleVersion:      {"该事项已被他人更新（当前版本 {version}），请刷新后再办理。", "Somebody has changed this meanwhile (now at version {version}). Reload and try again."},
	WrongState:        {"当前状态为“{state}”，不能“{event}”。", "In state {state} the event {event} is not possible."},
	UnknownEvent:      {"没有“{event}”这一办理动作。", "There is no event {event}."},
	VersionRequired:   {"请用 If-Match 说明您所依据的版本。", "Say in If-Match which version you act on."},
	ConditionsUnmet:   {"尚有条件未满足：{reasons}", "Some conditions are not met: {reasons}"},
	OpinionRequired:   {"请填写意见。", "An opinion is required."},
	IdempotencyNeeded: {"请在 Idempotency-Key 中给出本次办理的唯一编号。", "Give this action an Idempotency-Key."},
	IdempotencyReused: {"该 Idempotency-Key 已用于另一项请求。", "This Idempotency-Key was used for another request."},
	TooLarge:          {"内容过大，上限为 {limit}。", "Too large: the limit is {limit}."},
	TooManyRequests:   {"操作过于频繁，请在 {seconds} 秒后重试。", "Too many requests: try again in {seconds} seconds."},
	Busy:              {"系统繁忙，请稍后重试。", "The service is busy. Try again shortly."},
	NotYourRole:       {"须由{roles}办理。", "Only {roles} may do this."},
	NotByHand:         {"此动作随“{with}”自动发生，不能单独办理。", "This happens together with {with} and cannot be fired alone."},
	AlreadyExists:     {"已存在相同的{what}：{value}", "There is already a {what}: {value}"},
})
