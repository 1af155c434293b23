package api

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"rectify/workflow"
	"rectify/workflow/words"
)

// Paging is embedded in the input of every list.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"1000" doc:"上一页给出的 next_cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页条数"`
}

// Page is one page of a list.
type Page[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"next_cursor,omitempty" doc:"下一页的游标；最后一页没有"`
	Total      *int64 `json:"total,omitempty" doc:"总数；只在台账等清单的第一页给出"`
}

// cursorVersion moves when the meaning of stored keys does; older cursors are then refused.
const cursorVersion = 1

type cursor struct {
	Version int             `json:"v"`
	List    string          `json:"l"`
	Keys    json.RawMessage `json:"k"`
}

// pageOf makes a page out of up to limit+1 rows: the one too many only says that there is a next page. keys gives the
// sort keys of a row, by which the list called list goes on.
func pageOf[T any](list string, rows []T, limit int, keys func(T) []any) (Page[T], error) {
	if len(rows) <= limit {
		return Page[T]{Items: append([]T{}, rows...)}, nil // never null
	}
	rows = rows[:limit]
	next, err := encodeCursor(list, keys(rows[limit-1])...)
	return Page[T]{Items: rows, NextCursor: next}, err
}

// encodeCursor packs sort keys (strings, numbers, times) into a text that callers hand back unread.
func encodeCursor(list string, keys ...any) (string, error) {
	packed, err := json.Marshal(keys)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(cursor{cursorVersion, list, packed})
	return base64.RawURLEncoding.EncodeToString(text), err
}

// after unpacks the cursor into keys, pointers to the types encodeCursor was given. It reports false for the first page,
// and refuses a cursor that this list did not give. Cursors are not signed: keys are only positions, never rights.
func (p Paging) after(list string, keys ...any) (bool, error) {
	if p.Cursor == "" {
		return false, nil
	}
	refusal := &workflow.Error{Class: workflow.Malformed, Code: words.BadCursor,
		Reasons: []workflow.Reason{{Code: words.BadCursor, Field: "query.cursor"}}}
	text, err := base64.RawURLEncoding.Strict().DecodeString(p.Cursor)
	if err != nil {
		return false, refusal
	}
	var c cursor
	if err := json.Unmarshal(text, &c); err != nil || c.Version != cursorVersion || c.List != list {
		return false, refusal
	}
	var packed []json.RawMessage
	if err := json.Unmarshal(c.Keys, &packed); err != nil || len(packed) != len(keys) {
		return false, refusal
	}
	for i, key := range keys {
		if bytes.Equal(packed[i], []byte("null")) || json.Unmarshal(packed[i], key) != nil {
			return false, refusal
		}
	}
	return true, nil
}
