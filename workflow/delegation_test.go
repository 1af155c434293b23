package workflow

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// delegate lets one person act for another from one day to another, and reads the delegate anew.
func (o *office) delegate(t testing.TB, from, to string, n NewDelegation) (models.Delegation, error) {
	t.Helper()
	var d models.Delegation
	n.DelegateID = o.People[to].UserID
	if n.Reason == "" {
		n.Reason = "出差"
	}
	_, err := o.engine.Delegate(t.Context(), o.People[from], Request{Render: func(result any) (Answer, error) {
		d = result.(models.Delegation)
		return Answer{}, nil
	}}, n)
	o.reload(t, to)
	return d, err
}

func (o *office) reload(t testing.TB, login string) {
	t.Helper()
	tx := o.Store.View(t.Context())
	user, err := tx.User(o.People[login].UserID)
	if err != nil {
		t.Fatal(err)
	}
	v, err := ViewerOf(tx, user, o.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	v.SessionID = o.People[login].SessionID
	o.People[login] = v
}

var september = NewDelegation{From: civil.Date{Year: 2023, Month: 8, Day: 30}, To: civil.Date{Year: 2023, Month: 9, Day: 5}}

// A delegate does what his delegator may, on the days that were named to the minute in Shanghai, and the history says who
// did it for whom.
func TestDelegateActsOnItsDays(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.progress(t, someText)
		if _, err := o.delegate(t, "sanitation.head", "building.head", september); err != nil {
			t.Fatal(err)
		}
		moment := func(text string) {
			at, err := time.Parse(time.RFC3339, text)
			if err != nil {
				t.Fatal(err)
			}
			o.clock.Set(at)
		}
		submit := func() error { _, err := o.try(t, "building.head", s.ID, Command{Event: Submit}); return err }
		moment("2023-08-29T23:59:59+08:00")
		refused(t, submit(), NotFound, words.NotFound)
		moment("2023-08-30T00:00:00+08:00")
		if err := submit(); err != nil {
			t.Fatal(err)
		}
		e := o.last(t, s.ID)
		if e.ActorID != o.People["building.head"].UserID || value(e.OnBehalfOf) != o.People["sanitation.head"].UserID ||
			e.ActorName != "建设处处长（代环卫处处长）" || e.Role != string(models.RoleUnitHead) || value(e.UnitID) != o.Units["sanitation"].ID {
			t.Errorf("the entry is %+v", e)
		}
		moment("2023-09-05T23:59:59+08:00")
		if _, err := o.try(t, "building.head", s.ID, Command{Event: Withdraw}); err != nil {
			t.Fatal(err)
		}
		moment("2023-09-06T00:00:00+08:00")
		refused(t, submit(), NotFound, words.NotFound)
		o.sound(t)
	})
}

func TestDelegationRefusals(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		give := func(from, to string, change func(*NewDelegation)) error {
			n := september
			change(&n)
			_, err := o.delegate(t, from, to, n)
			return err
		}
		as := func(*NewDelegation) {}
		refused(t, give("sanitation.head", "sanitation.head", as), Unmet, words.DelegationToSelf)
		refused(t, give("sanitation.head", "system", as), Unmet, words.DelegateUnfit)
		refused(t, give("security", "sanitation.head", as), Unmet, words.DelegationNoRole)
		refused(t, give("sanitation.head", "building.head", func(n *NewDelegation) { n.GrantID = models.NewID() }), Unmet, words.DelegationNoRole)
		refused(t, give("sanitation.head", "building.head", func(n *NewDelegation) { n.To.Month = 7 }), Unmet, words.DelegationDays)
		refused(t, give("sanitation.head", "building.head", func(n *NewDelegation) { n.To.Year = 2025 }), Unmet, words.DelegationTooLong)
		refused(t, give("sanitation.head", "building.head", func(n *NewDelegation) { n.Reason = " " }), Unmet, words.DelegationUnexplained)

		// No chains: what the drafter has from the head does not go on with what he gives away himself.
		if err := give("sanitation.head", "building.drafter", as); err != nil {
			t.Fatal(err)
		}
		if err := give("building.drafter", "town.head", as); err != nil {
			t.Fatal(err)
		}
		o.clock.Set(time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC))
		s := o.progress(t, someText)
		if _, err := o.try(t, "building.drafter", s.ID, Command{Event: Submit}); err != nil {
			t.Fatal(err)
		}
		_, err := o.try(t, "town.head", s.ID, Command{Event: Withdraw})
		refused(t, err, NotFound, words.NotFound)

		// Who becomes an administrator acts for nobody.
		if err := give("sanitation.head", "observer", as); err != nil {
			t.Fatal(err)
		}
		if _, err := store.SQL().ExecContext(t.Context(), "UPDATE grants SET role = 'system_admin' WHERE user_id = '"+o.People["observer"].UserID+"'"); err != nil {
			t.Fatal(err)
		}
		o.reload(t, "observer")
		if v := o.People["observer"]; len(v.Grants) != 1 {
			t.Errorf("an administrator acts with %+v", v.Grants)
		}

		// Disabled, the delegator gives nothing any more.
		yes := true
		if err := store.InTx(t.Context(), func(tx models.Tx) error {
			return tx.ChangeUser(o.People["sanitation.head"].UserID, models.UserChange{Disabled: &yes}, o.clock.Now())
		}); err != nil {
			t.Fatal(err)
		}
		_, err = o.try(t, "building.drafter", s.ID, Command{Event: Withdraw})
		if !errors.Is(err, ErrViewerStale) {
			t.Errorf("the delegator is disabled: %v", err)
		}
		o.reload(t, "building.drafter")
		_, err = o.try(t, "building.drafter", s.ID, Command{Event: Withdraw})
		refused(t, err, NotFound, words.NotFound)
	})
}

