package workflow

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// sequence gives everything its place in the feed, as the running program does at once.
func (o *office) sequence(t testing.TB) {
	t.Helper()
	if err := o.Store.InTx(t.Context(), func(tx models.Tx) error { _, err := tx.Sequence(1000); return err }); err != nil {
		t.Fatal(err)
	}
}

// notified lists what somebody is notified of, the newest first: "event title", with a mark before what is unread.
func (o *office) notified(t testing.TB, login string) (list []string) {
	t.Helper()
	o.sequence(t)
	found, err := o.engine.Notifications(t.Context(), o.People[login], false, nil, 200)
	if err != nil {
		t.Fatal(err)
	}
	unread := 0
	for _, n := range found.Lines {
		what := n.Event + " " + string(n.Kind)
		if n.Unread {
			unread++
			what = "*" + what
		}
		list = append(list, what)
	}
	if unread != found.Unread {
		t.Errorf("%s: %d unread, counted %d", login, unread, found.Unread)
	}
	only, err := o.engine.Notifications(t.Context(), o.People[login], true, nil, 200)
	if err != nil || len(only.Lines) != unread {
		t.Errorf("%s: %d unread, listed %d, %v", login, unread, len(only.Lines), err)
	}
	return list
}

func (o *office) expect(t testing.TB, login, want string) {
	t.Helper()
	if got := strings.Join(o.notified(t, login), ", "); got != want {
		t.Errorf("%s is notified of [%s], want [%s]", login, got, want)
	}
}

// Who is notified of what, who is not, and who no longer once a circle is drawn.
func TestNotifications(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "1")
		o.clock.Advance(time.Hour)
		assigned := "*create problem"
		o.expect(t, "sanitation.head", assigned)
		o.expect(t, "audit.officer", "") // his own doing
		o.expect(t, "building.head", "")

		if _, err := o.urge(t, "secretary", p.ID, "请抓紧。"); err != nil {
			t.Fatal(err)
		}
		o.expect(t, "sanitation.drafter", "*urge problem, "+assigned)
		o.expect(t, "building.head", "")
		o.expect(t, "system", "")

		o.clock.Advance(time.Hour)
		o.must(t, "sanitation.head", p.ID, Command{Event: Submit, Reason: "外出"})
		o.clock.Advance(time.Hour)
		o.must(t, "audit.officer", p.ID, Command{Event: Return, Opinion: "措施太笼统。"})
		o.expect(t, "sanitation.drafter", "*return problem, *urge problem, "+assigned)
		o.do(t, "audit.officer", p.ID, Copy, CopyTo{UserIDs: o.ids("observer")})
		o.expect(t, "observer", "*copy problem")

		if _, err := o.restrict(t, "audit.officer", p.ID, "sanitation.head", "audit.officer"); err != nil {
			t.Fatal(err)
		}
		o.expect(t, "observer", "")
		o.expect(t, "sanitation.drafter", "")
		if got := o.notified(t, "sanitation.head"); len(got) != 3 {
			t.Errorf("the head in the circle: %v", got)
		}
		o.sound(t)
	})
}

// A meeting notifies those who are due at it, a missing report the unit, a delegation whom it is to.
func TestNotificationsBesides(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.convene(t, AgendaItem{Title: "其他事项", Matter: "ordinary"})
		o.expect(t, "member.3", "*create meeting")
		o.expect(t, "building.head", "")

		c := o.cycle(t, 1, fixture.Start.Add(48*time.Hour), "sanitation")
		if _, err := o.engine.UrgeCycle(t.Context(), o.People["audit.officer"], Request{}, CycleUrge{CampaignID: o.Campaign.ID, CycleID: c.ID, Remark: "明天截止。"}); err != nil {
			t.Fatal(err)
		}
		o.expect(t, "sanitation.drafter", "*urge weekly")
		o.expect(t, "audit.officer", "")
		found, err := o.engine.Notifications(t.Context(), o.People["sanitation.drafter"], false, nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		if text := NotificationText(words.Chinese, found.Lines[0]); text != "审计办干部催报第 1 期周报（2023-08-31 截止）。" || found.Lines[0].Remark != "明天截止。" {
			t.Errorf("%s %+v", text, found.Lines[0])
		}

		o.clock.Advance(time.Hour)
		day := civil.DateOf(o.clock.Now())
		if _, err := o.delegate(t, "sanitation.head", "building.head", NewDelegation{From: day.AddDays(1), To: day.AddDays(2), Reason: "出差"}); err != nil {
			t.Fatal(err)
		}
		o.expect(t, "building.head", "")
		o.clock.Advance(24 * time.Hour)
		if got := o.notified(t, "building.head"); !slices.Contains(got, "*delegate ") {
			t.Errorf("the delegate: %v", got)
		}
	})
}

// Reading moves a mark that never goes back; what comes to the log late is unread, whatever its time.
func TestReadNotifications(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.dossier(t, "1")
		o.clock.Advance(time.Minute)
		late := o.dossier(t, "2") // is committed before, but gets its position later
		o.clock.Advance(time.Minute)
		o.dossier(t, "3")
		hold := `DELETE FROM unsequenced WHERE history_id IN (SELECT id FROM history WHERE subject_id = '` + late.ID + `')`
		if _, err := store.SQL().ExecContext(t.Context(), hold); err != nil {
			t.Fatal(err)
		}
		o.expect(t, "sanitation.head", "*create problem, *create problem")
		list := func() []models.Notification {
			found, err := o.engine.Notifications(t.Context(), o.People["sanitation.head"], false, nil, 50)
			if err != nil {
				t.Fatal(err)
			}
			return found.Lines
		}
		read := func(n models.Notification) {
			if _, err := o.engine.ReadNotifications(t.Context(), o.People["sanitation.head"], Request{}, n.Key()); err != nil {
				t.Fatal(err)
			}
		}
		read(list()[1])
		o.expect(t, "sanitation.head", "*create problem, create problem")
		read(list()[0])
		read(list()[1])
		o.expect(t, "sanitation.head", "create problem, create problem")
		release := `INSERT INTO unsequenced (history_id) SELECT id FROM history WHERE subject_id = '` + late.ID + `'`
		if _, err := store.SQL().ExecContext(t.Context(), release); err != nil {
			t.Fatal(err)
		}
		o.expect(t, "sanitation.head", "create problem, *create problem, create problem")
		o.expect(t, "sanitation.drafter", "*create problem, *create problem, *create problem") // a mark is one person's

		first, err := o.engine.Notifications(t.Context(), o.People["sanitation.drafter"], false, nil, 2)
		if err != nil || len(first.Lines) != 2 {
			t.Fatal(first, err)
		}
		key := first.Lines[1].Key()
		rest, err := o.engine.Notifications(t.Context(), o.People["sanitation.drafter"], false, &key, 2)
		if err != nil || len(rest.Lines) != 1 || rest.Lines[0].Position == key.Position {
			t.Errorf("the next page: %+v, %v", rest.Lines, err)
		}
		o.clock.Advance(unreadFor + 2*time.Hour)
		o.expect(t, "sanitation.drafter", "create problem, create problem, create problem")
	})
}
