package api

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"rectify/workflow"
)

// Walking a list page by page meets every row once, whatever the page size.
func TestPages(t *testing.T) {
	type row struct {
		at time.Time
		id string
	}
	var rows []row
	for i := range 7 {
		rows = append(rows, row{noon.Add(time.Duration(i/2) * time.Microsecond), fmt.Sprint("r", i)})
	}
	keys := func(r row) []any { return []any{r.at, r.id} }
	for limit := 1; limit <= 8; limit++ {
		var seen []string
		for p := (Paging{Limit: limit}); ; {
			var at time.Time
			var id string
			going, err := p.after("rows", &at, &id)
			if err != nil {
				t.Fatal(err)
			}
			var found []row
			for _, r := range rows {
				if (!going || r.at.After(at) || r.at.Equal(at) && r.id > id) && len(found) <= limit {
					found = append(found, r)
				}
			}
			page, err := pageOf("rows", found, limit, keys)
			if err != nil || len(page.Items) > limit {
				t.Fatalf("%d items, %v", len(page.Items), err)
			}
			for _, r := range page.Items {
				seen = append(seen, r.id)
			}
			if p.Cursor = page.NextCursor; p.Cursor == "" {
				break
			}
		}
		if fmt.Sprint(seen) != "[r0 r1 r2 r3 r4 r5 r6]" {
			t.Errorf("pages of %d: %v", limit, seen)
		}
	}
}

// A cursor that this list did not give is refused, not guessed at. Whole numbers keep every digit.
func TestCursors(t *testing.T) {
	const big = 1<<53 + 1
	good, err := encodeCursor("rows", int64(big), "r1")
	if err != nil {
		t.Fatal(err)
	}
	var n int64
	var id string
	if going, err := (Paging{Cursor: good}).after("rows", &n, &id); !going || err != nil || n != big || id != "r1" {
		t.Errorf("%t %v %d %s", going, err, n, id)
	}
	raw := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for name, bad := range map[string]string{
		"no base64":       "***",
		"padded":          good + "=",
		"cut":             good[:len(good)-5],
		"no JSON":         raw("rows"),
		"another version": raw(`{"v":2,"l":"rows","k":[1,"r1"]}`),
		"another list":    raw(`{"v":1,"l":"others","k":[1,"r1"]}`),
		"too few keys":    raw(`{"v":1,"l":"rows","k":[1]}`),
		"too many keys":   raw(`{"v":1,"l":"rows","k":[1,"r1",2]}`),
		"another type":    raw(`{"v":1,"l":"rows","k":["1","r1"]}`),
		"null":            raw(`{"v":1,"l":"rows","k":[1,null]}`),
		"no keys":         raw(`{"v":1,"l":"rows"}`),
	} {
		if _, err := (Paging{Cursor: bad}).after("rows", &n, &id); workflow.ClassOf(err) != workflow.Malformed {
			t.Errorf("%s: %v", name, err)
		}
	}
}
