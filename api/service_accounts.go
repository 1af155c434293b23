package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// ServiceAccount is an external front end.
type ServiceAccount struct {
	ID          string     `json:"id" format:"uuid"`
	Name        string     `json:"name"`
	Description string     `json:"description,omitempty"`
	Users       []UserRef  `json:"users" doc:"可代其办理的人员"`
	Units       []UnitRef  `json:"units" doc:"可代其全体人员办理的单位"`
	DisabledAt  *time.Time `json:"disabled_at,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

func (s *Server) serviceAccountOf(tx models.Tx, a models.ServiceAccount) (ServiceAccount, error) {
	out := ServiceAccount{ID: a.ID, Name: a.Name, Description: a.Description, DisabledAt: a.DisabledAt, CreatedAt: a.CreatedAt, Users: []UserRef{}, Units: []UnitRef{}}
	users, err := tx.ServiceUsers(a.ID)
	if err != nil {
		return out, err
	}
	units, err := tx.ServiceUnits(a.ID)
	for _, u := range users {
		out.Users = append(out.Users, UserRef{u.ID, u.Name})
	}
	for _, u := range units {
		out.Units = append(out.Units, UnitRef{u.ID, u.Name})
	}
	return out, err
}

func (s *Server) serviceAccounts(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[ServiceAccount], error) {
	var name string
	if _, err := in.after("service-accounts", &name); err != nil {
		return nil, err
	}
	tx := s.deps.Store.View(ctx)
	rows, err := tx.ServiceAccounts(name, in.Limit+1)
	if err != nil {
		return nil, err
	}
	accounts := make([]ServiceAccount, len(rows))
	for i, row := range rows {
		if accounts[i], err = s.serviceAccountOf(tx, row); err != nil {
			return nil, err
		}
	}
	page, err := pageOf("service-accounts", accounts, in.Limit, func(a ServiceAccount) []any { return []any{a.Name} })
	return &page, err
}

func (s *Server) serviceAccount(ctx context.Context, _ models.Viewer, in *ByID) (*ServiceAccount, error) {
	tx := s.deps.Store.View(ctx)
	row, err := tx.ServiceAccount(in.ID)
	if err != nil {
		return nil, err
	}
	a, err := s.serviceAccountOf(tx, row)
	return &a, err
}

type newServiceAccount struct {
	Name        string   `json:"name" minLength:"1" maxLength:"50"`
	Description string   `json:"description,omitempty" maxLength:"500"`
	UserIDs     []string `json:"user_ids,omitempty" maxItems:"1000" doc:"可代其办理的人员；不列则不能代任何人办理"`
	UnitIDs     []string `json:"unit_ids,omitempty" maxItems:"200" doc:"可代其全体人员办理的单位"`
}

type newServiceAccountInput struct{ Body newServiceAccount }

func (s *Server) createServiceAccount(ctx context.Context, v models.Viewer, c Command, in *newServiceAccountInput) (workflow.Answer, error) {
	return s.deps.Engine.CreateServiceAccount(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		a := result.(models.ServiceAccount)
		return answer(http.StatusCreated, 0, "/api/v1/service-accounts/"+a.ID, AccountRef{a.ID, a.Name})
	}), workflow.NewServiceAccount(in.Body))
}

// AccountRef names a service account.
type AccountRef struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name"`
}

type serviceAccountChange struct {
	Description *string   `json:"description,omitempty" maxLength:"500"`
	Disabled    *bool     `json:"disabled,omitempty"`
	UserIDs     *[]string `json:"user_ids,omitempty" maxItems:"1000"`
	UnitIDs     *[]string `json:"unit_ids,omitempty" maxItems:"200"`
}

type serviceAccountChangeInput struct {
	ByID
	Body serviceAccountChange
}

func (s *Server) changeServiceAccount(ctx context.Context, v models.Viewer, c Command, in *serviceAccountChangeInput) (workflow.Answer, error) {
	return s.deps.Engine.ChangeServiceAccount(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		a := result.(models.ServiceAccount)
		return answer(http.StatusOK, 0, "", AccountRef{a.ID, a.Name})
	}), in.ID, workflow.ServiceAccountChange(in.Body))
}
