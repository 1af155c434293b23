package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"rectify/api/apitest"
	"rectify/models/testdb"
)

// Nobody writes what an operation does not own: every property of every schema of the document, added to the body of every
// write that does not declare it, is refused and changes nothing; so is a property nobody knows, and a key written twice.
func TestMassAssignment(t *testing.T) {
	m := newMatrix(t, testdb.SQLite(t))
	properties := map[string]any{"no_such_property": "x"}
	schemas := m.document["components"].(map[string]any)["schemas"].(map[string]any)
	for _, schema := range schemas {
		declared, _ := schema.(map[string]any)["properties"].(map[string]any)
		for name, of := range declared {
			properties[name] = m.value(of.(map[string]any), name)
		}
	}
	names := slices.Sorted(maps.Keys(properties))
	before := m.rows()
	sent, writes := 0, 0
	for n, op := range m.operations {
		if op.method == http.MethodGet || op.body == nil || op.upload {
			continue
		}
		body, is := m.value(op.body, "").(map[string]any)
		if !is {
			continue
		}
		writes++
		m.closed(op.body, op.id, map[string]bool{})
		own := m.declared(op.body)
		client := m.As(m.mayCall(op))
		added := maps.Clone(body)
		for i, name := range names {
			if own[name] {
				continue
			}
			added[name] = properties[name]
			// Alone only the properties whose turn it is, all of them together below: each alone for every operation takes minutes,
			// and that the schema is closed is seen above.
			if name != "no_such_property" && i%40 != n%40 {
				continue
			}
			one := maps.Clone(body)
			one[name] = properties[name]
			m.refuse(client, op, one, name)
			sent++
		}
		m.refuse(client, op, added, "everything")
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		for name := range body {
			value, _ := json.Marshal(body[name])
			key, _ := json.Marshal(name)
			m.refuse(client, op, strings.TrimSuffix(string(text), "}")+","+string(key)+":"+string(value)+"}", name+" twice")
			sent++
			break
		}
	}
	if after := m.rows(); after != before {
		t.Errorf("refused bodies changed rows: %s, before %s", after, before)
	}
	if writes < 30 || sent < 100 {
		t.Errorf("only %d bodies to %d operations", sent, writes)
	}
	t.Logf("%d properties, %d bodies to %d operations", len(names), sent, writes)
}

// refuse sends a body that must not pass.
func (m *matrix) refuse(client *apitest.Client, op operation, body any, what string) {
	m.t.Helper()
	if got := m.sendBody(client, op, body); got.Status != http.StatusUnprocessableEntity && got.Status != http.StatusBadRequest {
		m.t.Errorf("%s with %s: %d %.300s", op.id, what, got.Status, got.Body)
	}
}

// sendBody calls a write on the division's own object with a body.
func (m *matrix) sendBody(client *apitest.Client, op operation, body any) *apitest.Answer {
	m.t.Helper()
	path := strings.NewReplacer("{id}", m.id(op), "{item}", m.objects["item"], "{size}", m.objects["checkpoint"], "{position}", "1",
		"{grant_id}", absentID, "{cycle_id}", absentID, "{number}", "1", "{year}", "2023", "{kind}", "plan").Replace(op.path)
	var options []apitest.Option
	if op.versioned {
		options = append(options, apitest.IfMatch(1))
	}
	switch op.method {
	case http.MethodPut:
		return client.Put(path, body, options...)
	case http.MethodPatch:
		return client.Patch(path, body, options...)
	case http.MethodDelete:
		return client.Delete(path, options...)
	}
	return client.Post(path, body, options...)
}

// mayCall is somebody whom the operation's rule lets in, and who sees the object when it is about one.
func (m *matrix) mayCall(op operation) string {
	m.t.Helper()
	for _, login := range slices.Sorted(maps.Keys(m.People)) {
		if !m.refused(op, login) {
			return login
		}
	}
	return "audit.officer"
}

// declared names the properties of a body.
func (m *matrix) declared(schema map[string]any) map[string]bool {
	if ref, is := schema["$ref"].(string); is {
		schemas := m.document["components"].(map[string]any)["schemas"].(map[string]any)
		return m.declared(schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any))
	}
	names := map[string]bool{}
	properties, _ := schema["properties"].(map[string]any)
	for name := range properties {
		names[name] = true
	}
	return names
}

// closed demands of every object in a body that it takes no property but its own.
func (m *matrix) closed(schema map[string]any, place string, seen map[string]bool) {
	m.t.Helper()
	if ref, is := schema["$ref"].(string); is {
		name := ref[strings.LastIndex(ref, "/")+1:]
		if !seen[name] {
			seen[name] = true
			m.closed(m.document["components"].(map[string]any)["schemas"].(map[string]any)[name].(map[string]any), place+" "+name, seen)
		}
		return
	}
	properties, is := schema["properties"].(map[string]any)
	if is && schema["additionalProperties"] != false {
		m.t.Errorf("%s takes properties that nobody knows", place)
	}
	for name, property := range properties {
		m.closed(property.(map[string]any), place+"."+name, seen)
	}
	if items, is := schema["items"].(map[string]any); is {
		m.closed(items, place+"[]", seen)
	}
}
