package workflow

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow/clock"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

// measured is how many measures the benchmark exports.
const measured = 100_000

// BenchmarkExport writes 100,000 measures in both layouts and reports the greatest memory that the process ever had (VmHWM)
// while it did.
func BenchmarkExport(b *testing.B) {
	store := testdb.SQLite(b)
	w := fixture.New(b, store)
	engine := NewEngine(store, clock.NewManual(fixture.Start), slog.New(slog.DiscardHandler))
	fillLedger(b, engine, w, measured)
	for _, layout := range []string{"annex", "ledger"} {
		for _, format := range []string{"xlsx", "csv"} {
			b.Run(layout+"/"+format, func(b *testing.B) {
				for b.Loop() {
					resetPeak(b)
					out := &countedBytes{}
					start := time.Now()
					x := Export{Layout: layout, Format: format, Filter: models.ProblemFilter{CampaignID: w.Campaign.ID}}
					if err := engine.WriteExport(b.Context(), w.People["audit.officer"], x, out, func(int, int) {}); err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(measured/time.Since(start).Seconds(), "measures/s")
					b.ReportMetric(float64(peakMiB(b)), "MiB-peak")
					b.ReportMetric(float64(out.n)/(1<<20), "MiB-file")
				}
			})
		}
	}
}

// fillLedger imports problems with four measures each, five thousand problems at a time.
func fillLedger(b *testing.B, engine *Engine, w *fixture.World, measures int) {
	b.Helper()
	base := deadline.Base{Date: day(8, 29)}
	dues := []deadline.Deadline{deadline.Parse("9月底", base), deadline.Parse("长期坚持", base), deadline.Parse("自9月7日起至8日", base), deadline.Parse("已完成", base)}
	for first := 0; first < measures/4; first += 5000 {
		table := &document.MeasureTable{}
		for n := first; n < min(first+5000, measures/4); n++ {
			p := document.Problem{Number: strconv.Itoa(n + 1), Text: fmt.Sprintf("第%d项：%s", n+1, strings.Repeat("行业管理部门监管和指导不够有力，", 5)), LeadLeader: "牵头领导", Unit: "环卫处"}
			for i, due := range dues {
				p.Measures = append(p.Measures, document.Measure{Position: i + 1, Mark: fmt.Sprintf("%d. ", i+1), Deadline: due,
					Text: fmt.Sprintf("（%d-%d）%s", n, i, strings.Repeat("会同有关单位开展排查整治，压实属地责任。", 6))})
			}
			table.Problems = append(table.Problems, p)
		}
		result, _, err := engine.ImportMeasureTable(b.Context(), w.People["audit.officer"], Request{}, Import{CampaignID: w.Campaign.ID, Table: table})
		if err != nil || result.Created != len(table.Problems) {
			b.Fatalf("%d created, %v", result.Created, err)
		}
	}
}

type countedBytes struct{ n int64 }

func (c *countedBytes) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// resetPeak makes the peak count from now on (proc(5), clear_refs).
func resetPeak(b *testing.B) {
	b.Helper()
	debug.FreeOSMemory() // what the filling of the database has left
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Skipf("the peak of memory cannot be measured here: %v", err)
	}
}

// peakMiB is the greatest resident memory of the process since resetPeak.
func peakMiB(b *testing.B) int {
	b.Helper()
	status, err := os.Open("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	defer status.Close()
	lines := bufio.NewScanner(io.LimitReader(status, 1<<16))
	for lines.Scan() {
		if rest, is := strings.CutPrefix(lines.Text(), "VmHWM:"); is {
			kib, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				b.Fatal(err)
			}
			return kib / 1024
		}
	}
	b.Fatal("no VmHWM")
	return 0
}
