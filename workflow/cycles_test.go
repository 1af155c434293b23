package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/cycle"
	"rectify/workflow/words"
)

// newCampaignOffice is newOffice with a calendar.
func newCampaignOffice(t *testing.T, store *models.Store) *office {
	t.Helper()
	o := newOffice(t, store)
	if err := o.engine.SeedCalendar(t.Context()); err != nil {
		t.Fatal(err)
	}
	return o
}

// bareProblem creates a problem for which a unit is responsible.
func (o *office) bareProblem(t testing.TB, unit string) models.Subject {
	t.Helper()
	return o.bare(t, "audit.officer", models.Subject{Kind: models.KindProblem, Title: "问题", UnitID: ptr(o.Units[unit].ID)})
}

// bare creates a bare subject in the campaign.
func (o *office) bare(t testing.TB, login string, draft models.Subject) models.Subject {
	t.Helper()
	var s models.Subject
	_, err := o.engine.write(t.Context(), o.People[login], Request{}, func(w *writing) (any, error) {
		draft.CampaignID = o.Campaign.ID
		var err error
		s, err = w.create(draft, nil, o.People[login].Grants[0].Role, o.People[login].Grants[0].UnitID, nil)
		return nil, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ptr[T any](v T) *T { return &v }

// campaign adds a campaign beside the fixture's own.
func (o *office) campaign(t *testing.T, code, from, to, policies string) string {
	t.Helper()
	c := o.Campaign
	c.ID, c.Code, c.StartsOn, c.EndsOn, c.Policies = models.NewID(), code, from, to, []byte(policies)
	if err := o.Store.View(t.Context()).AddCampaign(c); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func (o *office) ensure(t *testing.T, campaignID string) CyclePlan {
	t.Helper()
	planned, err := o.engine.EnsureCycles(t.Context(), campaignID)
	if err != nil {
		t.Fatal(err)
	}
	return planned
}

// dates renders the kept cycles of a campaign: "1:09-13 2:09-20".
func (o *office) dates(t *testing.T, campaignID string) string {
	t.Helper()
	cycles, err := o.Store.View(t.Context()).Cycles(campaignID)
	if err != nil {
		t.Fatal(err)
	}
	parts := make([]string, len(cycles))
	for i, c := range cycles {
		parts[i] = fmt.Sprintf("%d:%s", c.Number, c.DueOn[5:])
	}
	return strings.Join(parts, " ")
}

// fromSeptember is the series of the campaign this product was first made for.
const fromSeptember = `{"series": [{"name": "weekly", "first": "2023-09-13"}]}`

func TestEnsureCycles(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		for i, c := range []struct {
			name, from, to, policies, want string
		}{
			{"every Wednesday from the start", "2023-08-29", "2023-09-28", `{}`, "1:08-30 2:09-06 3:09-13 4:09-20 5:09-27"},
			{"from a first date on", "2023-08-29", "2023-09-28", fromSeptember, "1:09-13 2:09-20 3:09-27"},
			{"holidays excepted", "2023-09-13", "2023-10-12", fromSeptember, "1:09-13 2:09-20 3:09-27 4:10-11"},
			{"moved off holidays", "2023-09-27", "2023-10-12", `{"series": [{"on_holiday": "next_workday"}]}`, "1:09-27 2:10-07 3:10-11"},
			{"sixty days ahead of today", "2023-08-29", "2024-08-28", `{"series": [{"every_weeks": 4}]}`, "1:08-30 2:09-27 3:10-25"},
			{"sixty days ahead of a start to come", "2024-01-01", "2024-12-31", `{"series": [{"every_weeks": 4}]}`, "1:01-03 2:01-31 3:02-28"},
			{"no series", "2023-08-29", "2023-09-28", `{"series": []}`, ""},
		} {
			id := o.campaign(t, fmt.Sprint("C", i), c.from, c.to, c.policies)
			o.ensure(t, id)
			if again := o.ensure(t, id); again.Cycles != 0 {
				t.Errorf("%s: %d more at the second time", c.name, again.Cycles)
			}
			if got := o.dates(t, id); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
		cycles, _ := store.View(t.Context()).Cycles(o.campaign(t, "none", "2023-09-13", "2023-09-13", `{}`))
		if len(cycles) != 0 {
			t.Errorf("a campaign that nobody planned has %d cycles", len(cycles))
		}
	})
}

// The due instant is 15:00 in Shanghai.
func TestCyclesAreDueInShanghai(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		o.ensure(t, o.Campaign.ID)
		cycles, err := store.View(t.Context()).Cycles(o.Campaign.ID)
		if err != nil || !cycles[0].DueAt.Equal(time.Date(2023, 8, 30, 7, 0, 0, 0, time.UTC)) {
			t.Errorf("%+v, %v", cycles, err)
		}
	})
}

// Without the year's notice nothing is stored and the refusal names the year; nothing is guessed.
func TestUnknownYearIsRefused(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		id := o.campaign(t, "C2026", "2026-12-01", "2027-01-31", `{}`)
		_, err := o.engine.EnsureCycles(t.Context(), id)
		var refusal *Error
		if !errors.As(err, &refusal) || refusal.Reasons[0].Code != words.CalendarYearUnknown || refusal.Reasons[0].Params["year"] != 2027 {
			t.Fatalf("%v", err)
		}
		if got := o.dates(t, id); got != "" {
			t.Errorf("%s were stored all the same", got)
		}
		m, err := o.engine.Matrix(t.Context(), o.People["audit.officer"], id)
		if err != nil || len(m.Blocked) != 1 || m.Blocked[0].Code != words.CalendarYearUnknown {
			t.Errorf("the matrix does not say so: %+v, %v", m, err)
		}
	})
}

