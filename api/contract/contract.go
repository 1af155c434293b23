// Package contract holds real answers against the OpenAPI document that the server publishes. It is for tests.
package contract

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

// Contract is a published description, ready to check answers.
type Contract struct {
	mu        sync.Mutex // the validator keeps caches of its own
	validator validator.Validator
	paths     map[string]map[string]json.RawMessage // template → method in lower case → operation
}

var (
	mu   sync.Mutex
	read = map[string]*Contract{} // reading a document takes longer than most tests; every server of a run has the same one
)

// Read reads an OpenAPI document and fails the test if it is none.
func Read(t testing.TB, document []byte) *Contract {
	t.Helper()
	mu.Lock()
	defer mu.Unlock()
	if c := read[string(document)]; c != nil {
		return c
	}
	parsed, err := libopenapi.NewDocument(document)
	if err != nil {
		t.Fatal(err)
	}
	v, faults := validator.NewValidator(parsed)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if valid, faults := v.ValidateDocument(); !valid {
		t.Fatalf("the document is not OpenAPI: %v", faults[0])
	}
	var described struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(document, &described); err != nil {
		t.Fatal(err)
	}
	c := &Contract{validator: v, paths: described.Paths}
	read[string(document)] = c
	return c
}

// Check fails the test if the answer of a described operation is not as described: status, media type, headers, body.
// It reads response.Body.
func (c *Contract) Check(t testing.TB, request *http.Request, response *http.Response) {
	t.Helper()
	if !c.describes(request) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	valid, faults := c.validator.ValidateHttpResponse(request, response)
	if valid {
		return
	}
	for _, fault := range faults {
		t.Errorf("%s %s answers %d, which is not as described: %s: %s", request.Method, request.URL.Path,
			response.StatusCode, fault.Message, fault.Reason)
		for _, detail := range fault.SchemaValidationErrors {
			t.Errorf("  %s: %s", detail.FieldPath, detail.Reason)
		}
	}
}

// describes reports whether the document knows the method at that address.
func (c *Contract) describes(request *http.Request) bool {
	for path, operations := range c.paths {
		if operations[strings.ToLower(request.Method)] != nil && samePath(path, request.URL.Path) {
			return true
		}
	}
	return false
}

func samePath(template, path string) bool {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}
