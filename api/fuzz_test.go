package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rectify/workflow/words"
)

// FuzzJSON holds the check of bodies against another reading: what passes has every key once and is not nested too deep,
// and what does not says why with a code.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":1,"b":[{"a":2}]}`, `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `[[[]]]`, `{"a":`, "\xff", `1 2`, `"\ud800"`, `{"":{"":{"":1,"":2}}}`,
		strings.Repeat("[", 101) + strings.Repeat("]", 101)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if err := checkJSON(body); err != nil {
			code, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), mark), mark)
			if !strings.HasPrefix(err.Error(), mark) || !words.Known(words.Code(code)) {
				t.Fatalf("refused without a code: %q", err)
			}
			return
		}
		if len(body) == 0 {
			return
		}
		if !utf8.Valid(body) || !json.Valid(body) {
			t.Fatalf("%q passed", body)
		}
		var value any
		if err := json.Unmarshal(body, &value); err != nil {
			t.Fatal(err)
		}
		written, depth := written(t, body)
		if kept := countKeys(value); written != kept || depth > maxDepth+1 {
			t.Fatalf("%d keys written, %d kept, %d levels", written, kept, depth)
		}
		again, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkJSON(again); err != nil {
			t.Fatalf("%q passed, %q did not: %v", body, again, err)
		}
	})
}

// written counts the keys of a body as they are written, and its levels.
func written(t *testing.T, body []byte) (keys, depth int) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(body))
	var names []bool // for each open value: whether a name comes next, in an object
	var object []bool
	value := func() { // one value of the innermost object or list has begun
		if n := len(object); n > 0 && object[n-1] {
			names[n-1] = true
		}
	}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return keys, depth
		}
		if err != nil {
			t.Fatal(err)
		}
		n := len(object)
		switch {
		case token == json.Delim('}') || token == json.Delim(']'):
			object, names = object[:n-1], names[:n-1]
		case n > 0 && object[n-1] && names[n-1]:
			keys, names[n-1] = keys+1, false
		case token == json.Delim('{') || token == json.Delim('['):
			value()
			object, names = append(object, token == json.Delim('{')), append(names, token == json.Delim('{'))
			depth = max(depth, len(object))
		default:
			value()
		}
	}
}

func countKeys(value any) int {
	n := 0
	switch v := value.(type) {
	case map[string]any:
		for _, inner := range v {
			n += 1 + countKeys(inner)
		}
	case []any:
		for _, inner := range v {
			n += countKeys(inner)
		}
	}
	return n
}

// FuzzCursor: a cursor is refused, or it is one that this list could have given: packed again it says the same.
func FuzzCursor(f *testing.F) {
	good, err := encodeCursor("rows", time.Unix(0, 0).UTC(), int64(7), "r1")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{good, "", "bnVsbA", "eyJ2IjoxfQ", "====", good + "A", strings.ToUpper(good)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		type keys struct {
			At time.Time
			N  int64
			ID string
		}
		var k, again keys
		going, err := Paging{Cursor: text}.after("rows", &k.At, &k.N, &k.ID)
		if err != nil || !going {
			if going || (err == nil) != (text == "") {
				t.Fatalf("going %v with %v", going, err)
			}
			return
		}
		packed, err := encodeCursor("rows", k.At, k.N, k.ID)
		if err != nil {
			t.Fatalf("cannot be given again: %v", err)
		}
		if going, err := (Paging{Cursor: packed}).after("rows", &again.At, &again.N, &again.ID); !going || err != nil || !k.At.Equal(again.At) {
			t.Fatalf("%v, %v, %v", going, err, again)
		}
		k.At, again.At = time.Time{}, time.Time{}
		if !reflect.DeepEqual(k, again) {
			t.Fatalf("%+v became %+v", k, again)
		}
	})
}