// A calendar corrected after the fact moves no deadline that is kept (I14), and numbers go on without a gap.
func TestKeptCyclesNeverChange(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		id := o.campaign(t, "C1", "2023-09-13", "2023-12-31", fromSeptember)
		o.ensure(t, id)
		before := o.dates(t, id)
		// A notice that makes a working Wednesday a day off, and a holiday Wednesday a working day.
		notice := strings.Replace(holidays2023, `"days":[`, `"days":[{"name":"临时放假","date":"2023-09-20","isOffDay":true},`, 1)
		if _, err := o.engine.ImportCalendarYear(t.Context(), o.People["system"], Request{}, 2023, notice); err != nil {
			t.Fatal(err)
		}
		if planned := o.ensure(t, id); planned.Cycles != 0 || o.dates(t, id) != before {
			t.Errorf("%+v added: %s, before %s", planned, o.dates(t, id), before)
		}
		o.clock.Advance(30 * 24 * time.Hour)
		if planned := o.ensure(t, id); planned.Cycles != 2 || o.dates(t, id) != before+" 9:11-15 10:11-22" {
			t.Errorf("a month later %+v added: %s", planned, o.dates(t, id))
		}
	})
}

// holidays2023 is the least a notice of 2023 may say: under it all of October's first week but one day is worked.
const holidays2023 = `{"year":2023,"papers":["更正"],"days":[{"name":"元旦","date":"2023-01-01","isOffDay":true},
	{"name":"劳动节","date":"2023-05-01","isOffDay":true},{"name":"国庆节","date":"2023-10-01","isOffDay":true}]}`

// A division owes from its first problem on; the audit office, outside units and divisions without a problem owe nothing.
func TestWhoOwes(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		o.bareProblem(t, "sanitation")
		o.bareProblem(t, "sanitation")
		o.bareProblem(t, "audit")
		o.bareProblem(t, "town")
		if planned := o.ensure(t, o.Campaign.ID); planned != (CyclePlan{Cycles: 5, Obligations: 5}) {
			t.Fatalf("planned %+v", planned)
		}
		o.clock.Set(time.Date(2023, 9, 13, 8, 0, 0, 0, time.UTC)) // an hour after the third
		o.bareProblem(t, "building")
		if planned := o.ensure(t, o.Campaign.ID); planned != (CyclePlan{Obligations: 2}) {
			t.Fatalf("the second division: %+v", planned)
		}
		m, err := o.engine.Matrix(t.Context(), o.People["audit.officer"], o.Campaign.ID)
		if err != nil || len(m.Units) != 2 || m.Units[0].Name != "环卫处" || len(m.Units[0].Cells) != 5 || len(m.Units[1].Cells) != 2 {
			t.Errorf("%+v, %v", m.Units, err)
		}
	})
}

// Many planners at once leave each cycle once.
func TestPlannersAtOnce(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		o.bareProblem(t, "sanitation")
		var wg sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wg.Go(func() { _, errs[i] = o.engine.EnsureCycles(context.WithoutCancel(t.Context()), o.Campaign.ID) })
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		if got := o.dates(t, o.Campaign.ID); got != "1:08-30 2:09-06 3:09-13 4:09-20 5:09-27" {
			t.Error(got)
		}
	})
}

