package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// ServiceToken is what is known of a front end's token; the token itself is nowhere stored.
type ServiceToken struct {
	ID            string     `json:"id" format:"uuid"`
	AccountID     string     `json:"account_id" format:"uuid"`
	Scopes        []string   `json:"scopes"`
	RatePerMinute int        `json:"rate_per_minute" doc:"每分钟请求数上限"`
	CreatedAt     time.Time  `json:"created_at"`
	ExpiresAt     time.Time  `json:"expires_at"`
	RotatedFrom   *string    `json:"rotated_from,omitempty" format:"uuid"`
	RevokedAt     *time.Time `json:"revoked_at,omitempty"`
}

// IssuedToken answers issuing and rotating. Asked again under the same key, the answer lacks the token.
type IssuedToken struct {
	ServiceToken ServiceToken `json:"service_token"`
	Token        string       `json:"token,omitempty" doc:"接入令牌（rct_ 开头），只出现这一次"`
}

func serviceTokenOf(t models.ServiceToken) ServiceToken {
	return ServiceToken{ID: t.ID, AccountID: t.AccountID, Scopes: strings.Fields(t.Scopes), RatePerMinute: t.RatePerMinute, CreatedAt: t.CreatedAt,
		ExpiresAt: t.ExpiresAt, RotatedFrom: t.RotatedFrom, RevokedAt: t.RevokedAt}
}

func (s *Server) serviceTokens(ctx context.Context, _ models.Viewer, in *ByID) (*Page[ServiceToken], error) {
	tx := s.deps.Store.View(ctx)
	if _, err := tx.ServiceAccount(in.ID); err != nil {
		return nil, err
	}
	rows, err := tx.ServiceTokens(in.ID)
	return &Page[ServiceToken]{Items: append([]ServiceToken{}, mapped(rows, serviceTokenOf)...)}, err
}

type newServiceToken struct {
	Scopes        []string `json:"scopes" minItems:"1" maxItems:"100" doc:"权限范围，如 problems:read；全部取值见 GET /api/v1/service-scopes"`
	Days          int      `json:"days,omitempty" minimum:"1" maximum:"365" default:"90" doc:"有效天数"`
	RatePerMinute int      `json:"rate_per_minute,omitempty" minimum:"1" maximum:"100000" default:"600"`
}

type newServiceTokenInput struct {
	ByID
	Body newServiceToken
}

func (s *Server) issueServiceToken(ctx context.Context, v models.Viewer, c Command, in *newServiceTokenInput) (workflow.Answer, error) {
	known := s.scopes()
	for _, scope := range in.Body.Scopes {
		if known[scope] == nil {
			return workflow.Answer{}, workflow.RefuseFor([]workflow.Reason{{Code: words.ScopeUnknown, Params: words.Params{"scope": scope}, Field: "body.scopes"}})
		}
	}
	return s.deps.Engine.IssueServiceToken(ctx, v, c.Rendering(answerIssued), in.ID, workflow.NewServiceToken(in.Body))
}

type rotation struct {
	GraceHours *int `json:"grace_hours,omitempty" minimum:"0" maximum:"24" doc:"原令牌继续有效的小时数；不填为 24"`
}

type rotationInput struct {
	ByID
	Body rotation
}

func (s *Server) rotateServiceToken(ctx context.Context, v models.Viewer, c Command, in *rotationInput) (workflow.Answer, error) {
	hours := workflow.ServiceGraceHours
	if in.Body.GraceHours != nil {
		hours = *in.Body.GraceHours
	}
	return s.deps.Engine.RotateServiceToken(ctx, v, c.Rendering(answerIssued), in.ID, time.Duration(hours)*time.Hour)
}

func (s *Server) revokeServiceToken(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.RevokeServiceToken(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID)
}

// answerIssued shows the token once; under the key the answer is kept without it.
func answerIssued(result any) (workflow.Answer, error) {
	issued := result.(workflow.IssuedToken)
	out := IssuedToken{serviceTokenOf(issued.Token), issued.Secret}
	a, err := answer(http.StatusCreated, 0, "", out)
	if err != nil {
		return a, err
	}
	out.Token = ""
	a.Kept, err = encode(out)
	return a, err
}
