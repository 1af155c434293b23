package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// ActivationHalf is one half of the one-time code with which a person chooses a password. Asked again under the same key, the
// answer lacks it, because it is nowhere stored.
type ActivationHalf struct {
	User      User      `json:"user"`
	Half      string    `json:"half,omitempty" doc:"激活码的一半，只出现这一次：重置（或新建）者得前一半，另一类管理员得后一半，分别交给本人"`
	ExpiresAt time.Time `json:"expires_at"`
}

// answerHalf shows a half once; under the key the answer is kept without it.
func answerHalf(status int, half workflow.Half) (workflow.Answer, error) {
	out := ActivationHalf{User: userOf(half.User, nil), Half: half.Half, ExpiresAt: half.ExpiresAt}
	a, err := answer(status, 0, "", out)
	if err != nil {
		return a, err
	}
	out.Half = ""
	a.Kept, err = encode(out)
	return a, err
}

func (s *Server) resetPassword(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.ResetPassword(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answerHalf(http.StatusOK, result.(workflow.Half))
	}), in.ID)
}

func (s *Server) takeHalf(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.TakeHalf(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answerHalf(http.StatusOK, result.(workflow.Half))
	}), in.ID)
}

type activation struct {
	Login string `json:"login" minLength:"1" maxLength:"64"`
	Code  string `json:"code" minLength:"1" maxLength:"64" doc:"激活码：前一半在前，后一半在后；空格与短横线可省"`
	New   string `json:"new_password" minLength:"1" maxLength:"128" doc:"本人选定的口令"`
}

type activationInput struct{ Body activation }

func (s *Server) activate(ctx context.Context, _ models.Viewer, _ Command, in *activationInput) (workflow.Answer, error) {
	err := s.deps.Sessions.Activate(ctx, workflow.Activation{Login: in.Body.Login, Code: in.Body.Code, Password: in.Body.New,
		Address: requestOf(ctx).http.RealIP()})
	if err != nil {
		s.noteTried(ctx, in.Body.Login)
	}
	return noContent, err
}
