package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// Somebody keeps filters of his own: saved, changed by the same id, deleted; unseen and untouched by others, even under the
// same id.
func TestSavedFilters(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		head, other := m.As("sanitation.head"), m.As("building.head")
		id := func() string { return models.NewID() }
		body := func(name, query string) map[string]any {
			return map[string]any{"list": "problems", "name": name, "query": query}
		}
		list := func(c *apitest.Client) []api.SavedFilter {
			return apitest.Read[api.SavedFilterList](c.Get("/api/v1/me/filters").Want(http.StatusOK)).Items
		}
		first := id()
		head.Put("/api/v1/me/filters/"+first, body(" 逾期的 ", "state=filed&q=%E7%A7%AF%E6%B0%B4")).Want(http.StatusOK)
		head.Put("/api/v1/me/filters/"+first, body("积水", "q=%E7%A7%AF%E6%B0%B4")).Want(http.StatusOK)
		other.Put("/api/v1/me/filters/"+first, body("积水", "state=closed")).Want(http.StatusOK)
		if got := list(head); len(got) != 1 || got[0].Name != "积水" || got[0].Query != "q=%E7%A7%AF%E6%B0%B4" || got[0].CreatedAt.IsZero() {
			t.Errorf("kept %+v", got)
		}
		if got := list(other); len(got) != 1 || got[0].Query != "state=closed" {
			t.Errorf("the other's %+v", got)
		}
		for name, bad := range map[string]map[string]any{"a name twice": body("积水", ""), "no name": body("  ", ""),
			"a long name": body(strings.Repeat("长", 31), ""), "an unknown part": body("甲", "order=x"), "no query": body("乙", "q=%zz")} {
			if got := head.Put("/api/v1/me/filters/"+id(), bad); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d %s", name, got.Status, got.Body)
			}
		}
		head.Delete("/api/v1/me/filters/" + first).Want(http.StatusNoContent)
		head.Delete("/api/v1/me/filters/" + first).Want(http.StatusNotFound)
		if got := list(other); len(got) != 1 {
			t.Errorf("deleted somebody else's: %+v", got)
		}
		for i := range 50 {
			head.Put("/api/v1/me/filters/"+id(), body(fmt.Sprint("第", i, "个"), "")).Want(http.StatusOK)
		}
		head.Put("/api/v1/me/filters/"+id(), body("太多", "")).Want(http.StatusUnprocessableEntity)
	})
}
