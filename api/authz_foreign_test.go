package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// What a division may not see appears nowhere: no read of the published document, list, count, search, export or statistic,
// gives an outsider the id, the text or the number of another division's problem, and its own address answers as if there
// were nothing.
func TestForeignObjectsAppearNowhere(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		const number, text = "7731", "垃圾中转站渗滤液外溢"
		foreign := apitest.Read[api.Outcome](m.As("audit.officer").Post(problems, map[string]any{
			"campaign_id": m.Campaign.ID, "number": number, "superior_number": "4473", "text": text, "unit_id": m.Units["sanitation"].ID,
			"lead_leader_id": m.People["member.1"].UserID, "measures": []map[string]any{{"text": "渗滤液收集改造", "deadline": "9月底"}}}).Want(201)).Subject
		secrets := []string{foreign.ID, text, `"` + number + `"`, "渗滤液", m.objects["problems"], m.objects["measures"], m.objects["reports"], m.objects["evidence"], "渣土车辆"}
		if own := string(m.As("sanitation.drafter").Get(problems + "?q=" + url.QueryEscape("渗滤液")).Want(200).Body); !strings.Contains(own, foreign.ID) {
			t.Fatalf("its own division does not find it: %s", own)
		}
		for _, login := range []string{"building.drafter", "building.head"} {
			outsider := m.As(login)
			reads := 0
			for _, op := range m.operations {
				if op.method != http.MethodGet || op.id == "stream-events" || strings.Contains(op.path, "openapi") {
					continue
				}
				query := m.query(op)
				if !strings.Contains(query, "?") {
					query = "?"
				}
				addresses := []string{query}
				if !strings.Contains(op.path, "{") {
					addresses = append(addresses, query+"&q="+url.QueryEscape("渗滤液"), query+"&problem_id="+foreign.ID, query+"&unit_id="+m.Units["sanitation"].ID)
				}
				for _, q := range addresses {
					answer := m.read(outsider, op, q)
					reads++
					for _, secret := range secrets {
						if answer.Status < 300 && strings.Contains(string(answer.Body), secret) {
							t.Errorf("%s%s shows %s %q: %.300s", op.id, q, login, secret, answer.Body)
						}
					}
				}
			}
			if reads < 50 {
				t.Errorf("only %d reads", reads)
			}
			outsider.Get(problems + "/" + foreign.ID).Want(404)
			if page := apitest.Read[api.Page[api.LedgerProblem]](outsider.Get(problems)); len(page.Items) != 0 {
				t.Errorf("%s sees %d problems", login, len(page.Items))
			}
			t.Logf("%s: %d reads", login, reads)
		}
	})
}

// read calls a read with a query of its own on the division's object.
func (m *matrix) read(client *apitest.Client, op operation, query string) *apitest.Answer {
	path := strings.NewReplacer("{id}", m.id(op), "{item}", m.objects["item"], "{size}", m.objects["checkpoint"], "{position}", "1",
		"{grant_id}", absentID, "{cycle_id}", absentID, "{number}", "1", "{year}", "2023", "{kind}", "plan").Replace(op.path)
	return client.Get(path + query)
}

func (m *matrix) id(op operation) string {
	if id := m.objects[op.noun()]; id != "" {
		return id
	}
	return absentID
}

// A front end's token is nobody until it names its user, and never more than the user it names.
func TestAuthorizationOfServiceTokens(t *testing.T) {
	m := newMatrix(t, testdb.SQLite(t))
	account := apitest.Read[api.AccountRef](m.As("security").Post("/api/v1/service-accounts", map[string]any{"name": "外网",
		"unit_ids": []string{m.Units["sanitation"].ID, m.Units["building"].ID}}).Want(201))
	issued := apitest.Read[api.IssuedToken](m.As("security").Post("/api/v1/service-accounts/"+account.ID+"/tokens",
		map[string]any{"scopes": allScopes(m.World)}).Want(201))
	f := &frontEnd{w: m.World, account: account.ID, token: issued.ServiceToken.ID, secret: issued.Token}
	cells := 0
	before := m.rows()
	for _, op := range m.operations {
		if op.access.Public || op.id == "stream-events" {
			continue
		}
		if got := m.callAs(f.client(), op, "own"); got.Status != http.StatusForbidden && got.Status != http.StatusUnauthorized {
			t.Errorf("%s by a token without a user: %d %.300s", op.id, got.Status, got.Body)
		}
		cells++
		for _, login := range []string{"building.drafter", "sanitation.drafter"} {
			if !m.refused(op, login) {
				continue
			}
			if got := m.callAs(f.client(), op, "own", f.as(login)); got.Status < 400 || got.Status >= 500 {
				t.Errorf("%s by a token for %s: %d %.300s", op.id, login, got.Status, got.Body)
			}
			cells++
		}
	}
	if after := m.rows(); after != before {
		t.Errorf("refused requests changed rows: %s, before %s", after, before)
	}
	if cells < 100 {
		t.Errorf("only %d cells", cells)
	}
	t.Logf("%d cells", cells)
}

// refused says whether x-authz or the scope keeps a person from the division's object.
func (m *matrix) refused(op operation, login string) bool {
	v := m.People[login]
	return len(op.access.Roles) > 0 && !v.Has(op.access.Roles...) ||
		m.subjects[op.noun()] != "" && strings.Contains(op.path, "{id}") && !m.sees(v, m.subjects[op.noun()])
}
