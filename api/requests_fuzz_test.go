package api_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/api/apitest"
	"rectify/models/testdb"
)

// inside is what no answer may show: a stack, a statement, a file of the program or of the machine.
var inside = regexp.MustCompile(`goroutine \d|\.go:\d|(?i:select .{1,200} from |insert into |sql: |sqlstate|sqlite|pgx)|/tmp/|/home/|/root/|runtime error`)

// Whatever is sent to whatever operation by whoever: the answer is one that the document describes (apitest holds every
// answer against it), never a fault of the server, and shows nothing of its inside. The seed is fixed, so a failure comes
// again.
func TestRequestsFromTheDocument(t *testing.T) {
	statuses := map[int]int{}
	for seed := range uint64(4) { // new worlds, because some of the requests that pass end sessions and disable people
		g := &generator{matrix: newMatrix(t, testdb.SQLite(t)), Rand: rand.New(rand.NewPCG(20231012, seed))}
		g.try(500, statuses)
	}
	refused, passed := statuses[http.StatusBadRequest]+statuses[http.StatusUnprocessableEntity], statuses[http.StatusOK]+statuses[http.StatusCreated]
	if refused < 200 || passed < 200 || statuses[http.StatusNotFound] < 20 {
		t.Errorf("the requests try too little: %v", statuses)
	}
	t.Logf("answers by status: %v", statuses)
}

// generator makes requests from the document.
type generator struct {
	*matrix
	*rand.Rand
}

// alone are the operations that are tried elsewhere: the stream never ends, and these two end what the others need.
var alone = []string{"stream-events", "sign-out", "end-session"}

// try sends requests and counts the answers by their status.
func (g *generator) try(requests int, statuses map[int]int) {
	logins := slices.Sorted(maps.Keys(g.People))
	for i := range requests {
		if i%50 == 0 {
			g.Clock.Advance(time.Minute) // so that it is not the rate limits that answer
		}
		op := g.operations[g.IntN(len(g.operations))]
		if slices.Contains(alone, op.id) || op.upload { // uploads have a corpus and fuzz tests of their own
			continue
		}
		client := g.Anonymous()
		switch g.IntN(10) {
		case 0:
		case 1, 2:
			client = g.As(logins[g.IntN(len(logins))])
		default:
			client = g.As(g.mayCall(op))
		}
		var body any
		if op.body != nil {
			body = g.body(op.body)
		}
		answer := g.send(client, op, body)
		statuses[answer.Status]++
		if answer.Status >= http.StatusInternalServerError && !strings.Contains(string(answer.Body), "pdf_absent") {
			text, _ := json.Marshal(body)
			g.t.Errorf("%s: %d %.300s\nsent %.500s", answer.Call, answer.Status, answer.Body, text)
		}
		if strings.Contains(answer.Header.Get("Content-Type"), "json") {
			if shown := inside.Find(answer.Body); shown != nil {
				g.t.Errorf("%s shows %q: %.300s", answer.Call, shown, answer.Body)
			}
		}
	}
}

// body is a value of a schema with some of its optional parts; two of three times something in it is then made wrong.
func (g *generator) body(schema map[string]any) any {
	value := g.full(schema, "", 0)
	if g.IntN(3) > 0 {
		value = g.mutate(value)
	}
	return value
}

// full is a value of a schema. Optional properties are there half of the time.
func (g *generator) full(schema map[string]any, name string, depth int) any {
	if ref, is := schema["$ref"].(string); is {
		schemas := g.document["components"].(map[string]any)["schemas"].(map[string]any)
		return g.full(schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any), name, depth)
	}
	if enum, is := schema["enum"].([]any); is {
		return enum[g.IntN(len(enum))]
	}
	properties, _ := schema["properties"].(map[string]any)
	switch {
	case properties != nil && depth < 6:
		object, _ := g.value(schema, name).(map[string]any)
		for _, property := range slices.Sorted(maps.Keys(properties)) {
			if g.IntN(2) == 0 {
				object[property] = g.full(properties[property].(map[string]any), property, depth+1)
			}
		}
		return object
	case schema["items"] != nil && depth < 6:
		list := []any{}
		for range 1 + g.IntN(3) {
			list = append(list, g.full(schema["items"].(map[string]any), name, depth+1))
		}
		return list
	case schema["format"] == "uuid":
		return g.anyID()
	}
	return g.value(schema, name)
}

