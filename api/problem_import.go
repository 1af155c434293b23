package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"path/filepath"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

type importInput struct {
	ID      string `path:"id" format:"uuid"`
	RawBody huma.MultipartFormFiles[struct {
		File        huma.FormFile `form:"file" required:"true" doc:"整改措施一览表或整改方案（xlsx、docx、txt）"`
		DryRun      bool          `form:"dry_run" required:"false" doc:"只预览，不写入"`
		CreateUnits bool          `form:"create_units" required:"false" doc:"新建系统中没有的单位"`
		Mapping     string        `form:"mapping" required:"false" maxLength:"2000" doc:"JSON 对象：栏目 → 表头文字或列号，如 {\"unit\":\"科室\",\"measure\":\"E\"}；表头无法识别时给出"`
	}]
}

// Imported is what an import found and did.
type Imported struct {
	Stored       bool            `json:"stored" doc:"false：仅预览"`
	Created      int             `json:"created" doc:"新增的问题数"`
	Problems     []TableProblem  `json:"problems"`
	OnlyHere     []TableProblem  `json:"only_here" doc:"仅台账中有"`
	UnitsCreated []string        `json:"units_created"`
	Findings     []ImportFinding `json:"findings"`
	Columns      []ImportColumn  `json:"columns" doc:"表中各列及识别结果"`
	Lacking      []ImportField   `json:"lacking,omitempty" doc:"未能识别、须用 mapping 指明的栏目"`
	Fields       []ImportField   `json:"fields" doc:"mapping 可以指明的全部栏目"`
}

// ImportColumn is one column of the table that came in.
type ImportColumn struct {
	Letter  string       `json:"letter" doc:"列号"`
	Header  string       `json:"header" doc:"表头文字"`
	Field   *ImportField `json:"field,omitempty" doc:"识别为哪一栏"`
	Samples []string     `json:"samples" doc:"前几行内容"`
}

// ImportField is a field of the table: its name in a mapping, and what people call it.
type ImportField struct {
	Name  string `json:"name"`
	Label string `json:"label"`
}

func importFieldOf(f document.Field) ImportField { return ImportField{string(f), f.Label()} }

// TableProblem is one problem of the table, or one of the ledger that the table does not have.
type TableProblem struct {
	ID             string                `json:"id,omitempty" format:"uuid" doc:"台账中的问题"`
	Status         string                `json:"status" enum:"new,same,differs,only_here"`
	Number         string                `json:"number"`
	SuperiorNumber string                `json:"superior_number,omitempty"`
	Text           string                `json:"text"`
	LeadLeader     string                `json:"lead_leader"`
	Unit           string                `json:"unit"`
	CoUnits        []string              `json:"co_units"`
	Row            int                   `json:"row,omitempty"`
	Measures       []TableMeasure        `json:"measures"`
	Differences    []workflow.Difference `json:"differences" doc:"台账与表中不一致之处；导入不改动台账"`
}

// TableMeasure is one measure of the table.
type TableMeasure struct {
	Position int      `json:"position"`
	Text     string   `json:"text"`
	Deadline Deadline `json:"deadline"`
	Row      int      `json:"row,omitempty"`
}

// ImportFinding is one remark about one place of the table.
type ImportFinding struct {
	Severity string     `json:"severity" enum:"error,confirm,info"`
	Sheet    string     `json:"sheet" doc:"工作表；Word 文档中为第几张表（表1）或正文"`
	Row      int        `json:"row,omitempty"`
	Column   string     `json:"column,omitempty"`
	Header   string     `json:"header,omitempty"`
	Code     words.Code `json:"code"`
	Detail   string     `json:"detail"`
	Expected string     `json:"expected,omitempty"`
}

// importProblems takes a table of measures into a campaign, or says what that would do.
func (s *Server) importProblems(ctx context.Context, v models.Viewer, c Command, in *importInput) (workflow.Answer, error) {
	campaign, err := s.deps.Store.View(ctx).CampaignByID(in.ID)
	if err != nil {
		return workflow.Answer{}, err
	}
	form := in.RawBody.Data()
	mapping, err := readMapping(form.Mapping)
	if err != nil {
		return workflow.Answer{}, err
	}
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", importedOf(c.Lang, result.(workflow.ImportResult)))
	})
	table, used, err := s.deps.Engine.ReadImport(ctx, campaign, form.File, form.File.Size, filepath.Base(form.File.Filename), mapping)
	var asked *document.Unmapped
	if form.DryRun && errors.As(err, &asked) {
		return request.Render(workflow.UnreadTable(asked)) // the preview asks which column is which
	}
	var unusable *document.Refused
	if errors.As(err, &unusable) {
		return workflow.Answer{}, workflow.RefuseFor([]workflow.Reason{{Code: unusable.Code, Params: unusable.Params, Field: "file"}})
	}
	if err != nil {
		return workflow.Answer{}, err
	}
	_, done, err := s.deps.Engine.ImportMeasureTable(ctx, v, request,
		workflow.Import{CampaignID: campaign.ID, Table: table, DryRun: form.DryRun, CreateUnits: form.CreateUnits, Mapping: used})
	return done, err
}

