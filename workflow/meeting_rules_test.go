package workflow

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// enlarge adds members to the Party group until it has n.
func (o *office) enlarge(t *testing.T, n int) {
	t.Helper()
	err := o.Store.InTx(t.Context(), func(tx models.Tx) error {
		for i := 5; i < n; i++ {
			login, at := fmt.Sprintf("member.%d", i), o.clock.Now()
			grant := models.Grant{UnitID: o.Units["party"].ID, Role: models.RolePartyMember}
			user := models.User{ID: models.NewID(), Login: login, Name: login, PasswordChangedAt: at, AuthzVersion: 1, CreatedAt: at, UpdatedAt: at}
			if err := tx.AddUser(user); err != nil {
				return err
			}
			err := tx.AddGrant(models.RoleGrant{ID: models.NewID(), UserID: user.ID, UnitID: grant.UnitID, Role: grant.Role, CreatedAt: at})
			if err != nil {
				return err
			}
			o.People[login] = models.Viewer{UserID: user.ID, Name: login, Grants: []models.Grant{grant}}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// present records that the secretary and the first n-1 members are there and all others due on leave.
func (s *session) present(n int) {
	s.t.Helper()
	var list Attendance
	for i, m := range s.view().Members { // the secretary first, then by login
		a := Attending{UserID: m.UserID, Attendance: Present}
		if i >= n {
			a.Attendance, a.Reason = OnLeave, "出差"
		}
		list.Members = append(list.Members, a)
	}
	s.ok(s.do("clerk", Attend, list, ""))
}

// leave records that one member goes.
func (s *session) leave(login string) error {
	s.t.Helper()
	return s.do("clerk", Attend, Attendance{Members: []Attending{{UserID: s.People[login].UserID, Attendance: OnLeave, Reason: "另有公务"}}}, "")
}

// votes lets members 1 to n-1 and then the secretary vote.
func (s *session) votes(n, item int, choice string) {
	s.t.Helper()
	for i := 1; i < n; i++ {
		s.ok(s.vote(fmt.Sprintf("member.%d", i), item, choice))
	}
	s.ok(s.vote("secretary", item, choice))
}

func (s *session) outcome(item int) quorum.Outcome {
	s.t.Helper()
	return s.view().Items[item].Outcome
}

// Half of the members due open a meeting; more than half of them have to vote for an item, whoever is present.
func TestMeetingBoundaries(t *testing.T) {
	for _, c := range []struct {
		due, opens, present int
		outcome             quorum.Outcome
		state               State // of the document
	}{{8, 4, 4, quorum.Rejected, Returned}, {8, 4, 5, quorum.Passed, Approved}, {7, 4, 4, quorum.Passed, Approved}} {
		t.Run(fmt.Sprintf("%d due, %d present", c.due, c.present), func(t *testing.T) {
			testdb.Each(t, func(t *testing.T, store *models.Store) {
				o := newOffice(t, store)
				o.enlarge(t, c.due)
				document, member := o.situation(t)
				s := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID})
				s.present(c.opens - 1)
				s.refused("one too few", s.do("secretary", OpenMeeting, nil, ""), words.NotQuorate)
				s.present(c.present)
				s.ok(s.do("secretary", OpenMeeting, nil, ""))
				s.votes(c.present, 0, VoteFor)
				s.ok(s.do("secretary", Adjourn, nil, ""))
				got := s.view().Items[0]
				if got.Item.Outcome != string(c.outcome) || got.Tally.For != c.present {
					t.Errorf("%+v", got)
				}
				o.inState(t, c.state, document.ID)
				if said := o.last(t, document.ID).Opinion; said != got.Item.Resolution {
					t.Errorf("the document's opinion is %q, not %q", said, got.Item.Resolution)
				}
				if c.state == Approved {
					o.inState(t, Approved, member.ID)
				}
			})
		})
	}
}

// Written opinions are kept and shown, and count for nothing: two votes and two written consents of five do not pass.
func TestWrittenOpinionsDoNotCount(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "其他事项"})
		s.refused("before it is known who comes", s.do("member.3", WriteOpinion, WrittenOpinion{}, "同意"), words.OpinionInPerson)
		s.attend("secretary", "member.1", "member.2")
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		for _, login := range []string{"member.3", "member.4"} {
			s.ok(s.do(login, WriteOpinion, WrittenOpinion{}, "同意该议题"))
		}
		s.ok(s.vote("member.1", 0, VoteFor))
		s.ok(s.vote("member.2", 0, VoteAbstain))
		s.ok(s.vote("secretary", 0, VoteFor))
		s.ok(s.do("secretary", Adjourn, nil, ""))
		if s.outcome(0) != quorum.Rejected || s.view().Members[4].WrittenOpinion != "同意该议题" {
			t.Errorf("%s, %+v", s.outcome(0), s.view().Members)
		}
	})
}

