// Package api is HTTP and nothing else: it decodes a request, calls models (to read) or workflow (to change) once, and
// encodes the answer. Every route stands in routes.go and its chapters (routes_….go) with its permission beside it;
// errors.go is the only place where an error becomes a status; all of echo and huma stays inside this package.
package api
