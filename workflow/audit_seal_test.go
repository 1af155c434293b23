package workflow

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
)

// sealed is an office with two sealed spans of records and some that are not sealed yet.
func sealedOffice(t *testing.T, store *models.Store) *office {
	t.Helper()
	o := newOffice(t, store)
	for range 2 {
		s := o.progress(t, someText)
		o.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		o.renameUnit(t, "局办公室 "+s.ID)
		o.clock.Advance(2 * time.Hour)
		if made, err := o.engine.SealAudit(t.Context()); err != nil || !made {
			t.Fatal(made, err)
		}
		if made, err := o.engine.SealAudit(t.Context()); err != nil || made {
			t.Fatal("sealed twice", err)
		}
	}
	o.progress(t, someText)
	if _, err := o.engine.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) renameUnit(t *testing.T, name string) {
	t.Helper()
	if _, err := o.engine.ChangeUnit(t.Context(), o.People["system"], Request{}, o.Units["general"].ID, UnitChange{Name: &name}); err != nil {
		t.Fatal(err)
	}
}

func (o *office) verify(t *testing.T) error {
	t.Helper()
	_, err := o.engine.Verify(t.Context(), nil)
	return err
}

// A hand in the database that changes, takes out or puts in a sealed record is found, and so is one that takes out the record
// of an entry of history before it is sealed.
func TestVerifyFindsChangedAuditRecords(t *testing.T) {
	const from, pg = `INSERT INTO audit_records (at, act, result) SELECT min(at), 'grant', 'done' FROM audit_records`, "postgres"
	for name, statement := range map[string]string{
		"taken out":           `DELETE FROM audit_records WHERE id = (SELECT min(id) FROM audit_records WHERE act = 'change')`,
		"changed":             `UPDATE audit_records SET actor_name = 'x' WHERE id = (SELECT min(id) FROM audit_records WHERE act = 'change')`,
		"put in":              from,
		"put in before":       strings.Replace(from, "min(at)", "'2023-08-01 00:00:00+00:00'", 1),
		"moved out of a seal": `UPDATE audit_records SET at = '2024-08-01 00:00:00+00:00' WHERE act = 'change'`,
		"seal taken out":      `DELETE FROM audit_seals WHERE number = 1`,
		"seal changed":        `UPDATE audit_seals SET records = records - 1 WHERE number = 1`,
		"entry unrecorded":    `DELETE FROM audit_records WHERE id = (SELECT max(id) FROM audit_records)`,
		"record without one":  `INSERT INTO audit_records (at, act, result, object_id, entry) SELECT max(at), 'submit', 'done', max(object_id), 99 FROM audit_records`,
	} {
		t.Run(name, func(t *testing.T) {
			testdb.Each(t, func(t *testing.T, store *models.Store) {
				o := sealedOffice(t, store)
				if err := o.verify(t); err != nil {
					t.Fatal(err)
				}
				var off []string
				if store.Dialect() == pg {
					off = []string{`ALTER TABLE audit_records DISABLE TRIGGER USER`, `ALTER TABLE audit_seals DISABLE TRIGGER USER`}
				} else {
					off = []string{`DROP TRIGGER audit_records_refuse_update`, `DROP TRIGGER audit_records_refuse_delete`,
						`DROP TRIGGER audit_seals_refuse_update`, `DROP TRIGGER audit_seals_refuse_delete`}
				}
				for _, s := range append(off, statement) {
					if _, err := store.SQL().ExecContext(t.Context(), s); err != nil {
						t.Fatal(err)
					}
				}
				if err := o.verify(t); !errors.Is(err, ErrAudit) {
					t.Error(err)
				}
			})
		})
	}
}

// The purge takes what is older than the retention and nothing else, says what it took, and verification still holds.
func TestPurge(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := sealedOffice(t, store)
		before := audited(t, store, models.AuditFilter{})
		if n, err := o.engine.PurgeAudit(t.Context()); err != nil || n != 0 {
			t.Fatalf("%d are gone at once, %v", n, err)
		}
		o.clock.Advance(200*24*time.Hour - 90*time.Minute) // the first seal is old enough, the second is not
		if n, err := o.engine.PurgeAudit(t.Context()); err != nil || n != 3 {
			t.Fatalf("%d are gone, %v", n, err)
		}
		left := audited(t, store, models.AuditFilter{})
		if len(left) != len(before)-3+1 || left[0].ID != before[3].ID {
			t.Fatalf("%d of %d are left", len(left), len(before))
		}
		last := left[len(left)-1]
		if last.Act != purgeAct || !strings.Contains(last.Detail, `"records":3`) || !strings.Contains(last.Detail, `"sha256":"`) {
			t.Errorf("the purge is recorded as %+v", last)
		}
		if err := o.verify(t); err != nil {
			t.Error(err)
		}
		if n, err := o.engine.PurgeAudit(t.Context()); err != nil || n != 0 {
			t.Errorf("%d are gone the second time, %v", n, err)
		}

		if err := o.engine.KeepAudit(t.Context(), 199); err == nil {
			t.Error("199 days are enough")
		}
		if err := errors.Join(o.engine.KeepAudit(t.Context(), 400), o.engine.KeepAudit(t.Context(), 400)); err != nil {
			t.Fatal(err)
		}
		if changes := audited(t, store, models.AuditFilter{Act: "change"}); changes[len(changes)-1].ObjectKind != auditKind {
			t.Errorf("%+v", changes)
		}
		o.clock.Advance(100 * 24 * time.Hour)
		if n, err := o.engine.PurgeAudit(t.Context()); err != nil || n != 0 {
			t.Errorf("%d are gone before 400 days, %v", n, err)
		}
	})
}

// Records that somebody else took out before they were old enough are missed, also when he says that he purged them.
func TestAPurgeTooEarlyIsNone(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := sealedOffice(t, store)
		seal, err := store.View(t.Context()).LastAuditSeal()
		if err != nil {
			t.Fatal(err)
		}
		err = store.InTx(t.Context(), func(tx models.Tx) error {
			if err := tx.PurgeAudit(seal.UntilAt); err != nil { // old enough by the clock of the database
				return err
			}
			return RecordAct(tx, o.clock.Now(), models.Viewer{}, Acted{Act: purgeAct, Kind: auditKind, Detail: purged{Until: seal.UntilAt.Format(time.RFC3339Nano)}})
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.verify(t); !errors.Is(err, ErrAudit) {
			t.Error(err)
		}
	})
}
