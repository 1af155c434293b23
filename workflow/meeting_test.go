package workflow

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// session is a meeting in a test, with short names for what happens in it.
type session struct {
	*office
	t       *testing.T
	meeting models.Subject
}

// convene convenes a meeting of the fixture's five members with the secretary in the chair.
func (o *office) convene(t *testing.T, items ...AgendaItem) *session {
	t.Helper()
	var outcome Outcome
	_, err := o.engine.Convene(t.Context(), o.People["clerk"], Request{Render: func(result any) (Answer, error) {
		outcome = result.(Outcome)
		return Answer{}, nil
	}}, NewMeeting{CampaignID: o.Campaign.ID, Title: "第1次党组会议", HeldAt: o.clock.Now(), Place: "301会议室",
		ChairID: o.People["secretary"].UserID, Observers: []string{"纪检组代表"}, Items: items})
	if err != nil {
		t.Fatal(err)
	}
	return &session{office: o, t: t, meeting: outcome.Subject}
}

// do fires an event as somebody; events that are not shared name the current version.
func (s *session) do(login string, event Event, payload any, opinion string) error {
	s.t.Helper()
	c := Command{SubjectID: s.meeting.ID, Event: event, Payload: payload, Opinion: opinion}
	if rule := MachineOf(models.KindMeeting).Rule(event, State(s.meeting.State)); rule == nil || !rule.Shared {
		c.IfVersion = version(s.meeting.Version)
	}
	outcome, err := s.fire(s.t, login, c)
	if err == nil {
		s.meeting = outcome.Subject
	}
	return err
}

func (s *session) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// refused checks that an error is a refusal that names the code, as itself or among its reasons.
func (s *session) refused(what string, err error, code words.Code) {
	s.t.Helper()
	var refusal *Error
	if errors.As(err, &refusal) {
		if refusal.Code == code {
			return
		}
		for _, r := range refusal.Reasons {
			if r.Code == code {
				return
			}
		}
	}
	s.t.Errorf("%s: %v, want %s", what, err, code)
}

// attend records who is present; all others are on leave.
func (s *session) attend(present ...string) {
	s.t.Helper()
	var list Attendance
	for _, login := range []string{"secretary", "member.1", "member.2", "member.3", "member.4"} {
		a := Attending{UserID: s.People[login].UserID, Attendance: OnLeave, Reason: "出差"}
		for _, p := range present {
			if p == login {
				a = Attending{UserID: a.UserID, Attendance: Present}
			}
		}
		list.Members = append(list.Members, a)
	}
	s.ok(s.do("clerk", Attend, list, ""))
}

func (s *session) vote(login string, item int, choice string) error {
	s.t.Helper()
	i := s.view().Items[item].Item
	return s.do(login, CastVote, Ballot{ItemID: i.ID, Choice: choice, Digest: i.Digest}, "")
}

func (s *session) view() MeetingView {
	s.t.Helper()
	view, err := ViewMeeting(s.Store.View(s.t.Context()), s.meeting.ID)
	s.ok(err)
	return view
}

func (s *session) item(n int) string { return s.view().Items[n].Item.ID }