// The lead leader's sign-off by his delegate is the leader's opinion; votes are nobody's but the member's own.
func TestDelegatedSignOffAndVotes(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.clock.Set(time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC))
		s := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: o.problem(t).ID, Content: &someText})
		for _, leader := range []string{"leader", "member.1"} {
			if _, err := o.delegate(t, leader, "clerk", september); err != nil {
				t.Fatal(err)
			}
		}
		tasks, err := o.engine.Tasks(t.Context(), o.People["clerk"], models.BoxTodo, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(tasks.Lines) != 1 || tasks.Lines[0].ID != s.ID || value(tasks.Lines[0].OnBehalfOf) != o.People["leader"].UserID || tasks.Counts[models.BoxTodo] != 1 {
			t.Errorf("tasks %+v", tasks)
		}
		o.must(t, "clerk", s.ID, Command{Event: Sign, Opinion: "同意", Payload: Signature{Digest: s.Digest, Verdict: Agree}})
		rows, err := store.View(t.Context()).SignOffs(s.ID)
		if err != nil || len(rows) != 1 || rows[0].UserID != o.People["leader"].UserID || rows[0].SignedByName != "局办文书" {
			t.Errorf("sign-offs %+v, %v", rows, err)
		}

		room := o.convene(t, AgendaItem{Title: "其他事项"})
		view, err := ViewMeeting(store.View(t.Context()), room.meeting.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := room.do("clerk", Attend, Attendance{Members: []Attending{{UserID: o.People["secretary"].UserID, Attendance: Present},
			{UserID: o.People["member.1"].UserID, Attendance: Present}, {UserID: o.People["member.2"].UserID, Attendance: Present},
			{UserID: o.People["member.3"].UserID, Attendance: OnLeave, Reason: "出差"}, {UserID: o.People["member.4"].UserID, Attendance: OnLeave, Reason: "出差"}}}, ""); err != nil {
			t.Fatal(err)
		}
		if err := room.do("clerk", OpenMeeting, nil, ""); err != nil {
			t.Fatal(err)
		}
		ballot := Ballot{ItemID: view.Items[0].Item.ID, Choice: VoteFor}
		refused(t, room.do("clerk", CastVote, ballot, ""), Forbidden, words.NotYourRole)
		if _, err := store.SQL().ExecContext(t.Context(), `UPDATE campaigns SET policies = '{"delegated_votes": true}'`); err != nil {
			t.Fatal(err)
		}
		if err := room.do("clerk", CastVote, ballot, ""); err != nil {
			t.Fatal(err)
		}
		after, err := ViewMeeting(store.View(t.Context()), room.meeting.ID)
		if err != nil || len(after.Votes) != 1 || after.Votes[0].UserID != o.People["member.1"].UserID {
			t.Errorf("votes %+v, %v", after.Votes, err)
		}
		if e := o.last(t, room.meeting.ID); value(e.OnBehalfOf) != o.People["member.1"].UserID {
			t.Errorf("the entry is %+v", e)
		}
		o.sound(t)
	})
}

