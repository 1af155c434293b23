package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// Webhook is another system that is told of what happens. Its secret is shown only when it is made.
type Webhook struct {
	ID           string     `json:"id" format:"uuid"`
	Name         string     `json:"name"`
	URL          string     `json:"url"`
	Kinds        []string   `json:"kinds" doc:"事项种类；空为全部"`
	Events       []string   `json:"events" doc:"动作；空为全部"`
	Checkpoints  bool       `json:"checkpoints" doc:"是否推送检查点"`
	Active       bool       `json:"active"`
	FailingSince *time.Time `json:"failing_since,omitempty" doc:"自何时起推送一直失败"`
	StoppedAt    *time.Time `json:"stopped_at,omitempty" doc:"连续失败五日后由系统停用的时间"`
	CreatedBy    string     `json:"created_by" format:"uuid"`
	CreatedAt    time.Time  `json:"created_at"`
	UpdatedAt    time.Time  `json:"updated_at"`
}

// WebhookSecret answers the making of a webhook and of a new secret. Asked again under the same key, the answer lacks it.
type WebhookSecret struct {
	Webhook Webhook `json:"webhook"`
	Secret  string  `json:"secret,omitempty" doc:"签名密钥（Standard Webhooks），只出现这一次"`
}

func webhookOf(w models.Webhook) Webhook {
	return Webhook{ID: w.ID, Name: w.Name, URL: w.URL, Kinds: separated(w.Kinds), Events: separated(w.Events), Checkpoints: w.WantsCheckpoints, Active: w.Active,
		FailingSince: w.FailingSince, StoppedAt: w.StoppedAt, CreatedBy: w.CreatedBy, CreatedAt: w.CreatedAt, UpdatedAt: w.UpdatedAt}
}

// separated are the words of a text, never null.
func separated(text string) []string { return append([]string{}, strings.Fields(text)...) }

func (s *Server) webhooks(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[Webhook], error) {
	var after string
	if _, err := in.after("webhooks", &after); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).Webhooks(after, false, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("webhooks", mapped(rows, webhookOf), in.Limit, func(w Webhook) []any { return []any{w.ID} })
	return &page, err
}

func (s *Server) webhook(ctx context.Context, _ models.Viewer, in *ByID) (*Webhook, error) {
	row, err := s.deps.Store.View(ctx).Webhook(in.ID)
	if err != nil {
		return nil, err
	}
	out := webhookOf(row)
	return &out, nil
}

type webhookSettings struct {
	Name        string   `json:"name" minLength:"1" maxLength:"100"`
	URL         string   `json:"url" minLength:"1" maxLength:"500" doc:"https 地址；主机和端口须在允许推送的名单中"`
	Kinds       []string `json:"kinds,omitempty" maxItems:"20" doc:"事项种类；空为全部"`
	Events      []string `json:"events,omitempty" maxItems:"100" doc:"动作；空为全部"`
	Checkpoints bool     `json:"checkpoints,omitempty" doc:"是否推送检查点"`
	Active      *bool    `json:"active,omitempty" doc:"缺省为启用；启用后只推送此后发生的事"`
}

func (s webhookSettings) settings() workflow.WebhookSettings {
	return workflow.WebhookSettings{Name: s.Name, URL: s.URL, Kinds: s.Kinds, Events: s.Events, Checkpoints: s.Checkpoints,
		Active: s.Active == nil || *s.Active}
}

type newWebhookInput struct{ Body webhookSettings }

func (s *Server) createWebhook(ctx context.Context, v models.Viewer, c Command, in *newWebhookInput) (workflow.Answer, error) {
	return s.deps.Engine.CreateWebhook(ctx, v, c.Rendering(answerWebhookSecret(http.StatusCreated)), in.Body.settings())
}

type webhookInput struct {
	ByID
	Body webhookSettings
}

func (s *Server) putWebhook(ctx context.Context, v models.Viewer, c Command, in *webhookInput) (workflow.Answer, error) {
	return s.deps.Engine.ChangeWebhook(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", webhookOf(result.(models.Webhook)))
	}), in.ID, in.Body.settings())
}

func (s *Server) renewWebhookSecret(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.RenewWebhookSecret(ctx, v, c.Rendering(answerWebhookSecret(http.StatusOK)), in.ID)
}

func (s *Server) deleteWebhook(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.RemoveWebhook(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID)
}

// answerWebhookSecret shows the secret once; under the key the answer is kept without it.
func answerWebhookSecret(status int) func(any) (workflow.Answer, error) {
	return func(result any) (workflow.Answer, error) {
		made := result.(workflow.MadeWebhook)
		out := WebhookSecret{webhookOf(made.Webhook), made.Secret}
		a, err := answer(status, 0, "/api/v1/webhooks/"+made.Webhook.ID, out)
		if err != nil {
			return a, err
		}
		out.Secret = ""
		a.Kept, err = encode(out)
		return a, err
	}
}
