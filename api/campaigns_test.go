package api_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/words"
)

var aCampaign = map[string]any{
	"code": "C2024", "name": "专项整改", "organisation": "某局", "starts_on": "2024-03-01", "ends_on": "2024-04-30",
	"phases": []map[string]any{
		{"name": "准备", "starts_on": "2024-03-01", "ends_on": "2024-03-10"},
		{"name": "整改", "starts_on": "2024-03-11", "ends_on": "2024-04-30"},
	},
}

// with returns a copy of a body in which some fields are set.
func with(body map[string]any, fields map[string]any) map[string]any {
	body = maps.Clone(body)
	maps.Copy(body, fields)
	return body
}

func TestCampaign(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		w.As("building.head").Post("/api/v1/campaigns", aCampaign).Refused(403, words.NotYourRole)
		made := w.As("audit.officer").Post("/api/v1/campaigns", aCampaign).Want(201)
		path := made.Header.Get("Location")
		c := apitest.Read[api.Campaign](made)
		if path != "/api/v1/campaigns/"+c.ID || made.Version() != 1 || len(c.Phases) != 2 || c.Policies.ImmediateDays != 30 {
			t.Errorf("made %s", made.Body)
		}
		w.As("audit.officer").Post("/api/v1/campaigns", aCampaign).Refused(409, words.AlreadyExists)
		w.As("system").Post("/api/v1/campaigns", aCampaign).Refused(403, words.NotYourRole)

		policies := c.Policies
		policies.CloseBy, policies.WarnDays = "party_group", 5
		w.As("audit.officer").Patch(path, map[string]any{"policies": policies}).Refused(428, words.VersionRequired)
		changed := w.As("audit.officer").Patch(path, map[string]any{"policies": policies}, apitest.IfMatch(1)).Want(200)
		if got := apitest.Read[api.Campaign](changed); got.Version != 2 || changed.Version() != 2 || got.Policies.WarnDays != 5 || len(got.Phases) != 2 {
			t.Errorf("changed %s", changed.Body)
		}
		stale := w.As("audit.officer").Patch(path, map[string]any{"name": "其他"}, apitest.IfMatch(1)).Refused(409, words.StaleVersion)
		if stale.Version == nil || *stale.Version != 2 {
			t.Errorf("the conflict names version %v", stale.Version)
		}
		row, err := store.View(t.Context()).CampaignByID(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := workflow.ParsePolicies(string(row.Policies))
		if err != nil || stored.CloseBy != "party_group" || row.Name != "专项整改" {
			t.Errorf("stored %+v, %v", row, err)
		}

		list := apitest.Read[api.Page[api.Campaign]](w.As("town.head").Get("/api/v1/campaigns?limit=1").Want(200))
		next := apitest.Read[api.Page[api.Campaign]](w.As("town.head").Get("/api/v1/campaigns?limit=1&cursor=" + list.NextCursor).Want(200))
		if len(list.Items) != 1 || list.Items[0].ID != c.ID || len(next.Items) != 1 || next.Items[0].ID != w.Campaign.ID || next.NextCursor != "" {
			t.Errorf("pages %+v, %+v", list, next)
		}
		w.As("clerk").Get("/api/v1/campaigns/"+models.NewID()).Refused(404, words.NotFound)
	})
}

// Every fault of the settings is named at its place, and nothing is stored.
func TestCampaignFaults(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	policies := func(change func(*workflow.Policies)) map[string]any {
		p := workflow.DefaultPolicies()
		change(&p)
		return map[string]any{"policies": p}
	}
	for _, c := range []struct {
		name   string
		fields map[string]any
		code   words.Code
		field  string
	}{
		{"dates reversed", map[string]any{"ends_on": "2024-02-01", "phases": []any{}}, words.EndsBeforeStart, "body.ends_on"},
		{"no such day", map[string]any{"ends_on": "2024-02-30"}, words.FieldNotDate, "body.ends_on"},
		{"phase too early", map[string]any{"starts_on": "2024-03-02"}, words.PhaseOverlaps, "body.phases[0].starts_on"},
		{"phase too late", map[string]any{"ends_on": "2024-04-29"}, words.PhaseOutside, "body.phases[1].ends_on"},
		{"closed by nobody", policies(func(p *workflow.Policies) { p.CloseBy = "me" }), words.PolicyValue, "body.policies.close_by"},
		{"a plan signed by its leader", policies(func(p *workflow.Policies) { p.LeadLeaderSigns = []models.Kind{models.KindPlan} }), words.PolicyValue, "body.policies.lead_leader_signs"},
		{"a third is no quorum", policies(func(p *workflow.Policies) { p.Quorum.QuorumDen = 3 }), words.PolicyQuorum, "body.policies.quorum"},
		{"warns for years", policies(func(p *workflow.Policies) { p.WarnDays = 1000 }), words.PolicyRange, "body.policies.warn_days"},
		{"due at 25 o'clock", policies(func(p *workflow.Policies) { p.Series[0].Hour = 25 }), words.SeriesTime, "body.policies.series[0].hour"},
	} {
		p := w.As("audit.officer").Post("/api/v1/campaigns", with(aCampaign, c.fields)).Want(422)
		var problem api.ProblemDetails
		if err := json.Unmarshal(p.Body, &problem); err != nil || len(problem.Errors) != 1 || problem.Errors[0].Code != c.code || problem.Errors[0].Field != c.field {
			t.Errorf("%s: %s", c.name, p.Body)
		}
	}
	misspelt, err := json.Marshal(with(aCampaign, policies(func(*workflow.Policies) {})))
	if err != nil {
		t.Fatal(err)
	}
	p := w.As("audit.officer").Post("/api/v1/campaigns", strings.Replace(string(misspelt), `"warn_days"`, `"warn_day"`, 1)).Refused(422, words.InvalidInput)
	if len(p.Errors) != 2 {
		t.Errorf("a setting that does not exist: %+v", p.Errors)
	}
	if page := apitest.Read[api.Page[api.Campaign]](w.As("clerk").Get("/api/v1/campaigns")); len(page.Items) != 1 {
		t.Errorf("refusals left %d campaigns", len(page.Items)-1)
	}
}
