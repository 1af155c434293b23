package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Scopes of service tokens. Every operation that a front end may call has exactly one, made from its Route, so that none can
// be forgotten: tag:read for a GET, tag:write for the rest, tag:decide where somebody's decision is given (votes, opinions,
// a meeting's course). What a person does for himself, and what administrators do, has none and is closed to tokens.
const (
	scopeRead   = ":read"
	scopeWrite  = ":write"
	scopeDecide = ":decide"
)

// deciding are the events by which somebody decides on others' work. Through a token they need the scope tag:decide on top
// of that of the operation.
var deciding = []workflow.Event{workflow.File, workflow.Close, workflow.DeclineClose, workflow.Accept, workflow.Decline, workflow.Reopen,
	workflow.Return, workflow.Revise, workflow.OpenMeeting, workflow.Adjourn}

// scopeOf is the scope of an operation, "" when no service token opens it.
func scopeOf(route Route) string {
	if route.Access.Public || !slices.ContainsFunc(rolesOrAll(route.Access), func(r models.Role) bool { return !slices.Contains(models.Administrators, r) }) {
		return ""
	}
	switch {
	case route.Decides:
		return route.Tag + scopeDecide
	case route.Personal, route.Tag == tagSessions && route.ID != "get-me":
		return ""
	case strings.HasPrefix(route.Call, http.MethodGet):
		return route.Tag + scopeRead
	}
	return route.Tag + scopeWrite
}

func rolesOrAll(a Access) []models.Role {
	if a.AnyUser {
		return models.Roles
	}
	return a.Roles
}

// scopes lists every scope with the operations that it opens.
func (s *Server) scopes() map[string][]string {
	all := map[string][]string{}
	for id, access := range s.accesses {
		if access.Scope != "" {
			all[access.Scope] = append(all[access.Scope], id)
		}
	}
	for _, f := range flows {
		all[f.tag+scopeDecide] = append(all[f.tag+scopeDecide], "transition-"+f.one)
	}
	for scope := range all {
		slices.Sort(all[scope])
		all[scope] = slices.Compact(all[scope])
	}
	return all
}

// Scope is something that a service token may be allowed to do.
type Scope struct {
	Scope      string   `json:"scope"`
	Operations []string `json:"operations" doc:"operationId"`
}

func (s *Server) listScopes(context.Context, models.Viewer, *struct{}) (*Page[Scope], error) {
	all := s.scopes()
	page := &Page[Scope]{Items: []Scope{}}
	for scope, operations := range all {
		page.Items = append(page.Items, Scope{scope, operations})
	}
	slices.SortFunc(page.Items, func(a, b Scope) int { return strings.Compare(a.Scope, b.Scope) })
	return page, nil
}

// inScope refuses a front end whose token lacks a scope.
func inScope(v models.Viewer, scope string) error {
	switch {
	case v.Service == nil:
		return nil
	case scope == "":
		return workflow.Refuse(workflow.Forbidden, words.NotForServices, nil)
	case !v.Service.Allows(scope):
		return workflow.Refuse(workflow.Forbidden, words.ScopeMissing, words.Params{"scope": scope})
	}
	return nil
}

// mayDecide refuses a front end that would decide without the scope for that.
func mayDecide(v models.Viewer, event workflow.Event, tag string) error {
	if slices.Contains(deciding, event) {
		return inScope(v, tag+scopeDecide)
	}
	return nil
}
