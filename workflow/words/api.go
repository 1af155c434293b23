package words

// What the HTTP layer says: why a request was not even tried.
const (
	InvalidInput         Code = "invalid_input"
	BodyRequired         Code = "body_required"
	BodyUnreadable       Code = "body_unreadable"
	NotJSON              Code = "not_json"
	NotUTF8              Code = "not_utf8"
	DuplicateKey         Code = "duplicate_key"
	NestedTooDeep        Code = "nested_too_deep"
	UnsupportedMediaType Code = "unsupported_media_type"
	NotAcceptable        Code = "not_acceptable"
	MethodNotAllowed     Code = "method_not_allowed"
	RequestTimeout       Code = "request_timeout"
	CrossOrigin          Code = "cross_origin"
	BadKey               Code = "idempotency_key_malformed"
	BadVersion           Code = "if_match_malformed"
	VersionUnmatchable   Code = "if_match_unmatchable"
	BadCursor            Code = "cursor_malformed"
	NotReady             Code = "not_ready"
)

var _ = add(map[Code]text{
	InvalidInput:         {"提交的内容不符合要求：{reasons}", "The input is not valid: {reasons}"},
	BodyRequired:         {"请求缺少正文。", "The request has no body."},
	BodyUnreadable:       {"请求正文无法读取。", "The request body cannot be read."},
	NotJSON:              {"第 {line} 行第 {column} 列起不是合法的 JSON。", "From line {line}, column {column} this is not JSON."},
	NotUTF8:              {"正文不是 UTF-8 编码。", "The body is not UTF-8."},
	NestedTooDeep:        {"正文嵌套过深，上限 {limit} 层。", "The body is nested too deep: the limit is {limit} levels."},
	DuplicateKey:         {"“{name}”重复出现。", "{name} occurs twice."},
	UnsupportedMediaType: {"不支持这种内容类型，请使用 {accepted}。", "This media type is not supported: use {accepted}."},
	NotAcceptable:        {"无法以所要求的格式作答。", "The answer cannot be given in the form asked for."},
	MethodNotAllowed:     {"此地址不支持这种请求方法。", "This address does not know that method."},
	RequestTimeout:       {"请求正文传送过慢，已超时。", "The request took too long to arrive."},
	CrossOrigin:          {"请求来自其他网站，已拒绝。", "The request comes from another site and was refused."},
	BadKey:               {"Idempotency-Key 须为 1 至 200 个可见的 ASCII 字符，且只出现一次。", "An Idempotency-Key is 1 to 200 visible ASCII characters, given once."},
	BadVersion:           {"If-Match 须为带双引号的单个版本号（如 \"7\"）或 *。", "If-Match is one quoted version, such as \"7\", or *."},
	VersionUnmatchable:   {"If-Match 所列标签不是本系统给出的版本，不可能相符。", "The tag in If-Match is not one we give and can never match."},
	BadCursor:            {"翻页游标无效，请从第一页重新开始。", "The cursor is not valid for this list. Start again from the first page."},
	NotReady:             {"服务尚未就绪。", "The service is not ready."},
})

// Titles of refusals, by HTTP status.
var _ = add(map[Code]text{
	"title_400": {"请求有误", "Bad request"},
	"title_401": {"未登录", "Not signed in"},
	"title_403": {"无权办理", "Forbidden"},
	"title_404": {"未找到", "Not found"},
	"title_405": {"方法不支持", "Method not allowed"},
	"title_406": {"格式不支持", "Not acceptable"},
	"title_408": {"请求超时", "Request timeout"},
	"title_409": {"冲突", "Conflict"},
	"title_412": {"前提不符", "Precondition failed"},
	"title_413": {"内容过大", "Too large"},
	"title_415": {"类型不支持", "Unsupported media type"},
	"title_422": {"不符合要求", "Not acceptable as it is"},
	"title_428": {"缺少前提", "Precondition required"},
	"title_429": {"过于频繁", "Too many requests"},
	"title_500": {"内部错误", "Internal error"},
	"title_503": {"暂不可用", "Unavailable"},
})
