package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
)

// An auditor has the checkpoint and the public key, and nothing else of the program: the export is checked by a program
// that shares no code with it, and rectify verify says in Chinese what has become of the history since.
func TestCheckpointKeptElsewhere(t *testing.T) {
	testdb.EachAddress(t, func(t *testing.T, address string) {
		store := testdb.Open(t, address)
		world := fixture.New(t, store)
		engine := workflow.NewEngine(store, clock.NewManual(fixture.Start), slog.New(slog.DiscardHandler))
		data, kept := t.TempDir(), t.TempDir()
		key, err := checkpoint.FirstKey(filepath.Join(data, "keys", "checkpoint.key"))
		if err != nil {
			t.Fatal(err)
		}
		engine.UseKey(key)
		if err := engine.RegisterKey(t.Context()); err != nil {
			t.Fatal(err)
		}
		note := filepath.Join(kept, "checkpoint.txt")
		_, err = engine.CreateReport(t.Context(), world.People["audit.officer"], workflow.Request{}, workflow.NewReport{Kind: models.KindPlan, CampaignID: world.Campaign.ID})
		if err != nil {
			t.Fatal(err)
		}
		_, err = engine.TakeCheckpoint(t.Context(), world.People["auditing"], workflow.Request{Render: func(result any) (workflow.Answer, error) {
			return workflow.Answer{}, os.WriteFile(note, []byte(result.(models.Checkpoint).Note), 0o600)
		}})
		if err != nil {
			t.Fatal(err)
		}
		command := func(args ...string) (int, string) {
			var out, errs bytes.Buffer
			code := run(t.Context(), append(args, "--data-dir", data, "--database-url", address), &out, &errs)
			return code, out.String() + errs.String()
		}
		expect := func(wantCode int, want string, args ...string) {
			t.Helper()
			if code, text := command(args...); code != wantCode || !strings.Contains(text, want) {
				t.Errorf("%v: exit %d: %s", args, code, text)
			}
		}
		history := filepath.Join(kept, "history.jsonl")
		expect(0, key.Verifier(), "keys", "show")
		expect(0, "外部检查点有效", "verify", "--checkpoint", note, "--key", key.Verifier())
		expect(0, "公钥取自数据库本身", "verify", "--checkpoint", note)
		expect(0, "检查点 1 个均有效，覆盖前 1 条记录", "verify")
		expect(0, "已输出 1 条流转记录", "export", "history", "-o", history)
		expect(1, "", "export", "history", "-o", history) // never over an existing file

		if text, err := independent(t.Context(), history, note, key.Verifier()); err != nil || !strings.Contains(text, "sound: 1 entries") {
			t.Errorf("%v: %s", err, text)
		}
		for name, change := range map[string][2]string{"an entry": {"audit_officer", "audit_0fficer"}, "its hash": {`"hash":"`, `"hash":"AAAA`}, "its place": {`"position":1`, `"position":2`}} {
			text, err := os.ReadFile(history)
			if err != nil {
				t.Fatal(err)
			}
			forged := filepath.Join(t.TempDir(), "history.jsonl")
			if err := os.WriteFile(forged, bytes.Replace(text, []byte(change[0]), []byte(change[1]), 1), 0o600); err != nil {
				t.Fatal(err)
			}
			if text, err := independent(t.Context(), forged, note, key.Verifier()); err == nil || !strings.Contains(text, "NOT SOUND") {
				t.Errorf("%s: %v: %s", name, err, text)
			}
		}

		expect(0, key.Origin(), "keys", "rotate")
		next, err := checkpoint.LoadKey(filepath.Join(data, "keys", "checkpoint.key"))
		if err != nil || next.Verifier() == key.Verifier() {
			t.Fatalf("%v, %v", next, err)
		}
		expect(1, "没有所给公钥的签名", "verify", "--checkpoint", note, "--key", next.Verifier())
		expect(0, "检查点 1 个均有效", "verify", "--checkpoint", note)

		for _, statement := range []string{`DELETE FROM history`, `DELETE FROM feed`, `DELETE FROM checkpoints`, `DELETE FROM revisions`, `DELETE FROM reports`,
			`DELETE FROM subjects`, `DELETE FROM audit_records`} {
			disarmed(t, store, statement)
		}
		expect(0, "尚无检查点", "verify")
		expect(1, "外部保存的检查点（覆盖前 1 条记录）：现有记录少于其所覆盖的条数", "verify", "--checkpoint", note)
	})
}

// independent runs the verifier that knows only the format.
func independent(ctx context.Context, history, note, key string) (string, error) {
	text, err := exec.CommandContext(ctx, "go", "run", "rectify/docs/verifier", history, note, key).CombinedOutput()
	return string(text), err
}

// disarmed runs a statement with the triggers of its table off, as the owner of the database can.
func disarmed(t *testing.T, store *models.Store, statement string) {
	t.Helper()
	table := strings.Fields(statement)[2]
	statements := []string{"DROP TRIGGER IF EXISTS " + table + "_refuse_delete", statement}
	if store.Dialect() == models.Postgres {
		statements = []string{"ALTER TABLE " + table + " DISABLE TRIGGER USER", statement}
	}
	for _, s := range statements {
		if _, err := store.SQL().ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}
