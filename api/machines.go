package api

import (
	"context"

	"rectify/models"
	"rectify/workflow"
)

type machinesAnswer struct {
	Machines []workflow.Description `json:"machines"`
}

// machines publishes the table, for front ends that draw it.
func (s *Server) machines(context.Context, models.Viewer, *struct{}) (*machinesAnswer, error) {
	return &machinesAnswer{workflow.Describe()}, nil
}
