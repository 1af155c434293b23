package workflow

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// What can be urged is what somebody is awaited for, and nothing else. Who is awaited himself does not urge: of the table
// this is the audit office, which does not urge itself.
func TestUrgedIsWhatIsAwaited(t *testing.T) {
	for _, kind := range models.Kinds {
		m := MachineOf(kind)
		for _, state := range m.States {
			awaited := slices.ContainsFunc(m.Rules, func(r Rule) bool { return r.Awaited && slices.Contains(r.From, state) })
			rule := m.Rule(Urge, state)
			if kind == models.KindMeeting {
				awaited = false
			}
			if awaited != (rule != nil) {
				t.Errorf("%s %s: awaited %t, but urge is %v", kind, state, awaited, rule)
			}
			if rule == nil || !slices.Contains(rule.Who, AuditOffice) {
				continue
			}
			if !slices.ContainsFunc(m.Rules, func(r Rule) bool {
				return r.Awaited && slices.Contains(r.From, state) && !slices.Equal(r.Who, []*Actor{AuditOffice})
			}) {
				t.Errorf("%s %s: the audit office urges itself", kind, state)
			}
		}
	}
}

func (o *office) urge(t testing.TB, login, id, remark string) (models.Subject, error) {
	t.Helper()
	return o.try(t, login, id, Command{Event: Urge, Opinion: remark})
}

// urgedIn reads whom the last entry of a subject says were urged.
func (o *office) urgedIn(t testing.TB, id string) (u Urged) {
	t.Helper()
	if err := readDetail(o.last(t, id).Detail, &u); err != nil {
		t.Fatal(err)
	}
	return u
}

// An urge names who is awaited, is not repeated before its time, and begins anew when the subject has moved on.
func TestUrge(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "1")
		urged, err := o.urge(t, "audit.officer", p.ID, "请于本周五前报送。")
		if err != nil {
			t.Fatal(err)
		}
		if urged.State != string(Drafted) || urged.Version != o.now(t, p.ID).Version {
			t.Errorf("urged: %+v", urged)
		}
		entry := o.last(t, p.ID)
		if entry.Event != string(Urge) || entry.Opinion != "请于本周五前报送。" || entry.Role != string(models.RoleAuditOfficer) {
			t.Errorf("entry %+v", entry)
		}
		if u := o.urgedIn(t, p.ID); !slices.Contains(u.Units, o.Units["sanitation"].ID) || len(u.Roles) > 0 {
			t.Errorf("urged %+v", u)
		}

		_, err = o.urge(t, "secretary", p.ID, "")
		refused(t, err, Unmet, words.UrgedRecently)
		again := err.(*Error).Reasons[0].Params[words.AgainAt]
		if want := fixture.Start.Add(24 * time.Hour); again != want {
			t.Errorf("again at %v, want %v", again, want)
		}
		_, can, err := o.engine.Look(t.Context(), o.People["audit.officer"], p.ID, models.KindProblem)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(can, func(p Permission) bool { return p.Event == Urge })
		if can[i].Allowed || can[i].Why[0].Code != words.UrgedRecently || can[i].Why[0].Params[words.AgainAt] != again {
			t.Errorf("can %+v", can[i])
		}

		o.clock.Advance(24*time.Hour - time.Second)
		_, err = o.urge(t, "audit.officer", p.ID, "")
		refused(t, err, Unmet, words.UrgedRecently)
		o.clock.Advance(time.Second)
		if _, err := o.urge(t, "audit.officer", p.ID, ""); err != nil {
			t.Fatal(err)
		}
		_, err = o.urge(t, "sanitation.head", p.ID, "")
		refused(t, err, Forbidden, words.NotYourRole)

		o.clock.Advance(time.Minute)
		o.must(t, "sanitation.head", p.ID, Command{Event: Submit, Reason: "配合单位外出"}) // what waits now waits for somebody else
		_, err = o.urge(t, "audit.officer", p.ID, "")
		refused(t, err, Forbidden, words.NotYourRole)
		if _, err := o.urge(t, "secretary", p.ID, ""); err != nil {
			t.Fatal(err)
		}
		if u := o.urgedIn(t, p.ID); !slices.Equal(u.Roles, []models.Role{models.RoleAuditOfficer}) || len(u.Units) > 0 {
			t.Errorf("urged %+v", u)
		}
	})
}

// Nobody is urged where nobody is there who could act, or only who urges.
func TestUrgeNobody(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.bareProblem(t, "sanitation")
		for _, login := range []string{"sanitation.head", "sanitation.drafter"} {
			now := o.clock.Now()
			err := store.InTx(t.Context(), func(tx models.Tx) error {
				return tx.ChangeUser(o.People[login].UserID, models.UserChange{Disabled: ptr(true)}, now)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := o.urge(t, "audit.officer", p.ID, "")
		refused(t, err, Unmet, words.NobodyAwaited)
	})
}

// Of those who urge the same at the same moment one does; for the others it was urged just now.
func TestUrgeRace(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "1")
		urge := func(login string) func(context.Context) error {
			return func(ctx context.Context) error {
				_, err := o.engine.Fire(ctx, Command{Viewer: o.People[login], SubjectID: p.ID, Event: Urge})
				return err
			}
		}
		once(t, rivals(t, urge("audit.officer"), urge("secretary"), urge("audit.officer"), urge("secretary")))

		c := o.cycle(t, 1, fixture.Start.Add(48*time.Hour), "sanitation", "building")
		batch := func(login string) func(context.Context) error {
			return func(ctx context.Context) error {
				_, err := o.engine.UrgeCycle(ctx, o.People[login], Request{}, CycleUrge{CampaignID: o.Campaign.ID, CycleID: c.ID})
				return err
			}
		}
		once(t, rivals(t, batch("audit.officer"), batch("secretary"), batch("audit.officer"), batch("secretary")))
		counts, err := store.View(t.Context()).UrgesOfCycles(o.Campaign.ID, nil)
		if err != nil || len(counts) != 2 || counts[0].Times != 1 || counts[1].Times != 1 {
			t.Errorf("urged %+v, %v", counts, err)
		}
	})
}

