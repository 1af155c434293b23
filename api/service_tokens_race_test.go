package api_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/docs/section"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// A token is revoked while front ends write by it, on two replicas. Once the revocation is acknowledged nothing more is
// written, however far a request had come.
func TestRevokeServiceTokenWhileWriting(t *testing.T) {
	store := testdb.Postgres(t)
	w := apitest.New(t, store)
	servers := []*apitest.World{w, w.Replica()}
	account := apitest.Read[api.AccountRef](w.As("security").Post("/api/v1/service-accounts",
		map[string]any{"name": "移动端", "user_ids": []string{w.People["audit.officer"].UserID}}).Want(201))
	count := func() (n int) {
		t.Helper()
		if err := store.SQL().QueryRowContext(t.Context(), "SELECT count(*) FROM history").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	written := 0
	for round := range 12 {
		issued := apitest.Read[api.IssuedToken](w.As("security").Post("/api/v1/service-accounts/"+account.ID+"/tokens",
			map[string]any{"scopes": []string{"problems:write"}, "rate_per_minute": 100_000}).Want(201))
		before := count()
		var writers sync.WaitGroup
		for i := range 4 {
			writers.Go(func() {
				for n := 0; t.Context().Err() == nil; n++ { // a token that is never refused ends by the timeout of the test
					body := map[string]any{"campaign_id": w.Campaign.ID, "number": fmt.Sprint(round, "-", i, "-", n), "superior_number": "21", "text": fmt.Sprint("问题", round, i, n),
						"unit_id": w.Units["sanitation"].ID, "lead_leader_id": w.People["member.1"].UserID, "measures": []map[string]any{{"text": "加密巡查", "deadline": "9月底"}}}
					got := servers[i%2].WithToken(issued.Token).Post("/api/v1/problems", body, apitest.Header("Rectify-User", "audit.officer"))
					if got.Status == 401 {
						return
					}
					if got.Status != 201 && got.Status != 503 {
						t.Errorf("%d %s", got.Status, got.Body)
						return
					}
				}
			})
		}
		for count() == before { // some have begun
		}
		w.As("security").Delete("/api/v1/service-tokens/" + issued.ServiceToken.ID).Want(204)
		revoked := count()
		writers.Wait()
		if after := count(); after != revoked {
			t.Errorf("round %d: %d entries were written after the revocation was acknowledged", round, after-revoked)
		}
		written += revoked - before
	}
	if written == 0 {
		t.Error("nothing was written at all")
	}
}

// The example of the operations guide works as it stands there.
func TestServiceExampleOfOperations(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("the example needs curl")
	}
	w := apitest.New(t, testdb.SQLite(t))
	f := newFrontEnd(t, w, []string{"audit"}, "problems:read")
	example := strings.TrimSuffix(strings.TrimPrefix(section.Of(t, "../docs/operations.md", "service"), "```bash\n"), "```\n")
	run := func(token string) (string, error) {
		command := exec.CommandContext(t.Context(), "bash", "-u", "-c", example)
		command.Env = append(os.Environ(), "RECTIFY_URL="+w.URL, "RECTIFY_SERVICE_TOKEN="+token)
		shown, err := command.Output()
		return string(shown), err
	}
	if shown, err := run(f.secret); err != nil || !strings.Contains(shown, `"items"`) {
		t.Errorf("%v: %s", err, shown)
	}
	if shown, err := run(f.secret[:46] + "~"); err == nil || !strings.Contains(shown, string(words.ServiceTokenInvalid)) {
		t.Errorf("another token: %v: %s", err, shown)
	}
}
