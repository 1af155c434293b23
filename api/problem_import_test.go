package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// oddTable is a table as CSV has it no header for: an export whose headers somebody has reworded.
func oddTable(t *testing.T, headers ...string) []byte {
	t.Helper()
	layout := document.Layout{Sheet: "表", Title: "某局整改措施一览表", Lines: []string{"填报单位：某局", "联系人：科员", "联系电话：123"}}
	var line []document.Value
	for i, text := range []string{"1", "渣土车辆沿途抛洒。", "牵头领导", "环卫处", "加密巡查频次。", "9月20日前"} {
		layout.Columns = append(layout.Columns, document.Column{Header: headers[i], Width: 20})
		line = append(line, document.Text(text))
	}
	var b bytes.Buffer
	table, err := document.NewTableWriter(&b, "xlsx", layout)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Write(document.Block{Whole: line, Lines: [][]document.Value{line}}); err != nil {
		t.Fatal(err)
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The preview of a table with unknown headers asks which column is which; the answer is used, and remembered for the next
// table of the campaign.
func TestImportMapping(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	officer, at := w.As("audit.officer"), "/api/v1/campaigns/"+w.Campaign.ID+"/problem-imports"
	file := oddTable(t, "号", "毛病", "挂帅", "科室", "打算", "几时")
	preview := map[string]string{"dry_run": "true"}
	asked := apitest.Read[api.Imported](officer.Upload(at, preview, "file", "表.xlsx", file))
	if len(asked.Columns) != 6 || len(asked.Lacking) != 6 || len(asked.Fields) != 7 || asked.Columns[1].Header != "毛病" || asked.Columns[1].Samples[0] != "渣土车辆沿途抛洒。" {
		t.Fatalf("%+v", asked)
	}
	officer.Upload(at, nil, "file", "表.xlsx", file).Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
	mapping := `{"number":"A","problem":"毛病","lead_leader":"C","unit":"科室","measure":"打算","deadline":"F"}`
	preview["mapping"] = mapping
	if shown := apitest.Read[api.Imported](officer.Upload(at, preview, "file", "表.xlsx", file)); len(shown.Problems) != 1 || shown.Stored ||
		shown.Columns[3].Field == nil || shown.Columns[3].Field.Name != "unit" {
		t.Errorf("%+v", shown)
	}
	if done := apitest.Read[api.Imported](officer.Upload(at, map[string]string{"mapping": mapping}, "file", "表.xlsx", file)); !done.Stored || done.Created != 1 {
		t.Errorf("%+v", done)
	}
	again := apitest.Read[api.Imported](officer.Upload(at, map[string]string{"dry_run": "true"}, "file", "表.xlsx", file))
	if len(again.Problems) != 1 || again.Problems[0].Status != "same" {
		t.Errorf("not remembered: %+v", again)
	}
	for _, wrong := range []string{"x", `{"colour":"A"}`, `{"unit":""}`} {
		officer.Upload(at, map[string]string{"mapping": wrong}, "file", "表.xlsx", file).Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
	}
}

// An import as a job does what an import does, and its result is what an import answers.
func TestImportAsJob(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		officer, at := w.As("audit.officer"), "/api/v1/campaigns/"+w.Campaign.ID+"/problem-import-jobs"
		start := func(file []byte) api.Job {
			job := apitest.Read[api.Job](officer.Upload(at, nil, "file", "表.xlsx", file).Want(http.StatusAccepted))
			if err := w.Jobs.Work(t.Context()); err != nil {
				t.Fatal(err)
			}
			return apitest.Read[api.Job](officer.Get("/api/v1/jobs/" + job.ID))
		}
		job := start(oddTable(t, "序号", "具体问题", "牵头领导", "责任部门", "整改措施", "完成时限"))
		if job.State != models.JobDone || job.InputName != "表.xlsx" {
			t.Fatalf("%+v", job)
		}
		if done := apitest.Read[api.Imported](officer.Get("/api/v1/jobs/" + job.ID + "/result")); !done.Stored || done.Created != 1 {
			t.Errorf("%+v", done)
		}
		failed := start([]byte("PK no workbook"))
		if failed.State != models.JobFailed || len(failed.Errors) != 1 || failed.Errors[0].Detail == "" {
			t.Errorf("%+v", failed)
		}
		w.As("sanitation.head").Upload(at, nil, "file", "表.xlsx", []byte("x")).Refused(http.StatusForbidden, words.NotYourRole)
	})
}

func TestImportTemplate(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	file := w.As("sanitation.drafter").Get("/api/v1/problem-import-template?campaign_id=" + w.Campaign.ID).Want(http.StatusOK)
	if !strings.HasPrefix(string(file.Body), "PK") {
		t.Errorf("%v", file.Header)
	}
}