// A meeting that loses its quorum decides nothing more, and can still defer and close.
func TestMeetingLosesItsQuorum(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "干部任免", Matter: quorum.Appointment}, AgendaItem{Title: "其他事项"})
		s.present(4)
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		s.ok(s.leave("member.3"))
		s.refused("appointment with three of five", s.vote("member.1", 0, VoteFor), words.NotQuorate)
		s.ok(s.vote("member.1", 1, VoteFor))
		s.refused("who voted was there", s.leave("member.1"), words.HasVoted)
		s.refused("the chair stays", s.leave("secretary"), words.ChairMustStay)
		s.refused("close", s.do("secretary", Adjourn, nil, ""), words.NotQuorate)
		s.ok(s.do("secretary", Defer, Deferral{ItemID: s.item(0)}, "到会人数不足"))
		s.ok(s.leave("member.2"))
		s.refused("two of five", s.vote("secretary", 1, VoteFor), words.NotQuorate)
		s.ok(s.do("secretary", Defer, Deferral{ItemID: s.item(1)}, "到会人数不足"))
		s.refused("defer twice", s.do("secretary", Defer, Deferral{ItemID: s.item(1)}, "再议"), words.ItemDeferred)
		s.ok(s.do("secretary", Adjourn, nil, ""))
		if s.outcome(0) != quorum.Deferred || s.outcome(1) != quorum.Deferred {
			t.Errorf("%s, %s", s.outcome(0), s.outcome(1))
		}
	})
}

// Who comes late is recorded and votes. The vote on one item says nothing of the others.
func TestLateArrivalVotes(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "甲"}, AgendaItem{Title: "乙"})
		s.present(3)
		s.ok(s.do("clerk", OpenMeeting, nil, ""))
		s.votes(3, 0, VoteAgainst)
		s.present(4)
		for _, list := range []struct {
			attending Attending
			code      words.Code
		}{
			{Attending{UserID: o.People["clerk"].UserID, Attendance: Present}, words.NotDue},
			{Attending{UserID: o.People["member.4"].UserID, Attendance: Absent}, words.AbsenceUnexplained},
			{Attending{UserID: o.People["member.4"].UserID, Attendance: "asleep"}, words.AttendanceUnfit},
		} {
			s.refused("attendance", s.do("audit.officer", Attend, Attendance{Members: []Attending{list.attending}}, ""), list.code)
		}
		s.refused("close", s.do("clerk", Adjourn, nil, ""), words.ItemsUndecided)
		s.ok(s.vote("member.3", 0, VoteFor))
		s.votes(4, 1, VoteFor)
		s.ok(s.do("clerk", Adjourn, nil, ""))
		if s.outcome(0) != quorum.Rejected || s.outcome(1) != quorum.Passed {
			t.Errorf("%s, %s", s.outcome(0), s.outcome(1))
		}
	})
}

// A meeting that decides on two documents carries out both decisions or none. What is deferred is free again at once.
func TestClosingIsAllOrNone(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		sound, first := o.situation(t)
		moved, second := o.situation(t)
		s := o.convene(t, AgendaItem{Title: "甲", DocumentID: sound.ID}, AgendaItem{Title: "乙", DocumentID: moved.ID})
		s.present(4)
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		s.votes(4, 0, VoteFor)
		s.votes(4, 1, VoteFor)
		o.must(t, "audit.officer", second.ID, Command{Event: Return, Opinion: "数据有误"})
		s.refused("close on a changed source", s.do("secretary", Adjourn, nil, ""), words.SourcesChanged)
		o.inState(t, Consolidated, sound.ID, moved.ID, first.ID)
		o.inState(t, Open, s.meeting.ID)
		edit := Command{Event: Edit, Payload: Edited{Content: someText}}
		_, err := o.try(t, "audit.officer", moved.ID, edit)
		s.refused("edit before the meeting", err, words.InOpenMeeting)
		s.ok(s.do("secretary", Defer, Deferral{ItemID: s.item(1)}, "来源有变"))
		o.must(t, "audit.officer", moved.ID, edit)
		s.ok(s.do("secretary", Adjourn, nil, ""))
		o.inState(t, Approved, sound.ID, first.ID)
		o.inState(t, Consolidated, moved.ID)
		if a, b := o.last(t, sound.ID), o.last(t, first.ID); a.CorrelationID != b.CorrelationID || a.CorrelationID != o.last(t, s.meeting.ID).CorrelationID {
			t.Error("the decision is not one command")
		}

		again := o.convene(t, AgendaItem{Title: "乙", DocumentID: moved.ID})
		again.present(3)
		again.refused("open on changed sources", again.do("secretary", OpenMeeting, nil, ""), words.ItemSourcesChanged)
	})
}

