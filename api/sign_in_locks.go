package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// SignInLock is an account or an address that is locked after failed sign-ins.
type SignInLock struct {
	ID      string          `json:"id" format:"uuid"`
	Scope   models.TryScope `json:"scope" enum:"account,address,person" doc:"account 账号；address 来源地址；person 已登录人员的口令复核"`
	Login   string          `json:"login,omitempty" doc:"账号；不存在的账号不显示"`
	Name    string          `json:"name,omitempty"`
	Address string          `json:"address" doc:"最近一次尝试的来源地址"`
	Tries   int64           `json:"tries"`
	Until   time.Time       `json:"locked_until"`
}

func (s *Server) signInLocks(ctx context.Context, _ models.Viewer, _ *struct{}) (*Page[SignInLock], error) {
	rows, err := s.deps.Store.View(ctx).Locks(s.deps.Clock.Now())
	if err != nil {
		return nil, err
	}
	return &Page[SignInLock]{Items: mapped(rows, func(l models.Lock) SignInLock {
		return SignInLock{ID: l.ID, Scope: l.Scope, Login: l.Login, Name: l.Name, Address: l.Address, Tries: l.Tries, Until: *l.LockedUntil}
	})}, nil
}

func (s *Server) unlock(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.Unlock(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID)
}
