package workflow

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
)

// Names that a spreadsheet would take for formulas come out as texts, and line ends stay inside their cells.
func TestAuditCSVIsInert(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		hostile := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "甲\r\n=乙", `"引号,逗号"`, "平常"}
		err := store.InTx(t.Context(), func(tx models.Tx) error {
			for _, name := range hostile {
				if err := RecordAct(tx, o.clock.Now(), models.Viewer{Name: name}, Acted{Act: "grant"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		write, err := o.engine.ExportAudit(t.Context(), o.People["auditing"], models.AuditFilter{Act: "grant"}, AuditCSV)
		if err == nil {
			err = write(&out)
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 1+len(hostile) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("a cell begins as a formula: %q", cell)
				}
			}
		}
	})
}

// Who holds an export can compute the digest of a seal from it.
func TestJSONLinesAreWhatIsSealed(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.progress(t, someText)
		o.renameUnit(t, "综合处")
		o.clock.Advance(2 * time.Hour)
		if made, err := o.engine.SealAudit(t.Context()); err != nil || !made {
			t.Fatal(made, err)
		}
		seal, err := store.View(t.Context()).LastAuditSeal()
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.New()
		write, err := o.engine.ExportAudit(t.Context(), o.People["auditing"], models.AuditFilter{From: seal.FromAt, Until: seal.UntilAt}, AuditJSONL)
		if err == nil {
			err = write(sum)
		}
		if err != nil || seal.Records != 2 || !bytes.Equal(sum.Sum(nil), seal.Digest) {
			t.Errorf("the export sums up to %x, the seal says %x, %v", sum.Sum(nil), seal.Digest, err)
		}
	})
}
