package api

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/document/paper"
	"rectify/workflow/document/pdf"
	"rectify/workflow/printing"
	"rectify/workflow/words"
)

// The media types of documents.
const (
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaPDF  = "application/pdf"
)

type documentInput struct {
	ID      string `path:"id" format:"uuid"`
	Format  string `query:"format" enum:"docx,pdf" default:"docx" doc:"pdf 须服务器装有 LibreOffice"`
	History bool   `query:"history" doc:"附流转记录"`
	RedHead bool   `query:"red_head" doc:"印红头"`
	BuiltIn bool   `query:"built_in" doc:"不用本单位模板，按公文格式（GB/T 9704-2012）"`
}

// gather makes a paper of a subject as the viewer may see it.
type gather func(models.Tx, models.Viewer, string, printing.Options) (paper.Paper, error)

// document answers with a document of a subject as a file to keep.
func (s *Server) document(of gather) func(context.Context, models.Viewer, *documentInput) (func(echo.Context) error, error) {
	return func(ctx context.Context, v models.Viewer, in *documentInput) (func(echo.Context) error, error) {
		var printed printing.Printed
		err := s.deps.Store.Snapshot(ctx, func(tx models.Tx) error {
			p, err := of(tx, v, in.ID, printing.Options{History: in.History, RedHead: in.RedHead})
			if err != nil {
				return err
			}
			printed, err = printing.Write(tx, p, in.BuiltIn)
			return err
		})
		if err != nil {
			return nil, err
		}
		if in.Format != "pdf" {
			return sendDocument(mediaDOCX, printed.Name+".docx", printed.Content), nil
		}
		content, err := s.deps.PDF.Convert(ctx, printed.Content)
		switch {
		case errors.Is(err, pdf.ErrAbsent):
			return nil, &workflow.Error{Class: workflow.Unavailable, Code: words.PDFAbsent}
		case errors.Is(err, pdf.ErrFailed):
			return nil, &workflow.Error{Class: workflow.Unavailable, Code: words.PDFFailed, Cause: err}
		case err != nil:
			return nil, err
		}
		return sendDocument(mediaPDF, printed.Name+".pdf", content), nil
	}
}

// sendDocument sends bytes as a file to keep.
func sendDocument(media, name string, content []byte) func(echo.Context) error {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		return sendFile(c, name, media, time.Time{}, bytes.NewReader(content))
	}
}

// documentRoutes are the documents that leave the program as files, and the templates they are made by.
func (s *Server) documentRoutes() {
	visible := Access{AnyUser: true, Object: "visible"}
	media := strings.Join([]string{mediaDOCX, mediaPDF}, ", ")

	stream(s, Route{Call: "GET /api/v1/reports/{id}/document", ID: "print-report", Tag: tagReports, Access: visible, Costly: true,
		Chinese: "报告、方案、汇总稿的公文文件", English: "A report or compilation as a document"}, media, s.document(printing.Report))
	stream(s, Route{Call: "GET /api/v1/reports/{id}/filing-cover", ID: "print-filing-cover", Tag: tagReports, Access: visible, Costly: true,
		Chinese: "报送备案报告", English: "The report with which a compilation is filed"}, media, s.document(printing.FilingCover))
	stream(s, Route{Call: "GET /api/v1/problems/{id}/close-out-sheet", ID: "print-close-out-sheet", Tag: tagProblems, Access: visible, Costly: true,
		Chinese: "对账销号单", English: "The sheet on which a problem is reconciled and closed out"}, media, s.document(printing.CloseOut))
	stream(s, Route{Call: "GET /api/v1/meetings/{id}/minutes-document", ID: "print-minutes", Tag: tagMeetings, Access: visible, Costly: true,
		Chinese: "会议纪要文件", English: "The minutes of a closed meeting as a document"}, media, s.document(printing.Minutes))
	s.templateRoutes()
}