// readMapping reads the field of a form that names columns.
func readMapping(text string) (map[string]string, error) {
	if text == "" {
		return nil, nil
	}
	var mapping map[string]string
	if err := json.Unmarshal([]byte(text), &mapping); err != nil {
		return nil, workflow.RefuseFor([]workflow.Reason{{Code: words.ImportMapping, Field: "mapping"}})
	}
	return mapping, nil
}

// importInBackground takes a table of measures into a campaign as a job.
func (s *Server) importInBackground(ctx context.Context, v models.Viewer, c Command, in *importInput) (workflow.Answer, error) {
	form := in.RawBody.Data()
	mapping, err := readMapping(form.Mapping)
	if err != nil {
		return workflow.Answer{}, err
	}
	params, err := json.Marshal(workflow.ImportParams{CampaignID: in.ID, DryRun: form.DryRun, CreateUnits: form.CreateUnits, Mapping: mapping})
	if err != nil {
		return workflow.Answer{}, err
	}
	return s.deps.Jobs.Start(ctx, v, c.Rendering(s.answerJob(c.Lang, http.StatusAccepted)), workflow.NewJob{Kind: workflow.ImportJob, Params: params,
		InputName: filepath.Base(form.File.Filename), Input: form.File})
}

type importTemplateInput struct {
	CampaignID string `query:"campaign_id" format:"uuid" doc:"填好该专项的表题、填报单位和起算日期"`
}

// importTemplate sends an empty table of measures to be filled in.
func (s *Server) importTemplate(ctx context.Context, _ models.Viewer, in *importTemplateInput) (func(echo.Context) error, error) {
	var file bytes.Buffer
	if err := s.deps.Engine.WriteImportTemplate(ctx, &file, in.CampaignID); err != nil {
		return nil, err
	}
	return func(c echo.Context) error {
		return sendFile(c, "整改措施一览表_模板.xlsx", workflow.MediaTypes["xlsx"], s.deps.Clock.Now(), bytes.NewReader(file.Bytes()))
	}, nil
}

func importedOf(lang words.Lang, r workflow.ImportResult) Imported {
	out := Imported{Stored: r.Stored, Created: r.Created, Problems: tableProblems(r.Problems), OnlyHere: tableProblems(r.OnlyHere),
		UnitsCreated: r.UnitsCreated, Findings: make([]ImportFinding, len(r.Findings))}
	for i, f := range r.Findings {
		out.Findings[i] = ImportFinding{string(f.Severity), f.Sheet, f.Row, f.Column, f.Header, f.Code, f.Text(lang), f.ExpectedText(lang)}
	}
	out.Columns, out.Lacking, out.Fields = make([]ImportColumn, len(r.Columns)), mapped(r.Lacking, importFieldOf), mapped(document.Fields(), importFieldOf)
	for i, c := range r.Columns {
		out.Columns[i] = ImportColumn{Letter: c.Letter, Header: c.Header, Samples: append([]string{}, c.Samples...)}
		if c.Field != "" {
			field := importFieldOf(c.Field)
			out.Columns[i].Field = &field
		}
	}
	return out
}

func tableProblems(list []workflow.ImportedProblem) []TableProblem {
	out := make([]TableProblem, len(list))
	for i, p := range list {
		out[i] = TableProblem{ID: p.ID, Status: string(p.Status), Number: p.Number, SuperiorNumber: p.SuperiorNumber, Text: p.Text,
			LeadLeader: p.LeadLeader, Unit: p.Unit, CoUnits: append([]string{}, p.CoUnits...), Row: p.Rows.From,
			Measures: make([]TableMeasure, len(p.Measures)), Differences: append([]workflow.Difference{}, p.Differences...)}
		for j, m := range p.Measures {
			out[i].Measures[j] = TableMeasure{m.Position, m.Text, deadlineOf(m.Deadline), m.Row}
		}
	}
	return out
}
