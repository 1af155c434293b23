package api_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/words"
)

// sitting is a meeting in a test over HTTP.
type sitting struct {
	*apitest.World
	t    *testing.T
	path string
}

// convened convenes a meeting with the secretary in the chair and records the first n of the Party group as present.
func convened(t *testing.T, w *apitest.World, n int, more map[string]any) *sitting {
	t.Helper()
	body := map[string]any{"campaign_id": w.Campaign.ID, "title": "第2次党组会议", "held_at": "2023-09-05T09:00:00+08:00", "place": "301会议室",
		"chair_id": w.People["secretary"].UserID}
	for key, value := range more {
		body[key] = value
	}
	s := &sitting{World: w, t: t, path: w.As("clerk").Post("/api/v1/meetings", body).Want(201).Header.Get("Location")}
	var members []map[string]any
	for i, login := range []string{"secretary", "member.1", "member.2", "member.3", "member.4"} {
		m := map[string]any{"user_id": w.People[login].UserID, "attendance": "present"}
		if i >= n {
			m["attendance"], m["reason"] = "leave", "出差"
		}
		members = append(members, m)
	}
	w.As("clerk").Post(s.path+"/attendance", map[string]any{"members": members}).Want(200)
	return s
}

func (s *sitting) shown() api.MeetingDetail {
	s.t.Helper()
	return apitest.Read[api.MeetingDetail](s.As("secretary").Get(s.path))
}

func (s *sitting) fire(login, event string) *apitest.Answer {
	s.t.Helper()
	return s.As(login).Post(s.path+"/transitions", map[string]any{"event": event}, apitest.IfMatch(s.shown().Version))
}

func (s *sitting) vote(login string, item int, choice, opinion string) *apitest.Answer {
	s.t.Helper()
	i := s.shown().Items[item]
	return s.As(login).Post(s.path+"/items/"+i.ID+"/votes", map[string]any{"choice": choice, "digest": i.Digest, "opinion": opinion})
}

// situation is a situation report, compiled over HTTP from the progress report of one problem.
func situation(t *testing.T, w *apitest.World) (situation, progress string) {
	t.Helper()
	var problem string
	_, err := w.Engine.CreateProblem(t.Context(), w.People["audit.officer"], workflow.Request{Render: func(result any) (workflow.Answer, error) {
		problem = result.(workflow.Outcome).Subject.ID
		return workflow.Answer{}, nil
	}}, workflow.NewProblem{CampaignID: w.Campaign.ID, Number: "1", Text: "转运站管理不严",
		Assignment: workflow.Assignment{UnitID: w.Units["sanitation"].ID, LeadUserID: w.People["leader"].UserID},
		Measures:   []workflow.MeasureClause{{Text: "逐站排查", Deadline: "9月底前"}}})
	if err != nil {
		t.Fatal(err)
	}
	head, audit := w.As("sanitation.head"), w.As("audit.officer")
	created := head.Post(reports, map[string]any{"kind": "progress", "problem_id": problem, "content": map[string]any{
		"sections": []map[string]string{{"key": "body", "title": "正文", "text": "已完成排查。"}}}}).Want(201)
	progress = apitest.Read[api.Outcome](created).Subject.ID
	head.Post(reports+"/"+progress+"/transitions", map[string]any{"event": "submit", "reason": "牵头领导出差"}, apitest.IfMatch(1)).Want(200)
	situation = apitest.Read[api.Outcome](audit.Post(reports, map[string]any{"kind": "situation", "campaign_id": w.Campaign.ID}).Want(201)).Subject.ID
	audit.Post(reports+"/"+situation+"/transitions", map[string]any{"event": "compile", "members": []string{progress}}, apitest.IfMatch(1)).Want(200)
	return situation, progress
}

