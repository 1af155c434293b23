package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/document/paper"
)

// Template is what stands for a kind of document: the built-in form, or the office's own Word template.
type Template struct {
	Kind         string     `json:"kind" enum:"plan,weekly,bulletin,progress,situation,minutes,close_out,filing"`
	Label        string     `json:"label" doc:"文种"`
	Own          bool       `json:"own" doc:"使用本单位模板；false：按公文格式（GB/T 9704-2012）"`
	Name         string     `json:"name,omitempty" doc:"本单位模板的文件名"`
	Size         int64      `json:"size,omitempty" doc:"字节数"`
	SHA256       string     `json:"sha256,omitempty"`
	UploaderName string     `json:"uploader_name,omitempty"`
	UploadedAt   *time.Time `json:"uploaded_at,omitempty"`
	Fields       []string   `json:"fields" doc:"模板可用的字段：写作 {{标题}}、{{措施.序号}}，后者每项一行"`
}

// TemplateList is the template of every kind.
type TemplateList struct {
	Items []Template `json:"items"`
}

func templateOf(kind paper.Kind) Template {
	fields, _ := paper.FieldsOf(kind) // of the kinds that there are
	return Template{Kind: string(kind), Label: paper.Labels[kind], Fields: fields.Names()}
}

func (t Template) with(row models.TemplateRow) Template {
	t.Own, t.Name, t.Size, t.SHA256, t.UploaderName, t.UploadedAt = true, row.Name, row.Size, row.SHA256, row.UploaderName, &row.UploadedAt
	return t
}

// templates lists every kind of document with its template and fields.
func (s *Server) templates(ctx context.Context, _ models.Viewer, _ *struct{}) (*TemplateList, error) {
	rows, err := s.deps.Store.View(ctx).Templates()
	list := &TemplateList{make([]Template, len(paper.Kinds))}
	for i, kind := range paper.Kinds {
		list.Items[i] = templateOf(kind)
		for _, row := range rows {
			if row.Kind == string(kind) {
				list.Items[i] = list.Items[i].with(row)
			}
		}
	}
	return list, err
}

type templateInput struct {
	Kind string `path:"kind" enum:"plan,weekly,bulletin,progress,situation,minutes,close_out,filing"`
}

// ownTemplate sends the office's own template.
func (s *Server) ownTemplate(ctx context.Context, _ models.Viewer, in *templateInput) (func(echo.Context) error, error) {
	t, err := s.deps.Store.View(ctx).Template(in.Kind)
	if err != nil {
		return nil, err
	}
	return sendDocument(mediaDOCX, t.Name, t.Content), nil
}

// sampleTemplate sends a template to begin with: the built-in form with the marks of the fields.
func (s *Server) sampleTemplate(_ context.Context, _ models.Viewer, in *templateInput) (func(echo.Context) error, error) {
	kind := paper.Kind(in.Kind)
	sample, _ := paper.Sample(kind) // the address names a kind that there is
	var b bytes.Buffer
	if err := sample.Write(&b); err != nil {
		return nil, err
	}
	return sendDocument(mediaDOCX, paper.Labels[kind]+"模板.docx", b.Bytes()), nil
}

type templateUpload struct {
	Kind    string `path:"kind" enum:"plan,weekly,bulletin,progress,situation,minutes,close_out,filing"`
	RawBody huma.MultipartFormFiles[struct {
		File huma.FormFile `form:"file" required:"true" doc:"Word 模板（docx），不超过 4 MiB"`
	}]
}

// putTemplate takes an office's own template in place of the one before.
func (s *Server) putTemplate(ctx context.Context, v models.Viewer, c Command, in *templateUpload) (workflow.Answer, error) {
	form := in.RawBody.Data()
	content, err := io.ReadAll(form.File)
	if err != nil {
		return workflow.Answer{}, err
	}
	kind := paper.Kind(in.Kind)
	return s.deps.Engine.PutTemplate(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		stored := result.(models.Template)
		return answer(http.StatusCreated, 0, "/api/v1/templates/"+in.Kind, templateOf(kind).with(models.TemplateRow{Template: stored, UploaderName: v.Name}))
	}), workflow.NewTemplate{Kind: kind, Name: filepath.Base(form.File.Filename), Content: content})
}

func (s *Server) deleteTemplate(ctx context.Context, v models.Viewer, c Command, in *templateInput) (workflow.Answer, error) {
	return s.deps.Engine.DeleteTemplate(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), paper.Kind(in.Kind))
}

// templateRoutes are the operations on templates. Whoever writes documents may look at them.
func (s *Server) templateRoutes() {
	signedIn := Access{AnyUser: true}
	admins := Access{Roles: workflow.TemplateAdmins}
	const one = "/api/v1/templates/{kind}"

	read(s, Route{Call: "GET /api/v1/templates", ID: "list-templates", Tag: tagTemplates, Access: signedIn,
		Chinese: "公文模板与可用字段", English: "The template of every kind of document, and its fields"}, s.templates)
	stream(s, Route{Call: "GET " + one, ID: "get-template", Tag: tagTemplates, Access: signedIn,
		Chinese: "下载本单位模板", English: "The office's own template"}, mediaDOCX, s.ownTemplate)
	stream(s, Route{Call: "GET " + one + "/sample", ID: "get-template-sample", Tag: tagTemplates, Access: signedIn,
		Chinese: "下载模板样张", English: "A template to begin with"}, mediaDOCX, s.sampleTemplate)
	write[templateUpload, Template](s, Route{Call: "POST " + one, ID: "put-template", Tag: tagTemplates, Access: admins, Upload: true, Status: http.StatusCreated,
		Chinese: "上传本单位模板", English: "Use an own template for a kind of document"}, s.putTemplate)
	write[templateInput, struct{}](s, Route{Call: "DELETE " + one, ID: "delete-template", Tag: tagTemplates, Access: admins, Status: http.StatusNoContent,
		Chinese: "停用本单位模板", English: "Go back to the built-in form"}, s.deleteTemplate)
}
