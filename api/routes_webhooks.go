package api

import (
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

const tagWebhooks = "webhooks"

// webhookRoutes are the operations on other systems that are told of what happens, and where they may be.
func (s *Server) webhookRoutes() {
	admin := Access{Roles: workflow.WebhookAdmins}
	targets := Access{Roles: workflow.TargetAdmins}
	admins := Access{Roles: models.Administrators}

	read(s, Route{Call: "GET /api/v1/webhook-targets", ID: "list-webhook-targets", Tag: tagWebhooks, Access: admins,
		Chinese: "允许推送的目标", English: "Where webhooks may go"}, s.webhookTargets)
	write[newWebhookTargetInput, WebhookTarget](s, Route{Call: "POST /api/v1/webhook-targets", ID: "allow-webhook-target", Tag: tagWebhooks, Access: targets,
		Status: http.StatusCreated, Chinese: "登记允许推送的目标", English: "Let webhooks go to a host"}, s.allowWebhookTarget)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/webhook-targets/{id}", ID: "disallow-webhook-target", Tag: tagWebhooks, Access: targets,
		Status: http.StatusNoContent, Chinese: "取消允许推送的目标", English: "Let webhooks no longer go to a host; counts at once"}, s.disallowWebhookTarget)
	read(s, Route{Call: "GET /api/v1/webhooks", ID: "list-webhooks", Tag: tagWebhooks, Access: admins,
		Chinese: "事件推送", English: "Webhooks"}, s.webhooks)
	read(s, Route{Call: "GET /api/v1/webhooks/{id}", ID: "get-webhook", Tag: tagWebhooks, Access: admins,
		Chinese: "事件推送详情", English: "A webhook"}, s.webhook)
	write[newWebhookInput, WebhookSecret](s, Route{Call: "POST /api/v1/webhooks", ID: "create-webhook", Tag: tagWebhooks, Access: admin,
		Status: http.StatusCreated, Chinese: "新建事件推送", English: "Make a webhook, whose secret is shown once"}, s.createWebhook)
	write[webhookInput, Webhook](s, Route{Call: "PUT /api/v1/webhooks/{id}", ID: "put-webhook", Tag: tagWebhooks, Access: admin,
		Chinese: "修改、停用或启用事件推送", English: "Set a webhook anew; active again, it goes on with what happens from now on"}, s.putWebhook)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/webhooks/{id}", ID: "delete-webhook", Tag: tagWebhooks, Access: admin,
		Status: http.StatusNoContent, Chinese: "删除事件推送", English: "Remove a webhook with the record of its deliveries"}, s.deleteWebhook)
	write[ByID, WebhookSecret](s, Route{Call: "POST /api/v1/webhooks/{id}/secret", ID: "renew-webhook-secret", Tag: tagWebhooks, Access: admin,
		Chinese: "更换签名密钥", English: "Give a webhook another secret, which is shown once"}, s.renewWebhookSecret)
	write[ByID, WebhookDelivery](s, Route{Call: "POST /api/v1/webhooks/{id}/test", ID: "test-webhook", Tag: tagWebhooks, Access: admin,
		Status: http.StatusAccepted, Chinese: "发送测试事件", English: "Send a test event"}, s.testWebhook)
	read(s, Route{Call: "GET /api/v1/webhooks/{id}/deliveries", ID: "list-webhook-deliveries", Tag: tagWebhooks, Access: admins,
		Chinese: "推送记录", English: "What was sent, the newest first"}, s.webhookDeliveries)
	read(s, Route{Call: "GET /api/v1/webhooks/{id}/deliveries/{delivery_id}", ID: "get-webhook-delivery", Tag: tagWebhooks, Access: admins,
		Chinese: "一次推送", English: "What was sent, and how it went"}, s.webhookDelivery)
	write[deliveryInput, WebhookDelivery](s, Route{Call: "POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/replay", ID: "replay-webhook-delivery", Tag: tagWebhooks, Access: admin,
		Status: http.StatusAccepted, Chinese: "重发", English: "Send an event again, under the same id"}, s.replayDelivery)
}
