package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rectify/cmd/rectify/demo"
	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

// scene is the whole program at work with the demo's organisation in it.
type scene struct {
	*service
	url   string
	clock *clock.Manual
	table []byte // a workbook with the campaign's table of measures
}

// newScene starts the program on an empty database in a directory. The campaign in it is to be lived, or has been to its end.
func newScene(t *testing.T, dir string, lived bool) *scene {
	t.Helper()
	settings, err := demoSettings(&config.Config{DataDir: filepath.Join(dir, "data")})
	if err != nil {
		t.Fatal(err)
	}
	if !lived {
		settings.Session.StepUp = config.On
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	store, err := openStore(t.Context(), settings, log)
	if err != nil {
		t.Fatal(err)
	}
	if err := onlyEmpty(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	now := clock.NewManual(demo.Start)
	s, err := newService(t.Context(), settings, store, now, log)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.engine.SeedCalendar(t.Context()); err != nil {
		t.Fatal(err)
	}
	admins, err := s.engine.Bootstrap(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.run(serving, listener) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Error("the program does not stop")
		}
		_ = store.Close()
	})
	options := demo.Options{URL: "http://" + listener.Addr().String(), Clock: now, Admins: map[string]string{}}
	for _, a := range admins {
		options.Admins[a.User.Login] = a.Password
	}
	var table []byte
	if lived {
		options.Out = io.Discard
		options.Verify = func(ctx context.Context) (workflow.Verification, error) { return s.engine.Verify(ctx, nil) }
		err = demo.Run(t.Context(), options)
	} else {
		table, err = demo.Prepare(t.Context(), options)
	}
	if err != nil {
		t.Fatal(err)
	}
	now.Run()
	return &scene{s, options.URL, now, table}
}

// longMeeting lets more minutes pass, once a meeting has been opened, than a sign-in is proof enough for the gravest acts.
func longMeeting(t *testing.T, s *scene) {
	go func() {
		for tick := time.NewTicker(100 * time.Millisecond); ; {
			select {
			case <-t.Context().Done():
				return
			case <-tick.C:
			}
			var open bool
			query := "SELECT EXISTS (SELECT 1 FROM subjects WHERE kind = 'meeting' AND state = 'open')"
			if err := s.store.SQL().QueryRowContext(t.Context(), query).Scan(&open); err == nil && open {
				s.clock.Advance(6 * time.Minute)
				return
			}
		}
	}()
}

// longLedger enters ten thousand problems with a measure each. The table to be imported has two thousand more, under
// headers that nobody knows.
func longLedger(t *testing.T, s *scene) {
	dues := dues(t, s, "9月底", "长期坚持", "10月15日")
	for first := 0; first < 10_000; first += 5000 {
		var problems []document.Problem
		for n := first; n < first+5000; n++ {
			problems = append(problems, document.Problem{Number: strconv.Itoa(n + 1), Unit: "督察处", LeadLeader: "分管领导",
				Text:     fmt.Sprintf("第%d项：%s", n+1, strings.Repeat("道路扬尘管控不够到位，巡查发现问题后跟踪不够及时。", 1+n%3)),
				Measures: []document.Measure{{Position: 1, Mark: "1. ", Deadline: dues[n%len(dues)], Text: fmt.Sprintf("逐条落实责任，每周通报一次（%d）。", n+1)}}})
		}
		enterLedger(t, s, problems)
	}
	s.table = longTable(t, 20_001, 2000, "号", "毛病", "挂帅", "科室", "打算", "几时")
}

