package main

import (
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
	table []byte // a workbook with the campaign's table of measures
}

// newScene starts the program on an empty database in a directory.
func newScene(t *testing.T, dir string) *scene {
	t.Helper()
	settings, err := demoSettings(&config.Config{DataDir: filepath.Join(dir, "data")})
	if err != nil {
		t.Fatal(err)
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
	table, err := demo.Prepare(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	now.Run()
	return &scene{s, options.URL, table}
}

// longLedger enters ten thousand problems with a measure each.
func longLedger(t *testing.T, s *scene) {
	command := importCommand{Campaign: demo.CampaignCode, As: "audit.head"}
	viewer, err := command.viewer(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	campaign, _, err := command.campaign(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	base := deadline.Base{Date: *models.DateOf(campaign.StartsOn)}
	dues := []deadline.Deadline{deadline.Parse("9月底", base), deadline.Parse("长期坚持", base), deadline.Parse("10月15日", base)}
	for first := 0; first < 10_000; first += 5000 {
		table := &document.MeasureTable{}
		for n := first; n < first+5000; n++ {
			table.Problems = append(table.Problems, document.Problem{Number: strconv.Itoa(n + 1), Unit: "督察处", LeadLeader: "分管领导",
				Text:     fmt.Sprintf("第%d项：%s", n+1, strings.Repeat("道路扬尘管控不够到位，巡查发现问题后跟踪不够及时。", 1+n%3)),
				Measures: []document.Measure{{Position: 1, Mark: "1. ", Deadline: dues[n%len(dues)], Text: fmt.Sprintf("逐条落实责任，每周通报一次（%d）。", n+1)}}})
		}
		if _, _, err := s.engine.ImportMeasureTable(t.Context(), viewer, workflow.Request{}, workflow.Import{CampaignID: campaign.ID, Table: table, CreateUnits: true}); err != nil {
			t.Fatal(err)
		}
	}
}
