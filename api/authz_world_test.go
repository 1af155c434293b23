package api_test

import (
	"net/http"
	"strconv"
	"strings"

	"rectify/api"
	"rectify/api/apitest"
)

// What the matrix acts on: an object of every noun, and values for what the description asks for.

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

// populateElsewhere makes a problem with its measure and its progress report of another division, and filed ones. What is
// filed here has gone no way to there: it is set, because the matrix asks who may see it and not how it came to be.
func (m *matrix) populateElsewhere() {
	m.elsewhere = map[string]map[string]string{}
	for object, unit := range map[string]string{"other": "building", "filed": "sanitation"} {
		problem := apitest.Read[api.Outcome](m.As("audit.officer").Post("/api/v1/problems", map[string]any{
			"campaign_id": m.Campaign.ID, "number": object, "text": "积水点整治不到位（" + object + "）", "unit_id": m.Units[unit].ID,
			"measures": []map[string]any{{"text": "逐点核对", "deadline": "9月底"}}}).Want(http.StatusCreated)).Subject
		measure := apitest.Read[api.Page[api.Subject]](m.As("audit.officer").Get("/api/v1/measures?problem_id=" + problem.ID)).Items[0]
		report := apitest.Read[api.Outcome](m.As(unit+".head").Post("/api/v1/reports", map[string]any{
			"kind": "progress", "problem_id": problem.ID}).Want(http.StatusCreated)).Subject
		m.elsewhere[object] = map[string]string{"problems": problem.ID, "measures": measure.ID, "reports": report.ID}
	}
	for _, noun := range []string{"problems", "reports"} {
		if _, err := m.Store.SQL().ExecContext(m.t.Context(), "UPDATE subjects SET state = 'filed' WHERE id = '"+m.elsewhere["filed"][noun]+"'"); err != nil {
			m.t.Fatal(err)
		}
	}
}

// at is the object of a noun, or "" where there is none of that sort.
func (m *matrix) at(noun, object string) string {
	switch object {
	case "absent":
		return absentID
	case "own":
		return m.objects[noun]
	}
	return m.elsewhere[object][noun]
}

// subjectAt is the subject that decides who sees the object.
func (m *matrix) subjectAt(noun, object string) string {
	if object == "own" || object == "absent" {
		return m.subjects[noun]
	}
	return m.elsewhere[object][noun]
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

// query gives the reads their mandatory parameters.
func (m *matrix) query(op operation) string {
	return map[string]string{
		"preview-deadline": "?text=9%E6%9C%88%E5%BA%95&base=2023-08-29", "list-tasks": "?box=todo", "get-problem-differences": "?from=1&to=1",
		"get-report-differences": "?from=1&to=1", "list-calendar-days": "?from=2023-09-01&to=2023-09-30", "add-workdays": "?from=2023-09-01&days=3", "export-problems": "?layout=ledger",
		"get-consistency-proof": "?from=1",
	}[op.id]
}
