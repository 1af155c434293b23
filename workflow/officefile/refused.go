package officefile

import (
	"fmt"

	"rectify/workflow/words"
)

// Refused is the error of a file that cannot be used at all.
type Refused struct {
	Code   words.Code
	Params words.Params
	Cause  error // for the log, never shown
}

// Error renders the refusal in English for logs and tests.
func (e *Refused) Error() string {
	s := words.Text(words.English, e.Code, e.Params)
	if e.Cause != nil {
		return fmt.Sprintf("%s: %v", s, e.Cause)
	}
	return s
}

// Unwrap gives the cause.
func (e *Refused) Unwrap() error { return e.Cause }

func refuse(code words.Code, params words.Params, cause error) error {
	return &Refused{Code: code, Params: params, Cause: cause}
}
