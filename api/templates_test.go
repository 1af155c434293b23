package api_test

import (
	"bytes"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/document/docx"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

const templates = "/api/v1/templates"

// own is a template of the office with a text of its own.
func own(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (docx.Document{Title: "{{标题}}", Body: []docx.Block{docx.Text(text)}}).Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An office uses its own form: it looks at the sample, uploads its template, prints by it, and goes back.
func TestTemplates(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		_, progress := situation(t, w)
		audit, document := w.As("audit.officer"), reports+"/"+progress+"/document"

		list := apitest.Read[api.TemplateList](w.As("sanitation.drafter").Get(templates))
		if len(list.Items) != 8 || list.Items[0].Own || len(list.Items[0].Fields) < 15 {
			t.Errorf("%+v", list)
		}
		for _, item := range list.Items {
			sample := audit.Get(templates + "/" + item.Kind + "/sample")
			audit.Upload(templates+"/"+item.Kind, nil, "file", "样张.docx", sample.Body).Want(201)
			audit.Delete(templates + "/" + item.Kind).Want(204)
		}
		audit.Get(templates+"/progress").Refused(404, words.NotFound)

		file := own(t, "本单位格式：{{正文}}（{{状态}}）")
		w.As("sanitation.head").Upload(templates+"/progress", nil, "file", "格式.docx", file).Refused(403, words.NotYourRole)
		audit.Upload(templates+"/novel", nil, "file", "格式.docx", file).Refused(422, words.InvalidInput)
		audit.Upload(templates+"/progress", nil, "file", "格式.docx", file).Want(201)
		w.As("system").Upload(templates+"/progress", nil, "file", "新格式.docx", file).Want(201) // in its place
		list = apitest.Read[api.TemplateList](audit.Get(templates))
		if got := list.Items[3]; !got.Own || got.Name != "新格式.docx" || got.UploaderName != "系统管理员" || got.Size != int64(len(file)) {
			t.Errorf("%+v", got)
		}
		if got := audit.Get(templates + "/progress"); !bytes.Equal(got.Body, file) {
			t.Error("the template is not as it was uploaded")
		}
		wants(t, text(t, audit.Get(document)), "本单位格式：已完成排查。（已汇总）")
		wants(t, text(t, audit.Get(document+"?built_in=true")), "已完成排查。")
		if got := text(t, audit.Get(document+"?built_in=true")); strings.Contains(got, "本单位格式") {
			t.Errorf("the built-in form was asked for: %s", got)
		}
		audit.Delete(templates + "/progress").Want(204)
		audit.Delete(templates+"/progress").Refused(404, words.NotFound)
		if got := text(t, audit.Get(document)); strings.Contains(got, "本单位格式") {
			t.Errorf("the template is gone: %s", got)
		}
	})
}

// What cannot be filled or should not be opened is refused with its reason, and what fields there are.
func TestTemplatesRefused(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	audit := w.As("audit.officer")
	for name, c := range map[string]struct {
		file []byte
		code words.Code
		says string
	}{
		"unknown field": {own(t, "{{题目}}"), words.TemplateFieldUnknown, "题目"},
		"half a mark":   {own(t, "{{标题"), words.TemplateMarkBroken, "{{标题"},
		"no document":   {[]byte("just some text"), words.DocumentUnknownKind, ""},
		"classified":    {own(t, "机密★10年"), words.DocumentClassified, "机密★"},
		"macro":         {officetest.Zip(t, officetest.DOCX("").With(officetest.Parts{"word/vbaProject.bin": "x"})), words.DocumentMacro, ""},
	} {
		p := audit.Upload(templates+"/progress", nil, "file", "模板.docx", c.file).Refused(422, words.ConditionsUnmet)
		if len(p.Errors) == 0 || p.Errors[0].Code != c.code || !strings.Contains(p.Errors[0].Detail, c.says) {
			t.Errorf("%s: %+v", name, p)
		}
		if name == "unknown field" && (len(p.Errors) != 2 || !strings.Contains(p.Errors[1].Detail, "主送机关") || !strings.Contains(p.Errors[1].Detail, "流转.时间")) {
			t.Errorf("the fields are not told: %+v", p.Errors)
		}
	}
}
