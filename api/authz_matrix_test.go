package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// The matrix of authorization: every operation of the published document × every person of the fixture (and nobody) ×
// an object of the sanitation division, one of another division, a filed one, and one that does not exist. What must come out follows from the operation's
// x-authz and from what the person may see, and nothing refused leaves a trace.
func TestAuthorizationMatrix(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		m.populateElsewhere()
		before := m.rows()
		cells := 0
		for _, op := range m.operations {
			for _, login := range append(slices.Sorted(maps.Keys(m.People)), "") {
				for _, object := range []string{"own", "other", "filed", "absent"} {
					cells += m.refusals(op, login, object)
				}
			}
		}
		if after := m.rows(); after != before {
			t.Errorf("refused requests changed rows: %s, before %s", after, before)
		}
		t.Logf("%d cells in which somebody is refused, %d operations", cells, len(m.operations))
		if cells < 1000 {
			t.Errorf("only %d cells of %d operations", cells, len(m.operations))
		}
		for _, op := range m.operations {
			if op.method == http.MethodGet {
				for login := range m.People {
					for _, object := range []string{"own", "other", "filed"} {
						m.allowed(op, login, object)
					}
				}
			}
		}
	})
}

// Whoever may write, may: an operation that its own rule allows is never refused for who asks.
func TestAuthorizedWrites(t *testing.T) {
	if testing.Short() {
		t.Skip("one database per operation takes a while")
	}
	probe := newMatrix(t, testdb.SQLite(t))
	for _, op := range probe.operations {
		if op.method == http.MethodGet {
			continue
		}
		t.Run(op.id, func(t *testing.T) {
			m := newMatrix(t, testdb.SQLite(t))
			for _, login := range slices.Sorted(maps.Keys(m.People)) {
				m.allowed(op, login, "own")
			}
		})
	}
}

// operation is one row of the matrix.
type operation struct {
	id, method, path string
	access           api.Access
	body             map[string]any // schema of the JSON body, nil for none
	upload           bool
	versioned        bool // demands If-Match
}

type matrix struct {
	*apitest.World
	t          *testing.T
	document   map[string]any
	operations []operation
	objects    map[string]string            // noun → id of the object of the sanitation division
	subjects   map[string]string            // noun → id of the subject that decides who sees it
	elsewhere  map[string]map[string]string // "other", "filed" → noun → id: objects of the building division, and filed ones
}

const absentID = "0198f2b1-0000-7000-8000-000000000000"

func newMatrix(t *testing.T, store *models.Store) *matrix {
	t.Helper()
	m := &matrix{World: apitest.New(t, store), t: t}
	m.Anonymous().Get("/api/v1/openapi.json").JSON(&m.document)
	for path, item := range m.document["paths"].(map[string]any) {
		for method, raw := range item.(map[string]any) {
			m.operations = append(m.operations, m.operation(strings.ToUpper(method), path, raw.(map[string]any)))
		}
	}
	slices.SortFunc(m.operations, func(a, b operation) int { return strings.Compare(a.id, b.id) })
	m.populate()
	return m
}

func (m *matrix) operation(method, path string, raw map[string]any) operation {
	op := operation{id: raw["operationId"].(string), method: method, path: path}
	if raw["x-authz"] == nil {
		m.t.Errorf("%s says nothing of who may call it", op.id)
	}
	text, err := json.Marshal(raw["x-authz"])
	if err == nil {
		err = json.Unmarshal(text, &op.access)
	}
	if err != nil {
		m.t.Fatal(err)
	}
	if body, has := raw["requestBody"].(map[string]any); has {
		content := body["content"].(map[string]any)
		if j, is := content["application/json"].(map[string]any); is {
			op.body = j["schema"].(map[string]any)
		}
		_, op.upload = content["multipart/form-data"]
	}
	parameters, _ := raw["parameters"].([]any)
	for _, p := range parameters {
		p := p.(map[string]any)
		op.versioned = op.versioned || p["name"] == "If-Match" && p["required"] == true
	}
	return op
}

// noun is the collection that an operation is about: "problems" of /api/v1/problems/{id}/history.
func (op operation) noun() string {
	rest, _ := strings.CutPrefix(op.path, "/api/v1/")
	noun, _, _ := strings.Cut(rest, "/")
	return noun
}

func (m *matrix) call(op operation, login, object string) *apitest.Answer {
	client := m.Anonymous()
	if login != "" {
		client = m.As(login)
	}
	return m.callAs(client, op, object)
}

// send calls an operation on the division's own object.
func (m *matrix) send(client *apitest.Client, op operation, options ...apitest.Option) *apitest.Answer {
	return m.callAs(client, op, "own", options...)
}

