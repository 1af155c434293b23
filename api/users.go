package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// User is an account as administrators see it.
type User struct {
	ID         string     `json:"id" format:"uuid"`
	Login      string     `json:"login"`
	Name       string     `json:"name"`
	Roles      []HeldRole `json:"roles"`
	MustChange bool       `json:"must_change_password"`
	DisabledAt *time.Time `json:"disabled_at,omitempty"`
	CreatedAt  time.Time  `json:"created_at"`
	Activation *Awaited   `json:"activation,omitempty" doc:"账号目录中：尚未使用的激活码；已设口令的没有"`
}

// Awaited is a code that its person has not used yet, without its halves.
type Awaited struct {
	HeldBy    Named     `json:"held_by" doc:"持有前一半的一类管理员；后一半由另一类（系统管理员、安全管理员）领取"`
	Taken     bool      `json:"taken" doc:"后一半已被领取"`
	ExpiresAt time.Time `json:"expires_at" doc:"过期的须重置口令"`
}

func userOf(u models.User, roles []HeldRole) User {
	if roles == nil {
		roles = []HeldRole{}
	}
	return User{ID: u.ID, Login: u.Login, Name: u.Name, Roles: roles, MustChange: u.MustChangePassword, DisabledAt: u.DisabledAt, CreatedAt: u.CreatedAt}
}

func (s *Server) users(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[User], error) {
	var login string
	if _, err := in.after("users", &login); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).UsersAfter(login, in.Limit+1)
	if err != nil {
		return nil, err
	}
	roles, err := s.rolesOf(ctx, mapped(rows, func(u models.User) string { return u.ID })...)
	if err != nil {
		return nil, err
	}
	awaited, err := s.awaited(ctx, mapped(rows, func(u models.User) string { return u.ID })...)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("users", mapped(rows, func(u models.User) User {
		out := userOf(u, roles[u.ID])
		out.Activation = awaited[u.ID]
		return out
	}), in.Limit,
		func(u User) []any { return []any{u.Login} })
	return &page, err
}

// awaited reads the codes that users have not used yet, by the user's id.
func (s *Server) awaited(ctx context.Context, userIDs ...string) (map[string]*Awaited, error) {
	open, err := s.deps.Store.View(ctx).OpenActivations(userIDs...)
	awaited := map[string]*Awaited{}
	for _, a := range open {
		awaited[a.UserID] = &Awaited{Named{string(a.FirstRole), workflow.RoleLabels[a.FirstRole].In(requestOf(ctx).lang)}, a.SecondHash != "", a.ExpiresAt}
	}
	return awaited, err
}

// rolesOf reads the roles of users, by the user's id.
func (s *Server) rolesOf(ctx context.Context, userIDs ...string) (map[string][]HeldRole, error) {
	tx, lang := s.deps.Store.View(ctx), requestOf(ctx).lang
	grants, err := tx.Grants(userIDs...)
	if err != nil {
		return nil, err
	}
	units, err := tx.Units()
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	roles := map[string][]HeldRole{}
	for _, g := range grants {
		roles[g.UserID] = append(roles[g.UserID], HeldRole{ID: g.ID, Role: Named{string(g.Role), workflow.RoleLabels[g.Role].In(lang)},
			Unit: UnitRef{g.UnitID, names[g.UnitID]}})
	}
	return roles, nil
}

type newUser struct {
	Login string `json:"login" pattern:"^[a-z0-9][a-z0-9._-]{1,63}$"`
	Name  string `json:"name" minLength:"1" maxLength:"50" doc:"流转记录中显示的姓名"`
}

type newUserInput struct{ Body newUser }

func (s *Server) createUser(ctx context.Context, v models.Viewer, c Command, in *newUserInput) (workflow.Answer, error) {
	return s.deps.Engine.CreateUser(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answerHalf(http.StatusCreated, result.(workflow.Half))
	}), workflow.NewUser{Login: in.Body.Login, Name: in.Body.Name})
}

type userChange struct {
	Name     *string `json:"name,omitempty" minLength:"1" maxLength:"50"`
	Disabled *bool   `json:"disabled,omitempty" doc:"停用后立即退出所有会话"`
}

type userChangeInput struct {
	ByID
	Body userChange
}

func (s *Server) changeUser(ctx context.Context, v models.Viewer, c Command, in *userChangeInput) (workflow.Answer, error) {
	roles, err := s.rolesOf(ctx, in.ID)
	if err != nil {
		return workflow.Answer{}, err
	}
	return s.deps.Engine.ChangeUser(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", userOf(result.(models.User), roles[in.ID]))
	}), in.ID, workflow.UserChange{Name: in.Body.Name, Disabled: in.Body.Disabled})
}
