package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// HistoryEntry is one line of a subject's history.
type HistoryEntry struct {
	Seq           int64           `json:"seq"`
	Event         Named           `json:"event"`
	From          *Named          `json:"from,omitempty"`
	To            Named           `json:"to"`
	ActorID       string          `json:"actor_id"`
	ActorName     string          `json:"actor_name" doc:"办理时的姓名"`
	Role          Named           `json:"role"`
	UnitID        *string         `json:"unit_id,omitempty"`
	OnBehalfOf    *string         `json:"on_behalf_of,omitempty"`
	Opinion       string          `json:"opinion,omitempty"`
	Revision      int             `json:"revision"`
	Digest        string          `json:"digest"`
	Detail        json.RawMessage `json:"detail,omitempty" doc:"该动作的其他内容"`
	At            time.Time       `json:"at"`
	CorrelationID string          `json:"correlation_id" doc:"同一事务中的各条记录相同"`
	PrevHash      string          `json:"prev_hash"`
	Hash          string          `json:"hash"`
}

type historyInput struct {
	ID string `path:"id" format:"uuid"`
	Paging
}

// history lists what happened to a subject of one of the kinds, from the beginning.
func (s *Server) history(kinds ...models.Kind) func(context.Context, models.Viewer, *historyInput) (*Page[HistoryEntry], error) {
	return func(ctx context.Context, v models.Viewer, in *historyInput) (*Page[HistoryEntry], error) {
		var seq int64
		if _, err := in.after("history", &seq); err != nil {
			return nil, err
		}
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		entries, err := tx.HistoryAfter(subject, seq, in.Limit+1)
		if err != nil {
			return nil, err
		}
		rows := make([]HistoryEntry, len(entries))
		for i, e := range entries {
			rows[i] = historyEntryOf(requestOf(ctx).lang, e)
		}
		page, err := pageOf("history", rows, in.Limit, func(e HistoryEntry) []any { return []any{e.Seq} })
		return &page, err
	}
}

func historyEntryOf(lang words.Lang, e models.Entry) HistoryEntry {
	entry := HistoryEntry{Seq: e.Seq, Event: eventOf(lang, workflow.Event(e.Event)), To: stateOf(lang, workflow.State(e.ToState)),
		ActorID: e.ActorID, ActorName: e.ActorName, Role: Named{e.Role, workflow.RoleLabels[models.Role(e.Role)].In(lang)},
		UnitID: e.UnitID, OnBehalfOf: e.OnBehalfOf, Opinion: e.Opinion, Revision: e.Revision, Digest: e.Digest, At: e.At,
		CorrelationID: e.CorrelationID, PrevHash: hex.EncodeToString(e.PrevHash), Hash: hex.EncodeToString(e.Hash)}
	if e.FromState != "" {
		from := stateOf(lang, workflow.State(e.FromState))
		entry.From = &from
	}
	if e.Detail != "" {
		entry.Detail = json.RawMessage(e.Detail)
	}
	return entry
}
