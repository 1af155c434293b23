package api_test

import (
	"net/http"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// A meeting over HTTP: convened, attended, opened, voted on, closed, with minutes that everyone who was due may read.
func TestMeeting(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		clerk, chair := w.As("clerk"), w.As("secretary")
		body := map[string]any{"campaign_id": w.Campaign.ID, "title": "第1次党组会议", "held_at": "2023-09-05T09:00:00+08:00",
			"chair_id": w.People["secretary"].UserID, "observers": []string{"纪检组代表"}, "items": []map[string]any{{"title": "其他事项"}}}
		w.As("sanitation.head").Post("/api/v1/meetings", body).Refused(http.StatusForbidden, words.NotYourRole)
		created := apitest.Read[api.Outcome](clerk.Post("/api/v1/meetings", body).Want(http.StatusCreated))
		path := "/api/v1/meetings/" + created.Subject.ID

		members := []map[string]any{{"user_id": w.People["member.4"].UserID, "attendance": "leave", "reason": "出差"}}
		for _, login := range []string{"secretary", "member.1", "member.2", "member.3"} {
			members = append(members, map[string]any{"user_id": w.People[login].UserID, "attendance": "present"})
		}
		attended := apitest.Read[api.Outcome](clerk.Post(path+"/attendance", map[string]any{"members": members}).Want(http.StatusOK))
		chair.Post(path+"/transitions", map[string]any{"event": "open"}, apitest.IfMatch(attended.Subject.Version)).Want(http.StatusOK)

		shown := apitest.Read[api.MeetingDetail](chair.Get(path))
		if q := shown.Quorum; q.Due != 5 || q.Present != 4 || q.Needed != 3 || !q.Opens {
			t.Errorf("%+v", q)
		}
		votes := path + "/items/" + shown.Items[0].ID + "/votes"
		chair.Post(votes, map[string]any{"choice": "for"}).Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
		w.As("member.4").Post(votes, map[string]any{"choice": "for"}).Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
		for _, login := range []string{"member.1", "member.2", "member.3", "secretary"} {
			w.As(login).Post(votes, map[string]any{"choice": "for", "opinion": "同意"}).Want(http.StatusOK)
		}
		w.As("member.1").Post(votes, map[string]any{"choice": "against"}).Refused(http.StatusConflict, words.HasVotedOnItem)

		shown = apitest.Read[api.MeetingDetail](chair.Get(path))
		if shown.Items[0].Tally.For != 4 || shown.Items[0].Outcome.Code != "passed" {
			t.Errorf("%+v", shown.Items[0])
		}
		chair.Post(path+"/transitions", map[string]any{"event": "adjourn"}, apitest.IfMatch(shown.Version)).Want(http.StatusOK)
		minutes := apitest.Read[api.Content](w.As("member.4").Get(path + "/minutes"))
		if len(minutes.Sections) != 2 {
			t.Errorf("%+v", minutes)
		}
		for _, login := range []string{"sanitation.head", "observer", "system"} {
			w.As(login).Get(path).Refused(http.StatusNotFound, words.NotFound)
			if list := apitest.Read[api.Page[api.Meeting]](w.As(login).Get("/api/v1/meetings")); len(list.Items) != 0 {
				t.Errorf("%s sees %d meetings", login, len(list.Items))
			}
		}
	})
}
