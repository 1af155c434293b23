package api

import (
	"context"

	"rectify/workflow"
	"rectify/workflow/words"
)

// actingHeader names the user for whom a front end acts.
const actingHeader = "Rectify-User"

// acting turns a service token and the user for whom it acts into what Sessions knows him by, and leaves the token of a
// person's own session as it is. The header beside such a session is refused: nobody acts for another by writing a name. A
// service token counts in the Authorization header only.
func (s *Server) acting(ctx context.Context, r *request) error {
	values := r.http.Request().Header.Values(actingHeader)
	switch {
	case !workflow.IsServiceToken(r.token) && len(values) > 0:
		return workflow.Refuse(workflow.Malformed, words.ActingUserMisplaced, nil)
	case !workflow.IsServiceToken(r.token):
		return nil
	case r.http.Request().Header.Get("Authorization") == "":
		return workflow.Refuse(workflow.Unauthenticated, words.Unauthenticated, nil)
	case len(values) != 1 || values[0] == "":
		if err := s.deps.Sessions.CheckServiceToken(ctx, r.token); err != nil {
			return err
		}
		return workflow.Refuse(workflow.Forbidden, words.ActingUserRequired, nil)
	}
	r.token = workflow.Acting(r.token, values[0])
	return nil
}
