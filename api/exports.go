package api

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

type exportInput struct {
	Layout string `query:"layout" required:"true" enum:"annex,ledger" doc:"annex：上报用一览表；ledger：完整台账"`
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx"`
	ProblemQuery
}

// maxDirect is how many problems a request exports while its caller waits; more is a job.
const maxDirect = 2000

// exportProblems writes what list-problems would list as a file. The file is complete before the first byte is sent, so
// that what goes wrong is an answer and never half a workbook.
func (s *Server) exportProblems(ctx context.Context, v models.Viewer, in *exportInput) (func(echo.Context) error, error) {
	x := workflow.Export{Layout: in.Layout, Format: in.Format, Filter: in.filter(), Figure: in.figure()}
	described, count, err := s.deps.Engine.DescribeExport(ctx, v, x)
	if err != nil {
		return nil, err
	}
	if count > maxDirect {
		return nil, workflow.RefuseFor([]workflow.Reason{{Code: words.ExportTooLarge, Params: words.Params{"count": count, "limit": maxDirect}}})
	}
	file, err := os.CreateTemp("", "rectify-export-*")
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil { // it lives as long as it is open
		return nil, errors.Join(err, file.Close())
	}
	if err := s.deps.Engine.WriteExport(ctx, v, x, file, func(int, int) {}); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func(c echo.Context) error {
		defer file.Close()
		return sendFile(c, described.Name, described.MediaType, s.deps.Clock.Now(), file)
	}, nil
}
