package workflow

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/models"
)

// archive is an office with three reports whose past is worth forging, and the folder that keeps their evidence.
type archive struct {
	*office
	blobs                     *models.Blobs
	folder                    string
	victim, bystander, proven models.Subject
	file                      string // digest of the evidence of proven
}

func newArchive(t *testing.T, store *models.Store) *archive {
	t.Helper()
	a := &archive{office: newOffice(t, store), folder: t.TempDir()}
	var err error
	if a.blobs, err = models.OpenBlobs(a.folder); err != nil {
		t.Fatal(err)
	}
	changed := someText
	changed.Sections = []Section{{Key: "body", Title: "正文", Text: "已完成排查和整改。"}}
	a.victim, a.bystander, a.proven = a.progress(t, someText), a.progress(t, someText), a.progress(t, someText)
	for _, step := range []struct {
		login string
		c     Command
	}{
		{"sanitation.drafter", Command{Event: Edit, Payload: Edited{Content: changed}}},
		{"sanitation.head", Command{Event: Submit}},
		{"sanitation.head", Command{Event: Withdraw}},
		{"sanitation.head", Command{Event: Submit}},
		{"audit.officer", Command{Event: Return, Opinion: "数据有误"}},
	} {
		a.clock.Advance(time.Minute)
		a.must(t, step.login, a.victim.ID, step.c)
	}
	a.must(t, "sanitation.head", a.bystander.ID, Command{Event: Submit})
	var size int64
	if a.file, size, err = a.blobs.Keep(strings.NewReader("照片"), 100); err != nil {
		t.Fatal(err)
	}
	a.must(t, "sanitation.head", a.proven.ID, Command{Event: Attach, Payload: Attachment{EvidenceID: models.NewID(), Name: "照片.jpg",
		MediaType: "image/jpeg", Size: size, SHA256: a.file}})
	if _, err := a.engine.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

// disarm drops what keeps history append-only, as the owner of a database can.
func (a *archive) disarm(t *testing.T) {
	t.Helper()
	if a.Store.Dialect() == models.Postgres {
		a.sql(t, `ALTER TABLE history DISABLE TRIGGER USER; ALTER TABLE revisions DISABLE TRIGGER USER; ALTER TABLE evidence DISABLE TRIGGER USER;
			ALTER TABLE checkpoints DISABLE TRIGGER USER; ALTER TABLE log_nodes DISABLE TRIGGER USER`)
		return
	}
	for _, trigger := range []string{"history_refuse_update", "history_refuse_delete", "revisions_refuse_update", "revisions_refuse_delete",
		"evidence_refuse_update", "evidence_refuse_delete", "history_await_sequence", "checkpoints_refuse_update", "checkpoints_refuse_delete",
		"log_nodes_refuse_update", "log_nodes_refuse_delete"} {
		a.sql(t, "DROP TRIGGER "+trigger)
	}
}

// sql runs statements by hand. VICTIM, PROVEN and SOMEBODY stand for ids.
func (a *archive) sql(t *testing.T, statements ...string) {
	t.Helper()
	names := strings.NewReplacer("VICTIM", "'"+a.victim.ID+"'", "PROVEN", "'"+a.proven.ID+"'", "SOMEBODY", "'"+a.People["building.head"].UserID+"'")
	for _, statement := range statements {
		if _, err := a.Store.SQL().ExecContext(t.Context(), names.Replace(statement)); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// tampered are the tables that the tests lay hands on, those first that refer to others.
var tampered = []string{"checkpoints", "log_nodes", "feed", "unsequenced", "history", "revisions", "evidence", "subjects", "audit_records"}

// remember keeps copies of the tables, for restore.
func (a *archive) remember(t *testing.T) {
	t.Helper()
	for _, table := range tampered {
		a.sql(t, "CREATE TABLE sound_"+table+" AS SELECT * FROM "+table)
	}
}

// restore undoes what was done since remember, in the tables and to the file.
func (a *archive) restore(t *testing.T) {
	t.Helper()
	a.replace(t, "sound_")
	if _, _, err := a.blobs.Keep(strings.NewReader("照片"), 100); err != nil {
		t.Fatal(err)
	}
}

// replace fills the tables with what stands in their copies.
func (a *archive) replace(t *testing.T, copies string) {
	t.Helper()
	keepIDs := ""
	if a.Store.Dialect() == models.Postgres {
		keepIDs = "OVERRIDING SYSTEM VALUE "
	}
	for _, table := range tampered {
		a.sql(t, "DELETE FROM "+table)
	}
	for _, table := range slices.Backward(tampered) {
		a.sql(t, "INSERT INTO "+table+" "+keepIDs+"SELECT * FROM "+copies+table)
	}
}

// reseal computes the hashes of the victim's history anew, as somebody does who has the program, and fits its head.
func (a *archive) reseal(t *testing.T) {
	t.Helper()
	entries, err := a.Store.View(t.Context()).History(a.victim.ID)
	if err != nil {
		t.Fatal(err)
	}
	var prev []byte
	for _, e := range entries {
		if e, err = seal(e, prev); err != nil {
			t.Fatal(err)
		}
		a.sql(t, fmt.Sprintf(`UPDATE history SET prev_hash = %s, hash = %s WHERE subject_id = VICTIM AND seq = %d`,
			a.bytes(e.PrevHash), a.bytes(e.Hash), e.Seq))
		prev = e.Hash
	}
	a.sql(t, `UPDATE subjects SET head_hash = `+a.bytes(prev)+` WHERE id = VICTIM`)
}

func (a *archive) bytes(b []byte) string {
	if a.Store.Dialect() == models.Postgres {
		return fmt.Sprintf(`'\x%x'`, b)
	}
	return fmt.Sprintf("x'%x'", b)
}

// swapBlob puts other bytes of the same length under the digest of the evidence.
func (a *archive) swapBlob(t *testing.T) {
	t.Helper()
	path := filepath.Join(a.folder, a.file[:2], a.file)
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, []byte("图片"), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// forged is the beginning of a statement that adds an entry like the victim's last one, with another number, event and
// state after it.
const forged = `INSERT INTO history (campaign_id, subject_id, seq, kind, event, from_state, to_state, actor_id, actor_name, role, unit_id,
	opinion, revision, digest, detail, at, request_id, correlation_id, alg, prev_hash, hash)
	SELECT campaign_id, subject_id, 7, kind, '%s', to_state, '%s', actor_id, actor_name, role, unit_id, opinion, revision, digest, detail, at,
	request_id, correlation_id, alg, hash, hash FROM history WHERE subject_id = VICTIM AND seq = 6`