// The Party group decides on a document over HTTP: who may vote and when, what becomes of the document, and what the
// minutes and the record say of it.
func TestPartyGroupDecides(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		document, member := situation(t, w)
		s := convened(t, w, 4, map[string]any{"observers": []string{"纪检组代表"}, "observer_ids": []string{w.People["building.head"].UserID},
			"items": []map[string]any{{"title": "整改情况报告", "document_id": document}, {"title": "其他事项"}}})
		before := s.shown()
		if q := before.Quorum; q != (api.QuorumLine{Due: 5, Present: 4, Needed: 3, Opens: true}) {
			t.Errorf("%+v", q)
		}
		if i := before.Items[0]; i.Document == nil || i.Document.Digest != i.Digest || i.Changed || !i.CanPass || i.Outcome.Code != "pending" || i.Tally.Needed != 3 {
			t.Errorf("%+v", i)
		}
		s.vote("member.1", 0, "for", "").Refused(409, words.WrongState)
		s.fire("audit.officer", "open").Refused(403, words.NotYourRole)
		s.fire("secretary", "open").Want(200)

		s.vote("audit.officer", 0, "for", "").Refused(403, words.NotYourRole)
		s.vote("building.head", 0, "for", "").Refused(403, words.NotYourRole)
		s.vote("system", 0, "for", "").Refused(403, words.NotYourRole)
		s.vote("secretary", 0, "for", "").Refused(422, words.ConditionsUnmet)
		w.As("member.1").Post(s.path+"/items/"+models.NewID()+"/votes", map[string]any{"choice": "for"}).Refused(404, words.ItemUnknown)
		w.As("member.1").Post(s.path+"/items/"+before.Items[0].ID+"/votes", map[string]any{"choice": "for", "digest": strings.Repeat("0", 64)}).
			Refused(409, words.ItemTextChanged)
		w.As("member.4").Post(s.path+"/written-opinions", map[string]any{"opinion": "同意"}).Want(200)
		w.As("member.3").Post(s.path+"/items/"+before.Items[0].ID+"/recusals", map[string]any{"reason": "曾分管该项工作"}).Want(200)
		for _, login := range []string{"member.1", "member.2", "secretary"} {
			w.Clock.Advance(time.Minute) // the record tells the order of votes by their time
			s.vote(login, 0, "for", "同意按此报送").Want(200)
		}
		s.vote("member.2", 0, "against", "").Refused(409, words.HasVotedOnItem)
		s.fire("secretary", "adjourn").Refused(422, words.ConditionsUnmet) // the second item
		w.As("member.1").Post(s.path+"/items/"+before.Items[1].ID+"/deferrals", map[string]any{"reason": "材料不全"}, apitest.IfMatch(s.shown().Version)).
			Refused(403, words.NotYourRole)
		w.As("secretary").Post(s.path+"/items/"+before.Items[1].ID+"/deferrals", map[string]any{"reason": "材料不全"}, apitest.IfMatch(s.shown().Version)).Want(200)
		w.As("clerk").Get(s.path+"/minutes").Refused(404, words.NotFound)
		w.As("clerk").Get(s.path+"/record").Refused(404, words.NotFound)
		s.fire("clerk", "adjourn").Want(200)
		s.vote("member.3", 0, "for", "").Refused(409, words.WrongState)

		for _, id := range []string{document, member} {
			if d := detail(w, "audit.officer", id); d.State.Code != "approved" {
				t.Errorf("%s is %s", d.Title, d.State.Code)
			}
		}
		s.checkTexts(document)
	})
}

