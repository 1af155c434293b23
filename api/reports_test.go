package api_test

import (
	"strings"
	"testing"
	"time"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

const reports = "/api/v1/reports"

// week is the first weekly cycle: two divisions owe a report by noon of the second day.
func week(t *testing.T, w *apitest.World) models.Cycle {
	t.Helper()
	due := w.Clock.Now().Add(27 * time.Hour)
	c := models.Cycle{ID: models.NewID(), CampaignID: w.Campaign.ID, Series: "weekly", Number: 1, DueOn: "2023-08-30", DueAt: due, CreatedAt: w.Clock.Now()}
	err := w.Store.InTx(t.Context(), func(tx models.Tx) error {
		return tx.AddCycle(c, w.Units["sanitation"].ID, w.Units["building"].ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// weekly starts and submits the weekly report of a division.
func weekly(w *apitest.World, unit string, c models.Cycle) string {
	head := w.As(unit + ".head")
	created := head.Post(reports, map[string]any{"kind": "weekly", "cycle_id": c.ID, "unit_id": w.Units[unit].ID, "content": map[string]any{
		"sections": []map[string]string{{"key": "progress", "text": "已完成三项措施。"}, {"key": "experience", "text": "台账日清。"}}}}).Want(201)
	id := apitest.Read[api.Outcome](created).Subject.ID
	head.Post(reports+"/"+id+"/transitions", map[string]any{"event": "submit"}, apitest.IfMatch(created.Version())).Want(200)
	return id
}

func detail(w *apitest.World, login, id string) api.ReportDetail {
	return apitest.Read[api.ReportDetail](w.As(login).Get(reports + "/" + id))
}

// A week over HTTP: two divisions report, the audit office compiles, returns one, compiles anew and files.
func TestAWeekOfReports(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		audit, c := w.As("audit.officer"), week(t, w)
		sanitation, building := weekly(w, "sanitation", c), weekly(w, "building", c)
		created := audit.Post(reports, map[string]any{"kind": "bulletin", "cycle_id": c.ID}, apitest.Key("bulletin-1")).Want(201)
		bulletin := apitest.Read[api.Outcome](created).Subject.ID
		if at := created.Header.Get("Location"); at != reports+"/"+bulletin {
			t.Errorf("created at %s", at)
		}
		again := audit.Post(reports, map[string]any{"kind": "bulletin", "cycle_id": c.ID}, apitest.Key("bulletin-1")).Want(201)
		if string(again.Body) != string(created.Body) {
			t.Error("the same key gave another answer")
		}
		audit.Post(reports, map[string]any{"kind": "bulletin", "cycle_id": c.ID}).Refused(409, words.AlreadyExists)

		fire := func(login, id string, body map[string]any) *apitest.Answer {
			return w.As(login).Post(reports+"/"+id+"/transitions", body, apitest.IfMatch(detail(w, login, id).Version))
		}
		problem := fire("audit.officer", bulletin, map[string]any{"event": "compile", "members": []string{sanitation}}).Refused(422, words.ConditionsUnmet)
		if len(problem.Errors) != 1 || problem.Errors[0].Code != words.ContributionsMissing || !strings.Contains(problem.Errors[0].Detail, "建设处") {
			t.Errorf("the missing unit is not named: %+v", problem.Errors)
		}
		compile := map[string]any{"event": "compile", "members": []string{sanitation, building}}
		fire("audit.officer", bulletin, compile).Want(200)
		fire("audit.officer", building, map[string]any{"event": "return", "opinion": "数据有误"}).Want(200)
		d := detail(w, "audit.officer", bulletin)
		if len(d.Members) != 2 || d.Members[0].Stale || !d.Members[1].Stale || d.Members[1].RemovedAt == nil {
			t.Errorf("members %+v", d.Members)
		}
		filing := map[string]any{"event": "file", "doc_number": "局办〔2023〕7号", "recipient": "局办公室", "filed_on": "2023-08-30"}
		fire("clerk", bulletin, filing).Refused(422, words.ConditionsUnmet)
		fire("audit.officer", bulletin, map[string]any{"event": "return", "opinion": "重新汇总"}).Want(200)
		compile["members"], compile["acknowledge_missing"] = []string{sanitation}, true
		fire("audit.officer", bulletin, compile).Want(200)
		fire("clerk", bulletin, filing).Want(200)

		d = detail(w, "sanitation.head", sanitation)
		if d.State.Code != "filed" || d.Late == nil || *d.Late || d.SubmittedAt == nil || len(d.Warnings) != 1 || d.Content.Sections[0].Characters != 8 {
			t.Errorf("the member is %+v", d)
		}
		if d = detail(w, "building.head", bulletin); d.DocNumber != "局办〔2023〕7号" || d.FiledOn != "2023-08-30" {
			t.Errorf("filed as %+v", d.Report)
		}
		w.As("building.head").Get(reports+"/"+sanitation).Refused(404, words.NotFound)
		list := apitest.Read[api.Page[api.Report]](w.As("building.head").Get(reports + "?limit=1&kind=weekly&kind=bulletin"))
		if len(list.Items) != 1 || list.Items[0].ID != bulletin || list.NextCursor == "" {
			t.Errorf("the first page is %+v", list)
		}
		list = apitest.Read[api.Page[api.Report]](w.As("building.head").Get(reports + "?limit=1&kind=weekly&kind=bulletin&cursor=" + list.NextCursor))
		if len(list.Items) != 1 || list.Items[0].ID != building || list.NextCursor != "" {
			t.Errorf("the second page is %+v", list)
		}
	})
}

// A text is written, signed, changed: the difference shows the change, the sign-off stays with its text, and a stale
// version or digest is told.
func TestTextSignOffsAndDifferences(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		c := week(t, w)
		head := w.As("sanitation.head")
		created := head.Post(reports, map[string]any{"kind": "weekly", "cycle_id": c.ID, "unit_id": w.Units["sanitation"].ID}).Want(201)
		id := apitest.Read[api.Outcome](created).Subject.ID
		err := store.InTx(t.Context(), func(tx models.Tx) error { return tx.SetCoUnits(id, []string{w.Units["town"].ID}) })
		if err != nil {
			t.Fatal(err)
		}
		write := func(text string, version int64) *apitest.Answer {
			return head.Put(reports+"/"+id+"/content", map[string]any{"content": map[string]any{
				"sections": []map[string]string{{"key": "progress", "text": text}}}}, apitest.IfMatch(version))
		}
		first := write("已完成三项措施。", 1).Want(200)
		write("别的", 1).Refused(409, words.StaleVersion)
		if d := apitest.Read[api.ReportDetail](head.Get(reports + "/" + id)); len(d.CoUnits) != 1 || d.CoUnits[0].Name != "东镇" {
			t.Errorf("whose opinion is awaited: %+v", d.CoUnits)
		}
		head.Put(reports+"/"+id+"/content", map[string]any{"content": map[string]any{"sections": []any{}}}).Refused(428, words.VersionRequired)
		read := apitest.Read[api.Outcome](first).Subject.Digest
		sign := map[string]any{"digest": read, "verdict": "disagree"}
		w.As("town.head").Post(reports+"/"+id+"/sign-offs", sign).Refused(422, words.ConditionsUnmet)
		sign["verdict"] = "agree"
		signed := w.As("town.head").Post(reports+"/"+id+"/sign-offs", sign).Want(200)
		second := write("已完成四项措施。", signed.Version()).Want(200)
		w.As("town.head").Post(reports+"/"+id+"/sign-offs", sign).Refused(409, words.TextChanged)

		opinions := apitest.Read[api.SignOffList](head.Get(reports + "/" + id + "/sign-offs"))
		if len(opinions.Items) != 1 || opinions.Items[0].Current || opinions.Items[0].UnitName != "东镇" {
			t.Errorf("opinions %+v", opinions)
		}
		texts := apitest.Read[api.RevisionList](head.Get(reports + "/" + id + "/revisions"))
		if len(texts.Items) != 3 || texts.Items[2].Digest != apitest.Read[api.Outcome](second).Subject.Digest {
			t.Errorf("revisions %+v", texts)
		}
		if r := apitest.Read[api.Revision](head.Get(reports + "/" + id + "/revisions/2")); r.Digest != read || r.Content.Sections[0].Text != "已完成三项措施。" {
			t.Errorf("revision 2 is %+v", r)
		}
		head.Get(reports+"/"+id+"/revisions/9").Refused(404, words.NotFound)
		var changed []string
		for _, section := range apitest.Read[api.Differences](head.Get(reports + "/" + id + "/differences?from=2&to=3")).Sections {
			for _, run := range section.Runs {
				if run.Op != "equal" {
					changed = append(changed, section.Key+" "+string(run.Op)+" "+run.Text)
				}
			}
		}
		if got := strings.Join(changed, ", "); got != "section progress deleted 三, section progress inserted 四" {
			t.Errorf("changed: %s", got)
		}

		w.As("building.head").Get(reports+"/"+id).Refused(404, words.NotFound)
		head.Post(reports+"/"+id+"/copies", map[string]any{"user_ids": []string{w.People["building.head"].UserID}}).Want(200)
		if copies := apitest.Read[api.CopyList](w.As("building.head").Get(reports + "/" + id + "/copies")); len(copies.Items) != 1 {
			t.Errorf("copies %+v", copies)
		}
		w.As("system").Get(reports+"/"+id).Refused(404, words.NotFound)
		w.As("clerk").Get(reports+"/"+id+"/superior-reviews").Refused(404, words.NotFound) // a weekly report is read by no superior
	})
}

// What belongs to an approved text is refused before: nobody amends or reviews a draft, and no division at all.
func TestAmendmentsAndReviewsNeedAnApproval(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		audit := w.As("audit.officer")
		created := audit.Post(reports, map[string]any{"kind": "situation", "campaign_id": w.Campaign.ID}).Want(201)
		path := created.Header.Get("Location")
		text := map[string]any{"content": map[string]any{"sections": []map[string]string{{"key": "body", "title": "正文", "text": "已完成。"}}}}
		review := map[string]any{"reviewer": "分管副区长", "reviewed_on": "2023-08-29", "opinion": "同意"}
		audit.Post(path+"/amendments", text, apitest.IfMatch(1)).Refused(409, words.WrongState)
		audit.Post(path+"/superior-reviews", review, apitest.IfMatch(1)).Refused(409, words.WrongState)
		w.As("sanitation.head").Post(path+"/amendments", text, apitest.IfMatch(1)).Refused(403, words.NotYourRole)
		review["reviewed_on"] = "29 August"
		audit.Post(path+"/superior-reviews", review, apitest.IfMatch(1)).Refused(422, words.InvalidInput)
		if list := apitest.Read[api.SuperiorReviewList](audit.Get(path + "/superior-reviews")); len(list.Items) != 0 {
			t.Errorf("reviews %+v", list)
		}
	})
}
