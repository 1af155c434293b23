package api_test

import (
	"net/http"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// From the delegation to its end through the API: the delegate sees for whom he acts, does it, and can no more at the next
// request after the end.
func TestDelegations(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		report := "/api/v1/reports/" + m.objects["reports"]
		head, other := m.As("sanitation.head"), m.As("building.head")
		other.Get(report).Want(http.StatusNotFound)
		given := head.Post("/api/v1/delegations", map[string]any{"delegate_id": m.People["building.head"].UserID, "from": "2023-08-29",
			"to": "2023-09-05", "reason": "参加培训"}).Want(http.StatusCreated)
		d := apitest.Read[api.Delegation](given)
		if !d.Active || d.DelegatorID != m.People["sanitation.head"].UserID {
			t.Errorf("delegation %+v", d)
		}
		me := apitest.Read[api.Me](other.Get("/api/v1/me"))
		if len(me.ActsFor) != 1 || me.ActsFor[0].UserName != "环卫处处长" || len(me.Roles) != 1 {
			t.Errorf("me %+v", me)
		}
		detail := apitest.Read[api.ReportDetail](other.Get(report).Want(http.StatusOK))
		other.Put(report+"/content", map[string]any{"content": map[string]any{"title": "进展情况报告", "sections": []map[string]any{
			{"key": "body", "title": "正文", "text": "已完成。"}}}}, apitest.IfMatch(detail.Version)).Want(http.StatusOK)
		history := apitest.Read[api.Page[api.HistoryEntry]](other.Get(report + "/history")).Items
		last := history[len(history)-1]
		if last.ActorName != "建设处处长（代环卫处处长）" || last.OnBehalfOf == nil || *last.OnBehalfOf != m.People["sanitation.head"].UserID {
			t.Errorf("entry %+v", last)
		}
		todo := apitest.Read[api.Tasks](other.Get("/api/v1/tasks?box=todo"))
		marked := false
		for _, task := range todo.Items {
			marked = marked || task.ID == m.objects["reports"] && task.OnBehalfOf != nil
		}
		if !marked {
			t.Errorf("the delegated task is not marked: %+v", todo.Items)
		}
		for login, n := range map[string]int{"sanitation.head": 1, "building.head": 1, "security": 1, "clerk": 0} {
			if list := apitest.Read[api.Page[api.Delegation]](m.As(login).Get("/api/v1/delegations")).Items; len(list) != n {
				t.Errorf("%s sees %d delegations", login, len(list))
			}
		}
		m.As("clerk").Delete("/api/v1/delegations/" + d.ID).Want(http.StatusNotFound)
		other.Delete("/api/v1/delegations/" + d.ID).Want(http.StatusNotFound)
		m.As("security").Delete("/api/v1/delegations/" + d.ID).Want(http.StatusNoContent)
		other.Get(report).Want(http.StatusNotFound)
		if list := apitest.Read[api.Page[api.Delegation]](head.Get("/api/v1/delegations")).Items; list[0].Active || list[0].RevokedAt == nil ||
			!strings.Contains(list[0].DelegateName, "建设处处长") {
			t.Errorf("after the end %+v", list[0])
		}
	})
}