// checkTexts holds minutes and record of the decided meeting against each other.
func (s *sitting) checkTexts(document string) {
	t, shown := s.t, s.shown()
	minutes := apitest.Read[api.Content](s.As("building.head").Get(s.path + "/minutes"))
	overview, decision := minutes.Sections[0].Text, minutes.Sections[1].Text
	for _, want := range []string{"301会议室", "应到5人，实到4人", "党组成员四（出差）", "建设处处长、纪检组代表", "局办文书"} {
		if !strings.Contains(overview, want) {
			t.Errorf("the minutes do not say %q:\n%s", want, overview)
		}
	}
	if !strings.Contains(decision, "赞成3票，反对0票，弃权0票") || !strings.Contains(decision, "党组成员三回避") || strings.Contains(decision, "曾分管") {
		t.Errorf("the minutes say %s", decision)
	}
	record := apitest.Read[api.MeetingRecord](s.As("secretary").Get(s.path + "/record"))
	item := record.Items[0]
	if record.Recorder != "局办文书" || record.Members[4].WrittenOpinion != "同意" || record.Minutes != shown.Digest || len(record.Observers) != 2 {
		t.Errorf("the record is %+v", record)
	}
	if len(item.Votes) != 3 || item.Votes[2].Name != "党组书记" || item.Votes[0].Opinion != "同意按此报送" || item.Withdrawals[0].Reason != "曾分管该项工作" ||
		item.Digest != detail(s.World, "secretary", document).Digest || record.Items[1].Deferral != "材料不全" || record.Items[1].Outcome.Code != "deferred" {
		t.Errorf("the record says %+v and %+v", item, record.Items[1])
	}
}

// Members vote at the same moment over HTTP: every vote is taken at its first sending.
func TestVotesAtOnce(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		s := convened(t, w, 5, map[string]any{"items": []map[string]any{{"title": "其他事项"}}})
		s.fire("secretary", "open").Want(200)
		path := s.path + "/items/" + s.shown().Items[0].ID + "/votes"
		var wg sync.WaitGroup
		for _, login := range []string{"member.1", "member.2", "member.3", "member.4"} {
			member := w.As(login)
			wg.Go(func() {
				if answer := member.Post(path, map[string]any{"choice": "against"}); answer.Status != 200 {
					t.Errorf("%d: %s", answer.Status, answer.Body)
				}
			})
		}
		wg.Wait()
		if i := s.shown().Items[0]; i.Tally.Against != 4 || i.CanPass || i.Outcome.Code != "rejected" {
			t.Errorf("%+v", i)
		}
	})
}

// A meeting is changed until it opens. Faults are named by their field, and an invited observer reads and changes nothing.
func TestChangeMeeting(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		s := convened(t, w, 3, map[string]any{"items": []map[string]any{{"title": "甲"}, {"title": "乙"}}})
		before := s.shown()
		w.As("observer").Get(s.path).Refused(404, words.NotFound)
		patch := func(login string, body map[string]any) *apitest.Answer {
			return w.As(login).Patch(s.path, body, apitest.IfMatch(s.shown().Version))
		}
		problem := patch("audit.officer", map[string]any{"chair_id": w.People["clerk"].UserID, "observer_ids": []string{w.People["system"].UserID}}).
			Refused(422, words.ConditionsUnmet)
		if len(problem.Errors) != 2 || problem.Errors[0].Field != "chair_id" || problem.Errors[1].Field != "observer_ids[0]" {
			t.Errorf("%+v", problem.Errors)
		}
		patch("audit.officer", map[string]any{"place": "302会议室", "observer_ids": []string{w.People["observer"].UserID},
			"items": []map[string]any{{"id": before.Items[1].ID, "title": "乙"}}}).Want(200)
		after := apitest.Read[api.MeetingDetail](w.As("observer").Get(s.path))
		if after.Place != "302会议室" || len(after.Items) != 1 || after.Items[0].ID != before.Items[1].ID || len(after.Invited) != 1 {
			t.Errorf("%+v", after)
		}
		patch("observer", map[string]any{"place": "别处"}).Refused(403, words.NotYourRole)
		list := apitest.Read[api.Page[api.Meeting]](w.As("clerk").Get("/api/v1/meetings?state=open"))
		if s.fire("clerk", "open").Want(200); len(list.Items) != 0 {
			t.Errorf("%+v", list)
		}
		if list = apitest.Read[api.Page[api.Meeting]](w.As("clerk").Get("/api/v1/meetings?state=open&campaign_id=" + w.Campaign.ID)); len(list.Items) != 1 {
			t.Errorf("%+v", list)
		}
		patch("clerk", map[string]any{"place": "别处"}).Refused(409, words.WrongState)
	})
}
