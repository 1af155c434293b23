package workflow

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
)

// everything puts one subject of each kind in each of its states into the office: the sanitation division is responsible,
// the town co-operates, member.1 leads, the meeting is chaired by the secretary. Nobody has signed or voted yet.
func everything(t *testing.T, o *office) []models.Subject {
	t.Helper()
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := o.Store.SQL().ExecContext(t.Context(), fmt.Sprintf(sql, args...)); err != nil {
			t.Fatal(err)
		}
	}
	lead, party := o.People["member.1"].UserID, o.People["secretary"].UserID
	var ids []string
	for _, kind := range models.Kinds {
		for i, state := range MachineOf(kind).States {
			draft := models.Subject{Kind: kind, Title: fmt.Sprint(kind, i)}
			if kind.Contribution() || kind == models.KindMeasure {
				draft.UnitID, draft.LeadUserID = ptr(o.Units["sanitation"].ID), &lead
			}
			s := o.bare(t, "audit.officer", draft)
			ids = append(ids, s.ID)
			exec(`UPDATE subjects SET state = '%s', digest = 'd' WHERE id = '%s'`, state, s.ID)
			if kind.Contribution() {
				exec(`INSERT INTO co_units (subject_id, unit_id, position) VALUES ('%s', '%s', 1)`, s.ID, o.Units["town"].ID)
			}
			if kind == models.KindMeeting {
				exec(`INSERT INTO meetings (subject_id, held_at, chair_id, recorder_id, rules) VALUES ('%s', '2023-09-01 01:00:00+00:00', '%s', '%s', '{}')`,
					s.ID, party, o.People["clerk"].UserID)
				exec(`INSERT INTO meeting_items (id, meeting_id, position, title) VALUES ('%s', '%s', 1, '议题')`, models.NewID(), s.ID)
				for _, member := range []string{"secretary", "member.1", "member.2"} {
					exec(`INSERT INTO meeting_members (meeting_id, user_id, position, attendance) VALUES ('%s', '%s', 1, 'present')`, s.ID, o.People[member].UserID)
				}
			}
		}
	}
	subjects, err := o.Store.View(t.Context()).Subjects(ids...)
	if err != nil {
		t.Fatal(err)
	}
	return subjects
}

// todo returns the titles of what waits for a person, page by page.
func (o *office) todo(t *testing.T, login string, page int) (titles []string) {
	t.Helper()
	var after *models.TaskKey
	for {
		tasks, err := o.engine.Tasks(t.Context(), o.People[login], models.BoxTodo, after, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range tasks.Lines {
			titles = append(titles, line.Title)
		}
		if len(tasks.Lines) < page {
			if n := tasks.Counts[models.BoxTodo]; n != int64(len(titles)) {
				t.Errorf("%s: counted %d, listed %d", login, n, len(titles))
			}
			return titles
		}
		after = ptr(tasks.Lines[page-1].Key())
	}
}

// What waits for a person is exactly what the machines say: for every person and every subject in every state, the list
// holds the subject if and only if an awaited rule leaves its state whose actor the person is.
func TestTodoIsTheTable(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		subjects := everything(t, o)
		facts := []models.Fact{models.FactCoUnits, models.FactMeetingChair, models.FactMeetingMembers}
		found := 0
		for login, v := range o.People {
			var want []string
			for _, s := range subjects {
				seen, err := store.View(t.Context()).Step(models.StepQuery{Viewer: v, SubjectID: s.ID, Facts: facts, Now: o.clock.Now()})
				if err != nil {
					t.Fatal(err)
				}
				for _, rule := range MachineOf(s.Kind).Rules {
					mine := rule.Awaited && slices.Contains(rule.From, State(s.State)) && seen.Found && slices.ContainsFunc(rule.Who, func(a *Actor) bool {
						return a.is(v, s, seen.Facts) && !(rule.Event == Close && a == PartySecretary) && !(a == LeadLeader && s.Kind == models.KindWeekly)
					})
					if mine && !slices.Contains(want, s.Title) {
						want = append(want, s.Title)
					}
				}
			}
			got := o.todo(t, login, 4)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s has\n%s, want\n%s", login, strings.Join(got, " "), strings.Join(want, " "))
			}
			found += len(got)
		}
		if found < 40 {
			t.Errorf("only %d tasks in all", found)
		}
	})
}

