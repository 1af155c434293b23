package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow"
)

// A measurement is turns of each side, one after the other, roundLength long.
const (
	turns       = 3
	roundLength = 2 * time.Second
)

// BenchmarkStep runs one transition over HTTP, with everything that belongs to it, against the bare SQL of such a step
// under pgbench: begin, select for update, update, insert of a 200-character opinion, commit. Both run on the same
// cluster and take turns, so that the ratio stands although the machine is noisy:
//
//	go test ./api -run '^$' -bench Step -benchtime 1x
func BenchmarkStep(b *testing.B) {
	for _, clients := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			address := testdb.PostgresAddress(b)
			ours, bare := newSteps(b, address, clients), newBare(b, address, clients)
			var steps, floor float64
			for b.Loop() {
				for range turns {
					steps += ours.round()
					floor += bare.round()
				}
			}
			b.ReportMetric(steps/float64(b.N*turns), "steps/s")
			b.ReportMetric(floor/float64(b.N*turns), "pgbench/s")
			b.ReportMetric(steps/floor, "ratio")
			b.ReportMetric(0, "ns/op") // a turn has a fixed length
		})
	}
}

// steps drives the real server over loopback HTTP.
type steps struct {
	b       *testing.B
	url     string
	token   string
	clients []*stepClient
}

// stepClient submits and withdraws one report of its own, over and over.
type stepClient struct {
	http    *http.Client
	report  string
	version int
}

func newSteps(b *testing.B, address string, clients int) *steps {
	b.Helper()
	store, err := models.Open(b.Context(), address, models.Options{Log: slog.New(slog.DiscardHandler)}) // with the pool of production
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	w := apitest.New(b, store, func(d *api.Deps) { d.Logger = slog.New(slog.DiscardHandler) })
	s := &steps{b: b, url: w.URL, token: fixture.Token("sanitation.head")}
	problem := problemRow(b, w)
	for range clients {
		var created models.Subject
		_, err := w.Engine.CreateReport(b.Context(), w.People["sanitation.drafter"], workflow.Request{
			Render: func(result any) (workflow.Answer, error) {
				created = result.(workflow.Outcome).Subject
				return workflow.Answer{}, nil
			}}, workflow.NewReport{Kind: models.KindProgress, ProblemID: problem, Content: &workflow.Content{Title: "进展情况报告",
			Sections: []workflow.Section{{Key: "body", Title: "正文", Text: opinion}}}})
		if err != nil {
			b.Fatal(err)
		}
		s.clients = append(s.clients, &stepClient{http: &http.Client{Transport: &http.Transport{DisableCompression: true}}, report: created.ID, version: 1})
	}
	return s
}

// problemRow inserts a problem on which progress is reported.
func problemRow(b *testing.B, w *apitest.World) string {
	b.Helper()
	unit := w.Units["sanitation"].ID
	problem := models.Subject{ID: models.NewID(), CampaignID: w.Campaign.ID, Kind: models.KindProblem, Title: "问题", State: "drafted", Version: 1,
		HeadHash: []byte{}, UnitID: &unit, Round: 1, StateSince: fixture.Start, CreatedBy: w.People["audit.officer"].UserID,
		CreatedAt: fixture.Start, UpdatedAt: fixture.Start}
	err := w.Store.InTx(b.Context(), func(tx models.Tx) error {
		return tx.Insert(problem, models.Entry{CampaignID: problem.CampaignID, SubjectID: problem.ID, Seq: 1, Kind: problem.Kind, Event: "create",
			ActorID: problem.CreatedBy, At: fixture.Start, CorrelationID: models.NewID(), PrevHash: []byte{}, Hash: []byte{}})
	})
	if err != nil {
		b.Fatal(err)
	}
	return problem.ID
}

// round returns the transitions per second of one turn.
func (s *steps) round() float64 {
	var done atomic.Int64
	var wg sync.WaitGroup
	begin := time.Now()
	for _, c := range s.clients {
		wg.Go(func() {
			for time.Since(begin) < roundLength {
				if err := s.step(c); err != nil {
					s.b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(done.Load()) / time.Since(begin).Seconds()
}

var opinion = strings.Repeat("已核实", 66) + "情况"

func (s *steps) step(c *stepClient) error {
	event := "submit"
	if c.version%2 == 0 {
		event = "withdraw"
	}
	body := fmt.Sprintf(`{"event":%q,"opinion":%q,"reason":"配合单位出差"}`, event, opinion)
	r, err := http.NewRequest(http.MethodPost, s.url+"/api/v1/reports/"+c.report+"/transitions", strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("If-Match", strconv.Quote(strconv.Itoa(c.version)))
	r.Header.Set("Idempotency-Key", models.NewID())
	answer, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %d %s, %v", event, answer.StatusCode, text, err)
	}
	c.version++
	return nil
}

// bare is the floor: the SQL alone, driven by pgbench over the same socket with prepared statements.
type bare struct {
	b       *testing.B
	address string
	script  string
	clients int
}

func newBare(b *testing.B, address string, clients int) *bare {
	b.Helper()
	if _, err := exec.LookPath("pgbench"); err != nil {
		b.Skip("pgbench is not installed (Debian: postgresql-contrib or postgresql-15)")
	}
	db, err := pgx.Connect(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close(context.WithoutCancel(b.Context()))
	_, err = db.Exec(b.Context(), `CREATE TABLE bare_document (id int PRIMARY KEY, state text NOT NULL, version bigint NOT NULL);
		CREATE TABLE bare_history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, document_id int NOT NULL, opinion text NOT NULL, at timestamptz NOT NULL);
		INSERT INTO bare_document SELECT n, 'drafted', 1 FROM generate_series(1, 10000) n`)
	if err != nil {
		b.Fatal(err)
	}
	script := filepath.Join(b.TempDir(), "step.sql")
	err = os.WriteFile(script, []byte(`\set id random(1, 10000)
BEGIN;
SELECT state, version FROM bare_document WHERE id = :id FOR UPDATE;
UPDATE bare_document SET state = 'submitted', version = version + 1 WHERE id = :id;
INSERT INTO bare_history (document_id, opinion, at) VALUES (:id, '`+opinion+`', now());
COMMIT;
`), 0o600)
	if err != nil {
		b.Fatal(err)
	}
	return &bare{b: b, address: address, script: script, clients: clients}
}

var tps = regexp.MustCompile(`tps = ([0-9.]+)`)

// round returns the transactions per second of one turn.
func (p *bare) round() float64 {
	var out bytes.Buffer
	cmd := exec.Command("pgbench", "-n", "-M", "prepared", "-f", p.script, "-c", strconv.Itoa(p.clients), "-j", "1",
		"-T", strconv.Itoa(int(roundLength.Seconds())), p.address)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		p.b.Fatal(err, out.String())
	}
	found := tps.FindSubmatch(out.Bytes())
	if found == nil {
		p.b.Fatal(out.String())
	}
	rate, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		p.b.Fatal(err)
	}
	return rate
}
