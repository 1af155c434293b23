package api_test

import (
	"bytes"
	"net/url"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

const (
	problems = "/api/v1/problems"
	measures = "/api/v1/measures"
)

// enter enters a problem of the sanitation division.
func enter(w *apitest.World, number string) string {
	created := w.As("audit.officer").Post(problems, map[string]any{"campaign_id": w.Campaign.ID, "number": number, "superior_number": "21",
		"text": "建筑垃圾偷倒时有发生。", "unit_id": w.Units["sanitation"].ID, "lead_leader_id": w.People["leader"].UserID,
		"measures": []map[string]string{{"text": "排查存量点位", "deadline": "9月15日前"}, {"text": "健全巡查制度", "deadline": "长期坚持"},
			{"text": "清运积存垃圾", "deadline": "尽快"}}}).Want(201)
	return apitest.Read[api.Outcome](created).Subject.ID
}

// A problem over HTTP: entered, read by whom it concerns, edited, assigned to another division, its measures reported on.
func TestLedger(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		id := enter(w, "1")
		enter(w, "2")
		d := apitest.Read[api.ProblemDossier](w.As("sanitation.head").Get(problems + "/" + id))
		if len(d.List) != 3 || d.Light != "grey" && d.Light != "green" || d.ToConfirm != 1 || d.LastDue.String() != "2023-09-15" || d.LeadLeader != "牵头领导" {
			t.Errorf("%+v", d.LedgerProblem)
		}
		w.As("building.head").Get(problems+"/"+id).Refused(404, words.NotFound)
		bare := apitest.Read[api.Page[api.LedgerProblem]](w.As("sanitation.head").Get(problems)).Items[0]
		annex := apitest.Read[api.Page[api.LedgerProblem]](w.As("sanitation.head").Get(problems + "?measures=true")).Items[0]
		if len(bare.Lines) != 0 || len(annex.Lines) != 3 || annex.Lines[0].Text != "排查存量点位" || annex.Lines[0].Due.String() != "2023-09-15" ||
			annex.Lines[2].Deadline != "尽快" || annex.Lines[1].State.Code != "planned" {
			t.Errorf("%+v\n%+v", bare.Lines, annex.Lines)
		}

		audit, head := w.As("audit.officer"), w.As("sanitation.head")
		vague := d.List[2]
		head.Put(measures+"/"+vague.ID+"/deadline", map[string]any{"due": "2023-09-20"}, apitest.IfMatch(1)).Refused(403, words.NotYourRole)
		audit.Put(measures+"/"+vague.ID+"/deadline", map[string]any{"due": "2023-09-20"}, apitest.IfMatch(1)).Want(200)
		head.Put(measures+"/"+vague.ID+"/result", map[string]any{"result": "已清运 12 车"}, apitest.IfMatch(1)).Refused(409, words.StaleVersion)
		head.Put(measures+"/"+vague.ID+"/result", map[string]any{"result": "已清运 12 车"}, apitest.IfMatch(2)).Want(200)
		m := apitest.Read[api.MeasureDetail](head.Get(measures + "/" + vague.ID))
		if m.Deadline.Raw != "尽快" || m.Due.String() != "2023-09-20" || m.ToConfirm || m.Result != "已清运 12 车" || len(m.Can) == 0 {
			t.Errorf("%+v", m.Measure)
		}

		text := map[string]any{"text": d.Text, "measures": []map[string]any{{"id": vague.ID, "text": vague.Text, "deadline": "尽快"}}}
		head.Put(problems+"/"+id+"/dossier", text).Refused(428, words.VersionRequired)
		head.Put(problems+"/"+id+"/dossier", text, apitest.IfMatch(1)).Want(200)
		audit.Put(problems+"/"+id+"/assignment", map[string]any{"unit_id": w.Units["building"].ID}, apitest.IfMatch(2)).Want(200)
		w.As("building.head").Get(problems + "/" + id).Want(200)
		left := apitest.Read[api.Page[api.Measure]](w.As("building.head").Get(measures))
		if len(left.Items) != 1 || left.Items[0].ID != vague.ID {
			t.Errorf("%+v", left.Items)
		}
	})
}

// The ledger is read page by page in its order, narrowed by text as it stands: % and _ are no wild cards.
func TestLedgerPagesAndFilters(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		for _, number := range []string{"1", "2", "3"} {
			enter(w, number)
		}
		var numbers string
		for cursor, more := "", true; more; {
			page := apitest.Read[api.Page[api.LedgerProblem]](w.As("audit.officer").Get(problems + "?limit=2&cursor=" + cursor))
			if (page.Total != nil) != (cursor == "") || page.Total != nil && *page.Total != 3 {
				t.Errorf("page %q: total %v", cursor, page.Total)
			}
			for _, p := range page.Items {
				numbers += p.Number
			}
			cursor, more = page.NextCursor, page.NextCursor != ""
		}
		if numbers != "123" {
			t.Errorf("the ledger is %s", numbers)
		}
		for query, want := range map[string]int{"q=" + url.QueryEscape("积存"): 3, "q=%25": 0, "q=_": 0, "state=filed": 0, "state=drafted&state=filed": 3,
			"due_from=2023-09-15&due_to=2023-09-15": 3, "due_from=2023-09-16": 0, "due_to=2023-09-14": 0, "to_confirm=true": 3,
			"unit_id=" + w.Units["building"].ID: 0, "lead_leader_id=" + w.People["leader"].UserID: 3} {
			page := apitest.Read[api.Page[api.LedgerProblem]](w.As("audit.officer").Get(problems + "?" + query))
			if len(page.Items) != want || *page.Total != int64(want) {
				t.Errorf("%s: %d problems of %d, want %d", query, len(page.Items), *page.Total, want)
			}
		}
	})
}

