package api

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

var (
	//go:embed docs.html
	docsHTML string
	//go:embed docs.css
	docsCSS []byte

	docsPage = template.Must(template.New("docs").Funcs(template.FuncMap{
		"shape": shape, "fields": fields, "access": accessText, "lower": strings.ToLower,
	}).Parse(docsHTML))
)

// chapter is one tag of the reference with its operations.
type chapter struct {
	Name, Title string
	Operations  []*huma.Operation
}

// openapi answers with the description of the whole API.
func (s *Server) openapi(context.Context, models.Viewer, *struct{}) (func(echo.Context) error, error) {
	text, err := json.Marshal(s.huma.OpenAPI())
	if err != nil {
		return nil, err
	}
	return func(c echo.Context) error {
		return c.Blob(http.StatusOK, "application/openapi+json", text)
	}, nil
}

// docs renders the same description for people. It needs no script and nothing from elsewhere.
func (s *Server) docs(c echo.Context) error {
	document := s.huma.OpenAPI()
	var page bytes.Buffer
	if err := docsPage.Execute(&page, map[string]any{
		"Info": document.Info, "Chapters": chapters(document), "Schemas": document.Components.Schemas.Map(), "Refusals": refusals(),
	}); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	return c.HTMLBlob(http.StatusOK, page.Bytes())
}

func (s *Server) docsStyle(c echo.Context) error {
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", docsCSS)
}

// chapters sorts the operations by tag, then by address, then by method.
func chapters(document *huma.OpenAPI) []chapter {
	var all []chapter
	for _, tag := range document.Tags {
		all = append(all, chapter{Name: tag.Name, Title: tag.Description})
	}
	for _, item := range document.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			i := slices.IndexFunc(all, func(c chapter) bool { return c.Name == op.Tags[0] })
			all[i].Operations = append(all[i].Operations, op)
		}
	}
	for _, c := range all {
		slices.SortFunc(c.Operations, func(a, b *huma.Operation) int {
			return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
		})
	}
	return all
}

// refusal is what a status means, whatever was asked.
type refusal struct {
	Status int
	Text   string
}

// refusals lists the statuses with which the API refuses.
func refusals() []refusal {
	var all []refusal
	for status := http.StatusBadRequest; status <= http.StatusServiceUnavailable; status++ {
		if code := titleCode(status); words.Known(code) {
			all = append(all, refusal{status, words.Text(words.Chinese, code, nil)})
		}
	}
	return all
}

// shape says in a word or two what a value is.
func shape(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
	case s.Type == huma.TypeArray:
		return shape(s.Items) + " […]"
	case s.Format != "":
		return s.Type + " (" + s.Format + ")"
	case s.Type == "":
		return "任意"
	}
	return s.Type
}

// field is one property of an object as the reference shows it.
type field struct {
	Name     string
	Required bool
	Schema   *huma.Schema
}

// fields lists the properties of an object, required ones first.
func fields(s *huma.Schema) []field {
	var all []field
	for name, property := range s.Properties {
		all = append(all, field{name, slices.Contains(s.Required, name), property})
	}
	slices.SortFunc(all, func(a, b field) int {
		if a.Required != b.Required {
			if a.Required {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return all
}

// accessText says who may call, in Chinese.
func accessText(op *huma.Operation) string {
	access, _ := op.Extensions[authzExtension].(Access)
	text := "公开，无须登录"
	if access.AnyUser {
		text = "登录即可"
	} else if len(access.Roles) > 0 {
		text = "角色：" + workflow.RolesLabel(access.Roles).ZH
	}
	if access.Object != "" {
		text += "；对象范围：" + cmp.Or(objectTexts[access.Object], access.Object)
	}
	return text
}

// objectTexts are the ranges of the table of access in Chinese.
var objectTexts = map[string]string{
	"campaign":                         "整改专项",
	"co-operating unit or lead leader": "配合单位或牵头领导",
	"members due":                      "应到成员",
	"not the caller's own account":     "本人账号除外",
	"not yet open":                     "尚未开会",
	"own":                              "本人",
	"own roles, by kind":               "依任务类别所需的角色",
	"own proposal":                     "本人提出的申请",
	"own; the security administrator's are all": "本人；安全管理员：全部",
	"visible; audit administrator: all":         "有权查看的对象；审计管理员：全部",
	"neither proposed by nor for the caller; the audit administrator only where there is no other security administrator": "既非本人提出、也非授予本人；没有第二名安全管理员时由审计管理员办理",
	"own unit": "本单位",
	"of the other kind than who has the first half":                "前一半持有者以外的另一类管理员",
	"own unit; compilations: the audit office":                     "本单位；汇总稿：审计办公室",
	"own units; audit office, general office and Party group: all": "本单位；审计办公室、局办公室和党组：全部",
	"own vote, present, not withdrawn":                             "本人的一票，须到会且未回避",
	"own, when not present":                                        "本人，未到会时",
	"the chair":                                                    "主持人",
	"visible":                                                      "有权查看的对象",
	"visible, and an actor of the event":                           "有权查看的对象，且可办理该动作",
	"visible, and who writes it":                                   "有权查看的对象，且由本人撰写",
}
