package workflow

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

func audited(t *testing.T, store *models.Store, f models.AuditFilter) []models.AuditRecord {
	t.Helper()
	list, err := store.View(t.Context()).AuditRecords(f, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Each entry of history has its record, with the origin of the request and none of its texts.
func TestEveryEntryIsAudited(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		c := Command{SubjectID: s.ID, Event: Submit, IfVersion: version(1), Opinion: "机密意见", Viewer: o.People["sanitation.head"]}
		from := models.Origin{Operation: "transition-report", Address: "10.1.2.3", UserAgent: "curl", Login: "sanitation.head", RequestID: "r-1"}
		if _, err := o.engine.Fire(models.WithOrigin(t.Context(), from), c); err != nil {
			t.Fatal(err)
		}
		o.must(t, "audit.officer", s.ID, Command{Event: Return, Opinion: "请补充"})
		entries, err := store.View(t.Context()).History(s.ID)
		if err != nil {
			t.Fatal(err)
		}
		list := audited(t, store, models.AuditFilter{ObjectID: s.ID})
		if len(list) != len(entries) {
			t.Fatalf("%d records of %d entries", len(list), len(entries))
		}
		for i, e := range entries {
			r := list[i]
			if *r.Entry != e.Seq || r.Act != e.Event || *r.ActorID != e.ActorID || r.ActorName != e.ActorName || r.Role != e.Role || !r.At.Equal(e.At) ||
				r.Result != models.Done || r.Times != 1 || strings.Contains(r.Detail, "机密") {
				t.Errorf("entry %d %+v is recorded as %+v", e.Seq, e, r)
			}
		}
		if r := list[1]; r.Operation != from.Operation || r.Address != from.Address || r.UserAgent != from.UserAgent || r.ActorLogin != from.Login || r.RequestID != from.RequestID {
			t.Errorf("the origin is lost: %+v", r)
		}
	})
}

// What an administrator does is recorded with the digests of the object before and after; a command that records nothing by
// itself is recorded nevertheless; one that is refused is not, by its own transaction.
func TestActsAreAudited(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		name, id := "局办公室（综合科）", o.Units["general"].ID
		for range 2 {
			if _, err := o.engine.ChangeUnit(t.Context(), o.People["system"], Request{ID: "r-2"}, id, UnitChange{Name: &name}); err != nil {
				t.Fatal(err)
			}
		}
		list := audited(t, store, models.AuditFilter{ObjectID: id})
		if len(list) != 2 || list[0].Role != "system_admin" || list[0].BeforeDigest == list[0].AfterDigest || list[0].AfterDigest != list[1].BeforeDigest ||
			list[1].BeforeDigest != list[1].AfterDigest || len(list[0].AfterDigest) != 64 {
			t.Errorf("%+v", list)
		}
		ctx := models.WithOrigin(t.Context(), models.Origin{Operation: "some-operation"})
		if _, err := o.engine.write(ctx, o.People["system"], Request{}, func(*writing) (any, error) { return nil, nil }); err != nil {
			t.Fatal(err)
		}
		if list := audited(t, store, models.AuditFilter{Act: "some-operation"}); len(list) != 1 || *list[0].ActorID != o.People["system"].UserID {
			t.Errorf("%+v", list)
		}
		before := len(audited(t, store, models.AuditFilter{}))
		if _, err := o.engine.ChangeUnit(t.Context(), o.People["clerk"], Request{}, id, UnitChange{Name: &name}); ClassOf(err) != Forbidden {
			t.Fatal(err)
		}
		if after := len(audited(t, store, models.AuditFilter{})); after != before {
			t.Errorf("%d records came with a refusal", after-before)
		}
	})
}

// The database keeps the log: records are neither changed nor taken away before their time, and that cannot be made shorter.
func TestAuditLogIsAppendOnly(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.clock.Set(time.Now().Add(-199 * 24 * time.Hour))
		o.progress(t, someText)
		statements := []string{`UPDATE audit_records SET actor_name = 'x'`, `DELETE FROM audit_records`, `UPDATE audit_retention SET days = 199`,
			`UPDATE audit_retention SET days = 0`, `INSERT INTO audit_retention (one, days) VALUES (2, 300)`}
		if store.Dialect() == models.Postgres {
			statements = append(statements, `TRUNCATE audit_records`, `TRUNCATE audit_seals`)
		}
		for _, statement := range statements {
			if _, err := store.SQL().ExecContext(t.Context(), statement); err == nil {
				t.Errorf("done: %s", statement)
			}
		}
		if n := len(audited(t, store, models.AuditFilter{})); n != 1 {
			t.Errorf("%d records are left", n)
		}
		if _, err := store.SQL().ExecContext(t.Context(), `DELETE FROM audit_retention`); err != nil {
			t.Fatal(err)
		}
		if _, err := store.SQL().ExecContext(t.Context(), `DELETE FROM audit_records`); err == nil {
			t.Error("without a retention everything goes")
		}
	})
}

// A flood of refusals is two records for each actor, operation, code and minute, and no more actors are told apart than a
// thousand.
func TestRefusalsAreBounded(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		c := clock.NewManual(fixture.Start)
		e := NewEngine(store, c, slog.New(slog.DiscardHandler))
		refuse := func(address string) {
			ctx := models.WithOrigin(t.Context(), models.Origin{Operation: "sign-in", Address: address, RequestID: models.NewID()})
			e.Refused(ctx, Refusal{Act: "sign-in", Result: models.Refused, Code: string(words.BadCredentials), ObjectID: "o"})
		}
		for range 50 {
			refuse("10.0.0.1")
		}
		refuse("10.0.0.2")
		if list := audited(t, store, models.AuditFilter{}); len(list) != 2 || list[0].Address != "10.0.0.1" || list[0].Times != 1 || list[1].Address != "10.0.0.2" {
			t.Fatalf("%+v", list)
		}
		c.Advance(time.Minute)
		refuse("10.0.0.3") // a new minute writes what the last one counted, and keeps the two apart
		list := audited(t, store, models.AuditFilter{})
		if len(list) != 4 || list[2].Address != "10.0.0.3" || list[3].Address != "10.0.0.1" || list[3].Times != 49 || list[3].RequestID != "" || list[3].Result != models.Refused {
			t.Fatalf("%+v", list)
		}
		e.FlushRefusals(t.Context(), true)
		if n := len(audited(t, store, models.AuditFilter{})); n != 4 {
			t.Errorf("%d records after a minute with one refusal", n)
		}
	})
}

func TestRefusalsTellSoManyActorsApart(t *testing.T) {
	var r refusals
	at := fixture.Start
	note := func(actor string) bool {
		first, _ := r.note(actor, &models.AuditRecord{At: at, Act: "sign-in", Code: "bad"}, models.Origin{Address: actor})
		return first
	}
	for range maxRefusals + 500 {
		note(models.NewID())
	}
	if len(r.counts) > maxRefusals+1 {
		t.Errorf("%d counts", len(r.counts))
	}
	over := r.take(at.Add(time.Minute), false)
	if len(over) != 1 || over[0].Times != 499 || over[0].Address != "" {
		t.Errorf("%+v", over)
	}
}
