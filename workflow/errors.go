package workflow

import (
	"errors"
	"fmt"
	"strings"

	"rectify/workflow/words"
)

// Class says what kind of refusal an Error is. The API turns it into an HTTP status, in one place.
type Class int

// The classes of refusal.
const (
	Malformed       Class = iota + 1 // the request cannot be read
	Unauthenticated                  // nobody is signed in, or no longer
	Forbidden                        // known and visible, but not for this role
	NotFound                         // absent, or not for these eyes: the two are the same answer
	Conflict                         // stale version or wrong state
	Missing                          // a precondition header is missing
	Unmet                            // the content or the facts do not allow it; Reasons name each
	TooLarge
	TooMany
	Unavailable
)

// Reason is one unmet condition or one fault of an input.
type Reason struct {
	Code   words.Code
	Params words.Params
	Field  string // where in the input, when it is about the input: "body.sections[1].text"
}

// Error is a refusal: nothing was changed. Any other error that leaves this package is internal.
type Error struct {
	Class   Class
	Code    words.Code
	Params  words.Params
	Reasons []Reason
	Version int64 // of a Conflict: the version the subject has now
	Cause   error // logged, never shown
}

// Error renders the refusal in English for logs and tests.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(words.Text(words.English, e.Code, e.Params))
	for _, r := range e.Reasons {
		fmt.Fprintf(&b, " [%s]", words.Text(words.English, r.Code, r.Params))
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Refuse builds a refusal.
func Refuse(class Class, code words.Code, params words.Params) *Error {
	return &Error{Class: class, Code: code, Params: params}
}

// RefuseFor builds an Unmet refusal out of its reasons, or returns nil when there are none.
func RefuseFor(reasons []Reason) error {
	if len(reasons) == 0 {
		return nil
	}
	return &Error{Class: Unmet, Code: words.ConditionsUnmet, Reasons: reasons}
}

// ClassOf returns the class of a refusal, or 0 for any other error.
func ClassOf(err error) Class {
	var e *Error
	if errors.As(err, &e) {
		return e.Class
	}
	return 0
}
