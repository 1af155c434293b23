package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

type signIn struct {
	Login    string `json:"login" minLength:"1" maxLength:"64"`
	Password string `json:"password" minLength:"1" maxLength:"128"`
	Code     string `json:"code,omitempty" maxLength:"10" doc:"已绑定验证器的，须给出六位验证码"`
	Cookie   bool   `json:"cookie,omitempty" doc:"浏览器会话：令牌只放入 HttpOnly Cookie，不出现在答复中"`
}

type signInInput struct{ Body signIn }

// SignedIn answers a sign-in and a change of password.
type SignedIn struct {
	Token      string    `json:"token,omitempty" doc:"会话令牌，只出现这一次；用于 Authorization: Bearer"`
	ExpiresAt  time.Time `json:"expires_at" doc:"最迟失效时间"`
	MustChange bool      `json:"must_change_password" doc:"须先修改口令才能办理其他事项"`
	MustEnrol  bool      `json:"must_enrol_totp" doc:"须先绑定验证器才能办理其他事项"`
	Me         Me        `json:"me"`
}

// Session is one sign-in of the caller.
type Session struct {
	ID         string    `json:"id" format:"uuid"`
	Current    bool      `json:"current" doc:"本次请求所用的会话"`
	Address    string    `json:"address"`
	CreatedAt  time.Time `json:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at"`
	ExpiresAt  time.Time `json:"expires_at"`
}

func (s *Server) signIn(ctx context.Context, _ models.Viewer, _ Command, in *signInInput) (workflow.Answer, error) {
	if in.Body.Cookie && !cookiesWork(requestOf(ctx).http) {
		return workflow.Answer{}, workflow.Refuse(workflow.Unmet, words.CookieNeedsTLS, nil)
	}
	signed, err := s.deps.Sessions.SignIn(ctx, workflow.Credentials{Login: in.Body.Login, Password: in.Body.Password, Code: in.Body.Code,
		Address: requestOf(ctx).http.RealIP()})
	if err != nil {
		s.noteTried(ctx, in.Body.Login)
		return workflow.Answer{}, err
	}
	return s.answerSignedIn(ctx, http.StatusCreated, signed, in.Body.Cookie)
}

// noteTried tells the audit log whose account was tried. What nobody has as a login is not kept: it may be a password that was
// typed into the wrong field.
func (s *Server) noteTried(ctx context.Context, login string) {
	if user, err := s.deps.Store.View(ctx).UserByLogin(login); err == nil {
		requestOf(ctx).tried = user.Login
	}
}

func (s *Server) signOut(ctx context.Context, v models.Viewer, _ Command, _ *struct{}) (workflow.Answer, error) {
	r := requestOf(ctx)
	s.deps.Sessions.Forget(r.token)
	if err := s.deps.Sessions.End(ctx, v, v.SessionID); err != nil {
		return workflow.Answer{}, err
	}
	clearSession(r.http)
	return noContent, nil
}

func (s *Server) sessions(ctx context.Context, v models.Viewer, _ *struct{}) (*Page[Session], error) {
	rows, err := s.deps.Sessions.List(ctx, v)
	if err != nil {
		return nil, err
	}
	page := &Page[Session]{Items: make([]Session, len(rows))}
	for i, row := range rows {
		page.Items[i] = Session{ID: row.ID, Current: row.ID == v.SessionID, Address: row.Address, CreatedAt: row.CreatedAt,
			LastSeenAt: row.LastSeenAt, ExpiresAt: row.ExpiresAt}
	}
	return page, nil
}

func (s *Server) endSession(ctx context.Context, v models.Viewer, _ Command, in *ByID) (workflow.Answer, error) {
	return noContent, s.deps.Sessions.End(ctx, v, in.ID)
}

type passwordChange struct {
	Old string `json:"old_password" minLength:"1" maxLength:"128"`
	New string `json:"new_password" minLength:"1" maxLength:"128" doc:"至少 10 个字符；等保三级另须包含四类字符中的三类"`
}

type passwordInput struct{ Body passwordChange }

func (s *Server) changePassword(ctx context.Context, _ models.Viewer, _ Command, in *passwordInput) (workflow.Answer, error) {
	r := requestOf(ctx)
	signed, err := s.deps.Sessions.ChangePassword(ctx, r.token, in.Body.Old, in.Body.New, r.http.RealIP())
	if err != nil {
		return workflow.Answer{}, err
	}
	return s.answerSignedIn(ctx, http.StatusOK, signed, r.byCookie())
}

// answerSignedIn hands the token over, in a cookie or in the body, never both.
func (s *Server) answerSignedIn(ctx context.Context, status int, signed workflow.SignedIn, cookie bool) (workflow.Answer, error) {
	me, err := s.meOf(ctx, signed.Viewer)
	if err != nil {
		return workflow.Answer{}, err
	}
	out := SignedIn{Token: signed.Token, ExpiresAt: signed.ExpiresAt, MustChange: signed.Viewer.MustChangePassword,
		MustEnrol: signed.Viewer.MustEnrolTOTP, Me: *me}
	if cookie {
		setSession(requestOf(ctx).http, signed.Token, signed.ExpiresAt.Sub(s.deps.Clock.Now()))
		out.Token = ""
	}
	return answer(status, 0, "", out)
}

// ByID is the input of an operation on one object.
type ByID struct {
	ID string `path:"id" format:"uuid"`
}

// noContent answers what needs no words. Its body is empty, not absent, so that it can be kept under a key.
var noContent = workflow.Answer{Status: http.StatusNoContent, Body: []byte{}}
