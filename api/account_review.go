package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
)

// ReviewedAccount is an account as a review sees it.
type ReviewedAccount struct {
	User
	LastSignIn        *time.Time `json:"last_sign_in_at,omitempty" doc:"最近登录；从未登录的没有"`
	PasswordChangedAt time.Time  `json:"password_changed_at"`
	Findings          []Named    `json:"findings" doc:"须核查的情况"`
}

func (s *Server) reviewAccounts(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[ReviewedAccount], error) {
	var login string
	if _, err := in.after("account-review", &login); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).AccountsAfter(login, in.Limit+1)
	if err != nil {
		return nil, err
	}
	roles, err := s.rolesOf(ctx, mapped(rows, func(a models.AccountRow) string { return a.ID })...)
	if err != nil {
		return nil, err
	}
	now, lang := s.deps.Clock.Now(), requestOf(ctx).lang
	page, err := pageOf("account-review", mapped(rows, func(a models.AccountRow) ReviewedAccount {
		out := ReviewedAccount{User: userOf(a.User, roles[a.ID]), LastSignIn: a.LastSignIn, PasswordChangedAt: a.PasswordChangedAt, Findings: []Named{}}
		for _, f := range workflow.Findings(a, now) {
			out.Findings = append(out.Findings, Named{string(f), workflow.FindingLabels[f].In(lang)})
		}
		return out
	}), in.Limit, func(a ReviewedAccount) []any { return []any{a.Login} })
	return &page, err
}

// exportAccounts sends the review as a file. That it was taken out is recorded first.
func (s *Server) exportAccounts(ctx context.Context, v models.Viewer, _ *struct{}) (func(echo.Context) error, error) {
	send, err := s.deps.Engine.ExportAccounts(ctx, v)
	if err != nil {
		return nil, err
	}
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderContentDisposition, contentDisposition("账号核查.csv"))
		return send(c.Response())
	}, nil
}
