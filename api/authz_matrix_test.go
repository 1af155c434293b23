package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// The matrix of authorization: every operation of the published document × every person of the fixture (and nobody) ×
// an object of the sanitation division and one that does not exist. What must come out follows from the operation's
// x-authz and from what the person may see, and nothing refused leaves a trace.
func TestAuthorizationMatrix(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		before := m.rows()
		cells := 0
		for _, op := range m.operations {
			for _, login := range append(slices.Sorted(maps.Keys(m.People)), "") {
				for _, object := range []string{"own", "absent"} {
					cells += m.refusals(op, login, object)
				}
			}
		}
		if after := m.rows(); after != before {
			t.Errorf("refused requests changed rows: %s, before %s", after, before)
		}
		if cells < 1000 {
			t.Errorf("only %d cells of %d operations", cells, len(m.operations))
		}
		for _, op := range m.operations {
			if op.method == http.MethodGet {
				for login := range m.People {
					m.allowed(op, login)
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
				m.allowed(op, login)
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
	objects    map[string]string // noun → id of the object of the sanitation division
	subjects   map[string]string // noun → id of the subject that decides who sees it
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

// populate makes one object of every noun that belongs to the sanitation division, through the API.
func (m *matrix) populate() {
	problem := apitest.Read[api.Outcome](m.As("audit.officer").Post("/api/v1/problems", map[string]any{
		"campaign_id": m.Campaign.ID, "number": "1", "superior_number": "21", "text": "渣土车辆沿途抛洒", "unit_id": m.Units["sanitation"].ID,
		"lead_leader_id": m.People["member.1"].UserID, "co_unit_ids": []string{m.Units["town"].ID},
		"measures": []map[string]any{{"text": "加密巡查频次", "deadline": "9月底"}}}).Want(http.StatusCreated)).Subject
	measures := apitest.Read[api.Page[api.Subject]](m.As("audit.officer").Get("/api/v1/measures?problem_id=" + problem.ID))
	report := apitest.Read[api.Outcome](m.As("sanitation.drafter").Post("/api/v1/reports", map[string]any{
		"kind": "progress", "problem_id": problem.ID}).Want(http.StatusCreated)).Subject
	meeting := apitest.Read[api.Outcome](m.As("clerk").Post("/api/v1/meetings", map[string]any{"campaign_id": m.Campaign.ID, "title": "党组会议",
		"held_at": "2023-09-05T09:00:00+08:00", "chair_id": m.People["secretary"].UserID, "items": []map[string]any{{"title": "其他事项"}}}).Want(http.StatusCreated)).Subject
	item := apitest.Read[api.MeetingDetail](m.As("clerk").Get("/api/v1/meetings/" + meeting.ID)).Items[0].ID
	evidence := apitest.Read[api.Attached](m.As("sanitation.drafter").Upload("/api/v1/problems/"+problem.ID+"/evidence", nil, "file", "台账.pdf",
		[]byte("%PDF-1.7\n台账")).Want(http.StatusCreated))
	job := apitest.Read[api.Job](m.As("sanitation.drafter").Post("/api/v1/jobs", map[string]any{"kind": "export_ledger",
		"params": map[string]any{"layout": "ledger"}}).Want(http.StatusAccepted))
	proposal := apitest.Read[api.GrantProposal](m.As("security").Post("/api/v1/grant-proposals", map[string]any{
		"user_id": m.People["clerk"].UserID, "unit_id": m.Units["general"].ID, "role": "drafter"}).Want(http.StatusCreated))
	account := apitest.Read[api.AccountRef](m.As("security").Post("/api/v1/service-accounts", map[string]any{"name": "移动端"}).Want(http.StatusCreated))
	token := apitest.Read[api.IssuedToken](m.As("security").Post("/api/v1/service-accounts/"+account.ID+"/tokens",
		map[string]any{"scopes": []string{"problems:read"}}).Want(http.StatusCreated))
	m.objects = map[string]string{"grant-proposals": proposal.ID, "service-accounts": account.ID, "service-tokens": token.ServiceToken.ID, "problems": problem.ID, "measures": measures.Items[0].ID, "reports": report.ID, "meetings": meeting.ID,
		"item": item, "evidence": evidence.EvidenceID, "campaigns": m.Campaign.ID, "units": m.Units["sanitation"].ID,
		"users": m.People["sanitation.head"].UserID, "jobs": job.ID, "sessions": m.People["sanitation.head"].SessionID}
	m.As("security").Post("/api/v1/webhook-targets", map[string]any{"host": "hook.example.cn"}).Want(http.StatusCreated)
	hook := apitest.Read[api.WebhookSecret](m.As("system").Post("/api/v1/webhooks", map[string]any{"name": "oa", "url": "https://hook.example.cn/"}).Want(http.StatusCreated))
	m.objects["webhooks"] = hook.Webhook.ID
	m.objects["delivery"] = apitest.Read[api.WebhookDelivery](m.As("system").Post("/api/v1/webhooks/"+hook.Webhook.ID+"/test", nil).Want(http.StatusAccepted)).ID
	sealed := apitest.Read[api.Checkpoint](m.As("auditing").Post("/api/v1/checkpoints", nil))
	m.objects["checkpoint"] = strconv.FormatInt(sealed.Size, 10)
	m.subjects = map[string]string{"problems": problem.ID, "measures": measures.Items[0].ID, "reports": report.ID, "meetings": meeting.ID, "evidence": problem.ID}
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
	replace("id", m.objects[op.noun()])
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

// query gives the reads their mandatory parameters.
func (m *matrix) query(op operation) string {
	return map[string]string{
		"preview-deadline": "?text=9%E6%9C%88%E5%BA%95&base=2023-08-29", "list-tasks": "?box=todo", "get-problem-differences": "?from=1&to=1",
		"get-report-differences": "?from=1&to=1", "list-calendar-days": "?from=2023-09-01&to=2023-09-30", "add-workdays": "?from=2023-09-01&days=3", "export-problems": "?layout=ledger",
		"get-consistency-proof": "?from=1",
	}[op.id]
}

// refusals checks a cell in which the request must be refused; it returns how many cells that were.
func (m *matrix) refusals(op operation, login, object string) int {
	m.t.Helper()
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
	case m.subjects[op.noun()] != "" && strings.Contains(op.path, "{id}") && (object == "absent" || !m.sees(v, m.subjects[op.noun()])):
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
func (m *matrix) allowed(op operation, login string) {
	m.t.Helper()
	v := m.People[login]
	if op.access.Public || op.id == "stream-events" || len(op.access.Roles) > 0 && !v.Has(op.access.Roles...) ||
		m.subjects[op.noun()] != "" && strings.Contains(op.path, "{id}") && !m.sees(v, m.subjects[op.noun()]) {
		return
	}
	got := m.call(op, login, "own")
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
		"campaigns", "calendar_years", "cycles", "file_jobs", "table_heads", "service_accounts", "service_tokens",
		"webhook_targets", "webhooks", "webhook_deliveries", "checkpoints", "idempotency_keys"} {
		var n int
		if err := m.Store.SQL().QueryRowContext(m.t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			m.t.Fatal(err)
		}
		counts += fmt.Sprintf("%s %d ", table, n)
	}
	return counts
}

// value makes the least valid value of a schema.
func (m *matrix) value(schema map[string]any, name string) any {
	if ref, is := schema["$ref"].(string); is {
		schemas := m.document["components"].(map[string]any)["schemas"].(map[string]any)
		return m.value(schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any), name)
	}
	if enum, is := schema["enum"].([]any); is {
		return enum[0]
	}
	kind := schema["type"]
	if list, is := kind.([]any); is {
		kind = list[0]
	}
	switch kind {
	case "object":
		object := map[string]any{}
		required, _ := schema["required"].([]any)
		properties, _ := schema["properties"].(map[string]any)
		for _, r := range required {
			object[r.(string)] = m.value(properties[r.(string)].(map[string]any), r.(string))
		}
		return object
	case "array":
		if least, _ := schema["minItems"].(float64); least > 0 {
			return []any{m.value(schema["items"].(map[string]any), name)}
		}
		return []any{}
	case "integer", "number":
		least, _ := schema["minimum"].(float64)
		return least
	case "boolean":
		return false
	}
	return m.text(schema, name)
}

func (m *matrix) text(schema map[string]any, name string) string {
	switch {
	case name == "campaign_id":
		return m.Campaign.ID
	case name == "chair_id":
		return m.People["secretary"].UserID
	case schema["format"] == "uuid":
		return absentID
	case schema["format"] == "date-time":
		return "2023-09-05T09:00:00+08:00"
	case schema["format"] == "date", strings.HasSuffix(name, "_on"), name == "date":
		return "2023-09-05"
	case schema["pattern"] != nil:
		return "sample"
	}
	least, _ := schema["minLength"].(float64)
	return strings.Repeat("字", max(int(least), 1))
}