// The matrix computes the verdicts out of times of receipt and shows a division its own row only.
func TestMatrix(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		o.bareProblem(t, "sanitation")
		o.bareProblem(t, "building")
		o.ensure(t, o.Campaign.ID)
		cycles, err := store.View(t.Context()).Cycles(o.Campaign.ID)
		if err != nil {
			t.Fatal(err)
		}
		receive := func(number int, after time.Duration) string {
			t.Helper()
			unit, c := o.Units["sanitation"].ID, cycles[number-1]
			s := o.bare(t, "sanitation.drafter", models.Subject{Kind: models.KindWeekly, Title: "周报", UnitID: &unit})
			at := c.DueAt.Add(after)
			err := store.View(t.Context()).AddReport(models.Report{SubjectID: s.ID, Kind: models.KindWeekly, CycleID: &c.ID, UnitID: &unit, SubmittedAt: &at})
			if err != nil {
				t.Fatal(err)
			}
			return s.ID
		}
		first := receive(1, 0)
		receive(2, time.Microsecond)
		receive(3, 8*24*time.Hour)
		o.clock.Set(cycles[4].DueAt)
		exemption := Exemption{CampaignID: o.Campaign.ID, CycleID: cycles[0].ID, UnitID: o.Units["building"].ID, Reason: "机构调整"}
		if _, err := o.engine.ExemptUnit(t.Context(), o.People["audit.officer"], Request{}, exemption); err != nil {
			t.Fatal(err)
		}
		statuses := func(login string) (rows []string) {
			t.Helper()
			m, err := o.engine.Matrix(t.Context(), o.People[login], o.Campaign.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, unit := range m.Units {
				row := unit.Name
				for _, cell := range unit.Cells {
					row += " " + string(cell.Status)
				}
				rows = append(rows, row)
			}
			return rows
		}
		sanitation, building := "环卫处 on_time late made_up missing pending", "建设处 exempt missing missing missing pending"
		for login, want := range map[string][]string{
			"audit.officer": {sanitation, building}, "clerk": {sanitation, building}, "member.3": {sanitation, building},
			"sanitation.head": {sanitation}, "building.drafter": {building}, "system": nil, "observer": nil,
		} {
			if got := statuses(login); !slices.Equal(got, want) {
				t.Errorf("%s sees\n%q, want\n%q", login, got, want)
			}
		}
		m, _ := o.engine.Matrix(t.Context(), o.People["audit.officer"], o.Campaign.ID)
		if id := m.Units[0].Cells[0].ReportID; id == nil || *id != first {
			t.Errorf("the cell names report %v", id)
		}
		if tally := m.Tallies()[cycles[0].ID]; tally.Owed() != 1 || tally[cycle.OnTime] != 1 || tally[cycle.Exempt] != 1 {
			t.Errorf("first cycle: %v", tally)
		}
	})
}

func TestExemptUnitRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		o.bareProblem(t, "sanitation")
		o.ensure(t, o.Campaign.ID)
		cycles, _ := store.View(t.Context()).Cycles(o.Campaign.ID)
		good := Exemption{CampaignID: o.Campaign.ID, CycleID: cycles[0].ID, UnitID: o.Units["sanitation"].ID, Reason: "机构调整"}
		for _, c := range []struct {
			name, login string
			change      func(*Exemption)
			class       Class
		}{
			{"a division", "sanitation.head", func(*Exemption) {}, Forbidden},
			{"no reason", "audit.officer", func(x *Exemption) { x.Reason = " " }, Unmet},
			{"a unit that owes nothing", "audit.officer", func(x *Exemption) { x.UnitID = o.Units["building"].ID }, Unmet},
			{"another campaign", "audit.officer", func(x *Exemption) { x.CampaignID = models.NewID() }, NotFound},
			{"no such cycle", "audit.officer", func(x *Exemption) { x.CycleID = models.NewID() }, NotFound},
		} {
			x := good
			c.change(&x)
			if _, err := o.engine.ExemptUnit(t.Context(), o.People[c.login], Request{}, x); ClassOf(err) != c.class {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

func TestSeriesOfRefusesAllFaultsAtOnce(t *testing.T) {
	p, err := ParsePolicies(`{"series": [{"hour": 25}, {"weekday": 9, "on_holiday": "dance"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.SeriesOf(models.Campaign{StartsOn: "2023-08-29", EndsOn: "2023-09-28"})
	var refusal *Error
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	var got []string
	for _, r := range refusal.Reasons {
		got = append(got, r.Field)
	}
	want := []string{"policies.series[0].hour", "policies.series[1].name", "policies.series[1].weekday", "policies.series[1].on_holiday"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