// A plan is voted on by three of five, one against: it passes, and its members move with it in the closing transaction.
func TestMeetingApproves(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		document, member := o.situation(t)
		s := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID})
		s.refused("open without attendance", s.do("secretary", OpenMeeting, nil, ""), words.AttendanceUnknown)
		s.attend("secretary", "member.1")
		s.refused("two of five", s.do("secretary", OpenMeeting, nil, ""), words.NotQuorate)
		s.attend("secretary", "member.1", "member.2", "member.3")
		s.ok(s.do("secretary", OpenMeeting, nil, ""))

		s.refused("chair first", s.vote("secretary", 0, VoteFor), words.ChairLast)
		s.refused("absent member", s.vote("member.4", 0, VoteFor), words.NotPresent)
		s.ok(s.do("member.4", WriteOpinion, WrittenOpinion{}, "同意"))
		s.refused("written opinion in person", s.do("member.1", WriteOpinion, WrittenOpinion{}, "同意"), words.OpinionInPerson)
		s.refused("audit office votes", s.vote("audit.officer", 0, VoteFor), words.NotYourRole)
		s.ok(s.vote("member.1", 0, VoteFor))
		s.refused("second vote", s.vote("member.1", 0, VoteAgainst), words.HasVotedOnItem)
		s.refused("other text", s.do("member.2", CastVote, Ballot{ItemID: s.item(0), Choice: VoteFor, Digest: "0"}, ""), words.ItemTextChanged)
		s.ok(s.vote("member.2", 0, VoteFor))
		s.refused("close with votes outstanding", s.do("secretary", Adjourn, nil, ""), words.ItemsUndecided)
		s.ok(s.vote("member.3", 0, VoteAgainst))
		s.ok(s.vote("secretary", 0, VoteFor))
		s.ok(s.do("secretary", Adjourn, nil, ""))

		view := s.view()
		if got := view.Items[0]; got.Outcome != quorum.Passed || got.Tally.For != 3 || got.Tally.Due != 5 || !strings.Contains(got.Item.Resolution, "赞成3票") {
			t.Errorf("%+v", got)
		}
		o.inState(t, Approved, document.ID, member.ID)
		if a, b, c := o.last(t, s.meeting.ID), o.last(t, document.ID), o.last(t, member.ID); a.CorrelationID != b.CorrelationID || b.CorrelationID != c.CorrelationID {
			t.Error("the meeting, its document and the member do not move in one command")
		}
		revision, err := store.View(t.Context()).Revision(s.meeting.ID, 0)
		if err != nil || !strings.Contains(revision.Content, "出席：党组书记、党组成员一") || !strings.Contains(revision.Content, "纪检组代表") {
			t.Errorf("minutes: %s, %v", revision.Content, err)
		}
		s.refused("vote after closing", s.vote("member.4", 0, VoteFor), words.WrongState)
	})
}

// A rejected document goes back with the resolution as its opinion; a deferred one stays where it is.
func TestMeetingRejectsAndDefers(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		document, _ := o.situation(t)
		document = o.now(t, document.ID)
		s := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID}, AgendaItem{Title: "其他事项"})
		s.attend("secretary", "member.1", "member.2", "member.3")
		s.ok(s.do("clerk", OpenMeeting, nil, ""))
		for _, login := range []string{"member.1", "member.2", "member.3", "secretary"} {
			s.ok(s.vote(login, 0, VoteAbstain))
		}
		s.refused("defer without reason", s.do("secretary", Defer, Deferral{ItemID: s.item(1)}, ""), words.OpinionRequired)
		s.ok(s.do("secretary", Defer, Deferral{ItemID: s.item(1)}, "材料不全"))
		s.refused("vote on a deferred item", s.vote("member.1", 1, VoteFor), words.ItemDeferred)
		s.ok(s.do("secretary", Adjourn, nil, ""))
		view := s.view()
		if view.Items[0].Outcome != quorum.Rejected || view.Items[1].Outcome != quorum.Deferred {
			t.Errorf("%s, %s", view.Items[0].Outcome, view.Items[1].Outcome)
		}
		last := o.last(t, document.ID)
		if last.Event != string(Return) || last.ToState != string(Returned) || !strings.Contains(last.Opinion, "审议未通过") {
			t.Errorf("%s to %s: %s", last.Event, last.ToState, last.Opinion)
		}
	})
}

// When withdrawals leave too few to pass an item, the meeting cannot close before it is deferred.
func TestMeetingMustDefer(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "追责事项"})
		s.attend("secretary", "member.1", "member.2")
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		s.refused("withdraw without reason", s.do("member.1", Recuse, Recusal{ItemID: s.item(0)}, ""), words.RecusalUnexplained)
		s.ok(s.do("member.1", Recuse, Recusal{ItemID: s.item(0), Reason: "与本人有关"}, ""))
		s.refused("vote after withdrawing", s.vote("member.1", 0, VoteFor), words.HasWithdrawn)
		s.refused("vote in vain", s.vote("member.2", 0, VoteFor), words.MustDefer)
		s.refused("close", s.do("secretary", Adjourn, nil, ""), words.MustDefer)
		s.ok(s.do("secretary", Defer, Deferral{ItemID: s.item(0)}, "回避后票数不足"))
		s.ok(s.do("secretary", Adjourn, nil, ""))
	})
}