// A document that another meeting has decided on meanwhile is not decided on again.
func TestDecidedElsewhere(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		document, _ := o.situation(t)
		first := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID})
		second := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID})
		first.present(3)
		second.present(3)
		first.ok(first.do("secretary", OpenMeeting, nil, ""))
		first.votes(3, 0, VoteFor)
		first.ok(first.do("secretary", Adjourn, nil, ""))
		second.refused("open", second.do("secretary", OpenMeeting, nil, ""), words.ItemsStale)
	})
}

// Every member of a large group votes at the same moment: no vote is lost, none is sent away, and the chain holds.
func TestManyVoteTogether(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		const due = 12
		o := newOffice(t, store)
		o.enlarge(t, due)
		document, _ := o.situation(t)
		s := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID})
		s.present(due)
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		item := s.view().Items[0].Item
		var wg sync.WaitGroup
		for i := 1; i < due; i++ {
			for range 2 { // the second is refused: one vote each
				wg.Go(func() {
					login := fmt.Sprintf("member.%d", i)
					_, err := o.engine.Fire(context.WithoutCancel(t.Context()), Command{Viewer: o.People[login], SubjectID: s.meeting.ID,
						Event: CastVote, Payload: Ballot{ItemID: item.ID, Choice: VoteFor, Digest: item.Digest}})
					var refusal *Error
					if err != nil && (!errors.As(err, &refusal) || refusal.Code != words.HasVotedOnItem) {
						t.Errorf("%s: %v", login, err)
					}
				})
			}
		}
		wg.Wait()
		if got := s.view().Items[0].Tally; got.For != due-1 {
			t.Errorf("%+v", got)
		}
		if _, err := o.engine.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

// An edit keeps what members said of items that stay, binds documents anew and is told in full in the history.
func TestEditAgenda(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		document, _ := o.situation(t)
		s := o.convene(t, AgendaItem{Title: "甲", DocumentID: document.ID}, AgendaItem{Title: "乙"})
		for i := range 2 {
			s.ok(s.do("member.1", Recuse, Recusal{ItemID: s.item(i), Reason: "与本人有关"}, ""))
		}
		s.refused("withdraw twice", s.do("member.1", Recuse, Recusal{ItemID: s.item(0), Reason: "与本人有关"}, ""), words.HasWithdrawn)
		edited := o.must(t, "audit.officer", document.ID, Command{Event: Edit, Payload: Edited{Content: someText}})
		place, chair := "302会议室", o.People["member.2"].UserID
		s.ok(s.do("audit.officer", Edit, Agenda{Place: &place, ChairID: &chair, Items: []AgendaItem{{ID: s.item(0), Title: "甲", DocumentID: document.ID}}}, ""))
		view := s.view()
		if len(view.Items) != 1 || view.Items[0].Item.Digest != edited.Digest || len(view.Withdrawals) != 1 || view.Meeting.Place != place || view.Meeting.ChairID != chair {
			t.Errorf("%+v", view)
		}
		if detail := o.last(t, s.meeting.ID).Detail; !strings.Contains(detail, edited.Digest) || !strings.Contains(detail, place) {
			t.Errorf("the history says %s", detail)
		}
		s.ok(s.do("clerk", Edit, Agenda{Items: []AgendaItem{}}, ""))
		s.present(3)
		s.refused("open without agenda", s.do("clerk", OpenMeeting, nil, ""), words.NoItems)
	})
}

