package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/clock"
)

// rectify verify says what it checked; on a history that was tampered with it exits with 1 and names the first bad entry.
func TestVerifyCommand(t *testing.T) {
	testdb.EachAddress(t, func(t *testing.T, address string) {
		store := testdb.Open(t, address)
		world := fixture.New(t, store)
		var plan models.Subject
		engine := workflow.NewEngine(store, clock.NewManual(fixture.Start), slog.New(slog.DiscardHandler))
		_, err := engine.CreateReport(t.Context(), world.People["audit.officer"], workflow.Request{Render: func(result any) (workflow.Answer, error) {
			plan = result.(workflow.Outcome).Subject
			return workflow.Answer{}, nil
		}}, workflow.NewReport{Kind: models.KindPlan, CampaignID: world.Campaign.ID})
		if err != nil {
			t.Fatal(err)
		}
		verify := func() (int, string) {
			var out, errs bytes.Buffer
			code := run(t.Context(), []string{"verify", "--data-dir", t.TempDir(), "--database-url", address}, &out, &errs)
			return code, out.String() + errs.String()
		}
		if code, text := verify(); code != 0 || !strings.Contains(text, "对象 1 个，流转记录 1 条") || !strings.Contains(text, "未发现问题") {
			t.Fatalf("exit %d: %s", code, text)
		}
		disarm := `DROP TRIGGER history_refuse_update`
		if store.Dialect() == models.Postgres {
			disarm = `ALTER TABLE history DISABLE TRIGGER USER`
		}
		for _, statement := range []string{disarm, `UPDATE history SET actor_name = '另一人'`} {
			if _, err := store.SQL().ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if code, text := verify(); code != 1 || !strings.Contains(text, plan.ID) || !strings.Contains(text, "第 1 条记录：哈希值与记录内容不符") {
			t.Errorf("exit %d: %s", code, text)
		}
	})
}
