package api

import (
	"context"
	"net/http"

	"rectify/models"
	"rectify/workflow"
)

// OfferedSecret is the secret of a second factor, shown once.
type OfferedSecret struct {
	Secret string `json:"secret" doc:"密钥（base32），只出现这一次，可手工录入验证器"`
	URL    string `json:"url" doc:"otpauth 地址，供生成二维码"`
}

func (s *Server) offerTOTP(ctx context.Context, v models.Viewer, _ Command, _ *struct{}) (workflow.Answer, error) {
	offered, err := s.deps.Sessions.OfferTOTP(ctx, v)
	if err != nil {
		return workflow.Answer{}, err
	}
	return answer(http.StatusOK, 0, "", OfferedSecret{offered.Secret, offered.URL})
}

type totpCode struct {
	Code string `json:"code" minLength:"6" maxLength:"10" doc:"验证器显示的六位验证码"`
}

type totpInput struct{ Body totpCode }

func (s *Server) confirmTOTP(ctx context.Context, v models.Viewer, _ Command, in *totpInput) (workflow.Answer, error) {
	return noContent, s.deps.Sessions.ConfirmTOTP(ctx, v, in.Body.Code, requestOf(ctx).http.RealIP())
}

func (s *Server) resetTOTP(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.ResetTOTP(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answerHalf(http.StatusOK, result.(workflow.Half))
	}), in.ID)
}

type proof struct {
	Password string `json:"password,omitempty" maxLength:"128" doc:"口令；或给出验证码"`
	Code     string `json:"code,omitempty" maxLength:"10" doc:"验证器显示的六位验证码"`
}

type proofInput struct{ Body proof }

func (s *Server) reauthenticate(ctx context.Context, v models.Viewer, _ Command, in *proofInput) (workflow.Answer, error) {
	return noContent, s.deps.Sessions.Reauthenticate(ctx, v, workflow.Proof{Password: in.Body.Password, Code: in.Body.Code,
		Address: requestOf(ctx).http.RealIP()})
}
