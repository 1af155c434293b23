package api

import (
	"context"
	"net/http"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
)

// TableHead is what stands above a campaign's table of measures.
type TableHead struct {
	Title         string      `json:"title" maxLength:"100" doc:"表题；空为专项名称加“整改措施一览表”"`
	ReportingUnit string      `json:"reporting_unit" maxLength:"100" doc:"填报单位；空为被巡视单位"`
	Contact       string      `json:"contact" maxLength:"50" doc:"联系人"`
	Phone         string      `json:"phone" maxLength:"50" doc:"联系电话"`
	Anchor        *civil.Date `json:"anchor,omitempty" format:"date" doc:"完成时限的起算日期，写入表头；不填则不写"`
}

type tableHeadInput struct {
	ByID
	Body TableHead
}

func (s *Server) tableHead(ctx context.Context, _ models.Viewer, in *ByID) (*TableHead, error) {
	h, err := s.deps.Engine.TableHead(ctx, in.ID)
	out := TableHead(h)
	return &out, err
}

func (s *Server) setTableHead(ctx context.Context, v models.Viewer, c Command, in *tableHeadInput) (workflow.Answer, error) {
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", TableHead(result.(workflow.TableHead)))
	})
	return s.deps.Engine.SetTableHead(ctx, v, request, in.ID, workflow.TableHead(in.Body))
}
