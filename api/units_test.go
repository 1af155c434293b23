package api_test

import (
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

func TestUnits(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		list := func() []api.Unit {
			return apitest.Read[api.Page[api.Unit]](w.As("town.head").Get("/api/v1/units").Want(200)).Items
		}
		made := apitest.Read[api.Unit](w.As("system").Post("/api/v1/units", aUnit).Want(201))
		w.As("system").Post("/api/v1/units", map[string]any{"code": "roads", "name": "另一处", "kind": "division"}).Refused(409, words.AlreadyExists)
		w.As("system").Post("/api/v1/units", map[string]any{"code": "r2", "name": "道路处", "kind": "division"}).Refused(409, words.AlreadyExists)
		units := list()
		if len(units) != 7 || units[6].ID != made.ID || units[6].Kind.Code != "division" {
			t.Fatalf("units %+v", units)
		}

		order := []string{made.ID}
		for _, u := range units[:6] {
			order = append(order, u.ID)
		}
		w.As("system").Put("/api/v1/units/order", map[string]any{"unit_ids": order[:6]}).Refused(422, words.ConditionsUnmet)
		w.As("system").Put("/api/v1/units/order", map[string]any{"unit_ids": append(order[:6:6], order[0])}).Refused(422, words.ConditionsUnmet)
		w.As("system").Put("/api/v1/units/order", map[string]any{"unit_ids": order}).Want(200)
		for i, u := range list() {
			if u.ID != order[i] || u.Position != i+1 {
				t.Errorf("%d is %s at %d", i, u.Name, u.Position)
			}
		}

		unit := "/api/v1/units/" + made.ID
		changed := apitest.Read[api.Unit](w.As("system").Patch(unit, map[string]any{"name": "道路管理处", "active": false}).Want(200))
		if changed.Name != "道路管理处" || changed.Active || changed.Code != "roads" || changed.Position != 1 {
			t.Errorf("changed %+v", changed)
		}
		w.As("system").Patch(unit, map[string]any{"name": w.Units["audit"].Name}).Refused(409, words.AlreadyExists)
		w.As("system").Patch(unit, map[string]any{"code": "x"}).Refused(422, words.InvalidInput)
		w.As("system").Patch("/api/v1/units/"+models.NewID(), map[string]any{"active": true}).Refused(404, words.NotFound)
		p := w.As("security").Post("/api/v1/grant-proposals", map[string]any{"user_id": w.People["clerk"].UserID, "unit_id": made.ID, "role": "drafter"}).
			Refused(422, words.ConditionsUnmet)
		if len(p.Errors) != 1 || p.Errors[0].Code != words.UnitUnknown {
			t.Errorf("a role in a unit that is no longer active: %+v", p.Errors)
		}
	})
}
