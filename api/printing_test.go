package api_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// part is one part of a document that was sent, "" when it has none such.
func part(t *testing.T, a *apitest.Answer, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(a.Body), int64(len(a.Body)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

var tags = regexp.MustCompile(`<[^>]*>`)

// text is what a person reads in a document that was sent.
func text(t *testing.T, a *apitest.Answer) string {
	t.Helper()
	return tags.ReplaceAllString(strings.ReplaceAll(part(t, a, "word/document.xml"), "</w:p>", "\n"), "")
}

func wants(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(text, line) {
			t.Errorf("no %q in\n%s", line, text)
		}
	}
}

// The documents of a meeting's evening: a draft that says so, the approved report, its filing, the minutes, the sheet of
// its problem. Who may not see the object gets no document.
func TestDocuments(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		report, progress := situation(t, w)
		audit := w.As("audit.officer")
		path := reports + "/" + report

		draft := audit.Get(path + "/document")
		wants(t, part(t, draft, "word/header1.xml"), "草稿 · 未经审议", "已汇总，第2稿")
		h := draft.Header
		name, err := url.QueryUnescape(h.Get("Content-Disposition"))
		if err != nil || !strings.HasPrefix(name, "attachment;") || !strings.Contains(name, "（草稿）.docx") ||
			h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasSuffix(h.Get("Content-Type"), "wordprocessingml.document") {
			t.Errorf("%v %v", h, err)
		}
		if again := audit.Get(path + "/document"); !bytes.Equal(again.Body, draft.Body) {
			t.Error("the same text gave other bytes")
		}
		wants(t, part(t, draft, "docProps/custom.xml"), detail(w, "audit.officer", report).Digest, ">2<")
		w.As("sanitation.head").Get(path+"/document").Refused(404, words.NotFound)
		w.As("system").Get(path+"/document").Refused(404, words.NotFound)
		w.As("building.head").Get(reports+"/"+progress+"/document").Refused(404, words.NotFound)
		audit.Get(path+"/document?format=doc").Refused(422, words.InvalidInput)
		p := audit.Get(path+"/document?format=pdf").Refused(503, words.PDFAbsent)
		wants(t, p.Detail, "LibreOffice", "DOCX", "浏览器")

		s := convened(t, w, 4, map[string]any{"observers": []string{"纪检组代表"}, "items": []map[string]any{{"title": "整改情况报告", "document_id": report}}})
		w.As("clerk").Get(s.path+"/minutes-document").Refused(404, words.MinutesNotYet)
		s.fire("secretary", "open").Want(200)
		for _, login := range []string{"member.1", "member.2", "member.3", "secretary"} {
			s.vote(login, 0, "for", "").Want(200)
		}
		s.fire("clerk", "adjourn").Want(200)

		approved := audit.Get(path + "/document?red_head=true&history=true")
		if part(t, approved, "word/header1.xml") != "" {
			t.Error("what was passed is still marked as a draft")
		}
		wants(t, text(t, approved), w.Campaign.Organisation+"党组文件", "已完成排查。", "流转记录", "审计办干部", "汇总成稿", "审议通过", "2023年8月29日")
		if plain := text(t, audit.Get(path+"/document")); strings.Contains(plain, "流转记录") || strings.Contains(plain, "党组文件") {
			t.Errorf("nobody asked for history or red head: %s", plain)
		}
		wants(t, text(t, w.As("clerk").Get(s.path+"/minutes-document")), "301会议室", "应到5人，实到4人", "请假：党组成员四（出差）", "列席：纪检组代表",
			"一、整改情况报告", "赞成4票，反对0票，弃权0票")

		filing := map[string]any{"event": "file", "doc_number": "局党〔2023〕9号", "recipient": "区委巡察办", "filed_on": "2023-09-06"}
		w.As("clerk").Post(path+"/transitions", filing, apitest.IfMatch(detail(w, "clerk", report).Version)).Want(200)
		wants(t, text(t, audit.Get(path+"/filing-cover")), "局党〔2023〕9号", "区委巡察办：", "经局党组会议审议通过", "现随文报送，请予备案。", "2023年9月6日", "印发")
		audit.Get(reports+"/"+progress+"/filing-cover").Refused(422, words.NotACompilation)

		problem := *detail(w, "sanitation.head", progress).ParentID
		sheet := w.As("sanitation.head").Get("/api/v1/problems/" + problem + "/close-out-sheet")
		wants(t, text(t, sheet), "转运站管理不严", "逐站排查", "9月底前", "环卫处", "牵头领导意见")
		wants(t, part(t, sheet, "word/header1.xml"), "尚未销号")
		w.As("building.head").Get("/api/v1/problems/"+problem+"/close-out-sheet").Refused(404, words.NotFound)
	})
}

// The plan's table is that of the dossiers' texts that were taken in, whatever the divisions write afterwards.
func TestPlanDocument(t *testing.T) {
	w := apitest.New(t, testdb.SQLite(t))
	audit := w.As("audit.officer")
	created := audit.Post("/api/v1/problems", map[string]any{"campaign_id": w.Campaign.ID, "number": "1", "superior_number": "21", "text": "渣土车辆沿途抛洒",
		"unit_id": w.Units["sanitation"].ID, "lead_leader_id": w.People["leader"].UserID,
		"measures": []map[string]any{{"text": "加密巡查频次", "deadline": "9月底"}, {"text": "联合夜查", "deadline": "长期坚持"}}}).Want(201)
	problem := apitest.Read[api.Outcome](created).Subject.ID
	w.As("sanitation.head").Post("/api/v1/problems/"+problem+"/transitions", map[string]any{"event": "submit", "reason": "牵头领导出差"}, apitest.IfMatch(1)).Want(200)
	plan := apitest.Read[api.Outcome](audit.Post(reports, map[string]any{"kind": "plan", "campaign_id": w.Campaign.ID}).Want(201)).Subject.ID
	audit.Post(reports+"/"+plan+"/transitions", map[string]any{"event": "compile", "members": []string{problem}}, apitest.IfMatch(1)).Want(200)

	got := text(t, audit.Get(reports+"/"+plan+"/document"))
	wants(t, got, "附件：整改措施一览表", "自8月29日起", "1. 加密巡查频次", "2. 联合夜查", "长期坚持", "（21）", "环卫处", "牵头领导")
}
