package api

import (
	"context"
	"slices"

	"rectify/models"
)

// Me is the caller: who, with which roles where, and what these open.
type Me struct {
	ID     string     `json:"id" format:"uuid"`
	Login  string     `json:"login"`
	Name   string     `json:"name"`
	Roles  []HeldRole `json:"roles"`
	Rights []string   `json:"rights" doc:"按角色开放的操作（operationId）中，您可以使用的"`

	ActsFor []ActingFor `json:"acts_for,omitempty" doc:"此刻受托代谁办理"`

	MustChange bool `json:"must_change_password"`
	MustEnrol  bool `json:"must_enrol_totp"`

	IdleSeconds int `json:"idle_seconds" doc:"无操作多少秒后会话自动结束"`
}

// HeldRole is a role of a user inside a unit.
type HeldRole struct {
	ID   string  `json:"id" format:"uuid" doc:"授权编号，撤销时使用"`
	Role Named   `json:"role"`
	Unit UnitRef `json:"unit"`
}

// UnitRef names a unit.
type UnitRef struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name"`
}

func (s *Server) me(ctx context.Context, v models.Viewer, _ *struct{}) (*Me, error) {
	return s.meOf(ctx, v)
}

func (s *Server) meOf(ctx context.Context, v models.Viewer) (*Me, error) {
	user, err := s.deps.Store.View(ctx).User(v.UserID)
	if err != nil {
		return nil, err
	}
	roles, err := s.rolesOf(ctx, v.UserID)
	if err != nil {
		return nil, err
	}
	me := &Me{ID: user.ID, Login: user.Login, Name: user.Name, Roles: roles[user.ID], Rights: []string{}, ActsFor: actingFor(ctx, v), MustChange: v.MustChangePassword,
		MustEnrol: v.MustEnrolTOTP, IdleSeconds: int(s.deps.Sessions.Idle().Seconds())}
	if me.Roles == nil {
		me.Roles = []HeldRole{}
	}
	for id, access := range s.accesses {
		if len(access.Roles) > 0 && v.Has(access.Roles...) {
			me.Rights = append(me.Rights, id)
		}
	}
	slices.Sort(me.Rights)
	return me, nil
}
