package models_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
)

var (
	actsTable = regexp.MustCompile(`(?s)CREATE TABLE acts \(.*?\n\);`)
	copyActs  = regexp.MustCompile(`(?s)INSERT INTO audit_records .*?;`)
)

// The migration that made the audit log takes the acts of before over, and a record of each entry of history, in the order of
// their times.
func TestOlderActsAreInTheAuditLog(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := fixture.New(t, store)
		unit, author := w.Units["sanitation"].ID, w.People["sanitation.drafter"].UserID
		subject := models.Subject{ID: models.NewID(), CampaignID: w.Campaign.ID, Kind: models.KindProgress, Title: "报告", State: "drafted", Version: 1,
			HeadHash: []byte{}, UnitID: &unit, Round: 1, StateSince: fixture.Start, CreatedBy: author, CreatedAt: fixture.Start, UpdatedAt: fixture.Start}
		err := store.InTx(t.Context(), func(tx models.Tx) error {
			return tx.Insert(subject, models.Entry{CampaignID: subject.CampaignID, SubjectID: subject.ID, Seq: 1, Kind: subject.Kind, Event: "create",
				ActorID: author, ActorName: "经办人", Role: "drafter", At: fixture.Start, CorrelationID: models.NewID(), PrevHash: []byte{}, Hash: []byte{},
				Opinion: "意见"})
		})
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join("migrations", string(store.Dialect()))
		for _, statement := range []string{
			part(t, filepath.Join(folder, "00001_spine.sql"), actsTable),
			`INSERT INTO acts (id, at, actor_name, act, object_kind, object_id) VALUES ('` + models.NewID() + `', '2023-09-01 01:00:00+00:00', '控制台', 'grant', 'user', '` + author + `')`,
			`INSERT INTO acts (id, at, actor_id, actor_name, act, object_kind, object_id, detail) VALUES ('` + models.NewID() + `', '2023-08-01 01:00:00+00:00', '` +
				author + `', '管理员', 'create', 'unit', '` + unit + `', '{}')`,
			`CREATE TABLE taken_over AS SELECT * FROM audit_records WHERE 1 = 0`,
			strings.Replace(part(t, filepath.Join(folder, "00007_audit_log.sql"), copyActs), "audit_records", "taken_over", 1),
		} {
			if _, err := store.SQL().ExecContext(t.Context(), statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		rows, err := store.SQL().QueryContext(t.Context(), `SELECT act || ' ' || object_kind || ' ' || object_id || ' ' || actor_name || ' ' || coalesce(CAST(entry AS text), '-') || detail || result FROM taken_over ORDER BY at`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var got []string
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			got = append(got, line)
		}
		want := []string{"create unit " + unit + " 管理员 -{}done", "create progress " + subject.ID + " 经办人 1done", "grant user " + author + " 控制台 -done"}
		if err := rows.Err(); err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("taken over %q, %v", got, err)
		}
	})
}

// part is what an expression finds in a file.
func part(t *testing.T, path string, expression *regexp.Regexp) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := expression.FindString(string(text))
	if found == "" {
		t.Fatalf("%s is not in %s", expression, path)
	}
	return found
}