// What cannot be put on an agenda, and who cannot be asked to record or observe.
func TestConveneNamesFaults(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		document, progress := o.situation(t)
		ok := NewMeeting{CampaignID: o.Campaign.ID, Title: "会议", HeldAt: o.clock.Now(), ChairID: o.People["secretary"].UserID}
		with := func(change func(*NewMeeting)) NewMeeting {
			n := ok
			change(&n)
			return n
		}
		items := func(list ...AgendaItem) NewMeeting { return with(func(n *NewMeeting) { n.Items = list }) }
		observer := func(login string) NewMeeting {
			return with(func(n *NewMeeting) { n.ObserverIDs = []string{o.People[login].UserID} })
		}
		s := &session{office: o, t: t}
		for name, c := range map[string]struct {
			n    NewMeeting
			code words.Code
		}{
			"no title":               {with(func(n *NewMeeting) { n.Title = " " }), words.TitleNotOneLine},
			"recorder who is nobody": {with(func(n *NewMeeting) { n.RecorderID = models.NewID() }), words.RecorderUnfit},
			"administrator records":  {with(func(n *NewMeeting) { n.RecorderID = o.People["system"].UserID }), words.RecorderUnfit},
			"administrator observes": {observer("auditing"), words.ObserverUnfit},
			"member due observes":    {observer("member.1"), words.ObserverUnfit},
			"item without a title":   {items(AgendaItem{}), words.TitleNotOneLine},
			"item of two lines":      {items(AgendaItem{Title: "甲\n乙"}), words.TitleNotOneLine},
			"unheard-of matter":      {items(AgendaItem{Title: "甲", Matter: "war"}), words.FieldNotOneOf},
			"unknown item":           {items(AgendaItem{ID: models.NewID(), Title: "甲"}), words.ItemUnknown},
			"a contribution":         {items(AgendaItem{Title: "甲", DocumentID: progress.ID}), words.DocumentNotReady},
			"a document twice": {items(AgendaItem{Title: "甲", DocumentID: document.ID}, AgendaItem{Title: "乙", DocumentID: document.ID}),
				words.DocumentTwice},
		} {
			_, err := o.engine.Convene(t.Context(), o.People["audit.officer"], Request{}, c.n)
			s.refused(name, err, c.code)
		}
		if _, err := o.engine.Convene(t.Context(), o.People["audit.officer"], Request{}, ok); err != nil {
			t.Error(err)
		}
	})
}

// The Party group and the offices see every meeting, an invited observer and the recorder theirs, everybody else none.
func TestWhoSeesMeetings(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "其他事项"})
		sees := func() string {
			var logins []string
			for _, login := range []string{"secretary", "audit.officer", "clerk", "sanitation.head", "building.head", "leader", "observer", "system", "security", "auditing"} {
				lines, err := store.View(t.Context()).Meetings(o.People[login], models.MeetingFilter{CampaignID: o.Campaign.ID, Limit: 10})
				s.ok(err)
				if len(lines) == 1 {
					logins = append(logins, login)
				}
			}
			return strings.Join(logins, " ")
		}
		if got := sees(); got != "secretary audit.officer clerk" {
			t.Error(got)
		}
		recorder := o.People["building.head"].UserID
		s.ok(s.do("clerk", Edit, Agenda{RecorderID: &recorder, ObserverIDs: []string{o.People["sanitation.head"].UserID, o.People["observer"].UserID}}, ""))
		if got := sees(); got != "secretary audit.officer clerk sanitation.head building.head observer" {
			t.Error(got)
		}
		if names := s.view().ObserverNames(); strings.Join(names, " ") != "环卫处处长 督导观察员 纪检组代表" {
			t.Error(names)
		}
		s.ok(s.do("clerk", Edit, Agenda{ObserverIDs: []string{}}, ""))
		if got := sees(); got != "secretary audit.officer clerk building.head" {
			t.Error(got)
		}
		for login, code := range map[string]words.Code{"building.head": words.NotYourRole, "system": words.NotFound, "leader": words.NotFound} {
			s.refused(login, s.do(login, Edit, Agenda{}, ""), code)
		}
	})
}

// The chair presides: without him a meeting does not open.
func TestMeetingNeedsItsChair(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "其他事项"})
		s.attend("member.1", "member.2", "member.3")
		s.refused("open", s.do("clerk", OpenMeeting, nil, ""), words.ChairAbsent)
		chair := o.People["member.1"].UserID
		s.ok(s.do("clerk", Edit, Agenda{ChairID: &chair}, ""))
		s.ok(s.do("member.1", OpenMeeting, nil, ""))
		s.refused("the chair first", s.vote("member.1", 0, VoteFor), words.ChairLast)
	})
}
