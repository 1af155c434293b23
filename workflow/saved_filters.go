package workflow

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"rectify/models"
	"rectify/workflow/words"
)

// NewSavedFilter is a filter of a list with its name.
type NewSavedFilter struct {
	ID    string `json:"id"`
	List  string `json:"list"`
	Name  string `json:"name"`
	Query string `json:"query"` // as in the address of the list
}

// What somebody keeps at most [D], and how long a name may be.
const (
	maxSavedFilters = 50
	maxFilterName   = 30
)

// filterParts are the parts that a filter of a list may have.
var filterParts = map[string][]string{
	"problems": {"q", "unit_id", "lead_leader_id", "state", "due_from", "due_to", "to_confirm", "no_unit", "no_lead_leader", "light", "standing", "age",
		"age_since", "timeliness", "as_of"},
}

// SaveFilter keeps a filter of the viewer's own under a name, in place of the one with its id. The result is the
// models.SavedFilter.
func (e *Engine) SaveFilter(ctx context.Context, v models.Viewer, r Request, in NewSavedFilter) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		in.Name = strings.TrimSpace(in.Name)
		if err := in.check(); err != nil {
			return nil, err
		}
		kept, err := w.tx.SavedFilters(v.UserID)
		if err != nil {
			return nil, err
		}
		f := models.SavedFilter{UserID: v.UserID, ID: in.ID, List: in.List, Name: in.Name, Query: in.Query, CreatedAt: w.now, UpdatedAt: w.now}
		if i := slices.IndexFunc(kept, func(k models.SavedFilter) bool { return k.ID == in.ID }); i >= 0 {
			f.CreatedAt = kept[i].CreatedAt
		} else if len(kept) >= maxSavedFilters {
			return nil, RefuseFor([]Reason{{Code: words.FiltersFull, Params: words.Params{"limit": maxSavedFilters}}})
		}
		err = w.tx.PutSavedFilter(f)
		if errors.Is(err, models.ErrDuplicate) {
			return nil, RefuseFor([]Reason{{Code: words.FilterNameTaken, Params: words.Params{"name": in.Name}, Field: "body.name"}})
		}
		if err != nil {
			return nil, err
		}
		return f, w.record("save", "filter", f.ID, nil)
	})
}

// DeleteFilter forgets a filter of the viewer's own. The result is nil.
func (e *Engine) DeleteFilter(ctx context.Context, v models.Viewer, r Request, id string) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		if err := w.tx.DeleteSavedFilter(v.UserID, id); err != nil {
			return nil, notFound(err)
		}
		return nil, w.record("delete", "filter", id, nil)
	})
}

func (in NewSavedFilter) check() error {
	var reasons []Reason
	if n := utf8.RuneCountInString(in.Name); n == 0 || n > maxFilterName {
		reasons = append(reasons, Reason{Code: words.FilterUnnamed, Field: "body.name"})
	}
	parts, err := url.ParseQuery(in.Query)
	if err != nil {
		return RefuseFor(append(reasons, Reason{Code: words.FilterUnknown, Params: words.Params{"part": in.Query}, Field: "body.query"}))
	}
	for part := range parts {
		if !slices.Contains(filterParts[in.List], part) {
			reasons = append(reasons, Reason{Code: words.FilterUnknown, Params: words.Params{"part": part}, Field: "body.query"})
		}
	}
	return RefuseFor(reasons)
}
