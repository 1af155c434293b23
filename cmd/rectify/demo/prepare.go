package demo

import (
	"context"
	"io"
	"net/http"
	"time"
)

// Prepare makes the organisation, its accounts and the open campaign, and nothing else: the scene for others to act in. It
// returns the table of measures as a workbook that waits to be imported.
func Prepare(ctx context.Context, o Options) ([]byte, error) {
	if o.Out == nil {
		o.Out = io.Discard
	}
	s := &story{Options: o, ctx: ctx, http: &http.Client{Timeout: time.Minute}, people: map[string]*person{}, units: map[string]string{},
		problems: map[string]*dossier{}}
	s.organise()
	s.at("08-29 10:00")
	table := s.workbook()
	return table, s.err
}