func once(t *testing.T, errs []error) {
	t.Helper()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		refused(t, err, Unmet, words.UrgedRecently)
	}
	if won != 1 {
		t.Errorf("%d of %d won: %v", won, len(errs), errs)
	}
}

// All that are missing are urged at once: those that have begun in the history of their report, the others beside the
// cycle. Who has handed in, is exempt or was urged just now is left out, and named one by one refused.
func TestUrgeCycle(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		first := o.cycle(t, 1, fixture.Start.Add(48*time.Hour), "sanitation", "building", "town")
		later := o.cycle(t, 2, fixture.Start.Add(9*24*time.Hour), "sanitation")
		begun := o.weekly(t, "building", first)
		urge := func(login string, c models.Cycle, units ...string) (CycleUrged, error) {
			var done CycleUrged
			ids := make([]string, len(units))
			for i, u := range units {
				ids[i] = o.Units[u].ID
			}
			_, err := o.engine.UrgeCycle(t.Context(), o.People[login], result(func(r CycleUrged) { done = r }),
				CycleUrge{CampaignID: o.Campaign.ID, CycleID: c.ID, UnitIDs: ids, Remark: "请尽快报送。"})
			return done, err
		}
		names := func(r CycleUrged) (urged, skipped []string) {
			for _, u := range r.Urged {
				urged = append(urged, u.UnitName)
			}
			for _, u := range r.Skipped {
				skipped = append(skipped, u.UnitName)
			}
			slices.Sort(urged)
			return urged, skipped
		}

		_, err := urge("sanitation.head", first)
		refused(t, err, Forbidden, words.NotYourRole)
		_, err = urge("audit.officer", later)
		refused(t, err, Unmet, words.UrgeTooEarly)
		_, err = urge("audit.officer", first, "audit")
		refused(t, err, Unmet, words.UrgeUnknownUnit)

		done, err := urge("audit.officer", first, "sanitation")
		if urged, skipped := names(done); err != nil || !slices.Equal(urged, []string{"环卫处"}) || skipped != nil {
			t.Fatalf("one: %v %v %v", urged, skipped, err)
		}
		_, err = urge("audit.officer", first, "sanitation")
		refused(t, err, Unmet, words.UrgedRecently)

		done, err = urge("secretary", first)
		if urged, skipped := names(done); err != nil || !slices.Equal(urged, []string{"东镇", "建设处"}) || !slices.Equal(skipped, []string{"环卫处"}) {
			t.Fatalf("all: %v %v %v", urged, skipped, err)
		}
		if e := o.last(t, begun.ID); e.Event != string(Urge) || e.Opinion != "请尽快报送。" {
			t.Errorf("of the report that was begun: %+v", e)
		}
		_, err = urge("audit.officer", first)
		refused(t, err, Unmet, words.UrgedRecently)

		matrix, err := o.engine.Matrix(t.Context(), o.People["building.head"], o.Campaign.ID)
		if err != nil || len(matrix.Units) != 1 || matrix.Units[0].Cells[0].Urges.Times != 1 || !matrix.Units[0].Cells[0].Urges.AgainAt.Equal(fixture.Start.Add(24*time.Hour)) {
			t.Errorf("matrix %+v, %v", matrix.Units, err)
		}
		for _, login := range []string{"building.head", "sanitation.head"} {
			tasks, err := o.engine.Tasks(t.Context(), o.People[login], models.BoxTodo, nil, 10)
			if err != nil || len(tasks.Lines) != 1 || tasks.Urges[0] == nil || tasks.Urges[0].Times != 1 || !tasks.Urges[0].LastAt.Equal(fixture.Start) {
				t.Errorf("%s: %+v %+v, %v", login, tasks.Lines, tasks.Urges, err)
			}
		}

		o.clock.Advance(25 * time.Hour)
		o.must(t, "building.head", begun.ID, Command{Event: Submit})
		_, err = urge("audit.officer", first, "building")
		refused(t, err, Unmet, words.UrgeReceived)
		exempt := Exemption{CampaignID: o.Campaign.ID, CycleID: first.ID, UnitID: o.Units["town"].ID, Reason: "集中整治"}
		if _, err := o.engine.ExemptUnit(t.Context(), o.People["audit.officer"], Request{}, exempt); err != nil {
			t.Fatal(err)
		}
		_, err = urge("audit.officer", first, "town")
		refused(t, err, Unmet, words.UrgeNotOwed)
		done, err = urge("audit.officer", first)
		if urged, skipped := names(done); err != nil || !slices.Equal(urged, []string{"环卫处"}) || skipped != nil {
			t.Fatalf("the rest: %v %v %v", urged, skipped, err)
		}
		acts := audited(t, store, models.AuditFilter{Act: "urge"})
		if len(acts) == 0 {
			t.Error("urging for a cycle left no record")
		}
		o.sound(t)
	})
}

// A campaign may set the interval, and may set none.
func TestUrgeCooldownOfTheCampaign(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	p := o.bareProblem(t, "sanitation")
	policies := DefaultPolicies()
	policies.UrgeCooldownHours = 0
	stored, err := json.Marshal(policies)
	if err == nil {
		_, err = o.Store.SQL().ExecContext(t.Context(), "UPDATE campaigns SET policies = ?", string(stored))
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := o.urge(t, "audit.officer", p.ID, ""); err != nil {
			t.Fatal(err)
		}
	}
}
