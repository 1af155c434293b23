package apitest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"rectify/api"
	"rectify/workflow/words"
)

// Answer is a whole answer.
type Answer struct {
	Call   string // "GET /api/v1/me", for messages
	Status int
	Header http.Header
	Body   []byte

	t testing.TB
}

// Want ends the test unless the answer has the status.
func (a *Answer) Want(status int) *Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("%s: got %d, want %d: %s", a.Call, a.Status, status, a.Body)
	}
	return a
}

// Refused reports a test error unless the answer is a problem with the status and the code. It returns the problem.
func (a *Answer) Refused(status int, code words.Code) api.ProblemDetails {
	a.t.Helper()
	var p api.ProblemDetails
	if a.Header.Get("Content-Type") != "application/problem+json" || json.Unmarshal(a.Body, &p) != nil ||
		a.Status != status || p.Code != code {
		a.t.Errorf("%s: got %d %s, want %d %s: %s", a.Call, a.Status, p.Code, status, code, a.Body)
	}
	return p
}

// Problem reads the body of a refusal into a pointer.
func (a *Answer) Problem(into *api.ProblemDetails) {
	a.t.Helper()
	if err := json.Unmarshal(a.Body, into); err != nil {
		a.t.Fatalf("%s: %v: %s", a.Call, err, a.Body)
	}
}

// JSON reads the body of a success into a pointer.
func (a *Answer) JSON(into any) *Answer {
	a.t.Helper()
	if a.Status/100 != 2 {
		a.t.Fatalf("%s: got %d: %s", a.Call, a.Status, a.Body)
	}
	if err := json.Unmarshal(a.Body, into); err != nil {
		a.t.Fatalf("%s: %v: %s", a.Call, err, a.Body)
	}
	return a
}

// Version returns the version in the ETag.
func (a *Answer) Version() int64 {
	a.t.Helper()
	version, err := strconv.ParseInt(strings.Trim(a.Header.Get("ETag"), `"`), 10, 64)
	if err != nil {
		a.t.Fatalf("%s: the ETag %q is no version: %s", a.Call, a.Header.Get("ETag"), a.Body)
	}
	return version
}

// Read returns the body of a success as a T.
func Read[T any](a *Answer) T {
	a.t.Helper()
	var v T
	a.JSON(&v)
	return v
}
