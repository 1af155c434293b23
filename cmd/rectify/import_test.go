package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
)

// annex writes a table of two problems under one number.
func annex(t *testing.T) string {
	t.Helper()
	base := deadline.Base{Date: civil.Date{Year: 2023, Month: 8, Day: 29}}
	table := document.MeasureTable{Title: "整改措施一览表", Problems: []document.Problem{
		{Number: "1", SuperiorNumber: "21", Text: "道路积水。", LeadLeader: "牵头领导", Unit: "环卫处",
			Measures: []document.Measure{{Text: "疏通管道", Deadline: deadline.Parse("9月底", base)}, {Text: "定期巡查", Deadline: deadline.Parse("长期坚持", base)}}},
		{Number: "1", SuperiorNumber: "21", Text: "工地泥浆外流。", LeadLeader: "分管领导", Unit: "建设处",
			Measures: []document.Measure{{Text: "约谈施工单位", Deadline: deadline.Parse("已完成", base)}}}}}
	var b bytes.Buffer
	if err := document.WriteMeasureTable(&b, &table); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "annex.xlsx")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

type printed struct {
	Stored   bool
	Created  int
	Problems []struct {
		Status   string
		Measures []struct {
			Deadline struct{ Raw, Kind, Due string }
		}
	}
	Findings []struct{ Message string }
}

// command runs the program and reads what it printed as JSON.
func command(t *testing.T, want int, args ...string) (out printed) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), args, &stdout, &stderr); code != want {
		t.Fatalf("%v: exit %d, want %d: %s", args, code, want, stderr.String())
	}
	if want == 0 {
		if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
			t.Fatalf("%v: %s", err, stdout.String())
		}
	}
	return out
}

// A dry run needs no campaign and no database, and makes none.
func TestImportDryRun(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	args := []string{"import", annex(t), "--campaign", "C1", "--data-dir", data, "--dry-run", "--json"}
	command(t, 1, args...) // without --base there is nothing to count from
	out := command(t, 0, append(args, "--base", "2023-08-29")...)
	if len(out.Problems) != 2 || out.Stored || out.Problems[0].Measures[0].Deadline.Due != "2023-09-30" || len(out.Findings) == 0 || out.Findings[0].Message == "" {
		t.Errorf("%+v", out)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Error("the dry run made a data folder")
	}
}

// Storing needs a person; doing it twice changes nothing.
func TestImportStores(t *testing.T) {
	address := "sqlite:" + filepath.Join(t.TempDir(), "rectify.db")
	store, err := models.Open(t.Context(), address, models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	fixture.New(t, store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	args := []string{"import", annex(t), "--database-url", address, "--data-dir", t.TempDir(), "--json", "--campaign"}
	command(t, 1, append(args, "C2023")...)
	command(t, 1, append(args, "nothing", "--as", "audit.officer")...)
	command(t, 1, append(args, "C2023", "--as", "sanitation.head")...)
	if out := command(t, 0, append(args, "C2023", "--as", "audit.officer")...); !out.Stored || out.Created != 2 {
		t.Errorf("%+v", out)
	}
	if out := command(t, 0, append(args, "C2023", "--as", "audit.officer")...); out.Created != 0 || out.Problems[0].Status != "same" {
		t.Errorf("%+v", out)
	}
}