// anyID is the id of something, which may well be of the wrong kind.
func (g *generator) anyID() string {
	ids := []string{absentID, g.Campaign.ID}
	for _, noun := range slices.Sorted(maps.Keys(g.objects)) {
		if len(g.objects[noun]) == len(absentID) {
			ids = append(ids, g.objects[noun])
		}
	}
	return ids[g.IntN(len(ids))]
}

// odd are values that a careless or hostile client may send anywhere.
var odd = []any{
	nil, true, -1, 0, 1e300, 9007199254740993, "", " ", "\u0000", "a\r\nb", "\u202e反向", "=1+1", "' OR 1=1 --", "../../etc/passwd", "0000-00-00", "2023-13-45",
	"9999-12-31", "2023-09-05T25:00:00Z", strings.Repeat("字", 3000), []any{}, []any{nil}, map[string]any{}, map[string]any{"a": []any{map[string]any{}}},
}

// mutate makes one place of a value wrong: another type, another value, or missing.
func (g *generator) mutate(value any) any {
	switch v := value.(type) {
	case map[string]any:
		names := slices.Sorted(maps.Keys(v))
		if len(names) == 0 || g.IntN(12) == 0 {
			return g.odd()
		}
		name := names[g.IntN(len(names))]
		if g.IntN(6) == 0 {
			delete(v, name)
		} else {
			v[name] = g.mutate(v[name])
		}
		return v
	case []any:
		if len(v) == 0 || g.IntN(4) == 0 {
			return g.odd()
		}
		i := g.IntN(len(v))
		v[i] = g.mutate(v[i])
		return v
	}
	return g.odd()
}

func (g *generator) odd() any { return odd[g.IntN(len(odd))] }

// send calls an operation on the division's object, and now and then on another or on something that is no id at all.
func (g *generator) send(client *apitest.Client, op operation, body any) *apitest.Answer {
	ids := []string{g.id(op), g.id(op), g.id(op), g.anyID(), "x", url.PathEscape("%00"), url.PathEscape("' OR 1=1")}
	path := parameter.ReplaceAllStringFunc(op.path, func(name string) string {
		switch name {
		case "{number}", "{position}", "{size}":
			return []string{"1", "0", "-1", "99999999999999999999", "x"}[g.IntN(5)]
		case "{year}":
			return []string{"2023", "2024", "0", "x"}[g.IntN(4)]
		case "{kind}":
			return []string{"plan", "minutes", "x"}[g.IntN(3)]
		case "{item}":
			return []string{g.objects["item"], absentID, "x"}[g.IntN(3)]
		}
		return ids[g.IntN(len(ids))]
	})
	var options []apitest.Option
	if op.versioned && g.IntN(10) > 0 {
		options = append(options, apitest.Header("If-Match", []string{`*`, `"1"`, `"2"`, `"x"`, `1`, `W/"1"`}[g.IntN(6)]))
	}
	switch op.method {
	case http.MethodGet:
		return client.Get(path+g.anyQuery(op), options...)
	case http.MethodPut:
		return client.Put(path, body, options...)
	case http.MethodPatch:
		return client.Patch(path, body, options...)
	case http.MethodDelete:
		return client.Delete(path, options...)
	}
	return client.Post(path, body, options...)
}

var parameter = regexp.MustCompile(`\{[a-z_]+\}`)

// anyQuery fills some of the parameters that the document names, or one that it does not.
func (g *generator) anyQuery(op operation) string {
	if known := g.query(op); known != "" && g.IntN(3) == 0 {
		return known
	}
	path := g.document["paths"].(map[string]any)[op.path].(map[string]any)
	parameters, _ := path[strings.ToLower(op.method)].(map[string]any)["parameters"].([]any)
	query := url.Values{}
	for _, p := range parameters {
		p := p.(map[string]any)
		if p["in"] != "query" || g.IntN(2) == 0 && p["required"] != true {
			continue
		}
		value := g.full(p["schema"].(map[string]any), p["name"].(string), 0)
		if g.IntN(4) == 0 {
			value = g.odd()
		}
		text, is := value.(string)
		if !is {
			encoded, _ := json.Marshal(value)
			text = strings.Trim(string(encoded), `[]"`)
		}
		query.Set(p["name"].(string), text[:min(len(text), 1500)]) // beyond, the address itself is refused, which is tested elsewhere
	}
	if g.IntN(10) == 0 {
		query.Set("no_such_parameter", "1")
	}
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}
