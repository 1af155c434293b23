package api_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// Every number of the statistics is the number of rows that its list gives under the same filter, for each who may see
// some of them.
func TestEveryNumberOpensItsRows(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := planned(t, store)
		for i := range 6 {
			id := enter(w, fmt.Sprint(i+1))
			list := apitest.Read[api.ProblemDossier](w.As("audit.officer").Get(problems + "/" + id)).List
			for j, m := range list[:min(i, 3)] {
				state := []string{"accepted", "completed", "in_progress"}[(i+j)%3]
				put(t, w, m.ID, state)
			}
			switch i {
			case 3:
				put(t, w, id, "closed")
			case 4:
				put(t, w, id, "filed")
			case 5:
				w.As("audit.officer").Put(problems+"/"+id+"/assignment", map[string]any{"unit_id": w.Units["building"].ID}, apitest.IfMatch(1)).Want(200)
			}
			w.Clock.Advance(9 * 24 * time.Hour)
		}
		for _, login := range []string{"audit.officer", "sanitation.head", "building.drafter", "town.head", "leader", "observer", "system"} {
			me := w.As(login)
			path := "/api/v1/campaigns/" + w.Campaign.ID + "/statistics"
			stats := apitest.Read[api.Statistics](me.Get(path).Want(200))
			if login == "audit.officer" && (stats.Problems.Total != 6 || stats.Measures.Total != 18 || stats.Punctual.Due != 6) {
				t.Errorf("%+v", stats)
			}
			opens(t, me, w.Campaign.ID, "", stats.Problems, &stats.Measures, &stats.Punctual)
			for _, u := range stats.Units {
				opens(t, me, w.Campaign.ID, "unit_id="+u.UnitID, u.Problems, &u.Measures, &u.Punctual)
			}
			for _, l := range stats.Leaders {
				narrow := "lead_leader_id=" + l.LeadLeaderID
				if l.LeadLeaderID == "" {
					narrow = "no_lead_leader=true"
				}
				opens(t, me, w.Campaign.ID, narrow, l.Problems, &l.Measures, &l.Punctual)
			}
			for _, week := range apitest.Read[api.LightTrend](me.Get(path + "/lights").Want(200)).Weeks {
				for _, l := range week.Lights {
					counts(t, me, measures, l.Count, w.Campaign.ID, "light="+l.Light.Code, "as_of="+week.On.String())
				}
			}
		}
		w.As("audit.officer").Get("/api/v1/campaigns/" + models.NewID() + "/statistics/lights").Want(404)
		w.As("audit.officer").Get(problems + "?light=purple").Want(422)
	})
}

// opens checks all numbers of one line of the statistics.
func opens(t *testing.T, me *apitest.Client, campaign, narrow string, p api.Standing, m *api.Standing, d *api.Punctuality) {
	t.Helper()
	for list, s := range map[string]api.Standing{problems: p, measures: *m} {
		counts(t, me, list, s.Total, campaign, narrow)
		counts(t, me, list, s.Complete, campaign, narrow, "standing=complete")
		counts(t, me, list, s.Total-s.Complete, campaign, narrow, "standing=open")
		for _, l := range s.Lights {
			counts(t, me, list, l.Count, campaign, narrow, "light="+l.Light.Code)
		}
		for _, l := range s.States {
			counts(t, me, list, l.Count, campaign, narrow, "state="+l.State.Code)
		}
		for _, a := range s.Assigned {
			counts(t, me, list, a.Count, campaign, narrow, "age_since=assigned", "age="+string(a.Age))
		}
		for _, a := range s.InState {
			counts(t, me, list, a.Count, campaign, narrow, "age="+string(a.Age))
		}
	}
	for verdict, n := range map[string]int{"on_time": d.OnTime, "late": d.Late, "unaccepted": d.Unaccepted} {
		counts(t, me, measures, n, campaign, narrow, "timeliness="+verdict)
	}
}

// counts reads a list to its end and counts its rows.
func counts(t *testing.T, me *apitest.Client, list string, want int, campaign string, query ...string) {
	t.Helper()
	address := list + "?limit=7&campaign_id=" + campaign
	for _, q := range query {
		if q != "" {
			address += "&" + q
		}
	}
	got, total := 0, int64(-1)
	for cursor, more := "", true; more; {
		page := apitest.Read[api.Page[struct {
			ID string `json:"id"`
		}]](me.Get(address + "&cursor=" + url.QueryEscape(cursor)).Want(200))
		if got += len(page.Items); page.Total != nil {
			total = *page.Total
		}
		cursor, more = page.NextCursor, page.NextCursor != ""
	}
	if got != want || total != int64(want) {
		t.Errorf("%s: %d rows of %d, the statistics say %d", address, got, total, want)
	}
}

// put brings a subject into a state now, without its history.
func put(t *testing.T, w *apitest.World, id, state string) {
	t.Helper()
	if _, err := w.Store.SQL().ExecContext(t.Context(), `UPDATE subjects SET state = '`+state+`', state_since = '`+
		w.Clock.Now().UTC().Format("2006-01-02 15:04:05+00:00")+`' WHERE id = '`+id+`'`); err != nil {
		t.Fatal(err)
	}
}