// Signing on this revision ends the task; a new revision brings it back. By policy the Party group closes out.
func TestTodoFollowsSignaturesAndPolicies(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		everything(t, o)
		sign := func(title, login, unit string) {
			t.Helper()
			var id string
			if err := store.SQL().QueryRowContext(t.Context(), fmt.Sprintf(`SELECT id FROM subjects WHERE title = '%s'`, title)).Scan(&id); err != nil {
				t.Fatal(err)
			}
			row := models.SignOff{ID: models.NewID(), SubjectID: id, Digest: "d", Round: 1, UserID: o.People[login].UserID, Verdict: "agree", SignedAt: o.clock.Now()}
			if unit != "" {
				row.UnitID = ptr(o.Units[unit].ID)
			}
			if err := store.View(t.Context()).PutSignOff(row); err != nil {
				t.Fatal(err)
			}
		}
		has := func(login, title string) bool { return slices.Contains(o.todo(t, login, 100), title) }
		for _, c := range []struct{ login, unit string }{{"town.head", "town"}, {"member.1", ""}} {
			if !has(c.login, "problem0") {
				t.Errorf("%s has nothing to sign", c.login)
			}
			sign("problem0", c.login, c.unit)
			if has(c.login, "problem0") || !has(c.login, "problem2") {
				t.Errorf("%s: the signed one is still there, or the other is gone", c.login)
			}
		}
		exec := func(sql string) {
			t.Helper()
			if _, err := store.SQL().ExecContext(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		exec(`UPDATE subjects SET digest = 'e' WHERE title = 'problem0'`)
		if !has("town.head", "problem0") || !has("member.1", "problem0") {
			t.Error("a new revision needs no new signature")
		}
		closing := "problem6"
		if !has("audit.officer", closing) || has("secretary", closing) {
			t.Error("by default the audit office closes out")
		}
		exec(`UPDATE campaigns SET policies = '{"close_by": "party_group", "lead_leader_signs": ["progress"]}'`)
		if has("audit.officer", closing) || !has("secretary", closing) {
			t.Error("by this policy the Party group closes out")
		}
		if has("member.1", "problem0") || !has("member.1", "progress0") {
			t.Error("by this policy the lead leader signs progress reports only")
		}
	})
}

// A weekly report that is owed and not begun stands in its drafters' list: what is overdue, and what is due next. What is
// due first comes first, page by page.
func TestTodoOfOwedReports(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		problem := o.bareProblem(t, "sanitation") // has no due moment, comes last
		o.ensure(t, o.Campaign.ID)
		cycles, err := store.View(t.Context()).Cycles(o.Campaign.ID)
		if err != nil {
			t.Fatal(err)
		}
		o.clock.Set(cycles[1].DueAt.Add(time.Second))
		for _, page := range []int{1, 2, 100} {
			var got []string
			var after *models.TaskKey
			for {
				tasks, err := o.engine.Tasks(t.Context(), o.People["sanitation.drafter"], models.BoxTodo, after, page)
				if err != nil {
					t.Fatal(err)
				}
				for _, line := range tasks.Lines {
					got = append(got, line.ID)
				}
				if len(tasks.Lines) < page {
					break
				}
				after = ptr(tasks.Lines[page-1].Key())
			}
			if want := []string{cycles[0].ID, cycles[1].ID, cycles[2].ID, problem.ID}; !slices.Equal(got, want) {
				t.Errorf("in pages of %d: %q, want %q", page, got, want)
			}
		}
		if got := o.todo(t, "building.drafter", 100); len(got) != 0 {
			t.Errorf("a division that owes nothing has %q", got)
		}
	})
}

// The other boxes: what I handled, started, was sent a copy of; newest first.
func TestBoxes(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		var ids []string
		for range 3 {
			s := o.progress(t, someText)
			o.clock.Advance(time.Minute)
			ids = append(ids, s.ID)
		}
		for _, id := range []string{ids[1], ids[0]} {
			if _, err := o.fire(t, "sanitation.head", Command{SubjectID: id, Event: Submit, IfVersion: version(1)}); err != nil {
				t.Fatal(err)
			}
		}
		copied := models.Copy{SubjectID: ids[2], UserID: o.People["observer"].UserID, CopiedBy: o.People["clerk"].UserID, CopiedAt: o.clock.Now()}
		if err := store.View(t.Context()).AddCopies([]models.Copy{copied}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			login string
			box   models.Box
			want  []string
		}{
			{"sanitation.head", models.BoxDone, []string{ids[0], ids[1]}},
			{"sanitation.head", models.BoxStarted, nil},
			{"sanitation.drafter", models.BoxStarted, []string{ids[2], ids[1], ids[0]}},
			{"sanitation.drafter", models.BoxDone, nil},
			{"observer", models.BoxCopied, []string{ids[2]}},
			{"building.head", models.BoxCopied, nil},
		} {
			var got []string
			var after *models.TaskKey
			for {
				tasks, err := o.engine.Tasks(t.Context(), o.People[c.login], c.box, after, 1)
				if err != nil {
					t.Fatal(err)
				}
				if n := tasks.Counts[c.box]; n != int64(len(c.want)) {
					t.Fatalf("%s, %s: counted %d", c.login, c.box, n)
				}
				if len(tasks.Lines) == 0 {
					break
				}
				after = ptr(tasks.Lines[0].Key())
				got = append(got, after.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s, %s: %q, want %q", c.login, c.box, got, c.want)
			}
		}
	})
}
