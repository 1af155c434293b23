package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

// contract holds real answers against the document that the server publishes. The document is read at the first check,
// so a test adds its own operations before it calls.
type contract struct {
	server    *Server
	once      sync.Once
	validator validator.Validator
}

// check fails the test if an answer of a described operation is not as described: status, media type, headers, body.
func (c *contract) check(t *testing.T, request *http.Request, response *http.Response) {
	t.Helper()
	c.once.Do(func() {
		text, err := json.Marshal(c.server.huma.OpenAPI())
		if err != nil {
			t.Fatal(err)
		}
		document, err := libopenapi.NewDocument(text)
		if err != nil {
			t.Fatal(err)
		}
		var faults []error
		if c.validator, faults = validator.NewValidator(document); len(faults) > 0 {
			t.Fatal(faults)
		}
		if valid, faults := c.validator.ValidateDocument(); !valid {
			t.Fatalf("the document is not OpenAPI: %v", faults[0])
		}
	})
	if !c.describes(request) {
		return
	}
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
func (c *contract) describes(request *http.Request) bool {
	for path, item := range c.server.huma.OpenAPI().Paths {
		op := map[string]bool{"GET": item.Get != nil, "POST": item.Post != nil, "PUT": item.Put != nil,
			"PATCH": item.Patch != nil, "DELETE": item.Delete != nil}
		if op[request.Method] && samePath(path, request.URL.Path) {
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