// longTable is a workbook of count problems with a measure each, whose numbers go on from first.
func longTable(t *testing.T, first, count int, headers ...string) []byte {
	t.Helper()
	layout := document.Layout{Sheet: "表", Title: "整改措施一览表"}
	for _, header := range headers {
		layout.Columns = append(layout.Columns, document.Column{Header: header, Width: 20})
	}
	var b bytes.Buffer
	table, err := document.NewTableWriter(&b, "xlsx", layout)
	if err != nil {
		t.Fatal(err)
	}
	for n := first; n < first+count; n++ {
		line := []document.Value{document.Text(strconv.Itoa(n)), document.Text(fmt.Sprintf("第%d项：渣土车辆沿途抛洒。", n)), document.Text("分管领导"),
			document.Text("督察处"), document.Text("加密巡查频次。"), document.Text("9月20日前")}
		if err := table.Write(document.Block{Whole: line, Lines: [][]document.Value{line}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oneDivision enters four problems of one division.
func oneDivision(t *testing.T, s *scene) { fourProblems(t, s, "督察处") }

// twoDivisions enters the problems of two divisions.
func twoDivisions(t *testing.T, s *scene) { fourProblems(t, s, "督察处", "建设处") }

// fullDesk enters four problems, all of whose measures wait to be accepted.
func fullDesk(t *testing.T, s *scene) {
	oneDivision(t, s)
	if _, err := s.store.SQL().ExecContext(t.Context(), "UPDATE subjects SET state = 'completed' WHERE kind = 'measure'"); err != nil {
		t.Fatal(err)
	}
}

// secondHalf enters a problem that is filed with its plan, one that is still to be handed in, and a filed one of another
// division, and plans the weeks in which they report. Nobody has begun to rectify anything yet.
func secondHalf(t *testing.T, s *scene) {
	dues := dues(t, s, "9月底", "长期坚持", "尽快")
	measure := func(position, due int, text string) document.Measure {
		return document.Measure{Position: position, Mark: fmt.Sprintf("%d. ", position), Deadline: dues[due], Text: text}
	}
	enterLedger(t, s, []document.Problem{
		{Number: "1", Unit: "督察处", LeadLeader: "分管副局长乙", Text: "滨河东路沿线料场扬尘管控不到位。",
			Measures: []document.Measure{measure(1, 0, "责令料场停止经营，场地全部覆盖防尘网。"), measure(2, 1, "每周巡查一次，发现问题当日处置。")}},
		{Number: "2", Unit: "督察处", LeadLeader: "分管副局长乙", CoUnits: []string{"乙镇"}, Text: "渣土运输车辆沿途抛洒治理不彻底。",
			Measures: []document.Measure{measure(1, 0, "联合夜查，登记车辆逐台核验。"), measure(2, 2, "建立企业黑名单制度。")}},
		{Number: "3", Unit: "建设处", LeadLeader: "分管副局长丙", Text: "市民热线工单重复投诉较多。",
			Measures: []document.Measure{measure(1, 0, "逐件回访，一周内核对退单原因。")}},
	})
	planWeeks(t, s)
	query := "UPDATE subjects SET state = 'filed' WHERE id IN (SELECT subject_id FROM problems WHERE number IN ('1', '3'))"
	if _, err := s.store.SQL().ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// fourProblems enters four problems with two measures each, the units answering for them in turn, and plans the weeks in
// which they report.
func fourProblems(t *testing.T, s *scene, units ...string) {
	dues := dues(t, s, "9月底", "10月15日")
	var problems []document.Problem
	for n := range 4 {
		p := document.Problem{Number: strconv.Itoa(n + 1), Unit: units[n%len(units)], LeadLeader: "分管领导", Text: fmt.Sprintf("第%d项：道路扬尘管控不够到位。", n+1)}
		for m, due := range dues {
			p.Measures = append(p.Measures, document.Measure{Position: m + 1, Mark: fmt.Sprintf("%d. ", m+1), Deadline: due, Text: fmt.Sprintf("逐条落实责任，每周通报一次（%d.%d）。", n+1, m+1)})
		}
		problems = append(problems, p)
	}
	enterLedger(t, s, problems)
	planWeeks(t, s)
}

// planWeeks plans the weeks in which the divisions report.
func planWeeks(t *testing.T, s *scene) {
	t.Helper()
	campaign, _, err := (&importCommand{Campaign: demo.CampaignCode}).campaign(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.engine.EnsureCycles(t.Context(), campaign.ID); err != nil {
		t.Fatal(err)
	}
}

// dues reads deadlines as those of the demo's campaign.
func dues(t *testing.T, s *scene, texts ...string) []deadline.Deadline {
	t.Helper()
	campaign, _, err := (&importCommand{Campaign: demo.CampaignCode}).campaign(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]deadline.Deadline, len(texts))
	for i, text := range texts {
		list[i] = deadline.Parse(text, deadline.Base{Date: *models.DateOf(campaign.StartsOn)})
	}
	return list
}

// enterLedger imports problems into the demo's campaign as its audit office.
func enterLedger(t *testing.T, s *scene, problems []document.Problem) {
	t.Helper()
	command := importCommand{Campaign: demo.CampaignCode, As: "audit.head"}
	viewer, err := command.viewer(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	campaign, _, err := command.campaign(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	table := &document.MeasureTable{Problems: problems}
	if _, _, err := s.engine.ImportMeasureTable(t.Context(), viewer, workflow.Request{}, workflow.Import{CampaignID: campaign.ID, Table: table, CreateUnits: true}); err != nil {
		t.Fatal(err)
	}
}