// Duties stay separate: the one who acts and the one for whom he acts count as one person. Where several people could be
// meant, the delegate says for whom.
func TestDelegationKeepsDutiesSeparate(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		p := o.dossier(t, "1")
		measure := o.row(t, p.ID).Measures[0].ID
		if _, err := store.SQL().ExecContext(t.Context(), `UPDATE subjects SET state = 'approved' WHERE id = '`+p.ID+`'`); err != nil {
			t.Fatal(err)
		}
		if _, err := store.SQL().ExecContext(t.Context(), `UPDATE subjects SET state = 'completed' WHERE id = '`+measure+`'`); err != nil {
			t.Fatal(err)
		}
		o.clock.Set(time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC))
		// The delegate writes for the unit himself.
		if _, err := o.delegate(t, "audit.officer", "sanitation.drafter", september); err != nil {
			t.Fatal(err)
		}
		_, err := o.try(t, "sanitation.drafter", measure, Command{Event: Accept})
		refused(t, err, Unmet, words.OwnWork)
		// The delegator writes for the unit, although he delegates only his other role.
		officer := o.People["audit.officer"].UserID
		var grant string
		if err := store.InTx(t.Context(), func(tx models.Tx) error {
			held, err := tx.Grants(officer)
			if err != nil {
				return err
			}
			grant = held[0].ID
			return tx.AddGrant(models.RoleGrant{ID: models.NewID(), UserID: officer, UnitID: o.Units["sanitation"].ID, Role: models.RoleUnitHead, CreatedAt: o.clock.Now()})
		}); err != nil {
			t.Fatal(err)
		}
		only := september
		only.GrantID = grant
		if _, err := o.delegate(t, "audit.officer", "clerk", only); err != nil {
			t.Fatal(err)
		}
		_, err = o.try(t, "clerk", measure, Command{Event: Accept})
		refused(t, err, Unmet, words.OwnWork)

		s := o.progress(t, someText)
		for _, from := range []string{"sanitation.head", "sanitation.drafter"} {
			if _, err := o.delegate(t, from, "building.head", september); err != nil {
				t.Fatal(err)
			}
		}
		_, err = o.try(t, "building.head", s.ID, Command{Event: Submit})
		refused(t, err, Unmet, words.OnBehalfAmbiguous)
		c := Command{Event: Submit}
		c.Request.OnBehalfOf = o.People["sanitation.drafter"].UserID
		if _, err = o.try(t, "building.head", s.ID, c); err != nil {
			t.Fatal(err)
		}
		if e := o.last(t, s.ID); value(e.OnBehalfOf) != o.People["sanitation.drafter"].UserID {
			t.Errorf("the entry is %+v", e)
		}
	})
}

// A delegation that is ended while the delegate fires: once the end is acknowledged, nothing of his happens any more.
func TestEndDelegationWhileFiring(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		o.clock.Set(time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC))
		s := o.progress(t, someText)
		won := 0
		for round := range 200 {
			d, err := o.delegate(t, "sanitation.head", "building.head", september)
			if err != nil {
				t.Fatal(err)
			}
			before := o.now(t, s.ID)
			event := Submit
			if State(before.State) == Submitted {
				event = Withdraw
			}
			command := Command{Viewer: o.People["building.head"], SubjectID: s.ID, Event: event, IfVersion: &before.Version}
			decided := make(chan struct{})
			var acknowledged int64
			errs := rivals(t, func(ctx context.Context) error {
				c := command
				c.Render = func(any) (Answer, error) {
					close(decided)
					time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
					return Answer{}, nil
				}
				_, err := o.engine.Fire(ctx, c)
				return err
			}, func(ctx context.Context) error {
				if round%4 > 0 {
					<-decided
				}
				if _, err := o.engine.EndDelegation(ctx, o.People[[]string{"sanitation.head", "security"}[round%2]], Request{}, d.ID); err != nil {
					return err
				}
				now, err := store.View(ctx).Subjects(s.ID)
				if err == nil {
					acknowledged = now[0].Version
				}
				return err
			})
			if errs[1] != nil {
				t.Fatal(errs[1])
			}
			if errs[0] == nil {
				won++
			}
			if now := o.now(t, s.ID).Version; now != acknowledged {
				t.Fatalf("round %d: version %d when the end was acknowledged, %d later", round, acknowledged, now)
			}
			if _, err := o.engine.Fire(t.Context(), command); !errors.Is(err, ErrViewerStale) {
				t.Fatalf("round %d: after the end: %v", round, err)
			}
		}
		t.Logf("the event was first in %d of 200 rounds", won)
		if won == 0 {
			t.Error("no event was ever first")
		}
	})
}