// A table is previewed, taken over, and taken over again without effect; the same key gives the same answer, and what is
// no table is refused.
func TestImportProblems(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		var file bytes.Buffer
		table := document.MeasureTable{Title: "整改措施一览表", Problems: []document.Problem{{Number: "1", SuperiorNumber: "21", Text: "道路积水。",
			LeadLeader: "牵头领导", Unit: "环卫处", Measures: []document.Measure{{Text: "疏通管道", Deadline: deadline.Parse("9月底", deadline.Base{})}}}}}
		if err := document.WriteMeasureTable(&file, &table); err != nil {
			t.Fatal(err)
		}
		audit, path := w.As("audit.officer"), "/api/v1/campaigns/"+w.Campaign.ID+"/problem-imports"
		post := func(fields map[string]string, options ...apitest.Option) api.Imported {
			return apitest.Read[api.Imported](audit.Upload(path, fields, "file", "annex.xlsx", file.Bytes(), options...).Want(200))
		}
		if dry := post(map[string]string{"dry_run": "true"}); dry.Stored || len(dry.Problems) != 1 || dry.Problems[0].Status != "new" {
			t.Errorf("%+v", dry)
		}
		if first := post(nil, apitest.Key("import-1")); !first.Stored || first.Created != 1 || first.Problems[0].Measures[0].Deadline.Due.String() != "2023-09-30" {
			t.Errorf("%+v", first)
		}
		if again := post(nil, apitest.Key("import-1")); again.Created != 1 {
			t.Errorf("the same key gave another answer: %+v", again)
		}
		if second := post(nil); second.Created != 0 || second.Problems[0].Status != "same" {
			t.Errorf("%+v", second)
		}
		list := apitest.Read[api.Page[api.LedgerProblem]](audit.Get(problems))
		if len(list.Items) != 1 {
			t.Errorf("%d problems", len(list.Items))
		}
		audit.Upload(path, nil, "file", "annex.xlsx", []byte("no table")).Refused(422, words.ConditionsUnmet)
		w.As("sanitation.head").Upload(path, nil, "file", "annex.xlsx", file.Bytes()).Refused(403, words.NotYourRole)
	})
}

// A plan in Word with a table, and one whose measures are paragraphs, are previewed and taken over like a workbook; what is
// uncertain asks a person.
func TestImportPlans(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		audit, path := w.As("audit.officer"), "/api/v1/campaigns/"+w.Campaign.ID+"/problem-imports"
		row := func(cells ...string) string {
			s := "<w:tr>"
			for _, c := range cells {
				s += "<w:tc><w:p><w:r><w:t>" + c + "</w:t></w:r></w:p></w:tc>"
			}
			return s + "</w:tr>"
		}
		word := officetest.Zip(t, officetest.DOCX("<w:tbl>"+row("序号", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限")+
			row("1 (21)", "道路积水。", "牵头领导", "环卫处", "疏通管道。", "9月底")+"</w:tbl>"))
		preview := apitest.Read[api.Imported](audit.Upload(path, map[string]string{"dry_run": "true"}, "file", "plan.docx", word).Want(200))
		if preview.Stored || len(preview.Problems) != 1 || preview.Problems[0].Row != 2 || preview.Problems[0].Measures[0].Deadline.Due.String() != "2023-09-30" {
			t.Errorf("%+v", preview)
		}
		plan := []byte("（一）关于道路积水的问题\n1. 疏通管道。（牵头单位：环卫处；完成时限：9月底）\n（二）关于台账不全的问题（责任单位：环卫处）\n")
		outline := apitest.Read[api.Imported](audit.Upload(path, nil, "file", "plan.txt", plan).Want(200))
		if !outline.Stored || outline.Created != 2 || len(outline.Problems[0].Measures) != 1 {
			t.Errorf("%+v", outline)
		}
		asked := 0
		for _, f := range outline.Findings {
			if f.Severity == "confirm" && f.Sheet == "正文" && f.Code == words.DocumentDetailMissing {
				asked++
			}
		}
		if asked != 2 {
			t.Errorf("%d questions about leaders, want 2: %+v", asked, outline.Findings)
		}
		audit.Upload(path, nil, "file", "plan.docx", officetest.Zip(t, officetest.DOCX("<w:p><w:r><w:t>秘密★</w:t></w:r></w:p>"))).
			Refused(422, words.ConditionsUnmet)
	})
}

func TestPreviewDeadline(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		p := apitest.Read[api.DeadlinePreview](w.As("sanitation.drafter").Get("/api/v1/deadlines/preview?base=2023-08-29&text=" + url.QueryEscape("自9月7日起至8日")))
		if p.Deadline.Kind != "window" || p.Deadline.NotBefore.String() != "2023-09-07" || p.Deadline.Due.String() != "2023-09-08" {
			t.Errorf("%+v", p.Deadline)
		}
		w.As("sanitation.drafter").Get("/api/v1/deadlines/preview").Refused(422, words.InvalidInput)
	})
}
