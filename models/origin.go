package models

import "context"

// Origin says where a command comes from. It travels in the context of the request, so that whoever writes an audit record
// cannot forget it.
type Origin struct {
	Operation string // operation id of the API; "console" or "job" for what the program does by itself
	Address   string // of the client
	UserAgent string // as the client calls itself, shortened, without control characters
	Login     string // of the person
	RequestID string
	SessionID string
	TokenID   string // of the service token by which the person acts; "" when none
}

type originKey struct{}

// WithOrigin returns a context in which everything comes from o.
func WithOrigin(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originKey{}, o)
}

// OriginOf returns where what happens in ctx comes from; an empty Origin when nobody said.
func OriginOf(ctx context.Context) Origin {
	o, _ := ctx.Value(originKey{}).(Origin)
	return o
}
