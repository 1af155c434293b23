package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// WebhookTarget is a host to which webhooks may go.
type WebhookTarget struct {
	ID       string    `json:"id" format:"uuid"`
	Host     string    `json:"host"`
	Port     int       `json:"port"`
	Plain    bool      `json:"plain" doc:"以明文 http 推送"`
	Networks []string  `json:"networks" doc:"除公网外该主机可处于的网段"`
	Note     string    `json:"note,omitempty"`
	AddedBy  string    `json:"added_by" format:"uuid"`
	AddedAt  time.Time `json:"added_at"`
}

func webhookTargetOf(t models.WebhookTarget) WebhookTarget {
	return WebhookTarget{t.ID, t.Host, t.Port, t.Plain, separated(t.Networks), t.Note, t.AddedBy, t.AddedAt}
}

type webhookTargetsAnswer struct {
	Items []WebhookTarget `json:"items"`
}

func (s *Server) webhookTargets(ctx context.Context, _ models.Viewer, _ *struct{}) (*webhookTargetsAnswer, error) {
	rows, err := s.deps.Store.View(ctx).WebhookTargets()
	return &webhookTargetsAnswer{mapped(rows, webhookTargetOf)}, err
}

type newWebhookTarget struct {
	Host     string   `json:"host" minLength:"1" maxLength:"253" doc:"域名（小写）或 IP 地址"`
	Port     int      `json:"port,omitempty" minimum:"1" maximum:"65535" default:"443"`
	Plain    bool     `json:"plain,omitempty" doc:"允许以明文 http 推送；只用于另有保护的内网"`
	Networks []string `json:"networks,omitempty" maxItems:"16" doc:"除公网外该主机可处于的网段，如内网 10.20.0.0/16；不写则解析到内网、本机、链路本地地址时不推送"`
	Note     string   `json:"note,omitempty" maxLength:"500"`
}

type newWebhookTargetInput struct{ Body newWebhookTarget }

func (s *Server) allowWebhookTarget(ctx context.Context, v models.Viewer, c Command, in *newWebhookTargetInput) (workflow.Answer, error) {
	return s.deps.Engine.AllowWebhookTarget(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusCreated, 0, "", webhookTargetOf(result.(models.WebhookTarget)))
	}), workflow.NewWebhookTarget(in.Body))
}

func (s *Server) disallowWebhookTarget(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.DisallowWebhookTarget(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID)
}
