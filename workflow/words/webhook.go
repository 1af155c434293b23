package words

// Sentences about webhooks.
const (
	TargetHost      Code = "target_host"
	TargetNetwork   Code = "target_network"
	WebhookURL      Code = "webhook_url"
	WebhookTarget   Code = "webhook_target"
	KindUnknown     Code = "kind_unknown"
	EventUnknown    Code = "event_unknown"
	WebhookInactive Code = "webhook_inactive"
)

var _ = add(map[Code]text{
	TargetHost:      {"主机须为小写域名或 IP 地址的标准写法，端口须在 1 至 65535 之间。", "The host is a name in lower case or an IP address in its usual form, the port from 1 to 65535."},
	TargetNetwork:   {"“{network}”不是可以放行的网段：应写作 10.20.0.0/16 或 10.20.1.5/32，IPv4 前缀不短于 8 位、IPv6 不短于 7 位，组播除外。", "{network} is not a network that can be allowed: write 10.20.0.0/16 or 10.20.1.5/32, at least /8 (IPv6: /7), no multicast."},
	WebhookURL:      {"推送地址须为 https://主机/路径 的形式，不含账号、锚点和空格。", "The address has the form https://host/path, without user, fragment or blanks."},
	WebhookTarget:   {"该主机和端口不在允许推送的名单中，请由安全管理员先行登记。", "Host and port are not on the allow-list: the security administrator adds them first."},
	KindUnknown:     {"没有“{kind}”这种事项。", "There is no kind {kind}."},
	EventUnknown:    {"没有“{event}”这种动作。", "There is no event {event}."},
	WebhookInactive: {"该推送已停用。", "The webhook is not active."},
})
