package workflow

import (
	"errors"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// A deadline nobody could read keeps the dossier from being submitted until a person has confirmed what it means; the
// words stay as they were written.
func TestConfirmDeadline(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.enter(t, NewProblem{CampaignID: o.Campaign.ID, Number: "1", Text: "道路积水。", Assignment: Assignment{UnitID: o.Units["sanitation"].ID},
			Measures: []MeasureClause{{Text: "疏通管道", Deadline: "尽快"}}})
		submit := Command{SubjectID: s.ID, Event: Submit, IfVersion: version(1)}
		var refusal *Error
		if _, err := o.fire(t, "sanitation.head", submit); !errors.As(err, &refusal) || refusal.Reasons[0].Code != words.DeadlinesUnreadable {
			t.Fatalf("%v", err)
		}
		m := o.row(t, s.ID).Measures[0]
		for name, bad := range map[string]ConfirmedDeadline{"says nothing": {}, "ends before it begins": {NotBefore: new(day(9, 9)), Due: new(day(9, 8))}} {
			if _, err := o.fire(t, "audit.officer", Command{SubjectID: m.ID, Event: ConfirmDeadline, IfVersion: version(1), Payload: bad}); ClassOf(err) != Unmet {
				t.Errorf("%s: %v", name, err)
			}
		}
		confirmed := o.do(t, "audit.officer", m.ID, ConfirmDeadline, ConfirmedDeadline{Due: new(day(9, 12))})
		end := time.Date(2023, 9, 12, 16, 0, 0, 0, time.UTC)
		row := o.row(t, s.ID)
		got := row.Measures[0]
		if got.DeadlineRaw != "尽快" || got.DeadlineKind != "by" || got.DueOn != "2023-09-12" || got.NeedsConfirmation || !confirmed.DueAt.Equal(end) {
			t.Errorf("%+v", got)
		}
		if row.DueAt == nil || !row.DueAt.Equal(end) || row.Version != 1 {
			t.Errorf("the problem is due at %v, version %d", row.DueAt, row.Version)
		}
		if _, err := o.fire(t, "sanitation.head", submit); err != nil {
			t.Error(err)
		}
		o.sound(t)
	})
}

// The proof of an accepted long-term measure holds for the review interval, or as long as the division has said.
func TestAcceptLongTerm(t *testing.T) {
	for name, c := range map[string]struct {
		report MeasureReport
		want   string
	}{
		"policy": {MeasureReport{Result: "已建立制度"}, "2023-11-27"}, // 90 days after 29 August
		"stated": {MeasureReport{Result: "已建立制度", ProofValidUntil: new(day(10, 31))}, "2023-10-31"},
		"lapsed": {MeasureReport{Result: "已建立制度", ProofValidUntil: new(day(8, 1))}, "2023-11-27"},
	} {
		t.Run(name, func(t *testing.T) {
			testdb.Each(t, func(t *testing.T, store *models.Store) {
				o := newOffice(t, store)
				m := o.row(t, o.dossier(t, "1").ID).Measures[2]
				o.do(t, "sanitation.head", m.ID, Start, nil)
				o.do(t, "sanitation.head", m.ID, Report, c.report)
				o.attach(t, m.ID)
				o.do(t, "sanitation.head", m.ID, Complete, nil)
				o.do(t, "audit.officer", m.ID, Accept, nil)
				got, err := store.View(t.Context()).Measure(o.People["audit.officer"], m.ID)
				if err != nil || got.ProofValidUntil != c.want || got.Result != c.report.Result {
					t.Errorf("valid until %s, %v", got.ProofValidUntil, err)
				}
				o.sound(t)
			})
		})
	}
}

func TestReportRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		m := o.row(t, o.dossier(t, "1").ID).Measures[0]
		for name, r := range map[string]MeasureReport{"nothing": {}, "proof of what ends": {Result: "已排查", ProofValidUntil: new(day(10, 1))}} {
			if _, err := o.fire(t, "sanitation.head", Command{SubjectID: m.ID, Event: Report, IfVersion: version(1), Payload: r}); ClassOf(err) != Unmet {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