func (m *matrix) callAs(client *apitest.Client, op operation, object string, options ...apitest.Option) *apitest.Answer {
	path := op.path
	replace := func(name, own string) {
		if object == "absent" || own == "" {
			own = absentID
		}
		path = strings.ReplaceAll(path, "{"+name+"}", own)
	}
	replace("id", m.at(op.noun(), object))
	replace("item", m.objects["item"])
	path = strings.NewReplacer("{size}", m.objects["checkpoint"], "{position}", "1").Replace(path)
	replace("delivery_id", m.objects["delivery"])
	replace("grant_id", "")
	replace("cycle_id", "")
	path = strings.NewReplacer("{number}", "1", "{year}", "2023", "{kind}", "plan").Replace(path)
	if strings.Contains(path, "{") {
		m.t.Fatalf("%s: no value for a parameter of %s", op.id, path)
	}
	if op.versioned {
		options = append(options, apitest.IfMatch(1))
	}
	if op.upload {
		return client.Upload(path, nil, "file", "佐证.pdf", []byte("%PDF-1.7\n佐证"), options...)
	}
	var body any
	if op.body != nil {
		body = m.value(op.body, "")
	}
	switch op.method {
	case http.MethodGet:
		return client.Get(path+m.query(op), options...)
	case http.MethodPost:
		return client.Post(path, body, options...)
	case http.MethodPut:
		return client.Put(path, body, options...)
	case http.MethodPatch:
		return client.Patch(path, body, options...)
	}
	return client.Delete(path, options...)
}

// refusals checks a cell in which the request must be refused; it returns how many cells that were.
func (m *matrix) refusals(op operation, login, object string) int {
	m.t.Helper()
	if m.at(op.noun(), object) == "" && object != "own" || !strings.Contains(op.path, "{id}") && object != "own" && object != "absent" {
		return 0 // no such object, or the same cell as of the own one
	}
	v, who := m.People[login], login
	if who == "" {
		who = "nobody"
	}
	want := 0
	switch {
	case op.access.Public, op.id == "stream-events":
		return 0
	case login == "":
		want = http.StatusUnauthorized
	case len(op.access.Roles) > 0 && !v.Has(op.access.Roles...):
		want = http.StatusForbidden
	case m.subjects[op.noun()] != "" && strings.Contains(op.path, "{id}") && (object == "absent" || !m.sees(v, m.subjectAt(op.noun(), object))):
		want = http.StatusNotFound
	default:
		return 0
	}
	if got := m.call(op, login, object); got.Status != want {
		m.t.Errorf("%s by %s on %s: got %d, want %d: %.300s", op.id, who, object, got.Status, want, got.Body)
	}
	return 1
}

// allowed checks that an operation is not refused for who asks when its rule lets the person in and the object is visible.
func (m *matrix) allowed(op operation, login, object string) {
	m.t.Helper()
	if object != "own" && (m.at(op.noun(), object) == "" || !strings.Contains(op.path, "{id}")) {
		return
	}
	v := m.People[login]
	if op.access.Public || op.id == "stream-events" || len(op.access.Roles) > 0 && !v.Has(op.access.Roles...) ||
		m.subjects[op.noun()] != "" && strings.Contains(op.path, "{id}") && !m.sees(v, m.subjectAt(op.noun(), object)) {
		return
	}
	got := m.call(op, login, object)
	var problem api.ProblemDetails
	_ = json.Unmarshal(got.Body, &problem) // a success has no code
	switch {
	case got.Status >= 500, got.Status == http.StatusUnauthorized:
		m.t.Errorf("%s by %s: %d %.300s", op.id, login, got.Status, got.Body)
	case got.Status == http.StatusForbidden && (op.method == http.MethodGet || problem.Code == "forbidden"):
		m.t.Errorf("%s by %s: the operation lets him in, then refuses: %.300s", op.id, login, got.Body)
	case got.Status == http.StatusUnprocessableEntity && problem.Code == "invalid_input":
		m.t.Errorf("%s: the matrix sent an invalid body: %.300s", op.id, got.Body)
	}
}

func (m *matrix) sees(v models.Viewer, id string) bool {
	_, err := m.Store.View(m.t.Context()).Visible(v, id)
	return err == nil
}

// rows counts everything that a write could have added.
func (m *matrix) rows() string {
	m.t.Helper()
	counts := ""
	for _, table := range []string{"history", "subjects", "revisions", "evidence", "sign_offs", "copies", "votes", "circle_readers", "delegations", "units", "users", "grants", "grant_proposals",
		"campaigns", "calendar_years", "cycles", "cycle_urges", "notification_marks", "file_jobs", "table_heads", "service_accounts", "service_tokens",
		"webhook_targets", "webhooks", "webhook_deliveries", "checkpoints", "idempotency_keys"} {
		var n int
		if err := m.Store.SQL().QueryRowContext(m.t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			m.t.Fatal(err)
		}
		counts += fmt.Sprintf("%s %d ", table, n)
	}
	return counts
}