// Appointments and discipline need two thirds of those due.
func TestMeetingSpecialMatter(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "干部任免", Matter: quorum.Appointment})
		s.attend("secretary", "member.1", "member.2")
		s.refused("three of five", s.do("secretary", OpenMeeting, nil, ""), words.NotQuorate)
		s.attend("secretary", "member.1", "member.2", "member.3")
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
	})
}

// A document that was edited after it was put on the agenda is not voted on, nor is it put on one before it is compiled.
func TestMeetingStaleDocument(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		document, _ := o.situation(t)
		document = o.now(t, document.ID)
		s := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID})
		s.attend("secretary", "member.1", "member.2")
		changed := someText
		changed.Title = "改动后的报告"
		_, err := o.fire(t, "audit.officer", Command{SubjectID: document.ID, Event: Edit, IfVersion: version(document.Version), Payload: Edited{Content: changed}})
		s.ok(err)
		s.refused("open", s.do("secretary", OpenMeeting, nil, ""), words.ItemsStale)
		s.ok(s.do("clerk", Edit, Agenda{Items: []AgendaItem{{Title: "整改情况报告", DocumentID: document.ID}}}, ""))
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		_, err = o.fire(t, "audit.officer", Command{SubjectID: document.ID, Event: Edit, IfVersion: version(document.Version + 1), Payload: Edited{Content: someText}})
		s.refused("edit before an open meeting", err, words.InOpenMeeting)

		_, err = o.engine.Convene(t.Context(), o.People["clerk"], Request{}, NewMeeting{CampaignID: o.Campaign.ID, Title: "另一次",
			HeldAt: o.clock.Now(), ChairID: o.People["member.1"].UserID, Items: []AgendaItem{{Title: "草稿", DocumentID: s.meeting.ID}}})
		s.refused("what is no compilation", err, words.DocumentNotReady)
	})
}

// Members vote at the same moment: every vote counts, none is lost, and the chain holds.
func TestMeetingVotesTogether(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		s := o.convene(t, AgendaItem{Title: "其他事项"})
		s.attend("secretary", "member.1", "member.2", "member.3", "member.4")
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		item := s.item(0)
		var wg sync.WaitGroup
		for _, login := range []string{"member.1", "member.2", "member.3", "member.4"} {
			wg.Go(func() {
				_, err := o.engine.Fire(context.WithoutCancel(t.Context()), Command{Viewer: o.People[login], SubjectID: s.meeting.ID,
					Event: CastVote, Payload: Ballot{ItemID: item, Choice: VoteFor}})
				if err != nil {
					t.Errorf("%s: %v", login, err)
				}
			})
		}
		wg.Wait()
		if got := s.view().Items[0].Tally.For; got != 4 {
			t.Errorf("%d votes", got)
		}
		if _, err := o.engine.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

// Who may convene, and whom.
func TestConveneRefuses(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		chair := o.People["secretary"].UserID
		for name, c := range map[string]struct {
			login string
			n     NewMeeting
			code  words.Code
		}{
			"division":         {"sanitation.head", NewMeeting{ChairID: chair}, words.NotYourRole},
			"chair not due":    {"clerk", NewMeeting{ChairID: o.People["clerk"].UserID}, words.ChairNotDue},
			"member not of it": {"clerk", NewMeeting{ChairID: chair, MemberIDs: []string{chair, o.People["clerk"].UserID}}, words.MemberNotOfGroup},
		} {
			c.n.CampaignID, c.n.Title, c.n.HeldAt = o.Campaign.ID, "会议", o.clock.Now()
			_, err := o.engine.Convene(t.Context(), o.People[c.login], Request{}, c.n)
			(&session{office: o, t: t}).refused(name, err, c.code)
		}
	})
}
