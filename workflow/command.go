package workflow

import (
	"time"

	"rectify/models"
)

// Command asks for one event on one subject.
type Command struct {
	Viewer    models.Viewer
	SubjectID string
	Kinds     []models.Kind // what the route is about; empty for any kind
	Event     Event
	IfVersion *int64 // the version the client acts on; nil only for shared events
	Opinion   string
	Reason    string // why a sign-off is missing or a report late
	Payload   any    // what the event carries: Filing, Compilation, Edit …
	Request

	now time.Time // of the transaction
}

// Request is what a client's request brings besides its content.
type Request struct {
	ID         string // X-Request-Id, for logs and history
	Key        string // Idempotency-Key, "" for none
	Digest     string // of method, path, If-Match and body
	OnBehalfOf string // id of the one for whom the viewer acts; "" where that is clear
	// Render writes the answer. It runs inside the transaction, so that the bytes are stored with the key.
	Render func(result any) (Answer, error)
}

// Answer is what a client gets back, byte for byte the same however often it asks.
type Answer struct {
	Status   int
	Body     []byte
	ETag     string
	Location string
	Replayed bool // it was given before
	// Kept is stored under the key in place of Body when Body holds a secret: who asks again gets it without the secret.
	Kept []byte
}

// Outcome is the result of a command: the subject after it, and what the viewer can do next.
type Outcome struct {
	Subject models.Subject
	Entry   models.Entry
	Can     []Permission
}
