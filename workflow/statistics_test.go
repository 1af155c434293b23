package workflow

import (
	"fmt"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/lights"
)

// bareMeasure adds a measure to a problem in the given state, with columns of its detail row.
func (o *office) bareMeasure(t *testing.T, problem models.Subject, state State, due, proof string, longTerm, dropped bool) {
	t.Helper()
	s := o.bare(t, "audit.officer", models.Subject{Kind: models.KindMeasure, Title: "措施", UnitID: problem.UnitID, ParentID: &problem.ID})
	at := "NULL"
	if dropped {
		at = "'2023-09-01 00:00:00+00:00'"
	}
	for _, sql := range []string{
		fmt.Sprintf(`INSERT INTO measures (subject_id, problem_id, position, text, deadline_kind, deadline, due_on, proof_valid_until, long_term, dropped_at)
			VALUES ('%s', '%s', 1, '措施', 'by', '{}', '%s', '%s', %t, %s)`, s.ID, problem.ID, due, proof, longTerm, at),
		fmt.Sprintf(`UPDATE subjects SET state = '%s' WHERE id = '%s'`, state, s.ID),
	} {
		if _, err := o.Store.SQL().ExecContext(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
}

// detail gives a bare problem its detail row and a state.
func (o *office) detail(t *testing.T, problem models.Subject, number int, state State) {
	t.Helper()
	for _, sql := range []string{
		fmt.Sprintf(`INSERT INTO problems (subject_id, campaign_id, number, text, position) VALUES ('%s', '%s', '%d', '问题', %d)`,
			problem.ID, problem.CampaignID, number, number),
		fmt.Sprintf(`UPDATE subjects SET state = '%s' WHERE id = '%s'`, state, problem.ID),
	} {
		if _, err := o.Store.SQL().ExecContext(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
}

func TestStatistics(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		late, closed, foreign := o.bareProblem(t, "sanitation"), o.bareProblem(t, "sanitation"), o.bareProblem(t, "building")
		o.detail(t, late, 1, Filed)
		o.detail(t, closed, 2, Closed)
		o.detail(t, foreign, 3, Filed)
		o.bareMeasure(t, late, InProgress, "2023-09-05", "", false, false) // red for eight days
		o.bareMeasure(t, late, Accepted, "2023-09-05", "", false, false)   // green
		o.bareMeasure(t, late, Planned, "", "2023-09-12", true, false)     // red: proof lapsed yesterday
		o.bareMeasure(t, late, Planned, "2023-09-01", "", false, true)     // dropped, not counted
		o.bareMeasure(t, closed, Completed, "2023-09-01", "", false, false)
		o.bareMeasure(t, foreign, Planned, "2023-09-15", "", false, false) // yellow
		o.ensure(t, o.Campaign.ID)
		o.clock.Set(time.Date(2023, 9, 13, 1, 0, 0, 0, time.UTC))

		s, err := o.engine.Statistics(t.Context(), o.People["audit.officer"], o.Campaign.ID)
		if err != nil {
			t.Fatal(err)
		}
		if s.Problems.Rate != (lights.Rate{Complete: 1, Total: 3}) || s.Measures.Rate != (lights.Rate{Complete: 2, Total: 5}) {
			t.Errorf("rates %v and %v", s.Problems.Rate, s.Measures.Rate)
		}
		if got := fmt.Sprint(s.Problems.States, s.Problems.Lights, s.Measures.Lights); got !=
			"map[closed:1 filed:2] map[blue:1 red:1 yellow:1] map[blue:1 green:1 red:2 yellow:1]" {
			t.Error(got)
		}
		if len(s.Overdue) != 2 || s.Overdue[0].Days != 8 || s.Overdue[1].Days != 1 || s.Overdue[0].ProblemID != late.ID {
			t.Errorf("overdue: %+v", s.Overdue)
		}
		if len(s.Units) != 2 || s.Units[0].Name != "环卫处" || fmt.Sprint(s.Units[0].Reports) != "map[missing:2 pending:3]" {
			t.Errorf("units: %+v", s.Units)
		}
		if len(s.Leaders) != 1 || s.Leaders[0].Problems.Rate.Total != 3 {
			t.Errorf("leaders: %+v", s.Leaders)
		}

		own, err := o.engine.Statistics(t.Context(), o.People["building.head"], o.Campaign.ID)
		if err != nil || own.Problems.Rate.Total != 1 || own.Measures.Rate.Total != 1 || len(own.Units) != 1 || len(own.Overdue) != 0 {
			t.Errorf("a division sees %+v, %v", own, err)
		}
		none, err := o.engine.Statistics(t.Context(), o.People["system"], o.Campaign.ID)
		if err != nil || none.Problems.Rate.Total != 0 || len(none.Units) != 0 {
			t.Errorf("an administrator sees %+v, %v", none, err)
		}
	})
}
