package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Access says who may call an operation, and is published with it as x-authz. Exactly one of Public, AnyUser and Roles
// is set; that much is enforced before the handler. Object says in a few words what the models or the engine check in
// addition, per object: "campaign visible", "own unit".
type Access struct {
	Public  bool          `json:"public,omitempty"`
	AnyUser bool          `json:"any_user,omitempty"`
	Roles   []models.Role `json:"roles,omitempty"`
	Object  string        `json:"object,omitempty"`

	// Scope opens the operation to service tokens that have it, when the user for whom they act may call it; without one no
	// token does. It is made from the Route (see scopeOf).
	Scope string `json:"scope,omitempty"`

	// BeforePassword: also for a person who must change the password before anything else.
	BeforePassword bool `json:"before_password,omitempty"`
	// BeforeTOTP: also for a person who must enrol a second factor before anything else.
	BeforeTOTP bool `json:"before_totp,omitempty"`
}

const (
	authzExtension = "x-authz"
	accessKey      = "access" // of huma's Operation.Metadata
)

// check refuses an Access that says nothing or two things.
func (a Access) check() error {
	said := 0
	for _, b := range []bool{a.Public, a.AnyUser, len(a.Roles) > 0} {
		if b {
			said++
		}
	}
	if said != 1 {
		return errors.New("exactly one of Public, AnyUser and Roles must be set")
	}
	return nil
}

// admit stands before every operation: it finds out who calls and whether that role may. An operation without an
// Access, however it was registered, is refused.
func (s *Server) admit(ctx huma.Context, next func(huma.Context)) {
	r := requestOf(ctx.Context())
	r.operation = ctx.Operation().OperationID
	access, ok := ctx.Operation().Metadata[accessKey].(Access)
	if !ok {
		s.refuse(ctx, workflow.Refuse(workflow.Forbidden, words.Forbidden, nil))
		return
	}
	if access.Public {
		next(fromHere(ctx, r))
		return
	}
	r.token = tokenOf(unwrap(ctx))
	err := s.acting(ctx.Context(), r)
	if err != nil {
		s.refuse(ctx, err)
		return
	}
	// A read must know what holds now. A write may begin with what was known of the person, because its own transaction
	// looks again; only a refusal may not rest on that.
	if ctx.Method() == http.MethodGet || ctx.Method() == http.MethodHead {
		err = s.identifyViewer(ctx.Context(), access, s.deps.Sessions.Current)
	} else if err = s.identifyViewer(ctx.Context(), access, s.deps.Sessions.Known); workflow.ClassOf(err) == workflow.Forbidden {
		err = s.identifyViewer(ctx.Context(), access, s.deps.Sessions.Current)
	}
	if err != nil {
		s.refuse(ctx, err)
		return
	}
	if err := s.limitViewer(ctx, r); err != nil {
		s.refuse(ctx, err)
		return
	}
	next(fromHere(ctx, r))
}

// fromHere says in the context where the request comes from, for the audit log.
func fromHere(ctx huma.Context, r *request) huma.Context {
	return huma.WithContext(ctx, models.WithOrigin(ctx.Context(), originOf(unwrap(ctx), r)))
}

// identifyViewer finds out who stands behind the request's token and puts them into the request, or refuses.
func (s *Server) identifyViewer(ctx context.Context, access Access, who func(context.Context, string) (models.Viewer, error)) error {
	r := requestOf(ctx)
	if r.token == "" {
		return workflow.Refuse(workflow.Unauthenticated, words.Unauthenticated, nil)
	}
	viewer, err := who(ctx, r.token)
	if err != nil {
		return err
	}
	r.viewer = viewer
	if err := inScope(viewer, access.Scope); err != nil {
		return err
	}
	if !access.BeforePassword && viewer.MustChangePassword {
		return workflow.Refuse(workflow.Forbidden, words.MustChangePassword, nil)
	}
	if !access.BeforeTOTP && !access.BeforePassword && viewer.MustEnrolTOTP {
		return workflow.Refuse(workflow.Forbidden, words.MustEnrolTOTP, nil)
	}
	if len(access.Roles) > 0 && !viewer.Has(access.Roles...) {
		return workflow.Refuse(workflow.Forbidden, words.NotYourRole, words.Params{"roles": workflow.RolesLabel(access.Roles)})
	}
	return nil
}
